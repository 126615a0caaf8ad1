package lab.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lab.measure.Interval;

/// How the models of one workload compare. Models are tied if their intervals overlap, which errs
/// on the side of a tie: the ratio is then somewhere between the lowest over the highest and the
/// highest over the lowest.
///
/// @param workload the job
/// @param chosen what is recommended, if anything can be
/// @param ties what cannot be told from it, the simplest first
/// @param slower what is slower beyond the intervals, the fastest first
/// @param lock the interpreter lock, if it was measured
/// @param sequential what the others are compared with, if it was measured
/// @param missing models without figures that count, and why, in words
record Judgement(
        String workload,
        Optional<ResultRow> chosen,
        List<ResultRow> ties,
        List<ResultRow> slower,
        Optional<ResultRow> lock,
        Optional<ResultRow> sequential,
        List<String> missing) {
    /// The experiment in which the models are compared.
    static final String EXPERIMENT = "models";

    static Judgement of(List<ResultRow> rows, List<Note> notes) {
        var workload = workload(rows, notes);
        var models =
                Results.latest(rows).stream()
                        .filter(row -> row.experiment().equals(EXPERIMENT))
                        .toList();
        var lock =
                models.stream()
                        .filter(row -> Models.isLock(row.variant()) && row.counts())
                        .findFirst();
        var choice = models.stream().filter(row -> Models.canBeChosen(row.variant())).toList();
        var counting = choice.stream().filter(ResultRow::counts).toList();
        var sequential =
                counting.stream()
                        .filter(row -> row.variant().equals(Models.SEQUENTIAL))
                        .findFirst();
        var chosen = fastest(counting).or(() -> sequential);
        var others =
                counting.stream().filter(row -> chosen.isPresent() && row != chosen.get()).toList();
        return new Judgement(
                workload,
                chosen,
                others.stream()
                        .filter(row -> overlap(row.speedup(), chosen.get().speedup()))
                        .sorted(Models.simplestFirst())
                        .toList(),
                others.stream()
                        .filter(row -> !overlap(row.speedup(), chosen.get().speedup()))
                        .sorted(Comparator.comparing(row -> -row.speedup().estimate()))
                        .toList(),
                lock,
                sequential,
                missing(workload, choice, notes));
    }

    /// The highest speedup of all that is measurably above 1, and of equals the simplest.
    private static Optional<ResultRow> fastest(List<ResultRow> counting) {
        return counting.stream()
                .filter(row -> row.speedup().above(1))
                .sorted(Models.simplestFirst())
                .max(Comparator.comparingDouble(row -> row.speedup().estimate()));
    }

    private static boolean overlap(Interval a, Interval b) {
        return a.low() <= b.high() && b.low() <= a.high();
    }

    private static String workload(List<ResultRow> rows, List<Note> notes) {
        var names = rows.stream().map(ResultRow::workload).distinct().toList();
        if (names.size() > 1)
            throw new IllegalArgumentException("rows of one workload are needed, not of " + names);
        return Stream.concat(names.stream(), notes.stream().map(Note::workload))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("neither rows nor notes"));
    }

    private static List<String> missing(String workload, List<ResultRow> choice, List<Note> notes) {
        var missing = new ArrayList<String>();
        for (var row : choice) {
            if (!row.answerOk()) missing.add(row.variant() + " gave a wrong answer");
            else if (!row.isMeasured()) missing.add(row.variant() + " has no figures");
        }
        notes.stream()
                .filter(note -> note.workload().equals(workload))
                .filter(note -> note.kind() == Note.Kind.FAILED)
                .map(Note::model)
                .filter(Models::canBeChosen)
                .filter(model -> choice.stream().noneMatch(row -> row.variant().equals(model)))
                .distinct()
                .forEach(model -> missing.add(model + " failed"));
        return List.copyOf(missing);
    }

    Recommendation recommendation() {
        return new Recommendation(
                workload,
                Stream.concat(chosen.stream(), ties.stream()).toList(),
                new Wording(this).text());
    }
}
