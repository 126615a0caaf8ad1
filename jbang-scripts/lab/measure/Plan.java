package lab.measure;

import java.time.Duration;

/// How long to measure.
///
/// @param minRounds so many rounds at least, however long they take
/// @param maxRounds so many at most
/// @param warmUp the most that warming up may take
/// @param measuring the time for the rounds; no round starts after it, once there are `minRounds`
public record Plan(int minRounds, int maxRounds, Duration warmUp, Duration measuring) {
    public Plan {
        if (minRounds < 2 || maxRounds < minRounds)
            throw new IllegalArgumentException(
                    "rounds must be at least 2 and in order, not %d and %d"
                            .formatted(minRounds, maxRounds));
    }

    /// The same rounds in a part of the time, or in a multiple of it.
    public Plan times(double factor) {
        return new Plan(minRounds, maxRounds, scale(warmUp, factor), scale(measuring, factor));
    }

    private static Duration scale(Duration duration, double factor) {
        return Duration.ofNanos(Math.round(duration.toNanos() * factor));
    }
}
