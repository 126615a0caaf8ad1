package lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import lab.cancel.Cancellation;
import lab.schedule.Fate;
import lab.schedule.Job;
import lab.schedule.Processors;
import lab.schedule.Schedule;
import lab.schedule.Slice;

/// Jobs as real threads, which the scheduler of this machine runs as it likes.
///
/// Each job is a thread that sleeps until its arrival and then computes until it has had the
/// processor for as long as its burst takes. It reads the clock all the time: where the clock jumps
/// by more than a tenth of a millisecond, it did not run, and that time does not count. What each
/// notes is read after it has ended.
public final class RealJobs {
    private static final long GAP_NANOS = 100_000;
    private static final long ALL_READY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private RealJobs() {}

    /// Runs the jobs once; waits for devices become sleeps.
    ///
    /// @param room how many processors they share, for the schedule's figures
    /// @throws InterruptedException if the caller is interrupted
    public static Schedule run(List<Job> jobs, int room, Cancellation cancellation)
            throws InterruptedException {
        long start = System.nanoTime() + ALL_READY_NANOS;
        var runners = jobs.stream().map(job -> new Runner(job, start, cancellation)).toList();
        for (var runner : runners) runner.thread.start();
        for (var runner : runners) runner.thread.join();
        cancellation.check();
        var slices =
                runners.stream()
                        .flatMap(runner -> runner.slices().stream())
                        .sorted(Comparator.comparingDouble(Slice::from))
                        .toList();
        return new Schedule(
                "this machine",
                Processors.of(room),
                slices,
                runners.stream().map(Runner::fate).toList());
    }

    private static final class Runner implements Runnable {
        private final Job job;
        private final long start;
        private final Cancellation cancellation;
        private final Thread thread;

        /// When slices began and ended, in turn, in nanoseconds from the start.
        private long[] times = new long[1 << 10];

        private int count;

        Runner(Job job, long start, Cancellation cancellation) {
            this.job = job;
            this.start = start;
            this.cancellation = cancellation;
            this.thread = Thread.ofPlatform().daemon().name(job.name()).unstarted(this);
        }

        @Override
        public void run() {
            sleepUntil(nanos(job.arrival()));
            for (int burst = 0; burst < job.bursts().size(); burst++) {
                long length = nanos(job.bursts().get(burst));
                if (burst % 2 == 0) compute(length);
                else sleepUntil(now() + length);
            }
        }

        private static long nanos(double millis) {
            return Math.round(millis * 1e6);
        }

        private long now() {
            return System.nanoTime() - start;
        }

        private void sleepUntil(long moment) {
            while (now() < moment && !cancellation.requested())
                LockSupport.parkNanos(moment - now());
        }

        private void compute(long burst) {
            long last = now();
            note(last);
            long left = burst;
            while (left > 0 && !cancellation.requested()) {
                long time = now();
                long passed = time - last;
                if (passed > GAP_NANOS) {
                    note(last);
                    note(time);
                } else {
                    left -= passed;
                }
                last = time;
            }
            note(last);
        }

        private void note(long time) {
            if (count == times.length) times = Arrays.copyOf(times, 2 * count);
            times[count++] = time;
        }

        List<Slice> slices() {
            var slices = new ArrayList<Slice>();
            for (int i = 0; i + 1 < count; i += 2)
                if (times[i + 1] > times[i])
                    slices.add(new Slice(0, job, times[i] / 1e6, times[i + 1] / 1e6, false));
            return slices;
        }

        Fate fate() {
            double finish = times[count - 1] / 1e6;
            double waiting = finish - job.arrival() - job.work() - job.deviceTime();
            return new Fate(job, times[0] / 1e6, finish, Math.max(0, waiting));
        }
    }
}
