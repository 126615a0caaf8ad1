package lab.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import lab.cancel.Outside;

/// An executor whose workers are JVMs of their own. They are started with the pool, at once and
/// beside the caller, and take one task after the other.
///
/// **Tasks travel.** A task goes to a worker as bytes, and so does its answer come back: both are
/// copies. So a task has to be `Serializable`, as a [Task] is. Classes that were declared in a
/// notebook go with it, and so do the values that the variables of the notebook have when it is
/// submitted. What a task changes there, it changes in its process only. What cannot travel is said
/// at once, by [CannotTravel].
///
/// **Exceptions come back** with their causes and the stack trace of the worker; in words
/// ([FailedThere]) if they cannot themselves.
///
/// **Workers may die.** The task that one had then fails with [WorkerDied], and another worker
/// takes its place. `cancel(true)` stops the worker of a task that has begun.
///
/// **Nothing stays.** [#close] waits for the tasks and [#shutdownNow] does not; after either there
/// is no worker. A worker also ends when its pipe does, so none outlives this JVM.
///
/// What is read from the pipes is held against a list of what may arrive, here and there.
public final class ProcessPool extends AbstractExecutorService {
    private final Settings settings;
    private final Packing packing = new Packing();
    private final List<Lane> lanes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change =
            lock.newCondition(); // of the queue, or of who may take from it
    private final Condition ended = lock.newCondition(); // a lane has
    private final Deque<Runnable> queue = new ArrayDeque<>(); // guarded by lock
    private final Set<Errand<?>> open = ConcurrentHashMap.newKeySet(); // made, and not done
    private int limit; // guarded by lock
    private int running; // lanes that have not ended; guarded by lock
    private boolean shutdown; // guarded by lock

    private ProcessPool(Settings settings) {
        this.settings = settings;
        this.limit = settings.workers();
        this.running = settings.workers();
        this.lanes =
                IntStream.range(0, settings.workers())
                        .mapToObj(number -> new Lane(number, this))
                        .toList();
    }

    /// Opens a pool with so many workers.
    ///
    /// @throws IllegalArgumentException if that is no number of workers
    public static ProcessPool open(int workers) {
        return open(Settings.of(workers));
    }

    /// Opens a pool.
    public static ProcessPool open(Settings settings) {
        var pool = new ProcessPool(settings);
        // Threads of the pool are nobody's work: a lab counts those that are born into its group.
        var group = new ThreadGroup(Outside.group(), "process pool");
        for (var lane : pool.lanes) {
            var thread = new Thread(group, () -> pool.run(lane), "worker " + (lane.number() + 1));
            thread.setDaemon(true);
            thread.start();
        }
        return pool;
    }

    private void run(Lane lane) {
        try {
            lane.run();
        } finally {
            lock.lock();
            try {
                running--;
                ended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /// How its workers are started.
    public Settings settings() {
        return settings;
    }

    /// Waits until all workers are ready, or cannot be started.
    ///
    /// @return this
    public ProcessPool awaitStart() throws InterruptedException {
        for (var lane : lanes) lane.awaitStart();
        return this;
    }

    /// The processes of the workers that are there just now.
    public List<ProcessHandle> processes() {
        return lanes.stream().flatMap(lane -> lane.process().stream()).toList();
    }

    /// Gives tasks to the first workers only, from now on. The others stay ready.
    ///
    /// @param workers how many of them
    /// @return this
    /// @throws IllegalArgumentException if there are not so many
    public ProcessPool limit(int workers) {
        if (workers < 1 || workers > lanes.size())
            throw new IllegalArgumentException(
                    "the pool has %d workers: it cannot be limited to %d"
                            .formatted(lanes.size(), workers));
        lock.lock();
        try {
            limit = workers;
            change.signalAll();
        } finally {
            lock.unlock();
        }
        return this;
    }

    /// Sends a task to a worker. A lambda that is written here can travel.
    ///
    /// @throws CannotTravel if something that it uses cannot
    /// @throws RejectedExecutionException if the pool is shut down
    public <T> Errand<T> submit(Task<T> task) {
        return submit((Callable<T>) task);
    }

    /// Sends an action to a worker. A lambda that is written here can travel.
    ///
    /// @throws CannotTravel if something that it uses cannot
    /// @throws RejectedExecutionException if the pool is shut down
    public Errand<?> submit(Action action) {
        return submit((Runnable) action);
    }

    @Override
    public <T> Errand<T> submit(Callable<T> task) {
        return (Errand<T>) super.submit(task);
    }

    @Override
    public Errand<?> submit(Runnable task) {
        return (Errand<?>) super.submit(task);
    }

    /// Sends many tasks to the workers and waits for all of them.
    ///
    /// @return their answers, in the order of the tasks
    /// @throws Exception what the first of them that failed threw
    public <T> List<T> map(Collection<? extends Callable<T>> tasks) throws Exception {
        var answers = new ArrayList<T>();
        for (var done : invokeAll(tasks)) {
            try {
                answers.add(done.get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
        return answers;
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
        return opened(Errand.of(this, packing.pack(task), Optional.empty()));
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable task, T answer) {
        return opened(Errand.of(this, packing.pack(task), Optional.ofNullable(answer)));
    }

    private <T> Errand<T> opened(Errand<T> errand) {
        open.add(errand);
        return errand;
    }

    /// Takes a note that an errand is done, however it ended.
    void done(Errand<?> errand) {
        open.remove(errand);
    }

    @Override
    public void execute(Runnable task) {
        var errand =
                task instanceof Errand<?> || isCompletion(task) ? task : newTaskFor(task, null);
        lock.lock();
        try {
            if (shutdown) {
                if (errand instanceof Errand<?> refused) refused.cancel(false);
                throw new RejectedExecutionException("the pool is shut down");
            }
            queue.add(errand);
            if (limit == lanes.size()) change.signal();
            else change.signalAll(); // the first may be one that may not take it
        } finally {
            lock.unlock();
        }
    }

    /// Whether this is what an `ExecutorCompletionService` puts around an errand that it had this
    /// pool make: it runs here, and takes a note when the errand is done.
    private static boolean isCompletion(Runnable task) {
        return task.getClass().getEnclosingClass() == ExecutorCompletionService.class;
    }

    /// What a lane is to run next; empty if there is and will be no more. Waits if there is
    /// nothing.
    Optional<Runnable> next(Lane lane) {
        lock.lock();
        try {
            while (true) {
                boolean all = shutdown; // then nobody is kept from helping
                if (!queue.isEmpty() && (lane.number() < limit || all))
                    return Optional.of(queue.poll());
                if (shutdown) return Optional.empty();
                change.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Stops the worker that has this errand, if one has.
    void stop(Errand<?> errand) {
        for (var lane : lanes) lane.stop(errand);
    }

    @Override
    public void shutdown() {
        lock.lock();
        try {
            shutdown = true;
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Stops all workers. Tasks that have not ended are cancelled, so nobody waits for them for
    /// ever.
    ///
    /// @return those that have not begun
    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> waiting;
        lock.lock();
        try {
            shutdown = true;
            waiting = List.copyOf(queue);
            queue.clear();
            change.signalAll();
        } finally {
            lock.unlock();
        }
        for (var errand : open) errand.cancel(true);
        for (var task : waiting) if (task instanceof FutureTask<?> future) future.cancel(false);
        for (var lane : lanes) lane.stop();
        return waiting;
    }

    @Override
    public boolean isShutdown() {
        lock.lock();
        try {
            return shutdown;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isTerminated() {
        lock.lock();
        try {
            return running == 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long left = unit.toNanos(timeout);
        lock.lock();
        try {
            while (running > 0) {
                if (left <= 0) return false;
                left = ended.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
