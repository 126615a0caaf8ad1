package lab.schedule;

/// Times as whole numbers, a million to the unit: three times 0.1 is then 0.3, and an arrival at
/// 0.3 comes just when the third quantum of 0.1 ends.
final class Ticks {
    static final double SHORTEST = 1e-6;
    static final long NEVER = Long.MAX_VALUE / 4;
    private static final double PER_UNIT = 1e6;

    private Ticks() {}

    /// The time in ticks; never, if it is infinite or further away than anything that is simulated.
    static long of(double time) {
        double ticks = Math.rint(time * PER_UNIT);
        return ticks >= NEVER ? NEVER : (long) ticks;
    }

    /// The ticks as a time.
    static double toTime(long ticks) {
        return ticks / PER_UNIT;
    }
}
