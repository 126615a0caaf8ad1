package lab.schedule;

/// What became of a job.
///
/// @param job which one
/// @param start when it first ran
/// @param finish when it was done
/// @param waiting how long it was ready and did not run: its turnaround time less what it computed
///   and what it waited for devices
public record Fate(Job job, double start, double finish, double waiting) {
    /// The time from its arrival to its end.
    public double turnaround() {
        return Ticks.toTime(Ticks.of(finish) - Ticks.of(job.arrival()));
    }

    /// The time from its arrival until it first ran.
    public double response() {
        return Ticks.toTime(Ticks.of(start) - Ticks.of(job.arrival()));
    }

    /// How many times as long it took as it would have taken alone: 1 for a job that never waited.
    public double slowdown() {
        return turnaround() / (job.work() + job.deviceTime());
    }
}
