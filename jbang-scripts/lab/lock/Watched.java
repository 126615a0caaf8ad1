package lab.lock;

import java.util.List;

/// What came of threads that were watched. All of them have ended.
///
/// @param deadlocks those that were found and broken, in the order in which they were found
/// @param gaveUp the names of the threads that ended because they were chosen as a victim
/// @param nanos elapsed time
public record Watched(List<Deadlock> deadlocks, List<String> gaveUp, long nanos) {
    public Watched {
        deadlocks = List.copyOf(deadlocks);
        gaveUp = List.copyOf(gaveUp);
    }
}
