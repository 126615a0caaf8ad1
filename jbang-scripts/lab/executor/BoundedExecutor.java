package lab.executor;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A fixed pool that lets only so many tasks in at a time: whoever hands in another one waits until
/// one inside has ended (Goetz, 'Java Concurrency in Practice', 2006, listing 8.4).
///
/// Invariant: a permit is taken for each task that is in the queue or with a worker.
public final class BoundedExecutor extends ThreadPoolExecutor {
    private final Semaphore places;

    /// @param workers how many threads it has
    /// @param queue how many tasks may be in it besides those that the workers have
    public BoundedExecutor(int workers, int queue) {
        super(workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        places = new Semaphore(workers + queue);
    }

    /// Waits for a place, and hands the task in.
    ///
    /// @throws RejectedExecutionException if the pool is closed, or the caller is interrupted,
    ///   which it then still is
    @Override
    public void execute(Runnable task) {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("interrupted while waiting for a place", e);
        }
        try {
            super.execute(task);
        } catch (RejectedExecutionException e) {
            places.release();
            throw e;
        }
    }

    @Override
    protected void afterExecute(Runnable task, Throwable thrown) {
        places.release();
    }
}
