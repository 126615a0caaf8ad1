package lab.observe;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import lab.cancel.Outside;
import lab.cancel.Uninterrupted;

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
        Outside.threads().name("flight recorder").start(future);
        try {
            return Uninterrupted.get(future::get);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the flight recorder failed: " + e.getCause(), e.getCause());
        }
    }
}
