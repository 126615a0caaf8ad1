package lab.sheet;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executors;

/// So many platform threads, which share the tasks. Unless told otherwise there is one for each
/// processor, and sixteen where tasks wait.
///
/// @param threads how many, if told
public record FixedPool(OptionalInt threads) implements Model {
    /// A pool of the usual size.
    public FixedPool() {
        this(OptionalInt.empty());
    }

    /// A pool of so many threads.
    public FixedPool(int threads) {
        this(OptionalInt.of(threads));
    }

    @Override
    public String name() {
        return "fixed pool";
    }

    @Override
    public String lesson() {
        return "executors-and-futures";
    }

    @Override
    public int workers(Tasks<?, ?> tasks, Bench bench) {
        return threads.orElse(bench.threadsFor(tasks));
    }

    @Override
    public <T> List<T> run(Tasks<T, ?> tasks, Bench bench) throws Exception {
        return Handed.each(Executors.newFixedThreadPool(workers(tasks, bench)), tasks);
    }
}
