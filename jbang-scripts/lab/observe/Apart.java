package lab.observe;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Runs the recorder's own work on a thread that nobody interrupts.
///
/// The recorder writes through interruptible channels, which an interrupt of the calling thread
/// would close; and threads that it starts for good must not be born into the group of a thread
/// that is to leave nothing behind.
final class Apart {
    private Apart() {}

    /// Runs the task, and waits for it. An interrupt of the caller is kept until it is done.
    static <T> T run(Callable<T> task) {
        var future = new FutureTask<>(task);
        var thread = new Thread(top(), future, "flight recorder");
        thread.setDaemon(true);
        thread.start();
        var interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException(
                            "the flight recorder failed: " + e.getCause(), e.getCause());
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private static ThreadGroup top() {
        var group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) group = group.getParent();
        return group;
    }
}
