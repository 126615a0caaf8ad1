package lab.async;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An event loop that serves sockets and timers, too: one thread of Vert.x, with a few workers
/// beside it for code that blocks.
///
/// Invariant: all that is given to [#execute], and all that completes what this class returns, runs
/// on the one thread of the loop.
public final class EventLoop implements Executor, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration NEVER = Duration.ofDays(1);

    private final Vertx vertx;
    private final Context context;
    private volatile boolean open = true;

    private EventLoop(Vertx vertx) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
    }

    /// Starts a loop. Give it to `lab.own`.
    ///
    /// Its threads are born into the thread group of the program, and not into that of a run, which
    /// would be left with threads that wait for the next one.
    ///
    /// @param workers how many threads there are, at most, for code that blocks
    public static EventLoop start(int workers) throws InterruptedException {
        var starting =
                new FutureTask<>(() -> {
                    var loop = new EventLoop(Vertx.vertx(options(workers)));
                    loop.blocking(() -> null).join(); // the thread of the loop, and a first worker
                    return loop;
                });
        new Thread(group(), starting, "event loop start").start();
        try {
            return starting.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("no event loop can be started", e.getCause());
        }
    }

    private static VertxOptions options(int workers) {
        var noFiles =
                new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false);
        return new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(workers)
                .setUseDaemonThread(true)
                .setBlockedThreadCheckInterval(NEVER.toMillis())
                .setFileSystemOptions(noFiles);
    }

    private static ThreadGroup group() {
        var group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null && group.getParent().getParent() != null)
            group = group.getParent();
        return group;
    }

    /// Has the loop run a task, after those that it has already been given.
    @Override
    public void execute(Runnable task) {
        context.runOnContext(nothing -> task.run());
    }

    /// A future that the loop completes after a while, without a thread that waits for it.
    public CompletableFuture<Void> after(Duration delay) {
        var elapsed = new CompletableFuture<Void>();
        execute(() -> {
            long millis = Math.max(1, delay.toMillis());
            long timer = vertx.setTimer(millis, id -> elapsed.complete(null));
            elapsed.whenComplete((nothing, failure) -> {
                if (elapsed.isCancelled()) vertx.cancelTimer(timer);
            });
        });
        return elapsed;
    }

    /// Has a worker run code that blocks. The loop goes on meanwhile, and completes the future.
    public <T> CompletableFuture<T> blocking(Callable<T> code) {
        var answer = new CompletableFuture<T>();
        execute(() ->
                vertx.executeBlocking(code, false)
                        .onComplete(answer::complete, answer::completeExceptionally));
        return answer;
    }

    /// Has a worker run code that blocks, and answers nothing.
    public CompletableFuture<Void> blocking(Runnable code) {
        return blocking(() -> {
            code.run();
            return null;
        });
    }

    /// A future of Vert.x as one of the JDK.
    public static <T> CompletableFuture<T> future(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture();
    }

    /// Whether the calling thread is that of the loop.
    public boolean runsThis() {
        return Vertx.currentContext() != null
                && Vertx.currentContext().owner() == vertx
                && Context.isOnEventLoopThread();
    }

    /// What Vert.x can do besides: servers, clients.
    public Vertx vertx() {
        return vertx;
    }

    /// Whether it has not been closed.
    public boolean isOpen() {
        return open;
    }

    /// Stops the loop at once, and its threads. What it still had to do is dropped: whoever minds
    /// that waits for it first.
    ///
    /// @throws IllegalStateException if it does not stop within seconds
    @Override
    public void close() {
        if (!open) return;
        open = false;
        var interrupted = Thread.interrupted();
        try {
            future(vertx.close()).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the event loop would not stop", e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
