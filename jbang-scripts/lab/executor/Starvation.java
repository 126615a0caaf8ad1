package lab.executor;

import java.util.List;
import java.util.stream.Collectors;

/// A pool that waits for itself, at one moment: each of its workers waits for a task that no worker
/// will ever take, or for one whose worker does.
///
/// @param waits one for each worker
/// @param queued the tasks in the queue, in the order in which they would be taken
public record Starvation(List<Wait> waits, List<String> queued) {
    /// A worker that runs a task, and waits in it for another.
    ///
    /// @param worker the name of the thread
    /// @param runs the task that it runs
    /// @param awaits the task that it waits for
    /// @param place where in the queue that is, 1 for the next to be taken; 0 if a worker runs it
    public record Wait(String worker, String runs, String awaits, int place) {
        @Override
        public String toString() {
            return "%s, in '%s', waits for '%s', which %s"
                    .formatted(
                            worker,
                            runs,
                            awaits,
                            place == 0
                                    ? "another worker runs"
                                    : "is number " + place + " in the queue");
        }
    }

    public Starvation {
        waits = List.copyOf(waits);
        queued = List.copyOf(queued);
    }

    /// All waits, as a sentence.
    @Override
    public String toString() {
        return waits.stream().map(Wait::toString).collect(Collectors.joining("; "));
    }
}
