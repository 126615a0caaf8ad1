package lab.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Hands tasks to an executor, and waits for them.
final class Handed {
    private Handed() {}

    /// Gives each task to the executor, which is closed when they are done.
    ///
    /// @return their answers, in order
    static <T> List<T> each(ExecutorService executor, Tasks<T, ?> tasks) throws Exception {
        return all(
                executor,
                IntStream.range(0, tasks.count())
                        .<Callable<T>>mapToObj(task -> () -> tasks.call(task))
                        .toList());
    }

    /// The first that fails, or an interrupt, ends the others.
    static <T> List<T> all(ExecutorService executor, List<? extends Callable<T>> bodies)
            throws Exception {
        try (executor) {
            try {
                var begun = new ArrayList<Future<T>>();
                for (var body : bodies) begun.add(executor.submit(body));
                var answers = new ArrayList<T>();
                for (var future : begun) answers.add(future.get());
                return answers;
            } catch (Throwable e) {
                executor.shutdownNow();
                throw e;
            }
        } catch (ExecutionException e) {
            throw cause(e);
        }
    }

    /// What a task threw.
    static Exception cause(ExecutionException e) {
        return switch (e.getCause()) {
            case Exception exception -> exception;
            case Error error -> throw error;
            case null, default -> e;
        };
    }
}
