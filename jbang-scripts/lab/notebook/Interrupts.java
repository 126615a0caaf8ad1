package lab.notebook;

import java.time.Duration;

/// Sees to it that an interrupt reaches the cell. IJava interrupts the statement that runs, and
/// none runs while JShell compiles the next one: an interrupt that comes then would be lost. So it
/// is repeated until the cell has ended.
///
/// Invariant: under the lock, `running` says whether the cell numbered `cell` is still evaluated,
/// so a repetition never hits the cell after it.
final class Interrupts {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final int REPETITIONS = 100;

    private final Runnable interruptStatement;
    private final Object lock = new Object();
    private long cell;
    private boolean running;

    Interrupts(Runnable interruptStatement) {
        this.interruptStatement = interruptStatement;
    }

    void cellBegins() {
        synchronized (lock) {
            cell++;
            running = true;
        }
    }

    void cellEnds() {
        synchronized (lock) {
            running = false;
        }
    }

    /// Interrupts the cell that runs now, if one does, and returns at once.
    void request() {
        long interrupted;
        synchronized (lock) {
            interrupted = cell;
        }
        Thread.ofPlatform().daemon().name("interrupt-cell").start(() -> repeat(interrupted));
    }

    private void repeat(long interrupted) {
        for (var i = 0; i < REPETITIONS; i++) {
            synchronized (lock) {
                if (!running || cell != interrupted) {
                    return;
                }
                interruptStatement.run();
            }
            try {
                Thread.sleep(STEP);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
