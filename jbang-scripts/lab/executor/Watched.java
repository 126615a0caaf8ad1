package lab.executor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import lab.cancel.Cancellation;

/// What came of a task in a pool that was watched.
///
/// @param workers how many the pool had
/// @param answer the task's; empty if the pool had to be stopped
/// @param starvation how the pool waited for itself, if it did
/// @param <T> the type of the answer
public record Watched<T>(int workers, Optional<T> answer, Optional<Starvation> starvation) {
    private static final Duration LOOK = Duration.ofMillis(2);

    /// Gives a task to a fixed pool of its own, looks every two milliseconds whether the pool waits
    /// for itself, and stops it if so: its workers are interrupted, and their waits end.
    ///
    /// @param task makes the task, which may hand others to the pool that it is given
    /// @throws java.util.concurrent.CancellationException if a stop was asked for
    /// @throws InterruptedException if the caller is interrupted; the pool has been stopped
    /// @throws ExecutionException with the cause, if the task threw
    public static <T> Watched<T> run(
            int workers, Function<ExecutorService, Callable<T>> task, Cancellation cancellation)
            throws ExecutionException, InterruptedException {
        try (var pool = new WatchedPool(workers)) {
            try {
                var result = pool.submit(task.apply(pool));
                while (true) {
                    try {
                        var answer = result.get(LOOK.toNanos(), TimeUnit.NANOSECONDS);
                        return new Watched<>(workers, Optional.of(answer), Optional.empty());
                    } catch (TimeoutException e) {
                        cancellation.check();
                        var starved = pool.starvation();
                        if (starved.isPresent())
                            return new Watched<>(workers, Optional.empty(), starved);
                    }
                }
            } finally {
                pool.shutdownNow();
            }
        }
    }
}
