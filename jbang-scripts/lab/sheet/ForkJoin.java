package lab.sheet;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import java.util.stream.Stream;

/// The tasks as a tree that is split in the middle, by a pool whose threads steal from each other:
/// one thread for each processor.
public record ForkJoin() implements Model {
    @Override
    public String name() {
        return "fork/join";
    }

    @Override
    public String lesson() {
        return "executors-and-futures";
    }

    @Override
    public int workers(Tasks<?, ?> tasks, Bench bench) {
        return bench.workers();
    }

    @Override
    public <T> List<T> run(Tasks<T, ?> tasks, Bench bench) throws Exception {
        try (var pool = new ForkJoinPool(bench.workers())) {
            try {
                return pool.submit(new Branch<>(tasks, 0, tasks.count())).get();
            } catch (Throwable e) {
                pool.shutdownNow();
                throw e;
            }
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    /// What the task threw: the pool may have put exceptions of its own around it.
    static Exception unwrapped(Throwable thrown) {
        for (var at = thrown; at != null; at = at.getCause())
            if (at instanceof TaskFailed && at.getCause() instanceof Exception cause) return cause;
        return thrown instanceof ExecutionException e ? Handed.cause(e) : (Exception) thrown;
    }

    /// Carries what a task threw, since a branch may throw nothing that is checked.
    static final class TaskFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        /// @param cause what the task threw
        TaskFailed(Throwable cause) {
            super(cause);
        }
    }

    private static final class Branch<T> extends RecursiveTask<List<T>> {
        private static final long serialVersionUID = 1;

        private final transient Tasks<T, ?> tasks;
        private final int from;
        private final int to;

        Branch(Tasks<T, ?> tasks, int from, int to) {
            this.tasks = tasks;
            this.from = from;
            this.to = to;
        }

        @Override
        protected List<T> compute() {
            if (to - from == 1) return List.of(leaf());
            int middle = (from + to) >>> 1;
            var left = new Branch<>(tasks, from, middle);
            left.fork();
            var right = new Branch<>(tasks, middle, to).compute();
            return Stream.concat(left.join().stream(), right.stream()).toList();
        }

        private T leaf() {
            try {
                return tasks.call(from);
            } catch (Exception e) {
                throw new TaskFailed(e);
            }
        }
    }
}
