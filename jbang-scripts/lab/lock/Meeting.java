package lab.lock;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Makes bad luck certain, and does so on one core too: whoever holds a lock waits here until all
/// others have come as far as they can. Each of them holds a lock too, or stands in line for one
/// that is held here.
///
/// Where threads take their two locks in opposite orders, or in a circle, all of them hold their
/// first one when the meeting ends, so they are deadlocked. Where they cannot be, the meeting ends
/// as soon as somebody stands in line, and nobody waits for long.
///
/// It is held once: over for one, it is over for all, also for those who come again.
public final class Meeting implements Pause {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final Duration LOOK = Duration.ofNanos(50_000);

    private final int parties;
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean over;

    /// A meeting of so many threads.
    public Meeting(int parties) {
        this.parties = parties;
    }

    /// Waits for the others, but no longer than two seconds, in case that some never come.
    @Override
    public void between(NamedLock held) throws InterruptedException {
        inside.incrementAndGet();
        long start = System.nanoTime();
        while (!over
                && inside.get() < parties
                && !held.hasQueuedThreads()
                && System.nanoTime() - start < PATIENCE_NANOS) Thread.sleep(LOOK);
        over = true;
    }
}
