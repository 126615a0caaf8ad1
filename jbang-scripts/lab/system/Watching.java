package lab.system;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what somebody else writes to memory, where nobody wakes the reader up: looks without a
/// pause for a while if there is another core for the writer, lets others run, and then looks every
/// now and then.
final class Watching {
    private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 200 : 0;
    private static final int YIELDS = 200;
    private static final long PAUSE_NANOS = 20_000;

    private Watching() {}

    /// Waits until it is so.
    ///
    /// @param goesOn asked between pauses: whether there is still something to wait for
    /// @return whether it is so; else waiting has no point any more
    /// @throws InterruptedException if the caller is interrupted
    static boolean until(BooleanSupplier so, BooleanSupplier goesOn) throws InterruptedException {
        for (int i = 0; i < LOOKS; i++) {
            if (so.getAsBoolean()) return true;
            Thread.onSpinWait();
        }
        for (int i = 0; i < YIELDS; i++) {
            if (so.getAsBoolean()) return true;
            Thread.yield();
        }
        while (!so.getAsBoolean()) {
            if (Thread.interrupted()) throw new InterruptedException();
            if (!goesOn.getAsBoolean()) return so.getAsBoolean();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}
