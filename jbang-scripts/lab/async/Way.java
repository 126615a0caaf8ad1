package lab.async;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import lab.cancel.Cancellation;
import lab.load.Caller;
import lab.load.ClosedLoop;
import lab.load.Load;

/// A way to serve many callers who all call at the same moment, once each.
///
/// @param name what tables and charts call it
/// @param most more callers than these it is not tried with
/// @param threads how many threads make the calls of so many callers
/// @param open how many calls of so many callers are open at one time, at most
/// @param burst makes the calls
/// @param reset closes the connections that it keeps between bursts
/// @param <A> the type of an answer
public record Way<A>(
        String name,
        int most,
        IntUnaryOperator threads,
        IntUnaryOperator open,
        Burst<A> burst,
        Reset reset) {
    private static final Reset NOTHING = () -> {};

    /// Closes connections.
    @FunctionalInterface
    public interface Reset {
        /// Closes those that are kept.
        void run() throws Exception;
    }

    /// Makes so many calls at once, and waits for their answers.
    @FunctionalInterface
    public interface Burst<A> {
        /// @param expected the right answer to each call
        /// @throws Exception if the calling thread is interrupted; the calls have been stopped
        Load of(int callers, IntFunction<? extends A> expected, Cancellation cancellation)
                throws Exception;
    }

    /// One call after another, on one thread.
    public static <A> Way<A> sequential(int most, Caller.Blocking<A> call) {
        return onThreads(
                "sequential", most, n -> 1, n -> Executors.newSingleThreadExecutor(), call);
    }

    /// A platform thread for each call, started for it.
    public static <A> Way<A> threadEach(int most, Caller.Blocking<A> call) {
        return onThreads(
                "a thread each",
                most,
                n -> n,
                n -> Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory()),
                call);
    }

    /// A fixed pool of platform threads, started for the calls, which share them.
    public static <A> Way<A> pool(int threads, int most, Caller.Blocking<A> call) {
        return onThreads(
                "a pool of " + threads,
                most,
                n -> Math.min(n, threads),
                n -> Executors.newFixedThreadPool(Math.min(n, threads)),
                call);
    }

    private static <A> Way<A> onThreads(
            String name,
            int most,
            IntUnaryOperator threads,
            IntFunction<ExecutorService> executors,
            Caller.Blocking<A> call) {
        return new Way<>(
                name,
                most,
                threads,
                threads,
                (callers, expected, cancellation) -> {
                    try (var executor = executors.apply(callers)) {
                        try {
                            return ClosedLoop.burst(callers)
                                    .run(Caller.on(executor, call), expected, cancellation);
                        } catch (InterruptedException | RuntimeException e) {
                            executor.shutdownNow();
                            throw e;
                        }
                    }
                },
                NOTHING);
    }

    /// Calls that do not wait: whoever begins them goes on, and the thread of an event loop takes
    /// the answers.
    public static <A> Way<A> async(
            String name, int most, IntFunction<? extends CompletionStage<A>> call) {
        return new Way<>(
                name,
                most,
                n -> 1,
                n -> n,
                (callers, expected, cancellation) ->
                        ClosedLoop.burst(callers).run(Caller.async(call), expected, cancellation),
                NOTHING);
    }

    /// The same way, which keeps connections open between bursts.
    ///
    /// @param closing closes them
    public Way<A> keeping(Reset closing) {
        return new Way<>(name, most, threads, open, burst, closing);
    }

    /// How many connections it keeps after a burst of so many callers.
    public int kept(int callers) {
        return keeps() ? open.applyAsInt(callers) : 0;
    }

    /// Whether it keeps connections.
    public boolean keeps() {
        return reset != NOTHING;
    }
}
