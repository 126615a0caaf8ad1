package lab.results;

import java.util.List;

/// Which model to use for a workload, and why, from what was measured of it.
///
/// @param workload the job
/// @param best the model with the highest speedup, and after it those that the intervals cannot
///   tell from it; just `sequential` and its ties if no model is measurably faster; empty if
///   nothing can be recommended
/// @param text which to use and why the others are not, in a line
public record Recommendation(String workload, List<ResultRow> best, String text) {
    public Recommendation {
        best = List.copyOf(best);
    }

    /// Rests on the columns of a `results.csv` alone: rows of the experiment `models` count if
    /// their answer is right and their speedup is known.
    ///
    /// @param rows the rows of one workload; those of other experiments are left aside
    /// @param notes why cells have no figures; those of other workloads are left aside
    /// @throws IllegalArgumentException if there is neither row nor note, or rows of two workloads
    public static Recommendation of(List<ResultRow> rows, List<Note> notes) {
        return Judgement.of(rows, notes).recommendation();
    }
}
