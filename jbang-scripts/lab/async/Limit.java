package lab.async;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Lets so many asynchronous tasks run at once, and makes the others wait without a thread: what
/// asyncio's `Semaphore` is to a coroutine. Tasks start in the order in which they were given.
///
/// Invariants: at most `permits` tasks have started and not completed; whoever finds the counter of
/// [#drain] at zero is the only one who starts tasks until it is zero again, so that tasks which
/// complete at once do not pile up on the stack.
public final class Limit {
    private final int permits;
    private final Queue<Runnable> waiting = new ArrayDeque<>(); // guarded by this
    private final AtomicInteger drains = new AtomicInteger();
    private int running; // guarded by this
    private int most; // guarded by this

    /// @param permits how many may run at once
    public Limit(int permits) {
        if (permits < 1)
            throw new IllegalArgumentException("a limit must be at least 1, not " + permits);
        this.permits = permits;
    }

    /// Starts a task as soon as there is room, on the calling thread or on that which makes room.
    ///
    /// @param task starts it
    /// @return what it will answer; if it is cancelled while it waits, the task never starts
    public <T> CompletableFuture<T> run(Supplier<? extends CompletionStage<T>> task) {
        var answer = new CompletableFuture<T>();
        synchronized (this) {
            waiting.add(() -> start(task, answer));
        }
        drain();
        return answer;
    }

    private <T> void start(
            Supplier<? extends CompletionStage<T>> task, CompletableFuture<T> answer) {
        if (answer.isDone()) {
            leave();
            return;
        }
        CompletionStage<T> started;
        try {
            started = task.get();
        } catch (RuntimeException | Error e) {
            started = CompletableFuture.failedStage(e);
        }
        started.whenComplete((value, failure) -> {
            leave();
            if (failure == null) answer.complete(value);
            else answer.completeExceptionally(failure);
        });
    }

    private void leave() {
        synchronized (this) {
            running--;
        }
        drain();
    }

    private void drain() {
        if (drains.getAndIncrement() != 0) return;
        int missed = 1;
        do {
            for (var next = next(); next != null; next = next()) next.run();
            missed = drains.addAndGet(-missed);
        } while (missed != 0);
    }

    private synchronized Runnable next() {
        if (running == permits || waiting.isEmpty()) return null;
        running++;
        most = Math.max(most, running);
        return waiting.poll();
    }

    /// The most tasks that have run at once so far.
    public synchronized int most() {
        return most;
    }
}
