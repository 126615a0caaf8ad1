package lab.service;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import lab.cancel.Outside;
import lab.cancel.Uninterrupted;
import lab.load.CallFailed;

/// Runs what must not be interrupted on threads that nobody interrupts, while the caller waits.
///
/// A database in this JVM is such a thing: an interrupt closes the file channel that a thread is
/// about to use, and with it the database for all. Here an interrupt ends the wait of a caller
/// whose turn has not come. One whose turn has come gets its answer, and stays interrupted.
///
/// Invariant: `taken` goes from false to true once, by whoever decides: the thread that begins the
/// body, or the caller who does not want it any more.
final class Shield implements AutoCloseable {
    private final ExecutorService threads;
    private final Duration patience;
    private volatile long lastTurn = System.nanoTime(); // when a body was begun

    /// @param size how many bodies run at one time
    /// @param patience for how long a caller waits for its turn while nobody else gets one
    Shield(int size, Duration patience) {
        this.patience = patience;
        threads = Executors.newFixedThreadPool(size, Outside.threads().name("database").factory());
    }

    /// Runs the body when its turn comes, and waits for its answer.
    ///
    /// @throws CallFailed if its turn does not come in time, or this is closed
    /// @throws InterruptedIOException if the caller is interrupted before its turn has come
    /// @throws Exception whatever the body throws
    <A> A call(Callable<A> body) throws Exception {
        var taken = new AtomicBoolean();
        var task = new FutureTask<>(body);
        try {
            threads.execute(() -> {
                if (!taken.compareAndSet(false, true)) return;
                lastTurn = System.nanoTime();
                task.run();
            });
        } catch (RejectedExecutionException e) {
            throw new CallFailed("connection lost", e);
        }
        try {
            return answer(task, taken);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (taken.compareAndSet(false, true))
                throw new InterruptedIOException("interrupted before its turn came");
            return Uninterrupted.get(() -> answer(task, taken));
        }
    }

    private <A> A answer(FutureTask<A> task, AtomicBoolean taken) throws Exception {
        while (true) {
            try {
                return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() - lastTurn > patience.toNanos()
                        && taken.compareAndSet(false, true))
                    throw new CallFailed("no connection free");
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause
                                && !(cause instanceof InterruptedException)
                        ? cause
                        : e;
            }
        }
    }

    /// Runs what has been asked for, and ends its threads.
    @Override
    public void close() {
        threads.close();
    }
}
