package lab.schedule;

/// What a processor did for a while.
///
/// @param processor which one, from 0
/// @param job the job that it ran, or for which it switched
/// @param from when it began
/// @param to when it ended
/// @param switching whether it only switched to the job
public record Slice(int processor, Job job, double from, double to, boolean switching) {
    /// How long it took.
    public double length() {
        return Ticks.toTime(Ticks.of(to) - Ticks.of(from));
    }

    /// For a reader: `P1 0 to 4`.
    @Override
    public String toString() {
        return "%s%s %s to %s"
                .formatted(
                        switching ? "switch to " : "",
                        job.name(),
                        Rules.shortest(from),
                        Rules.shortest(to));
    }
}
