package lab.lock;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// A lock that does nothing but count: how long each call waits for it, and how often a thread that
/// has just had it gets it again although others stand in line.
///
/// Whoever is in first stays there until all the others stand in line, so that there is a line even
/// on one core.
///
/// Invariant: all fields but the lock are read and written under the lock.
public final class Turnstile {
    private static final long LOOK_NANOS = 10_000;

    private final ReentrantLock lock;
    private final int threads;
    private final double[] waits;
    private int passed;
    private int overtakings;
    private Thread last;
    private boolean line;

    /// A turnstile for so many threads.
    ///
    /// @param lock fair or not, and used for nothing else
    /// @param calls how often all of them together will pass
    public Turnstile(ReentrantLock lock, int threads, int calls) {
        this.lock = lock;
        this.threads = threads;
        this.waits = new double[calls];
    }

    /// Takes the lock, counts, and gives it back.
    public void pass() {
        long asked = System.nanoTime();
        lock.lock();
        try {
            waits[passed++] = Math.max(1, System.nanoTime() - asked) / 1e3;
            if (line && last == Thread.currentThread()) overtakings++;
            if (passed == 1) awaitLine();
            last = Thread.currentThread();
            line = lock.hasQueuedThreads();
        } finally {
            lock.unlock();
        }
    }

    private void awaitLine() {
        while (lock.getQueueLength() < threads - 1 && !Thread.currentThread().isInterrupted())
            LockSupport.parkNanos(LOOK_NANOS);
    }

    /// How often it was passed.
    public int passed() {
        lock.lock();
        try {
            return passed;
        } finally {
            lock.unlock();
        }
    }

    /// How often a thread passed twice running while others stood in line. With a fair lock: never.
    public int overtakings() {
        lock.lock();
        try {
            return overtakings;
        } finally {
            lock.unlock();
        }
    }

    /// How long each call waited for the lock, in microseconds, in the order in which they passed.
    public double[] waitMicros() {
        lock.lock();
        try {
            return Arrays.copyOf(waits, passed);
        } finally {
            lock.unlock();
        }
    }
}
