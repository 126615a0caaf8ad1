package lab.pool;

import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;

/// The classes that go with a task.
///
/// @param id its number in this JVM; 0 if no class has to go
/// @param classes the class files by the names of the classes
/// @param loader what finds the classes here
record Bundle(long id, SortedMap<String, byte[]> classes, ClassLoader loader) {
    /// How many bundles a worker keeps. Both sides forget the same ones, those not used for
    /// longest.
    static final int KEPT = 16;

    long bytes() {
        return classes.values().stream().mapToLong(file -> file.length).sum();
    }

    /// Counts the bundles of a pool.
    static final class Numbers {
        private final AtomicLong last = new AtomicLong();

        long next() {
            return last.incrementAndGet();
        }
    }
}
