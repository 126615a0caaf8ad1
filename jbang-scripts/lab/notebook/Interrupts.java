package lab.notebook;

import java.time.Duration;

/// Sees to it that an interrupt reaches the cell. IJava interrupts the statement that runs, and
/// none runs while JShell compiles the next one: an interrupt that comes then would be lost. So it
/// is remembered, for the end of a short statement, and repeated, for a long one.
///
/// Invariant: under the lock, `running` says whether the cell numbered `cell` is still evaluated,
/// so a repetition never hits the cell after it.
final class Interrupts {
    private static final Duration STEP = Duration.ofMillis(20);

    private final Runnable interruptStatement;
    private final Object lock = new Object();
    private long cell;
    private boolean running;
    private boolean requested;

    Interrupts(Runnable interruptStatement) {
        this.interruptStatement = interruptStatement;
    }

    void cellBegins() {
        synchronized (lock) {
            cell++;
            running = true;
            requested = false;
        }
    }

    void cellEnds() {
        synchronized (lock) {
            running = false;
        }
    }

    /// Interrupts the cell that runs now, if one does, and returns at once.
    void request() {
        synchronized (lock) {
            if (!running || requested) return;
            requested = true;
            var interrupted = cell;
            Thread.ofPlatform().daemon().name("interrupt-cell").start(() -> repeat(interrupted));
        }
    }

    /// Called between two statements.
    ///
    /// @throws Interrupted if the cell is not to go on
    void check() {
        synchronized (lock) {
            if (running && requested) throw new Interrupted();
        }
    }

    private void repeat(long interrupted) {
        while (interruptIfRunning(interrupted)) {
            try {
                Thread.sleep(STEP);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean interruptIfRunning(long interrupted) {
        synchronized (lock) {
            if (!running || cell != interrupted) return false;
            interruptStatement.run();
            return true;
        }
    }

    /// Ends the evaluation of a cell between two of its statements.
    static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
