package lab.observe;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lab.system.ProcessAccount;

/// What many threads cost that all wait at the same time.
///
/// @param threads how many there were
/// @param heapBytesEach what the heap held more, after a collection, divided by their number: of a
///   virtual thread all that it has, of a platform thread its object without its stack
/// @param residentBytesEach what the system booked more on this process, divided by their number:
///   stacks, and heap that was touched, in use or not; empty if it did not grow or is not told
public record Crowd(int threads, double heapBytesEach, OptionalDouble residentBytesEach) {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// Starts a thread.
    @FunctionalInterface
    public interface Starter {
        /// Starts a thread that does what it likes, and then calls `wait` once.
        void start(Runnable wait) throws Exception;
    }

    /// Starts a crowd, measures while all of them wait, and lets them end.
    ///
    /// @param count how many threads
    /// @param starter called once for each, by the calling thread
    /// @throws InterruptedException if the caller is interrupted; the threads end by themselves
    ///   then
    /// @throws Exception whatever the starter throws
    public static Crowd of(int count, Starter starter) throws Exception {
        try (var gathering = new Gathering(count)) {
            heapInUse(); // the first collection leaves what a second one takes
            long heap = heapInUse();
            long resident = resident();
            for (int i = 0; i < count; i++) gathering.add(starter);
            gathering.awaitAll();
            long grown = resident() - resident;
            return new Crowd(
                    count,
                    (double) (heapInUse() - heap) / count,
                    resident > 0 && grown > 0
                            ? OptionalDouble.of((double) grown / count)
                            : OptionalDouble.empty());
        }
    }

    /// What a collection left on the heap, in bytes. What threads have reserved since, in order to
    /// allocate from it, is not in it.
    static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .filter(pool -> pool.getCollectionUsage() != null)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    private static long resident() {
        return ProcessAccount.ofThisProcess().map(ProcessAccount::residentBytes).orElse(0L);
    }

    /// Those who wait. Closing it lets them go, and waits until all that came have left; not for
    /// long, for it may be that one came and never waits.
    private static final class Gathering implements AutoCloseable {
        private final CountDownLatch arrived;
        private final CountDownLatch release = new CountDownLatch(1);
        private final CountDownLatch left;
        private final int count;
        private int came;

        Gathering(int count) {
            this.count = count;
            arrived = new CountDownLatch(count);
            left = new CountDownLatch(count);
        }

        void add(Starter starter) throws Exception {
            if (Thread.interrupted()) throw new InterruptedException();
            starter.start(this::await);
            came++;
        }

        private void await() {
            arrived.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // a stop: there is nothing left to do
            } finally {
                left.countDown();
            }
        }

        void awaitAll() throws InterruptedException {
            arrived.await();
        }

        @Override
        public void close() {
            release.countDown();
            for (int never = count - came; never > 0; never--) left.countDown();
            boolean interrupted = Thread.interrupted();
            try {
                left.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
