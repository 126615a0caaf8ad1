package lab.sheet;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import lab.cancel.Outside;

/// Sees to it that a run ends in time: if it does not, interrupts the thread that waits for it,
/// which is the one that made this.
///
/// Invariant: that thread is interrupted only while something runs, and once for it.
final class TimeLimit implements AutoCloseable {
    private static final int LOOKS = 20; // within the shortest limit

    private final Thread waiting = Thread.currentThread();
    private final Thread watch;
    private final long lookMillis;
    private boolean runs; // guarded by this, as all below
    private long start;
    private Duration limit;
    private Duration exceeded;

    /// @param shortest no limit is shorter
    TimeLimit(Duration shortest) {
        lookMillis = Math.max(1, shortest.toMillis() / LOOKS);
        watch = Outside.threads().name("time limit").start(this::watch);
    }

    /// Runs the body.
    <T> T within(Duration most, Callable<? extends T> body) throws Exception {
        begin(most);
        try {
            return body.call();
        } finally {
            end();
        }
    }

    private synchronized void begin(Duration most) {
        limit = most;
        start = System.nanoTime();
        runs = true;
    }

    private synchronized void end() {
        runs = false;
    }

    /// The limit that was not kept, if that is why the thread was interrupted. Says so once, and
    /// the thread is not interrupted any more.
    synchronized Optional<Duration> exceeded() {
        var late = Optional.ofNullable(exceeded);
        if (late.isPresent()) Thread.interrupted();
        exceeded = null;
        runs = false;
        return late;
    }

    private synchronized void watch() {
        try {
            while (true) {
                wait(lookMillis);
                if (!runs || System.nanoTime() - start <= limit.toNanos()) continue;
                runs = false;
                exceeded = limit;
                waiting.interrupt();
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
