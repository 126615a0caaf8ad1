package lab.sheet;

import java.time.Duration;
import lab.measure.Plan;

/// How long each workload is measured.
///
/// @param jvms in how many JVMs, one after the other; the other figures are of one of them
/// @param minRounds so many rounds at least
/// @param maxRounds so many at most, for a plan that has time for them
/// @param warmUpMillis the most that warming up may take, in milliseconds
/// @param measuringMillis the time for the rounds, in milliseconds
public record Timing(
        int jvms, int minRounds, int maxRounds, long warmUpMillis, long measuringMillis) {
    /// A plan for each of so many JVMs.
    public static Timing of(int jvms, Plan plan) {
        return new Timing(
                jvms,
                plan.minRounds(),
                plan.maxRounds(),
                plan.warmUp().toMillis(),
                plan.measuring().toMillis());
    }

    /// The plan for each JVM.
    public Plan plan() {
        return new Plan(
                minRounds,
                maxRounds,
                Duration.ofMillis(warmUpMillis),
                Duration.ofMillis(measuringMillis));
    }
}
