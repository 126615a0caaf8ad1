package lab.schedule;

/// How far a job has come; times in ticks.
final class Progress {
    private final Job job;
    private final long[] bursts;
    private int burst;
    private long queuedAt;
    private long waited;
    private long start = -1;
    private long finish = -1;

    /// What is left of the burst that it computes.
    long left;

    /// What is left of its quantum; 0 if its next turn is a new one.
    long turnLeft;

    /// The processor time it has had since the last boost.
    long used;

    /// When it arrives, or is done waiting for a device.
    long entersAt;

    /// Orders what enters at the same time.
    long entry;

    Progress(Job job) {
        this.job = job;
        this.bursts = job.bursts().stream().mapToLong(Ticks::of).toArray();
        this.left = bursts[0];
        this.entersAt = Ticks.of(job.arrival());
    }

    Job job() {
        return job;
    }

    double rank(Policy policy, long now) {
        double rank = policy.rank(seenBy(now));
        if (Double.isNaN(rank))
            throw new IllegalArgumentException(
                    "'%s' gave job '%s' a rank that is no number"
                            .formatted(policy.name(), job.name()));
        return rank;
    }

    void newTurn(Policy policy, long now) {
        double quantum = policy.quantum(seenBy(now));
        Rules.checkAboveZero("a quantum", quantum);
        turnLeft = Ticks.of(quantum);
    }

    private Task seenBy(long now) {
        long waiting = queuedAt >= 0 ? now - queuedAt : 0;
        return new Task(
                job,
                Ticks.toTime(now),
                Ticks.toTime(bursts[burst]),
                Ticks.toTime(left),
                Ticks.toTime(waited + waiting),
                Ticks.toTime(used));
    }

    void queued(long now) {
        queuedAt = now;
    }

    /// It has a processor, and runs from this moment on; until then it waits.
    void runsFrom(long moment) {
        waited += moment - queuedAt;
        queuedAt = -1;
    }

    void ran(long from, long to) {
        if (start < 0) start = from;
        left -= to - from;
        turnLeft -= to - from;
        used += to - from;
    }

    /// Ends a burst.
    ///
    /// @return whether there is another, after a device
    boolean nextBurst(long now) {
        turnLeft = 0;
        if (burst + 2 >= bursts.length) {
            finish = now;
            return false;
        }
        entersAt = now + bursts[burst + 1];
        burst += 2;
        left = bursts[burst];
        return true;
    }

    Fate fate() {
        return new Fate(job, Ticks.toTime(start), Ticks.toTime(finish), Ticks.toTime(waited));
    }
}
