package lab.sheet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lab.measure.Comparison;
import lab.measure.Listener;
import lab.python.Python;
import lab.results.Note;

/// What several JVMs made of one workload.
///
/// What fails in one of them is left out by those that follow, and has no figures.
///
/// Invariant: of each experiment there is at most one comparison for each JVM that is done or runs.
final class Gathering {
    private static final List<String> EXPERIMENTS =
            List.of(Sheet.MODELS, Sheet.SCALING, Sheet.CPYTHON);

    private final Sheet sheet;
    private final Job job;
    private final int jvms;
    private final Set<Cell> before; // has figures from before
    private final Set<Cell> leave; // has such figures, or will have none
    private final Set<Cell> failed = new HashSet<>();
    private final Map<String, List<Comparison>> measured = new HashMap<>(); // by experiment
    private final Set<String> again = new HashSet<>(); // whose baseline has figures from before
    private final Map<String, Note> notes = new LinkedHashMap<>(); // by model
    private final Set<String> said = new LinkedHashSet<>();
    private Optional<Input> input = Optional.empty();
    private int jvm;

    Gathering(Sheet sheet, Job job, int jvms) {
        this.sheet = sheet;
        this.job = job;
        this.jvms = jvms;
        for (var experiment : EXPERIMENTS) measured.put(experiment, new ArrayList<>());
        before = all().stream().filter(this::isThere).collect(Collectors.toSet());
        leave = new LinkedHashSet<>(before);
    }

    private boolean isThere(Cell cell) {
        return sheet.desk()
                .has(
                        cell.experiment(),
                        job.name(),
                        cell.model(),
                        workers -> cell.workers() == 0 || cell.workers() == workers);
    }

    /// All cells of an experiment, the baseline first.
    private List<Cell> cells(String experiment) {
        var models = sheet.models().stream().map(Model::name);
        return switch (experiment) {
            case Sheet.MODELS -> models.map(name -> new Cell(experiment, name, 0)).toList();
            case Sheet.SCALING ->
                    sheet.counts().none()
                            ? List.of()
                            : Stream.concat(
                                            models.limit(1)
                                                    .map(name -> new Cell(experiment, name, 0)),
                                            Stream.concat(
                                                            sheet.counts().computing().stream(),
                                                            sheet.counts().waiting().stream())
                                                    .distinct()
                                                    .map(n -> new Cell(experiment, Sheet.POOL, n)))
                                    .toList();
            default ->
                    sheet.foreign().stream()
                            .flatMap(language -> language.models().stream())
                            .map(name -> new Cell(experiment, name, 0))
                            .toList();
        };
    }

    private List<Cell> all() {
        return EXPERIMENTS.stream().flatMap(experiment -> cells(experiment).stream()).toList();
    }

    /// What the JVM whose turn it is need not measure.
    private Set<Cell> left() {
        var left = new LinkedHashSet<>(leave);
        for (var experiment : EXPERIMENTS) if (isDone(experiment)) left.addAll(cells(experiment));
        return left;
    }

    private boolean isDone(String experiment) {
        return measured.get(experiment).size() > jvm;
    }

    /// Whether there is anything to do for the JVM whose turn it is.
    boolean isToBeMeasured() {
        return !left().containsAll(all());
    }

    /// What it is to do.
    Order order(Optional<Python> python, Path diary) {
        var bench = sheet.bench();
        return new Order(
                job.name(),
                jvm,
                bench.size(),
                bench.workers(),
                bench.seed(),
                sheet.models().stream().map(Model::name).toList(),
                sheet.counts(),
                sheet.foreign().map(Foreign::models).orElse(List.of()),
                python.orElse(null),
                List.copyOf(left()),
                diary.toString());
    }

    /// Takes what it tells.
    void hear(Told told, Listener listener) {
        switch (told) {
            case Told.At at -> listener.at(Math.clamp(at.fraction(), 0, 1), job.name());
            case Told.Measured all -> {
                var experiment = all.comparison().experiment();
                measured.get(experiment).add(all.comparison());
                if (all.again()) again.add(experiment);
            }
            case Told.Noted noted -> note(noted.note());
            case Told.Given given -> input = Optional.of(given.input());
            case Told.Said line -> said.add(line.line());
        }
    }

    private void note(Note note) {
        notes.putIfAbsent(note.model(), note);
    }

    /// It is done: what it has no figures of, those that follow need not try.
    void next() {
        for (var experiment : EXPERIMENTS) {
            var figures =
                    isDone(experiment)
                            ? measured.get(experiment).get(jvm).measurements().stream()
                                    .map(Cell::of)
                                    .collect(Collectors.toSet())
                            : Set.<Cell>of();
            for (var cell : cells(experiment)) if (!figures.contains(cell)) leave.add(cell);
        }
        jvm++;
    }

    /// It died: what it was doing has failed, and what depends on that.
    void died(Forks.End end) {
        var doing = end.doing();
        var why = end.why().orElse("its JVM ended");
        if (doing.experiment().isEmpty() || !fail(doing, why)) {
            for (var cell : all()) if (!left().contains(cell)) fail(cell, why);
            return;
        }
        if (doing.model().isEmpty()) {
            for (var cell : cells(doing.experiment())) fail(cell, why);
            return;
        }
        var cells = cells(doing.experiment());
        if (!cells.getFirst().equals(doing)) return;
        for (var cell : cells)
            if (fail(cell, "")) note(Trial.orphaned(job.name(), cell.label(), doing.model()));
    }

    /// @return whether it had not failed before
    private boolean fail(Cell cell, String why) {
        if (!leave.add(cell)) return false;
        failed.add(cell);
        if (!cell.model().isEmpty() && !why.isEmpty())
            note(new Note(job.name(), cell.label(), Note.Kind.FAILED, why));
        return true;
    }

    /// Keeps what all of them measured.
    void keep() throws IOException {
        for (var experiment : EXPERIMENTS) {
            var all = measured.get(experiment);
            var whole = all.stream().map(this::whole).toList();
            var joined =
                    all.size() == jvms
                            ? Optional.of(Comparison.ofJvms(whole))
                            : Optional.<Comparison>empty();
            if (joined.isPresent())
                Sitting.keep(joined.get(), again.contains(experiment), sheet.desk());
            if (!experiment.equals(Sheet.SCALING)) noteMissing(experiment, joined);
        }
        sheet.keep(List.copyOf(notes.values()));
        if (input.isPresent()) sheet.desk().keep(input.get());
        said.forEach(sheet.desk()::done);
    }

    /// What has neither figures nor a note was lost on the way.
    private void noteMissing(String experiment, Optional<Comparison> joined) {
        var figures =
                joined.stream()
                        .flatMap(all -> all.measurements().stream())
                        .map(Cell::of)
                        .collect(Collectors.toSet());
        for (var cell : cells(experiment))
            if (!before.contains(cell) && !figures.contains(cell))
                note(
                        new Note(
                                job.name(),
                                cell.model(),
                                Note.Kind.FAILED,
                                "a JVM did not tell its figures"));
    }

    private Comparison whole(Comparison one) {
        return new Comparison(
                one.measurements().stream().filter(m -> !failed.contains(Cell.of(m))).toList(),
                one.warnings(),
                one.disturbed());
    }
}
