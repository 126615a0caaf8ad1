package lab.load;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import lab.cancel.Cancellation;

/// Calls that come by the clock, whether or not those before them have been answered: as from many
/// people who do not know of each other.
///
/// When each call is meant to begin is drawn beforehand. Its latency counts from that moment, and
/// not from when it could be begun at last. So what a stall keeps waiting is in the figures, all of
/// it, and not only the one call that was under way: coordinated omission is avoided (Tene 2013,
/// 'How not to measure latency').
///
/// @param perSecond how many calls come in a second, on average
/// @param calls how many calls come
/// @param arrivals whether they come evenly or at random
/// @param seed draws random arrivals
/// @param patience how long after the last sign of life an answer is waited for
public record OpenLoop(
        double perSecond, int calls, Arrivals arrivals, long seed, Duration patience) {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /// How calls come.
    public enum Arrivals {
        /// With the same time between any two.
        EVEN,
        /// At random and independent of each other: a Poisson process.
        RANDOM
    }

    /// Calls that come at random; answers are waited for as in a [ClosedLoop].
    public OpenLoop(double perSecond, int calls, long seed) {
        this(perSecond, calls, Arrivals.RANDOM, seed, ClosedLoop.PATIENCE);
    }

    public OpenLoop {
        if (!(perSecond > 0 && Double.isFinite(perSecond)) || calls < 1)
            throw new IllegalArgumentException(
                    "an open loop needs calls and their rate, not %d and %s a second"
                            .formatted(calls, perSecond));
    }

    /// Calls with the same time between any two.
    public static OpenLoop even(double perSecond, int calls) {
        return new OpenLoop(perSecond, calls, Arrivals.EVEN, 0, ClosedLoop.PATIENCE);
    }

    /// When each call is meant to begin, in nanoseconds after the start, ascending.
    public long[] schedule() {
        double gap = NANOS_PER_SECOND / perSecond;
        var random = new SplittableRandom(seed);
        var times = new long[calls];
        double at = 0;
        for (int i = 0; i < calls; i++) {
            times[i] = Math.round(at);
            at += arrivals == Arrivals.EVEN ? gap : -Math.log(1 - random.nextDouble()) * gap;
        }
        return times;
    }

    /// Begins each call at its time, or as soon after it as this machine allows, and waits until
    /// each has ended.
    ///
    /// @param expected the right answer to each call
    /// @throws InterruptedException if the calling thread is interrupted; calls that have not ended
    ///   are stopped
    public <A> Load run(
            Caller<A> caller, IntFunction<? extends A> expected, Cancellation cancellation)
            throws InterruptedException {
        var times = schedule();
        var session = new Session<A>(caller, expected, calls, patience, cancellation);
        return session.measure(() -> {
            long start = System.nanoTime();
            for (int id = 0; id < calls; id++) {
                long wanted = start + times[id];
                for (long left = wanted - System.nanoTime();
                        left > 0 && !stopped(cancellation);
                        left = wanted - System.nanoTime()) LockSupport.parkNanos(left);
                if (stopped(cancellation)) return;
                session.begin(id, wanted, () -> {});
            }
        });
    }

    private static boolean stopped(Cancellation cancellation) {
        return cancellation.requested() || Thread.currentThread().isInterrupted();
    }
}
