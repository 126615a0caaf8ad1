package lab.sheet;

import java.util.List;
import java.util.stream.IntStream;

/// A parallel stream of the tasks: the common pool, and the thread that calls.
public record ParallelStream() implements Model {
    @Override
    public String name() {
        return "parallel stream";
    }

    @Override
    public String lesson() {
        return "parallelism";
    }

    @Override
    public int workers(Tasks<?, ?> tasks, Bench bench) {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public <T> List<T> run(Tasks<T, ?> tasks, Bench bench) throws Exception {
        try {
            return IntStream.range(0, tasks.count())
                    .parallel()
                    .mapToObj(task -> call(tasks, task, bench))
                    .toList();
        } catch (ForkJoin.TaskFailed e) {
            throw ForkJoin.unwrapped(e);
        }
    }

    /// Nobody interrupts the common pool, so each task looks first whether it is still wanted.
    private static <T> T call(Tasks<T, ?> tasks, int task, Bench bench) {
        bench.cancellation().check();
        try {
            return tasks.call(task);
        } catch (Exception e) {
            throw new ForkJoin.TaskFailed(e);
        }
    }
}
