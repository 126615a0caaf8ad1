package lab.system;

import java.util.ArrayList;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import lab.cancel.Cancellation;

/// Threads in a ring that pass a baton: whoever has it hands it to the next and parks. Two of them
/// play ping-pong. A thread alone hands it to itself, and never waits.
///
/// Invariant: `holder` is the number of the runner whose turn it is. Only that runner writes it and
/// touches `left`, and the volatile write of `holder` makes what it wrote visible to the next.
public final class Relay {
    /// What a relay took.
    ///
    /// @param passes how often the baton changed hands, counted by the runners
    /// @param nanos from the first pass to the last; neither start nor end of the threads is in it
    /// @param switches how often threads of this process gave up a processor or lost one meanwhile,
    ///   by the kernel's account; empty where it gives none
    public record Run(long passes, long nanos, OptionalLong switches) {
        /// Elapsed time for a pass, in nanoseconds.
        public double nanosPerPass() {
            return (double) nanos / passes;
        }
    }

    private static final int NOBODY = -1;

    private final Thread[] runners;
    private final Cancellation cancellation;
    private final CountDownLatch ready;
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch home = new CountDownLatch(1);
    private final long[] passed;
    private volatile int holder = NOBODY;
    private volatile boolean stopping;
    private long left;

    private Relay(int runners, long passes, Cancellation cancellation) {
        this.runners = new Thread[runners];
        this.passed = new long[runners];
        this.left = passes;
        this.ready = new CountDownLatch(runners);
        this.cancellation = cancellation;
    }

    /// Runs a relay, and ends its threads, whatever happens.
    ///
    /// @param runners how many threads
    /// @param passes how often the baton changes hands
    /// @param threads makes the threads
    /// @param cancellation ends it early
    /// @throws IllegalArgumentException if there is no runner or no pass
    /// @throws CancellationException if a stop was asked for
    /// @throws InterruptedException if the caller was interrupted
    public static Run run(
            int runners, long passes, ThreadFactory threads, Cancellation cancellation)
            throws InterruptedException {
        if (runners < 1 || passes < 1)
            throw new IllegalArgumentException(
                    "a relay needs a runner and a pass at least, not %d and %d"
                            .formatted(runners, passes));
        return new Relay(runners, passes, cancellation).run(threads);
    }

    private Run run(ThreadFactory threads) throws InterruptedException {
        try {
            for (int i = 0; i < runners.length; i++) {
                int number = i;
                runners[i] = threads.newThread(() -> runner(number));
            }
            for (var runner : runners) runner.start();
            ready.await();
            var before = SwitchCount.now();
            long start = System.nanoTime();
            holder = 0;
            LockSupport.unpark(runners[0]);
            over.await();
            long nanos = System.nanoTime() - start;
            var switches = SwitchCount.now().since(before);
            cancellation.check();
            long passes = 0;
            for (long count : passed) passes += count;
            return new Run(passes, nanos, switches);
        } finally {
            dismiss();
        }
    }

    private void runner(int number) {
        int next = (number + 1) % runners.length;
        ready.countDown();
        while (true) {
            while (holder != number) {
                if (stopping()) {
                    over.countDown();
                    return;
                }
                LockSupport.park(this);
            }
            if (left == 0) break;
            left--;
            passed[number]++;
            holder = next;
            LockSupport.unpark(runners[next]);
            if (next == number) LockSupport.park(this);
        }
        over.countDown();
        awaitHome();
    }

    /// Those who are done stay until the switches have been counted, since the kernel forgets those
    /// of a thread that has ended.
    private void awaitHome() {
        try {
            home.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean stopping() {
        return stopping || cancellation.requested();
    }

    private void dismiss() {
        stopping = true;
        home.countDown();
        var started = new ArrayList<Thread>();
        for (var runner : runners)
            if (runner != null && runner.getState() != Thread.State.NEW) started.add(runner);
        started.forEach(LockSupport::unpark);
        boolean interrupted = false;
        for (var runner : started) {
            while (runner.isAlive()) {
                try {
                    runner.join(20);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                LockSupport.unpark(runner);
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
