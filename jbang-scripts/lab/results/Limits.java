package lab.results;

import java.util.Locale;
import java.util.Optional;

/// What keeps a model from being faster, where its figures show it.
final class Limits {
    /// From here on, all processors count as busy.
    private static final double ALL_BUSY = 0.85;

    /// A job whose sequential version keeps this much of a processor busy computes.
    private static final double COMPUTES = 0.8;

    /// Up to here, it counts as one processor that is busy, or as no speedup.
    private static final double ONE = 1.15;

    /// A speedup that is so near to the number of workers is near to it.
    private static final double NEAR_BELOW = 0.8;

    private static final double NEAR_ABOVE = 1.1;

    private final boolean computes;

    /// @param sequential what the others are compared with, if it is known
    Limits(Optional<ResultRow> sequential) {
        computes = sequential.filter(row -> row.busyCores() >= COMPUTES).isPresent();
    }

    /// What the limit is, as a clause: `the processors are the limit (1.97 of 2 busy)`.
    Optional<String> of(ResultRow row) {
        if (row.busyCores() >= ALL_BUSY * row.cores())
            return Optional.of("the processors are the limit (" + busy(row) + ")");
        if (Models.isPool(row.variant()) && isNearWorkers(row))
            return Optional.of("limited by its size");
        return oneAtATime(row).map(busy -> "it does one thing at a time (" + busy + ")");
    }

    /// How many processors are busy, if it is no more than one although there is more to compute.
    Optional<String> oneAtATime(ResultRow row) {
        return computes
                        && row.cores() > 1
                        && row.busyCores() <= ONE
                        && row.speedup().estimate() <= ONE
                ? Optional.of(busy(row))
                : Optional.empty();
    }

    private static boolean isNearWorkers(ResultRow row) {
        double share = row.speedup().estimate() / row.workers();
        return row.workers() > 1 && NEAR_BELOW <= share && share <= NEAR_ABOVE;
    }

    private static String busy(ResultRow row) {
        return String.format(Locale.ROOT, "%.2f of %d busy", row.busyCores(), row.cores());
    }
}
