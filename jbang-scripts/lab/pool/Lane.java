package lab.pool;

import java.util.Optional;
import java.util.concurrent.CancellationException;

/// A worker process, and the thread of this JVM that brings tasks to it, one after the other. If
/// the worker dies, the lane starts another one.
final class Lane {
    private static final ScopedValue<Lane> CURRENT = ScopedValue.newInstance();

    private static final int TRIES = 3;

    private final int number;
    private final ProcessPool pool;
    private WorkerProcess worker; // written by the lane's thread only, and guarded by this
    private Errand<?> errand; // what the worker has; guarded by this
    private boolean starting = true; // guarded by this
    private boolean closed; // guarded by this

    Lane(int number, ProcessPool pool) {
        this.number = number;
        this.pool = pool;
    }

    /// The lane whose thread calls.
    ///
    /// @throws IllegalStateException if it is no lane's thread
    static Lane current() {
        return CURRENT.orElseThrow(
                () -> new IllegalStateException("only a worker of its pool can run this task"));
    }

    int number() {
        return number;
    }

    /// Runs what the pool has, until that has no more.
    void run() {
        try {
            revive();
            for (var next = pool.next(this); next.isPresent(); next = pool.next(this)) {
                ScopedValue.where(CURRENT, this).run(next.get());
                Thread.interrupted(); // it was meant for the task
                revive();
            }
        } finally {
            end();
        }
    }

    /// Starts a worker if there is none, so that the next task finds one. If that fails, the next
    /// task tries again, and is told.
    private void revive() {
        synchronized (this) {
            starting = !closed && (worker == null || !worker.isAlive());
            if (!starting) return;
        }
        try {
            ready();
        } catch (WorkerDied e) {
            drop();
        } finally {
            synchronized (this) {
                starting = false;
                notifyAll();
            }
        }
    }

    private void end() {
        WorkerProcess last;
        synchronized (this) {
            closed = true;
            starting = false;
            notifyAll();
            last = worker;
            worker = null;
        }
        if (last != null) last.close();
    }

    /// Waits until the worker is ready, or cannot be started.
    synchronized void awaitStart() throws InterruptedException {
        while (starting) wait();
    }

    /// The worker, started anew if the last one has gone.
    private WorkerProcess ready() {
        if (worker != null && worker.isAlive()) return worker;
        drop();
        var fresh = WorkerProcess.start(number, pool.settings());
        synchronized (this) {
            worker = fresh;
            if (closed) fresh.kill();
        }
        fresh.greet();
        return fresh;
    }

    private void drop() {
        WorkerProcess last;
        synchronized (this) {
            last = worker;
            worker = null;
        }
        if (last != null) last.close();
    }

    /// Brings a task to the worker, and its answer back. If the worker turns out to have died
    /// before, another one gets the task.
    WorkerProcess.Done perform(Parcel parcel, Errand<?> task) throws Throwable {
        for (int left = TRIES; true; left--) {
            try {
                return performOnce(parcel, task);
            } catch (NotBegun e) {
                if (left == 0) throw e.died();
            }
        }
    }

    private WorkerProcess.Done performOnce(Parcel parcel, Errand<?> task) throws Throwable {
        var its = ready();
        synchronized (this) {
            errand = task;
        }
        try {
            if (task.isCancelled()) throw new CancellationException("cancelled");
            task.begins(its.handle());
            return its.perform(parcel);
        } catch (OutOfMemoryError e) {
            drop(); // who knows what it broke in there
            throw e;
        } finally {
            synchronized (this) {
                errand = null;
            }
        }
    }

    /// Kills the worker if it has this task.
    synchronized void stop(Errand<?> task) {
        if (errand == task && worker != null) worker.kill();
    }

    /// Kills the worker, and the next one, if one is just being started.
    synchronized void stop() {
        closed = true;
        if (worker != null) worker.kill();
    }

    /// The worker's process, if there is one.
    synchronized Optional<ProcessHandle> process() {
        return Optional.ofNullable(worker)
                .filter(WorkerProcess::isAlive)
                .map(WorkerProcess::handle);
    }
}
