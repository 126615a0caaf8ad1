package lab.race;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import lab.cancel.Cancellation;

/// How long a cache line takes from one core to another: what a shared counter costs at the least,
/// and what differs between machines, and on a rented one between minutes.
public final class CacheLine {
    private static final int HOPS = 100;
    private static final int SPINS = 200;

    /// No cache line takes so many nanoseconds; a switch between threads does.
    private static final double NO_HOP = 2_000;

    private CacheLine() {}

    /// The time of a hop, in nanoseconds, by two threads that pass a number to and fro: the tenth
    /// percentile over stretches of a hundred passes, since either thread may lose its core at
    /// times. Empty on one core, where nothing hops, and where the two did not run at the same
    /// time, so that it was the scheduler that was timed.
    ///
    /// @param atMost how long to look
    /// @throws InterruptedException if the caller was interrupted; no thread is left by then
    public static OptionalDouble hopNanos(Duration atMost, Cancellation cancellation)
            throws Exception {
        if (Runtime.getRuntime().availableProcessors() < 2) return OptionalDouble.empty();
        var crew = new Crew(cancellation);
        var ball = new AtomicLong();
        var times = new ArrayList<Long>();
        long end = System.nanoTime() + atMost.toNanos();
        crew.run(
                "hop",
                List.of(
                        () -> {
                            long start = System.nanoTime();
                            for (long n = 0; start - end < 0; n += 2) {
                                if (!pass(ball, n, crew)) return;
                                if (n % HOPS == 0 && n > 0) {
                                    long now = System.nanoTime();
                                    times.add(now - start);
                                    start = now;
                                }
                            }
                            ball.set(-1);
                        },
                        () -> {
                            for (long n = 1; pass(ball, n, crew); n += 2) {}
                        }));
        Collections.sort(times);
        double hop = times.isEmpty() ? NO_HOP : (double) times.get(times.size() / 10) / HOPS;
        return hop < NO_HOP ? OptionalDouble.of(hop) : OptionalDouble.empty();
    }

    /// Waits until the ball shows `n`, and makes it `n + 1`; false if the game is over.
    private static boolean pass(AtomicLong ball, long n, Crew crew) {
        for (int spins = 0; ; spins++) {
            long shown = ball.get();
            if (shown == n) {
                ball.set(n + 1);
                return true;
            }
            if (shown < 0 || crew.stopping()) return false;
            if (spins > SPINS) Thread.yield();
            else Thread.onSpinWait();
        }
    }
}
