package lab.results;

import java.util.Locale;
import java.util.Optional;

/// What keeps a model from being faster, where its figures show it.
final class Limits {
    /// From here on, all processors count as busy.
    private static final double ALL_BUSY = 0.85;

    /// A job whose sequential version keeps this much of a processor busy computes.
    private static final double COMPUTES = 0.8;

    /// Between these, it counts as one processor that is busy; less shows that the work was done
    /// elsewhere, or that other programs were in the way.
    private static final double ONE_BELOW = 0.8;

    private static final double ONE_ABOVE = 1.15;

    /// A speedup between these shares of the number of workers is near to it.
    private static final double NEAR_BELOW = 0.8;

    private static final double NEAR_ABOVE = 1.1;

    /// From this many times the processor time of the sequential version on, processors are busy
    /// with more than the job: with locks that are contended, or with starting threads.
    private static final double OVERHEAD = 1.5;

    private final boolean computes;
    private final double cpuMillis;

    /// What a limit is.
    enum Limit {
        /// The work takes much more processor time than it does in one thread.
        OVERHEAD,
        /// All are busy.
        PROCESSORS,
        /// The speedup is near the number of workers, which are fewer than there is use for.
        SIZE,
        /// Only one is busy although there is more to compute.
        ONE_PROCESSOR
    }

    /// @param sequential what the others are compared with, if it is known
    Limits(Optional<ResultRow> sequential) {
        computes = sequential.filter(row -> row.busyCores() >= COMPUTES).isPresent();
        cpuMillis = sequential.map(ResultRow::cpuMillis).orElse(Double.NaN);
    }

    /// What the limit is; empty if the figures do not tell.
    Optional<Limit> of(ResultRow row) {
        if (computes && timesTheWork(row) >= OVERHEAD) return Optional.of(Limit.OVERHEAD);
        if (row.busyCores() >= ALL_BUSY * row.cores()) return Optional.of(Limit.PROCESSORS);
        if (Models.hasSize(row.variant()) && isNearWorkers(row) && hasUseForMore(row))
            return Optional.of(Limit.SIZE);
        return isOneProcessor(row) ? Optional.of(Limit.ONE_PROCESSOR) : Optional.empty();
    }

    /// How many times the processor time of the sequential version it takes; NaN if that is not
    /// known.
    double timesTheWork(ResultRow row) {
        return cpuMillis > 0 ? row.cpuMillis() / cpuMillis : Double.NaN;
    }

    /// Whether one processor is busy, and no more, although there is more to compute.
    boolean isOneProcessor(ResultRow row) {
        return computes
                && row.cores() > 1
                && ONE_BELOW <= row.busyCores()
                && row.busyCores() <= ONE_ABOVE
                && row.speedup().estimate() <= ONE_ABOVE;
    }

    /// Whether more workers could do more: they could not if each has a processor to compute on.
    private boolean hasUseForMore(ResultRow row) {
        return !computes || row.workers() < row.cores();
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
