package lab.load;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntFunction;

/// A way to make calls, so that the same load can be put on blocking and on asynchronous code.
///
/// @param <A> the type of an answer
@FunctionalInterface
public interface Caller<A> {
    /// Begins a call, and returns without waiting for its answer.
    ///
    /// @param id the number of the call, from 0
    /// @param done is told how it ended, once, on any thread; never if it was stopped before it
    ///   began
    /// @return stops the call if it has not ended
    Runnable begin(int id, Done<? super A> done);

    /// Hears how a call ended.
    @FunctionalInterface
    interface Done<A> {
        /// @param answer what was answered; null if it failed
        /// @param failure why it failed; null if it was answered
        void ended(A answer, Throwable failure);
    }

    /// A call that blocks the thread that makes it.
    @FunctionalInterface
    interface Blocking<A> {
        /// Makes the call, and waits for the answer.
        ///
        /// @throws Exception if it fails
        A call(int id) throws Exception;
    }

    /// Each call is a task of an executor. One that the executor rejects has failed.
    static <A> Caller<A> on(ExecutorService executor, Blocking<? extends A> call) {
        return (id, done) -> {
            try {
                var task =
                        executor.submit(() -> {
                            A answer;
                            try {
                                answer = call.call(id);
                            } catch (Throwable e) {
                                done.ended(null, e);
                                return;
                            }
                            done.ended(answer, null);
                        });
                return () -> task.cancel(true);
            } catch (RejectedExecutionException e) {
                done.ended(null, e);
                return () -> {};
            }
        };
    }

    /// Each call gives a stage that completes with the answer. To stop it is to cancel its future.
    static <A> Caller<A> async(IntFunction<? extends CompletionStage<? extends A>> call) {
        return (id, done) -> {
            CompletionStage<? extends A> stage;
            try {
                stage = call.apply(id);
            } catch (RuntimeException e) {
                done.ended(null, e);
                return () -> {};
            }
            stage.whenComplete((answer, failure) -> done.ended(answer, cause(failure)));
            return () -> stage.toCompletableFuture().cancel(true);
        };
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }
}
