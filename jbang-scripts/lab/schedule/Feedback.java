package lab.schedule;

import java.util.Arrays;

/// A multilevel feedback queue, in which a task's level follows from the processor time that it has
/// used.
final class Feedback implements Policy {
    private final double boost;
    private final long[] quanta;

    Feedback(double boost, double... quanta) {
        if (quanta.length == 0)
            throw new IllegalArgumentException("a feedback queue needs a level at least");
        for (double quantum : quanta) Rules.checkAboveZero("a quantum", quantum);
        Rules.checkAboveZero("the time between boosts", boost);
        this.boost = boost;
        this.quanta = Arrays.stream(quanta).mapToLong(Ticks::of).toArray();
    }

    @Override
    public String name() {
        return "multilevel feedback queue";
    }

    @Override
    public double rank(Task task) {
        long used = Ticks.of(task.used());
        int level = 0;
        while (level < quanta.length - 1 && used >= quanta[level]) used -= quanta[level++];
        return level;
    }

    @Override
    public boolean isPreemptive() {
        return true;
    }

    /// What is left of the level's allotment.
    @Override
    public double quantum(Task task) {
        long used = Ticks.of(task.used());
        for (int level = 0; level < quanta.length - 1; used -= quanta[level++])
            if (used < quanta[level]) return Ticks.toTime(quanta[level] - used);
        return Ticks.toTime(quanta[quanta.length - 1] - used % quanta[quanta.length - 1]);
    }

    @Override
    public double boost() {
        return boost;
    }
}
