package lab.executor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A fixed pool that can tell when it has come to wait for itself.
///
/// Every thread that waits in [FutureTask#get()] says what for: the future is its
/// [LockSupport#getBlocker(Thread)]. So a look at the workers shows who waits for which task of
/// this pool, and a look at the queue which of these tasks nobody has taken. If all workers wait
/// so, directly or for one another, none of them will ever take a task: a deadlock without any
/// lock.
///
/// A look takes no lock, so what it sees is not of one moment. But a future that is not done at the
/// second look, and was waited for at the first, was waited for all the time in between, when the
/// queue was looked at. Waits with a time limit end by themselves and do not count.
public final class WatchedPool extends ThreadPoolExecutor {
    /// What each worker runs, entered and removed by the worker itself.
    private final Map<Thread, NamedTask<?>> running = new ConcurrentHashMap<>();

    /// A pool of so many workers, `worker 1` and so on, with a queue that has no bound.
    ///
    /// @throws IllegalArgumentException if there are to be none
    public WatchedPool(int workers) {
        super(
                workers,
                workers,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("worker ", 1).factory());
    }

    /// A task that is called what its [Callable] says of itself.
    private static final class NamedTask<T> extends FutureTask<T> {
        private final String name;

        NamedTask(Callable<T> task) {
            super(task);
            this.name = task.toString();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
        return new NamedTask<>(task);
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        if (task instanceof NamedTask<?> named) running.put(thread, named);
    }

    @Override
    protected void afterExecute(Runnable task, Throwable thrown) {
        running.remove(Thread.currentThread());
    }

    /// Looks whether the pool waits for itself.
    ///
    /// @return who waits for what; empty if somebody still works, or may
    public Optional<Starvation> starvation() {
        var before = awaited();
        if (before.size() < getCorePoolSize()) return Optional.empty();
        var queued = List.<Runnable>copyOf(getQueue());
        var tasks = Map.copyOf(running);
        if (!before.equals(awaited())) return Optional.empty();
        return before.values().stream().allMatch(task -> isOurs(task, queued, tasks))
                ? Optional.of(starvation(before, queued, tasks))
                : Optional.empty();
    }

    /// What each worker waits for, of those that wait for a task of a pool like this without a time
    /// limit.
    private Map<Thread, NamedTask<?>> awaited() {
        var awaited = new IdentityHashMap<Thread, NamedTask<?>>();
        for (var thread : running.keySet())
            if (LockSupport.getBlocker(thread) instanceof NamedTask<?> task
                    && !task.isDone()
                    && thread.getState() == Thread.State.WAITING) awaited.put(thread, task);
        return awaited;
    }

    /// Whether a task is in the queue of this pool, or run by one of its workers. One of another
    /// pool might be done any time.
    private static boolean isOurs(
            NamedTask<?> task, List<Runnable> queued, Map<Thread, NamedTask<?>> running) {
        return queued.contains(task) || running.containsValue(task);
    }

    private static Starvation starvation(
            Map<Thread, NamedTask<?>> awaited,
            List<Runnable> queued,
            Map<Thread, NamedTask<?>> running) {
        var waits = new ArrayList<Starvation.Wait>();
        awaited.forEach((worker, task) ->
                waits.add(
                        new Starvation.Wait(
                                worker.getName(),
                                running.get(worker).toString(),
                                task.toString(),
                                1 + queued.indexOf(task))));
        waits.sort(java.util.Comparator.comparing(Starvation.Wait::worker));
        return new Starvation(waits, queued.stream().map(Object::toString).toList());
    }
}
