package lab.observe;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/// A closed gate: two locks that are taken, and a flag that is not set. Behind it, a thread does
/// something that lasts until it opens, unless an interrupt ends it first.
///
/// Used once.
public final class Gate {
    private static final Duration BEGIN = Duration.ofMillis(20);

    /// Something that lasts.
    @FunctionalInterface
    public interface Doing {
        /// Does it, until the gate opens at the latest.
        ///
        /// @throws InterruptedException if that is how it learns of an interrupt
        void at(Gate gate) throws InterruptedException;
    }

    private final Object monitor = new Object();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean open;

    /// A monitor that is not free before the gate opens.
    public Object monitor() {
        return monitor;
    }

    /// A lock that is not free before the gate opens.
    public ReentrantLock lock() {
        return lock;
    }

    /// Whether it is open.
    public boolean isOpen() {
        return open;
    }

    /// Has a thread do something behind a closed gate, interrupts it, and looks whether that ends
    /// it. Then the gate opens, so that the thread ends in any case.
    ///
    /// @param patience for how long to wait for its end
    /// @throws InterruptedException if the caller is interrupted
    public static boolean interruptEnds(Doing doing, Duration patience)
            throws InterruptedException {
        var gate = new Gate();
        var thread =
                Thread.ofPlatform()
                        .daemon()
                        .unstarted(() -> {
                            try {
                                doing.at(gate);
                            } catch (InterruptedException e) {
                                // that is how it learns of it
                            }
                        });
        gate.lock.lock();
        try {
            synchronized (gate.monitor) {
                thread.start();
                Thread.sleep(BEGIN);
                thread.interrupt();
                return thread.join(patience);
            }
        } finally {
            gate.open = true;
            gate.lock.unlock();
        }
    }
}
