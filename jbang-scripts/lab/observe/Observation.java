package lab.observe;

import java.util.List;

/// What was seen of the threads of a piece of code.
///
/// @param answer what the code returned
/// @param stays what each thread did, thread by thread in the order of their starts, each in the
///   order of time; the stays of a thread follow one another without gap or overlap
/// @param wallNanos how long the code took
/// @param split whether ready was told from running; if not, running means runnable
public record Observation<T>(T answer, List<Stay> stays, long wallNanos, boolean split) {
    public Observation {
        stays = List.copyOf(stays);
    }

    /// The threads, in the order of their starts.
    public List<String> threads() {
        return stays.stream().map(Stay::thread).distinct().toList();
    }

    /// What one thread did, in the order of time.
    public List<Stay> of(String thread) {
        return stays.stream().filter(stay -> stay.thread().equals(thread)).toList();
    }

    /// How long a thread was in a state, in nanoseconds.
    public long nanos(String thread, State state) {
        return stays.stream()
                .filter(stay -> stay.thread().equals(thread) && stay.state() == state)
                .mapToLong(Stay::nanos)
                .sum();
    }
}
