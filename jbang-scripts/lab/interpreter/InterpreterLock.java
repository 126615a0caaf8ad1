package lab.interpreter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A global interpreter lock, by the algorithm of CPython 3.2 and later: A. Pitrou's 'new GIL' of
/// 2009, `take_gil` and `drop_gil` in `Python/ceval_gil.c`, with `FORCE_SWITCHING`, which is how
/// CPython is built.
///
/// - Who finds the lock taken waits for a *switch interval*. If nobody else has taken the lock in
///   that time, the waiter asks for it to be dropped, and waits on.
/// - The holder looks for that request at its safe points. It then drops the lock, waits until
///   another thread has really taken it, and queues up again. Without that second wait, the holder
///   would nearly always be the first to take the lock back, since it is the one that runs.
/// - Who waits for something else, such as a disk, drops the lock without being asked.
///
/// Which of several waiters comes next is not promised. As in CPython there are no priorities: a
/// thread that only wants to answer a request waits as long as one that wants to compute for an
/// hour.
///
/// Unlike CPython's, a thread that waits to enter can be interrupted. So a holder that has dropped
/// the lock waits for a successor only as long as there is someone who may become it.
///
/// Invariant: `holder` changes only under `mutex`, from null to a thread and back. What a thread
/// wrote before it dropped the lock happens-before what the next one reads after taking it, by that
/// mutex.
public final class InterpreterLock implements Interpreter {
    /// What `sys.getswitchinterval()` returns unless it was changed.
    public static final Duration SWITCH_INTERVAL = Duration.ofMillis(5);

    private final ReentrantLock mutex = new ReentrantLock();
    private final Condition dropped = mutex.newCondition(); // CPython: gil->cond
    private final Condition taken = mutex.newCondition(); // CPython: gil->switch_cond
    private volatile long intervalNanos;
    private volatile boolean dropRequested; // written under mutex, read at safe points
    private volatile Thread holder; // written under mutex
    private long lastHolder; // guarded by mutex: a thread's id
    private int waiting; // guarded by mutex
    private long switches; // guarded by mutex
    private long requests; // guarded by mutex
    private final List<Turn> turns = new ArrayList<>(); // guarded by mutex
    private boolean watched; // guarded by mutex
    private long takenAt; // guarded by mutex

    /// A lock that nobody holds, with a switch interval of 5 ms.
    public InterpreterLock() {
        this(SWITCH_INTERVAL);
    }

    /// A lock that nobody holds.
    ///
    /// @throws IllegalArgumentException if the interval is not above zero
    public InterpreterLock(Duration interval) {
        setInterval(interval);
    }

    /// Sets how long a thread waits before it asks the holder to drop the lock:
    /// `sys.setswitchinterval()`. Counts from the next wait on.
    ///
    /// @throws IllegalArgumentException if the interval is not above zero
    public void setInterval(Duration interval) {
        if (interval.isNegative() || interval.isZero())
            throw new IllegalArgumentException(
                    "a switch interval must be above zero, not " + interval);
        intervalNanos = interval.toNanos();
    }

    /// How long a thread waits before it asks the holder to drop the lock.
    public Duration interval() {
        return Duration.ofNanos(intervalNanos);
    }

    @Override
    public void enter() throws InterruptedException {
        if (isHeld())
            throw new IllegalStateException(
                    Thread.currentThread().getName() + " has entered already");
        take(true);
    }

    @Override
    public void leave() {
        drop(false);
    }

    /// {@inheritDoc} Costs one volatile read if nobody has asked.
    @Override
    public void safePoint() {
        if (!dropRequested) return;
        drop(true);
        takeAgain();
    }

    @Override
    public <T> T released(Callable<T> body) throws Exception {
        drop(true);
        try {
            return body.call();
        } finally {
            takeAgain();
        }
    }

    /// Whether the calling thread holds the lock.
    public boolean isHeld() {
        return holder == Thread.currentThread();
    }

    /// How often the lock was taken by another thread than the one that had it before, the very
    /// first time included.
    public long switches() {
        mutex.lock();
        try {
            return switches;
        } finally {
            mutex.unlock();
        }
    }

    /// How often a waiter has asked the holder to drop the lock.
    public long requests() {
        mutex.lock();
        try {
            return requests;
        } finally {
            mutex.unlock();
        }
    }

    /// From now on, takes note of who holds the lock, and when.
    public void watch() {
        mutex.lock();
        watched = true;
        mutex.unlock();
    }

    /// A time for which a thread held the lock.
    ///
    /// @param thread its name
    /// @param fromNanos when it took the lock, as of [System#nanoTime]
    /// @param toNanos when it dropped it
    public record Turn(String thread, long fromNanos, long toNanos) {}

    /// Who held the lock since it is [watched][#watch], in order. A turn that is not over yet is
    /// not among them.
    public List<Turn> turns() {
        mutex.lock();
        try {
            return List.copyOf(turns);
        } finally {
            mutex.unlock();
        }
    }

    private void takeAgain() {
        try {
            take(false);
        } catch (InterruptedException e) {
            throw new AssertionError(e); // it was told not to
        }
    }

    private void take(boolean interruptible) throws InterruptedException {
        boolean interrupted = false;
        mutex.lock();
        try {
            waiting++;
            while (holder != null) {
                try {
                    awaitInterval();
                } catch (InterruptedException e) {
                    if (interruptible) {
                        giveUp();
                        throw e;
                    }
                    interrupted = true;
                }
            }
            waiting--;
            holder = Thread.currentThread();
            dropRequested = false;
            if (watched) takenAt = System.nanoTime();
            if (lastHolder != holder.threadId()) {
                lastHolder = holder.threadId();
                switches++;
            }
            taken.signalAll();
        } finally {
            mutex.unlock();
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /// Waits for the lock to be dropped, and asks for it if nobody has taken it in an interval.
    private void awaitInterval() throws InterruptedException {
        long before = switches;
        boolean timedOut = dropped.awaitNanos(intervalNanos) <= 0;
        if (timedOut && holder != null && switches == before && !dropRequested) {
            dropRequested = true;
            requests++;
        }
    }

    /// A waiter goes away. Its request may have been the only one, and it may have been the one
    /// that the holder waits for.
    private void giveUp() {
        waiting--;
        if (holder == null) dropped.signal();
        if (waiting > 0) return;
        dropRequested = false;
        taken.signalAll();
    }

    /// @param staying whether the thread will want the lock back: only then does it wait for its
    ///   successor, if it was asked to drop it
    private void drop(boolean staying) {
        mutex.lock();
        try {
            if (!isHeld())
                throw new IllegalMonitorStateException(
                        Thread.currentThread().getName() + " does not hold the interpreter lock");
            boolean asked = dropRequested;
            if (takenAt != 0) turns.add(new Turn(holder.getName(), takenAt, System.nanoTime()));
            holder = null;
            dropped.signal();
            if (!asked || !staying) return;
            dropRequested = false;
            long me = Thread.currentThread().threadId();
            while (lastHolder == me && waiting > 0) taken.awaitUninterruptibly();
        } finally {
            mutex.unlock();
        }
    }
}
