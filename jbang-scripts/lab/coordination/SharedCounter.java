package lab.coordination;

import java.util.Collections;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadFactory;
import lab.cancel.Cancellation;

/// Many who count in one place. The answer is what the counter says when all are done.
///
/// @param workers how many threads count at the same time
/// @param each how often each of them counts
/// @param threads makes the threads
/// @param cancellation ends it early
public record SharedCounter(int workers, int each, ThreadFactory threads, Cancellation cancellation)
        implements Exercise<SharedCounter.Model> {
    public SharedCounter {
        if (workers < 1 || each < 1)
            throw new IllegalArgumentException(
                    "counting takes a worker and a count at least, not %d and %d"
                            .formatted(workers, each));
    }

    /// What a model implements.
    @FunctionalInterface
    public interface Model {
        /// A new counter, at zero.
        Counter open() throws Exception;
    }

    /// A counter, used by all workers at the same time.
    public interface Counter extends AutoCloseable {
        /// Counts one more; it may arrive later.
        void increment() throws Exception;

        /// How much has been counted, asked when all workers are done: everything has to be in it.
        long value() throws Exception;

        /// Ends what the counter started.
        @Override
        default void close() throws Exception {}
    }

    @Override
    public String name() {
        return "shared counter";
    }

    @Override
    public long answer() {
        return steps();
    }

    @Override
    public long steps() {
        return (long) workers * each;
    }

    @Override
    public String step() {
        return "count";
    }

    /// @throws CancellationException if a stop was asked for
    @Override
    public long run(Model model) throws Exception {
        try (var counter = model.open()) {
            Party.hold(threads, Collections.nCopies(workers, () -> count(counter)));
            cancellation.check();
            return counter.value();
        }
    }

    private void count(Counter counter) throws Exception {
        for (int i = 0; i < each && !cancellation.requested(); i++) counter.increment();
    }
}
