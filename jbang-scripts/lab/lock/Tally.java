package lab.lock;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// A counter that has a lock, which one uses or not.
///
/// Invariant: while several threads count, all of them count under the lock.
public final class Tally {
    private final Lock lock = new ReentrantLock();
    private final long[] far = new long[32]; // keeps the next one off the cache lines of this one
    private long count;

    /// Counts, without the lock.
    public void add() {
        count++;
    }

    /// Counts, under the lock.
    public void addLocked() {
        lock.lock();
        try {
            count++;
        } finally {
            lock.unlock();
        }
    }

    /// How often it was counted. To be asked when all are done.
    public long count() {
        return count;
    }
}
