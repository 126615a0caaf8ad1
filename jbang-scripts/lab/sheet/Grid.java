package lab.sheet;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lab.measure.Interval;
import lab.measure.MachineCard;
import lab.results.Note;
import lab.results.Recommendation;
import lab.results.ResultRow;
import lab.view.Figure;
import lab.view.Figures;

/// What was measured of models and workloads: a cell for each pair.
///
/// @param rows what was measured
/// @param notes why other cells have no figures
public record Grid(List<ResultRow> rows, List<Note> notes) {
    /// What came of measuring.
    public Grid {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /// The workloads, in the order in which they came.
    public List<String> workloads() {
        return Stream.concat(
                        rows.stream().map(ResultRow::workload), notes.stream().map(Note::workload))
                .distinct()
                .toList();
    }

    /// What was measured of a model on a workload.
    public Optional<ResultRow> row(String workload, String model) {
        return rows.stream()
                .filter(Grid::isCell)
                .filter(row -> row.workload().equals(workload) && row.variant().equals(model))
                .findFirst();
    }

    /// Why a model has no figures for a workload; empty if it has, or was not tried.
    public Optional<Note> note(String workload, String model) {
        return row(workload, model).isPresent()
                ? Optional.empty()
                : notes.stream()
                        .filter(note ->
                                note.workload().equals(workload) && note.model().equals(model))
                        .findFirst();
    }

    /// How many cells there are, with figures or with a reason why not.
    public int cells() {
        long measured = rows.stream().filter(Grid::isCell).count();
        return (int) (measured + notes.stream().filter(this::isLast).count());
    }

    private boolean isLast(Note note) {
        return note(note.workload(), note.model()).stream().anyMatch(last -> last == note);
    }

    /// What failed.
    public List<Note> failed() {
        return notes.stream()
                .filter(note -> note.kind() == Note.Kind.FAILED)
                .filter(note -> note(note.workload(), note.model()).isPresent())
                .toList();
    }

    /// The speedup of each model on each workload, in colours.
    ///
    /// @param name the stem of the files
    /// @param models the rows, in their order; below them come models that are not among these
    /// @throws IllegalArgumentException if nothing was measured
    public Figure heatmap(String name, List<String> models, MachineCard machine) {
        var workloads = workloads();
        var shown =
                Stream.concat(models.stream(), own()).distinct().filter(this::isMeasured).toList();
        var speedups = new Interval[shown.size()][workloads.size()];
        for (int m = 0; m < shown.size(); m++)
            for (int w = 0; w < workloads.size(); w++)
                speedups[m][w] =
                        row(workloads.get(w), shown.get(m)).map(ResultRow::speedup).orElse(null);
        return Figures.speedupGrid(
                name,
                "How many times as fast as one thread of the same language",
                workloads,
                shown,
                speedups,
                machine);
    }

    private Stream<String> own() {
        return rows.stream()
                .filter(row -> row.experiment().equals(Sheet.MODELS))
                .map(ResultRow::variant);
    }

    private boolean isMeasured(String model) {
        return rows.stream().anyMatch(row -> isCell(row) && row.variant().equals(model));
    }

    private static boolean isCell(ResultRow row) {
        return !row.experiment().equals(Sheet.SCALING);
    }

    /// Which model to use for each workload.
    public List<Recommendation> recommendations() {
        return workloads().stream()
                .map(workload ->
                        Recommendation.of(
                                rows.stream()
                                        .filter(row -> row.workload().equals(workload))
                                        .toList(),
                                notes))
                .toList();
    }
}
