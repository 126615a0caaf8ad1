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

    /// A speedup between these shares of the number of workers is near to it.
    private static final double NEAR_BELOW = 0.8;

    private static final double NEAR_ABOVE = 1.1;

    private final boolean computes;

    /// What a limit is.
    enum Limit {
        /// All are busy.
        PROCESSORS,
        /// The speedup is near the number of workers, and processors are idle.
        SIZE,
        /// One processor is busy although there is more to compute.
        ONE_AT_A_TIME
    }

    /// @param sequential what the others are compared with, if it is known
    Limits(Optional<ResultRow> sequential) {
        computes = sequential.filter(row -> row.busyCores() >= COMPUTES).isPresent();
    }

    /// What the limit is; empty if the figures do not tell.
    Optional<Limit> of(ResultRow row) {
        if (row.busyCores() >= ALL_BUSY * row.cores()) return Optional.of(Limit.PROCESSORS);
        if (Models.hasSize(row.variant()) && isNearWorkers(row)) return Optional.of(Limit.SIZE);
        return isOneAtATime(row) ? Optional.of(Limit.ONE_AT_A_TIME) : Optional.empty();
    }

    /// Whether no more than one processor is busy although there is more to compute.
    boolean isOneAtATime(ResultRow row) {
        return computes
                && row.cores() > 1
                && row.busyCores() <= ONE
                && row.speedup().estimate() <= ONE;
    }

    private static boolean isNearWorkers(ResultRow row) {
        double share = row.speedup().estimate() / row.workers();
        return row.workers() > 1 && NEAR_BELOW <= share && share <= NEAR_ABOVE;
    }

    /// `1.97`, of so many processors.
    static String busy(ResultRow row) {
        return String.format(Locale.ROOT, "%.2f", row.busyCores());
    }
}
