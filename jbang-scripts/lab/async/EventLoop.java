package lab.async;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import lab.cancel.Outside;

/// An event loop that serves sockets and timers, too: one thread of Vert.x, with a few workers
/// beside it for code that blocks. It starts when it is first used, and again when it is used after
/// it was closed: by Stop, say.
///
/// Invariant: all that is given to [#execute], and all that completes what this class returns, runs
/// on the one thread of the loop.
public final class EventLoop implements Executor, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration NEVER = Duration.ofDays(1);

    private final int workers;
    private final Consumer<? super EventLoop> owner;
    private volatile Turning turning; // written while this is locked; null while it does not run
    private Vertx stopped; // guarded by this; what ran last

    private record Turning(Vertx vertx, Context context) {
        static Turning start(int workers) {
            var vertx = Vertx.vertx(options(workers));
            var context = vertx.getOrCreateContext();
            var begun =
                    new CompletableFuture<Void>(); // now there are its thread and a first worker
            context.runOnContext(
                    nothing -> vertx.executeBlocking(() -> begun.complete(null), false));
            begun.join();
            return new Turning(vertx, context);
        }
    }

    /// @param workers how many threads there are, at most, for code that blocks
    /// @param owner is given the loop whenever it starts, and has to close it
    public EventLoop(int workers, Consumer<? super EventLoop> owner) {
        this.workers = workers;
        this.owner = owner;
    }

    /// Starts a loop, for whoever closes it.
    public static EventLoop start(int workers) {
        var loop = new EventLoop(workers, started -> {});
        loop.turning();
        return loop;
    }

    private Turning turning() {
        var now = turning;
        return now != null ? now : started();
    }

    /// Its threads are born outside of the run that needs it first, which would be left with
    /// threads that wait for the next one.
    private synchronized Turning started() {
        if (turning != null) return turning;
        var here = Vertx.currentContext();
        if (here != null && here.owner() == stopped)
            throw new CancellationException("the event loop has been closed");
        var starting = new FutureTask<>(() -> Turning.start(workers));
        Outside.threads().name("event loop start").start(starting);
        try {
            turning = starting.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("no event loop can be started", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("stopped while an event loop was started");
        }
        owner.accept(this);
        return turning;
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

    /// Has the loop run a task, after those that it has already been given.
    @Override
    public void execute(Runnable task) {
        turning().context().runOnContext(nothing -> task.run());
    }

    /// A future that the loop completes after a while, without a thread that waits for it.
    public CompletableFuture<Void> after(Duration delay) {
        var elapsed = new CompletableFuture<Void>();
        var vertx = vertx();
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
        var vertx = vertx();
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
        var now = turning;
        var here = Vertx.currentContext();
        return now != null
                && here != null
                && here.owner() == now.vertx()
                && Context.isOnEventLoopThread();
    }

    /// What Vert.x can do besides: servers, clients. It is another one after the loop was closed.
    public Vertx vertx() {
        return turning().vertx();
    }

    /// Whether it runs.
    public boolean isOpen() {
        return turning != null;
    }

    /// Stops the loop at once, and its threads. What it still had to do is dropped: whoever minds
    /// that waits for it first.
    ///
    /// @throws IllegalStateException if it does not stop within seconds
    @Override
    public void close() {
        Vertx last;
        synchronized (this) {
            if (turning == null) return;
            last = turning.vertx();
            stopped = last;
            turning = null;
        }
        var interrupted = Thread.interrupted();
        try {
            future(last.close()).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the event loop would not stop", e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
