package lab.race;

import lab.cancel.Cancellation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;

/// How long a cache line takes from one core to another: what a shared counter costs at the least,
/// and what differs between machines, and on a rented one between minutes.
public final class CacheLine {
    private static final int HOPS = 100;
    private static final int SPINS = 200;

    private CacheLine() {}

    /// The median time of a hop, in nanoseconds, by two threads that pass a number to and fro;
    /// empty on one core, where nothing hops, or if not one pass could be made in time.
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
        if (times.isEmpty()) return OptionalDouble.empty();
        Collections.sort(times);
        return OptionalDouble.of((double) times.get(times.size() / 2) / HOPS);
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
