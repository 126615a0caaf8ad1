package lab.cancel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// Runs work so that it can be stopped, and knows what of it still runs.
///
/// The work gets a thread of its own, in a thread group of its own. Threads that it starts are born
/// into the same group. Whoever called [#run] only waits, so an interrupt reaches it at once even
/// while the work computes; it then asks everything to stop, by the [Cancellation] that the work
/// polls and by interrupting the group, and waits until it has.
///
/// Invariant: the cancellation is rearmed only while the group is empty.
public final class Supervisor {
    /// How long work may take to stop before it counts as left behind.
    public static final Duration GRACE = Duration.ofMillis(900);

    private static final String TIMERS = "ForkJoinPool.commonPool-delayScheduler";

    private final ThreadGroup group = new ThreadGroup("lab");
    private final Cancellation cancellation = new Cancellation();

    /// What the work polls.
    public Cancellation cancellation() {
        return cancellation;
    }

    /// Runs the body on a thread of its own, and waits for its answer.
    ///
    /// @param what names the thread
    /// @throws InterruptedException if the caller is interrupted; the work has then been stopped
    /// @throws IllegalStateException if earlier work that was told to stop still runs
    /// @throws Exception whatever the body throws
    public <T> T run(String what, Callable<T> body) throws Exception {
        if (runsThis()) return body.call();
        var left = stillRunning(GRACE);
        if (!left.isEmpty())
            throw new IllegalStateException(
                    "earlier work still runs and would spoil what comes now: "
                            + String.join(", ", left)
                            + "; let it poll lab.cancellation(), or restart the kernel");
        cancellation.rearm();
        var task = new FutureTask<>(body);
        var runner = new Thread(group, task, "lab: " + what);
        runner.setDaemon(true);
        runner.start();
        try {
            var answer = task.get();
            runner.join();
            return answer;
        } catch (ExecutionException e) {
            throw Outside.thrown(e);
        } catch (InterruptedException e) {
            if (stop(GRACE).isEmpty() && commonPoolRests()) cancellation.rearm();
            throw e;
        }
    }

    /// Whether no part of a parallel stream that was stopped still runs: it may end later than the
    /// thread that started the stream.
    private static boolean commonPoolRests() {
        return ForkJoinPool.commonPool().awaitQuiescence(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Whether the calling thread is one of those that do the work.
    public boolean runsThis() {
        return Thread.currentThread().getThreadGroup() == group;
    }

    /// Asks all work to stop, and waits for it.
    ///
    /// @return the names of the threads that still run after the grace; empty if all have ended
    public List<String> stop(Duration grace) {
        cancellation.request();
        long deadline = System.nanoTime() + grace.toNanos();
        var interrupted = false;
        while (true) {
            var alive = alive();
            if (alive.isEmpty() || System.nanoTime() >= deadline) {
                if (interrupted) Thread.currentThread().interrupt();
                return names(alive);
            }
            alive.forEach(Thread::interrupt);
            try {
                alive.getFirst().join(Duration.ofMillis(20));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    /// Waits for threads that have been told to end, and may be about to.
    ///
    /// @return the names of those of this supervisor's threads that still run after the grace
    public List<String> stillRunning(Duration grace) {
        long deadline = System.nanoTime() + grace.toNanos();
        while (true) {
            var alive = alive();
            if (alive.isEmpty() || System.nanoTime() >= deadline) return names(alive);
            try {
                alive.getFirst().join(Duration.ofMillis(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return names(alive());
            }
        }
    }

    private List<Thread> alive() {
        var threads = new Thread[group.activeCount() + 64];
        int count = group.enumerate(threads);
        var mine = new ArrayList<>(Arrays.asList(threads).subList(0, count));
        mine.removeIf(thread -> thread == Thread.currentThread() || isShared(thread));
        return mine;
    }

    /// Workers of the common pool, and the thread that keeps its timers, are born into the group of
    /// whoever needs them first, and stay.
    private static boolean isShared(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker
                        && worker.getPool() == ForkJoinPool.commonPool()
                || thread.getName().equals(TIMERS);
    }

    private static List<String> names(List<Thread> threads) {
        return threads.stream().map(Thread::getName).toList();
    }
}
