package lab.cancel;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Threads outside of all work.
///
/// A thread is born into the group of the thread that starts it, and whoever runs work stops and
/// awaits all threads of that work's group, see [Supervisor]. What serves other work, too, or ends
/// with something else, is started here: in the topmost group, by threads that do not keep the JVM
/// alive.
public final class Outside {
    private Outside() {}

    /// The topmost group of threads.
    public static ThreadGroup group() {
        var group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) group = group.getParent();
        return group;
    }

    /// Makes threads of that group: daemons.
    public static Thread.Builder.OfPlatform threads() {
        return Thread.ofPlatform().group(group()).daemon();
    }

    /// Runs the body on a thread of that group, and waits for its answer.
    ///
    /// @param what names the thread
    /// @throws InterruptedException if the caller is interrupted; so is the body
    /// @throws Exception whatever the body throws
    public static <T> T call(String what, Callable<T> body) throws Exception {
        var task = new FutureTask<>(body);
        var thread = threads().name(what).start(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        } catch (ExecutionException e) {
            throw thrown(e);
        }
    }

    /// What a task threw.
    ///
    /// @throws Error if it was one
    static Exception thrown(ExecutionException e) {
        return switch (e.getCause()) {
            case Exception cause -> cause;
            case Error cause -> throw cause;
            default -> e;
        };
    }
}
