package lab.schedule;

import java.util.function.ToDoubleFunction;

/// A policy put together from its parts.
record Rules(
        String name,
        Policy ranking,
        boolean isPreemptive,
        ToDoubleFunction<Task> turn,
        double review,
        double boost)
        implements Policy {
    @Override
    public double rank(Task task) {
        return ranking.rank(task);
    }

    @Override
    public double quantum(Task task) {
        return turn.applyAsDouble(task);
    }

    static void checkAboveZero(String what, double value) {
        if (!(value >= Ticks.SHORTEST))
            throw new IllegalArgumentException(what + " must be above 0, not " + value);
    }

    /// `4` for 4.0, `0.5` for 0.5.
    static String shortest(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
