package lab.executor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import lab.cancel.Cancellation;
import lab.executor.Overloaded.Fate;
import lab.executor.Overloaded.Look;
import lab.load.Caller;
import lab.load.OpenLoop;

/// Tasks that come to a pool by the clock, and what becomes of each: unlike a [lab.load.Load], this
/// sees the queue, and tells a task that was refused from one that was dropped without a word.
///
/// A source that the pool holds up makes up for it as fast as it can. The latency of a task counts
/// from when it was meant to come, so what the source had to wait is in it (Tene 2013, 'How not to
/// measure latency').
public final class Overload {
    private final ThreadPoolExecutor pool;
    private final long[] schedule;
    private final Caller.Blocking<Boolean> call; // whether the answer was right
    private final Thread source = Thread.currentThread();
    private final long[] latencies; // each is written by who did the task, before its fate
    private final AtomicReferenceArray<Fate> fates;
    private final List<Look> looks = Collections.synchronizedList(new ArrayList<>());
    private final long start;

    private Overload(ThreadPoolExecutor pool, long[] schedule, Caller.Blocking<Boolean> call) {
        this.pool = pool;
        this.schedule = schedule;
        this.call = call;
        latencies = new long[schedule.length];
        fates = new AtomicReferenceArray<>(schedule.length);
        pool.prestartAllCoreThreads();
        start = System.nanoTime();
    }

    /// Lets the tasks come to a pool, and waits until it has done all that it took. The calling
    /// thread is the source.
    ///
    /// @param pool is closed afterwards
    /// @param arrivals when they come
    /// @param call what each of them does
    /// @param expected the right answers
    /// @throws java.util.concurrent.CancellationException if a stop was asked for
    /// @throws InterruptedException if the calling thread is interrupted
    public static <A> Overloaded of(
            ThreadPoolExecutor pool,
            OpenLoop arrivals,
            Caller.Blocking<A> call,
            IntFunction<? extends A> expected,
            Cancellation cancellation)
            throws InterruptedException {
        try {
            Caller.Blocking<Boolean> checked =
                    id -> Objects.equals(call.call(id), expected.apply(id));
            return new Overload(pool, arrivals.schedule(), checked).run(cancellation);
        } finally {
            pool.shutdownNow();
        }
    }

    private Overloaded run(Cancellation cancellation) throws InterruptedException {
        for (int id = 0; id < schedule.length; id++) {
            awaitTurn(id);
            cancellation.check();
            arrive(id);
            look();
        }
        long late = System.nanoTime() - due(schedule.length - 1);
        pool.shutdown();
        while (!pool.awaitTermination(10, TimeUnit.MILLISECONDS)) cancellation.check();
        looks.sort(Comparator.comparingLong(Look::nanos));
        var ends = new Fate[schedule.length];
        Arrays.setAll(ends, id -> Objects.requireNonNullElse(fates.get(id), Fate.LOST));
        return new Overloaded(schedule, ends, latencies, late, looks);
    }

    private long due(int id) {
        return start + schedule[id];
    }

    private void awaitTurn(int id) throws InterruptedException {
        for (long left = due(id) - System.nanoTime();
                left > 0;
                left = due(id) - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) throw new InterruptedException();
        }
    }

    private void arrive(int id) throws InterruptedException {
        try {
            pool.execute(() -> serve(id));
        } catch (RejectedExecutionException e) {
            if (Thread.interrupted()) throw new InterruptedException();
            fates.set(id, Fate.REFUSED);
        }
    }

    private void serve(int id) {
        var fate = Fate.FAILED;
        try {
            if (call.call(id))
                fate = Thread.currentThread() == source ? Fate.DONE_BY_SOURCE : Fate.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it may be the source that is here
        } catch (Exception e) {
            // It failed, and is counted as such.
        }
        latencies[id] = System.nanoTime() - due(id);
        fates.set(id, fate);
        look();
    }

    private void look() {
        looks.add(new Look(System.nanoTime() - start, pool.getQueue().size()));
    }
}
