package lab.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/// Takes the figures of one run from the JVM's own accounts.
public final class Counters {
    private final ProcessorClock processor = new ProcessorClock();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// An answer and what it took.
    ///
    /// @param answer what the body returned
    /// @param sample what it took
    public record Timed<A>(A answer, Sample sample) {}

    /// Runs the body once. Processor time of child processes is not in it. The clock is read
    /// innermost, so that reading the accounts is not timed.
    ///
    /// @throws Exception whatever the body throws
    public <A> Timed<A> time(Callable<? extends A> body) throws Exception {
        threads.resetPeakThreadCount();
        int threadsBefore = threads.getThreadCount();
        long allocatedBefore = threads.getTotalThreadAllocatedBytes();
        long cpuBefore = processor.nanos();
        long start = System.nanoTime();
        A answer = body.call();
        long wall = System.nanoTime() - start;
        long cpu = processor.nanos() - cpuBefore;
        long allocated = threads.getTotalThreadAllocatedBytes() - allocatedBefore;
        int peak = Math.max(0, threads.getPeakThreadCount() - threadsBefore);
        return new Timed<>(answer, new Sample(Math.max(1, wall), cpu, allocated, peak));
    }
}
