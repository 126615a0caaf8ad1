package lab.sheet;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lab.results.Note;
import lab.results.Recommendation;
import lab.results.ResultRow;

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
    public Optional<ResultRow> row(String experiment, String workload, String model) {
        return rows.stream()
                .filter(row -> row.experiment().equals(experiment))
                .filter(row -> row.workload().equals(workload) && row.variant().equals(model))
                .findFirst();
    }

    /// Why a model has no figures for a workload; empty if it has, or was not tried.
    public Optional<Note> note(String workload, String model) {
        boolean measured =
                rows.stream()
                        .anyMatch(row ->
                                row.workload().equals(workload) && row.variant().equals(model));
        return measured
                ? Optional.empty()
                : notes.stream()
                        .filter(note ->
                                note.workload().equals(workload) && note.model().equals(model))
                        .findFirst();
    }

    /// What failed.
    public List<Note> failed() {
        return notes.stream()
                .filter(note -> note.kind() == Note.Kind.FAILED)
                .filter(note -> note(note.workload(), note.model()).isPresent())
                .toList();
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
