package lab.measure;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/// Tells whether the JVM itself is at work, its compilers and its collector above all, while the
/// calling thread and all that is measured do nothing.
///
/// The compilers' own account would not do: it counts a method when it is compiled, and a large one
/// takes them a quarter of a second.
final class Background {
    private static final Duration WINDOW = Duration.ofMillis(2);
    private static final double BUSY_CORES = 0.25;

    private final ProcessorClock processor = new ProcessorClock();

    /// Whether hardly any processor time passed while the calling thread slept for a moment.
    ///
    /// @throws CancellationException if the calling thread is interrupted
    boolean rests() {
        long start = System.nanoTime();
        long cpu = processor.getAsLong();
        try {
            Thread.sleep(WINDOW);
        } catch (InterruptedException e) {
            throw new CancellationException("stopped");
        }
        return processor.getAsLong() - cpu < BUSY_CORES * (System.nanoTime() - start);
    }

    /// Waits until the JVM is at rest, but no longer than this.
    void awaitRest(Duration patience) {
        long start = System.nanoTime();
        while (!rests() && System.nanoTime() - start < patience.toNanos()) {
            // rests() sleeps
        }
    }
}
