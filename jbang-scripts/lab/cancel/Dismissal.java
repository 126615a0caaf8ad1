package lab.cancel;

import java.time.Duration;
import java.util.Collection;

/// Ends threads by interrupts, for those that poll nothing while they wait.
///
/// @param patience for how long, all of them together
public record Dismissal(Duration patience) {
    /// Until all have ended, however long they take.
    public static final Dismissal ALL = new Dismissal(Duration.ofDays(1_000));

    /// Interrupts each of the threads again and again until it has ended. An interrupt of the
    /// caller does not cut this short, and is not lost.
    public void of(Collection<Thread> threads) {
        long start = System.nanoTime();
        boolean interrupted = false;
        for (var thread : threads)
            while (thread.isAlive() && System.nanoTime() - start < patience.toNanos()) {
                thread.interrupt();
                try {
                    thread.join(10);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
