package lab.observe;

import java.util.Locale;

/// What it costs to watch.
///
/// @param rounds how often the work was done in each way, in turn
/// @param unwatchedMillis how long the work took without, the median
/// @param watchedMillis how long it took while it was watched, the median
/// @param aroundMillis how long it took to start the recorder before and to read the recording
///   after, the median
public record Overhead(
        int rounds, double unwatchedMillis, double watchedMillis, double aroundMillis) {
    /// How much longer the watched work took, as a part of the unwatched; below 0 if it was faster.
    public double share() {
        return watchedMillis / unwatchedMillis - 1;
    }

    /// For a reader: `40.0 ms unwatched, 41.0 ms watched (+2.5%), and 90 ms around it`.
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f ms unwatched, %.1f ms watched (%+.1f%%), and %.0f ms before and after"
                        + " (medians of %d)",
                unwatchedMillis,
                watchedMillis,
                100 * share(),
                aroundMillis,
                rounds);
    }
}
