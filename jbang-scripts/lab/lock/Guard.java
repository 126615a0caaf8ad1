package lab.lock;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.BooleanSupplier;

/// How readers and writers of the same data are kept apart.
public interface Guard {
    /// Has a look at the data, once or again, and returns what the last look saw. What it saw is
    /// one state of the data, and not a part of one and a part of the next.
    boolean read(BooleanSupplier look);

    /// Changes the data, once.
    void write(Runnable change);

    /// One lock for all, readers too.
    static Guard of(Lock lock) {
        return of(lock, lock);
    }

    /// Readers beside readers, a writer alone.
    static Guard of(ReadWriteLock lock) {
        return of(lock.readLock(), lock.writeLock());
    }

    private static Guard of(Lock reading, Lock writing) {
        return new Guard() {
            @Override
            public boolean read(BooleanSupplier look) {
                reading.lock();
                try {
                    return look.getAsBoolean();
                } finally {
                    reading.unlock();
                }
            }

            @Override
            public void write(Runnable change) {
                writing.lock();
                try {
                    change.run();
                } finally {
                    writing.unlock();
                }
            }
        };
    }
}
