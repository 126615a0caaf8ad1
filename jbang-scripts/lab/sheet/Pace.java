package lab.sheet;

import java.time.Duration;
import lab.measure.Plan;
import lab.work.Size;

/// How long a workload may take in one JVM.
///
/// @param models for the comparison of the models
/// @param scaling for that of pools of several sizes, which comes after it and finds the code warm
/// @param foreign for the models of another language, which may take less
/// @param alone how long a model does tasks by itself that wait, before it takes turns with others;
///   up to four times as long while it becomes faster: what a client of a service takes for a call
///   falls for thousands of calls
/// @param limit how long a single run may take at least; if the first model takes long, twenty
///   times as long as that
public record Pace(Plan models, Plan scaling, Plan foreign, Duration alone, Duration limit) {
    /// In how many JVMs a workload is measured, one after the other, if it is not in one only.
    public static final int JVMS = 4;

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final double SCALING_TIME = 0.5;

    /// A pace after which a run may take a minute.
    public Pace(Plan models, Plan scaling, Plan foreign, Duration alone) {
        this(models, scaling, foreign, alone, LIMIT);
    }

    /// All in one JVM.
    public static Pace of(Size size) {
        return switch (size) {
            case QUICK -> inOne(new Plan(5, 15, millis(300), millis(800)), millis(400));
            case STANDARD -> inOne(new Plan(7, 41, millis(2_000), millis(10_000)), millis(1_000));
            case FULL -> inOne(new Plan(15, 101, millis(10_000), millis(60_000)), millis(5_000));
        };
    }

    private static Pace inOne(Plan plan, Duration alone) {
        return new Pace(plan, plan.times(SCALING_TIME), plan, alone);
    }

    /// In each of several JVMs: each warms up as long as one alone would, and then takes its share
    /// of the time.
    public static Pace ofEach(Size size) {
        return switch (size) {
            case QUICK -> of(size);
            case STANDARD ->
                    new Pace(
                            new Plan(3, 15, millis(1_500), millis(1_800)),
                            new Plan(2, 9, Duration.ZERO, millis(600)),
                            new Plan(2, 9, Duration.ZERO, millis(1_000)),
                            millis(400));
            case FULL ->
                    new Pace(
                            new Plan(5, 41, millis(10_000), millis(15_000)),
                            new Plan(5, 21, Duration.ZERO, millis(5_000)),
                            new Plan(3, 21, Duration.ZERO, millis(5_000)),
                            millis(2_500));
        };
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
