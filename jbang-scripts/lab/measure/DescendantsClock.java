package lab.measure;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// The processor time of all processes that this one started, and that those started. What one used
/// between the last look at it and its end is lost, but never taken back.
final class DescendantsClock implements LongSupplier {
    private Map<Long, Long> before = Map.of();
    private long sum;

    /// Processor time that has been seen so far, in nanoseconds.
    @Override
    public long getAsLong() {
        var now = new HashMap<Long, Long>();
        ProcessHandle.current()
                .descendants()
                .forEach(child ->
                        child.info()
                                .totalCpuDuration()
                                .ifPresent(time -> now.put(child.pid(), time.toNanos())));
        now.forEach((pid, nanos) -> sum += Math.max(0, nanos - before.getOrDefault(pid, 0L)));
        before = now;
        return sum;
    }
}
