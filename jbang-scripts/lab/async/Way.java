package lab.async;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
/// @param burst makes the calls, and keeps the threads of a pool
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
    private static final int STARTED_AT_ONCE = 1_000; // threads, or rather less

    /// Closes connections.
    @FunctionalInterface
    public interface Reset {
        /// Closes those that are kept.
        void run() throws Exception;
    }

    /// Makes so many calls at once, and waits for their answers.
    @FunctionalInterface
    public interface Burst<A> extends AutoCloseable {
        /// @param expected the right answer to each call
        /// @throws Exception if the calling thread is interrupted; the calls have been stopped
        Load of(int callers, IntFunction<? extends A> expected, Cancellation cancellation)
                throws Exception;

        /// Ends the threads that it keeps between bursts, and waits for their ends.
        @Override
        default void close() {}
    }

    /// One call after another, on one thread, which stays between bursts.
    public static <A> Way<A> sequential(int most, Caller.Blocking<A> call) {
        return pooled("sequential", 1, most, call);
    }

    /// A platform thread for each call, started for it.
    public static <A> Way<A> threadEach(int most, Caller.Blocking<A> call) {
        Burst<A> burst =
                (callers, expected, cancellation) -> {
                    var threads = Thread.ofPlatform().factory();
                    try (var executor = Executors.newThreadPerTaskExecutor(threads)) {
                        return burst(executor, call, callers, expected, cancellation);
                    }
                };
        return new Way<>("a thread each", most, n -> n, n -> n, burst, NOTHING);
    }

    /// A fixed pool of platform threads, which are started once, stay between bursts, and share the
    /// calls.
    public static <A> Way<A> pool(int threads, int most, Caller.Blocking<A> call) {
        return pooled("a pool of " + threads, threads, most, call);
    }

    private static <A> Way<A> pooled(String name, int threads, int most, Caller.Blocking<A> call) {
        IntUnaryOperator used = n -> Math.min(n, threads);
        return new Way<>(name, most, used, used, new Pooled<>(threads, call), NOTHING);
    }

    private static <A> Load burst(
            ExecutorService executor,
            Caller.Blocking<A> call,
            int callers,
            IntFunction<? extends A> expected,
            Cancellation cancellation)
            throws InterruptedException {
        try {
            return ClosedLoop.burst(callers).run(Caller.on(executor, call), expected, cancellation);
        } catch (InterruptedException | RuntimeException e) {
            executor.shutdownNow();
            throw e;
        }
    }

    /// Bursts on the same threads.
    private static final class Pooled<A> implements Burst<A> {
        private final int threads;
        private final Caller.Blocking<A> call;
        private ThreadPoolExecutor pool; // guarded by this; null or shut down between uses

        Pooled(int threads, Caller.Blocking<A> call) {
            this.threads = threads;
            this.call = call;
        }

        private synchronized ExecutorService open() {
            if (pool == null || pool.isShutdown()) {
                var tasks = new LinkedBlockingQueue<Runnable>();
                pool = new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, tasks);
                pool.prestartAllCoreThreads();
            }
            return pool;
        }

        @Override
        public Load of(int callers, IntFunction<? extends A> expected, Cancellation cancellation)
                throws InterruptedException {
            var executor = open();
            try {
                return burst(executor, call, callers, expected, cancellation);
            } finally {
                if (executor.isShutdown()) executor.close();
            }
        }

        @Override
        public synchronized void close() {
            if (pool != null) pool.close();
        }
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

    /// How many callers open the connections that a burst of so many needs. To start ten thousand
    /// threads takes so long that the first have ended long before the last begin, and have left
    /// them their connections.
    public int opening(int callers) {
        boolean begunAtOnce = threads.applyAsInt(callers) == 1;
        return begunAtOnce ? kept(callers) : Math.min(kept(callers), STARTED_AT_ONCE);
    }

    /// Whether it keeps connections.
    public boolean keeps() {
        return reset != NOTHING;
    }
}
