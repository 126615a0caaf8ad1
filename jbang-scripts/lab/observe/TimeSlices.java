package lab.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import lab.cancel.Cancellation;

/// The time slices of threads that compete, as they notice them themselves.
///
/// A thread that reads the clock all the time finds a few dozen nanoseconds between two readings. A
/// jump of a tenth of a millisecond means that it did not run meanwhile: the scheduler gave the
/// processor to another thread, or, on a virtual machine, the host did. A pause of the JVM looks
/// the same.
public final class TimeSlices {
    /// A gap between two readings of the clock that is longer ends a slice.
    public static final Duration GAP = Duration.ofNanos(100_000);

    private static final int READINGS = 1_000;

    private TimeSlices() {}

    /// Has threads compute at the same time, and notes their slices.
    ///
    /// The threads are born by the caller, so they may use the processors that it may use.
    ///
    /// @param threads how many
    /// @param time for how long
    /// @param cancellation polled all the time
    /// @return the slices, thread by thread, in the order of time
    /// @throws InterruptedException if the caller is interrupted; no thread is left by then
    public static List<Slice> of(int threads, Duration time, Cancellation cancellation)
            throws InterruptedException {
        if (threads < 1)
            throw new IllegalArgumentException("it takes a thread at least, not " + threads);
        var start = new CountDownLatch(1);
        var runners = new ArrayList<Runner>();
        for (int t = 1; t <= threads; t++)
            runners.add(new Runner("thread " + t, start, time, cancellation));
        try {
            for (var runner : runners) runner.thread.start();
            LockSupport.parkNanos(1_000_000);
            start.countDown();
            for (var runner : runners) runner.thread.join();
        } finally {
            dismiss(runners);
        }
        cancellation.check();
        long first = runners.stream().mapToLong(runner -> runner.times[0]).min().orElseThrow();
        var slices = new ArrayList<Slice>();
        for (var runner : runners) slices.addAll(runner.slices(first));
        return List.copyOf(slices);
    }

    private static void dismiss(List<Runner> runners) {
        var interrupted = false;
        for (var runner : runners) {
            runner.stopping = true;
            runner.thread.interrupt();
            while (runner.thread.isAlive()) {
                try {
                    runner.thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /// A thread that does nothing but look at the clock. What it writes is read after its end.
    private static final class Runner implements Runnable {
        private final Thread thread;
        private final CountDownLatch start;
        private final long nanos;
        private final Cancellation cancellation;
        private volatile boolean stopping;

        /// When slices began and ended, in turn.
        private long[] times = new long[1 << 12];

        private int count;

        Runner(String name, CountDownLatch start, Duration time, Cancellation cancellation) {
            this.thread = new Thread(this, name);
            this.start = start;
            this.nanos = time.toNanos();
            this.cancellation = cancellation;
            thread.setDaemon(true);
        }

        @Override
        public void run() {
            try {
                start.await();
            } catch (InterruptedException e) {
                return;
            }
            long began = System.nanoTime();
            note(began);
            long last = began;
            while (last - began < nanos && !stopping && !cancellation.requested())
                last = look(last);
            note(last);
        }

        /// Reads the clock a thousand times. Returns the last reading.
        private long look(long before) {
            long last = before;
            long gap = GAP.toNanos();
            for (int i = 0; i < READINGS; i++) {
                long now = System.nanoTime();
                if (now - last > gap) {
                    note(last);
                    note(now);
                }
                last = now;
            }
            return last;
        }

        private void note(long time) {
            if (count == times.length) times = Arrays.copyOf(times, 2 * count);
            times[count++] = time;
        }

        List<Slice> slices(long first) {
            var slices = new ArrayList<Slice>();
            for (int i = 0; i + 1 < count; i += 2)
                if (times[i + 1] > times[i]) // else a single reading between two gaps
                slices.add(
                            new Slice(
                                    thread.getName(),
                                    times[i] - first,
                                    times[i + 1] - first,
                                    i > 0 && i + 2 < count));
            return slices;
        }
    }
}
