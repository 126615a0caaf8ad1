package lab.observe;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import lab.system.ProcessAccount;

/// What threads cost that do nothing.
///
/// @param threads how many there were
/// @param startNanosEach from the first start until all had begun, divided by their number
/// @param bytesEach the growth of the resident memory of this process, divided by their number; 0
///   if it did not grow or the system does not tell. The kernel's own part is not in it
/// @param mapsEach mappings that came, divided by their number; 0 if the system does not tell
/// @param watched for how long they were then left to wait
/// @param processorNanos the processor time that all of them had meanwhile; 0 for virtual threads,
///   which have no account
public record Burden(
        int threads,
        double startNanosEach,
        double bytesEach,
        double mapsEach,
        Duration watched,
        long processorNanos) {

    /// Starts threads that wait, measures, and ends them.
    ///
    /// @param builder makes them
    /// @param watched for how long to look whether they use a processor
    /// @throws InterruptedException if the caller is interrupted; the threads end by themselves
    public static Burden of(Thread.Builder builder, int count, Duration watched)
            throws InterruptedException {
        var release = new CountDownLatch(1);
        var arrived = new CountDownLatch(count);
        var threads = new ArrayList<Thread>(count);
        try {
            long memory = memory();
            long maps = ThreadLimits.mapsNow().orElse(0);
            long start = System.nanoTime();
            for (int i = 0; i < count; i++)
                threads.add(builder.start(() -> await(arrived, release)));
            arrived.await();
            long took = System.nanoTime() - start;
            long grown = Math.max(0, memory() - memory);
            long mapped = Math.max(0, ThreadLimits.mapsNow().orElse(0) - maps);
            long used = processorTime(threads, watched);
            return new Burden(
                    count,
                    (double) took / count,
                    (double) grown / count,
                    (double) mapped / count,
                    watched,
                    used);
        } finally {
            release.countDown();
            for (var thread : threads) thread.join();
        }
    }

    private static void await(CountDownLatch arrived, CountDownLatch release) {
        arrived.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // a stop: there is nothing left to do
        }
    }

    private static long memory() {
        return ProcessAccount.ofThisProcess().map(ProcessAccount::residentBytes).orElse(0L);
    }

    private static long processorTime(List<Thread> threads, Duration watched)
            throws InterruptedException {
        for (var thread : threads)
            while (thread.getState() == Thread.State.RUNNABLE) Thread.sleep(1); // not yet waiting
        var ids =
                threads.stream().filter(t -> !t.isVirtual()).mapToLong(Thread::threadId).toArray();
        var accounts = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = Arrays.stream(accounts.getThreadCpuTime(ids)).sum();
        Thread.sleep(watched);
        return Arrays.stream(accounts.getThreadCpuTime(ids)).sum() - before;
    }
}
