package lab.service;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Starts what outlives the work that needs it first.
///
/// A thread is born into the group of the thread that starts it, and whoever runs work stops and
/// awaits all threads of that work's group. The threads of a service serve other work, too. So a
/// service is started here, on a thread outside of all such groups.
final class Outside {
    private Outside() {}

    /// Runs the body on a thread of the topmost group, and waits for its answer.
    ///
    /// @throws InterruptedException if the caller is interrupted; so is the body
    /// @throws Exception whatever the body throws
    static <T> T call(Callable<T> body) throws Exception {
        var task = new FutureTask<>(body);
        var thread = new Thread(group(), task, "start of a service");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw e;
            }
        }
    }

    /// The topmost group of threads.
    static ThreadGroup group() {
        var group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) group = group.getParent();
        return group;
    }
}
