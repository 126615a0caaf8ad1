package lab.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/// Takes the figures of one run from the JVM's own accounts.
public final class Counters {
    private final ProcessorClock processor = new ProcessorClock();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// An answer and what it took.
    ///
    /// @param answer what the body returned
    /// @param sample what it took
    public record Timed<A>(A answer, Sample sample) {}

    /// Runs the body once. Processor time of child processes is not in it.
    ///
    /// @throws Exception whatever the body throws
    public <A> Timed<A> time(Callable<? extends A> body) throws Exception {
        return time(body, () -> 0);
    }

    /// Runs the body once. The clock is read innermost, so that reading the accounts is not timed.
    ///
    /// @param elsewhere the processor time that others have used on the body's behalf so far, in
    ///   nanoseconds
    /// @throws Exception whatever the body throws
    public <A> Timed<A> time(Callable<? extends A> body, LongSupplier elsewhere) throws Exception {
        threads.resetPeakThreadCount();
        int threadsBefore = threads.getThreadCount();
        long allocatedBefore = threads.getTotalThreadAllocatedBytes();
        long elsewhereBefore = elsewhere.getAsLong();
        long cpuBefore = processor.getAsLong();
        long start = System.nanoTime();
        A answer = body.call();
        long wall = System.nanoTime() - start;
        long cpu = processor.getAsLong() - cpuBefore + elsewhere.getAsLong() - elsewhereBefore;
        long allocated = threads.getTotalThreadAllocatedBytes() - allocatedBefore;
        int peak = Math.max(0, threads.getPeakThreadCount() - threadsBefore);
        return new Timed<>(answer, new Sample(Math.max(1, wall), cpu, allocated, peak));
    }
}
