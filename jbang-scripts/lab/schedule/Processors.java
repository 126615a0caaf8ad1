package lab.schedule;

/// What the jobs run on: processors that share one queue.
///
/// @param count how many there are
/// @param switchCost what it costs a processor to go from one job to another, in the unit of the
///   jobs' times. Its first job costs nothing, nor does going on with the job that it ran last
/// @param arrivalsFirst whether a job that arrives just when a quantum ends is in the queue before
///   the job that is sent back to it
public record Processors(int count, double switchCost, boolean arrivalsFirst) {
    private static final int MOST = 4_096;

    public Processors {
        if (count < 1 || count > MOST)
            throw new IllegalArgumentException(
                    "there must be 1 to %d processors, not %d".formatted(MOST, count));
        if (!(switchCost >= 0 && switchCost <= 1e9))
            throw new IllegalArgumentException(
                    "a switch must cost from 0 to a billion, not " + switchCost);
    }

    /// One processor that switches for free.
    public static Processors one() {
        return of(1);
    }

    /// So many processors that switch for free.
    public static Processors of(int count) {
        return new Processors(count, 0, true);
    }

    /// The same with a price for each switch.
    public Processors withSwitchCost(double cost) {
        return new Processors(count, cost, arrivalsFirst);
    }

    /// The same, but a job whose quantum ends goes back into the queue before one that arrives at
    /// that moment.
    public Processors preemptedFirst() {
        return new Processors(count, switchCost, false);
    }
}
