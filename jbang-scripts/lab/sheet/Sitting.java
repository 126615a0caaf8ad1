package lab.sheet;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lab.measure.Comparison;
import lab.measure.Listener;
import lab.measure.Measurement;
import lab.measure.Plan;
import lab.measure.Variant;
import lab.results.Note;

/// One workload of a sheet, measured in this process.
///
/// Used by one thread.
final class Sitting {
    private static final int PATIENCE_WITH_INPUT = 10;

    private final Sheet sheet;
    private final Job job;
    private final Listener listener;
    private final Course course;
    private final Desk desk;
    private final Bench bench;
    private final Set<String> over = new HashSet<>(); // the experiments that have been

    /// @param listener hears how far it is
    Sitting(Sheet sheet, Job job, Listener listener) {
        this.sheet = sheet;
        this.job = job;
        this.listener = listener;
        this.desk = sheet.desk();
        this.bench = sheet.bench();
        this.course =
                new Course(
                        sheet.weight(Sheet.MODELS)
                                + sheet.weight(Sheet.SCALING)
                                + sheet.weight(Sheet.CPYTHON));
    }

    /// Measures what has no figures yet.
    ///
    /// @throws InterruptedException if the calling thread is interrupted; what is done is kept
    /// @throws Stuck if something does not end and cannot be stopped; [#giveUp] says so
    /// @throws IOException if the results cannot be kept
    void measure() throws Exception {
        var tasks = tasks();
        begin(Sheet.MODELS);
        if (tasks.isPresent()) compare(tasks.get());
        over.add(Sheet.MODELS);
        begin(Sheet.SCALING);
        if (tasks.isPresent()) scale(tasks.get());
        begin(Sheet.CPYTHON);
        if (sheet.foreign().isPresent()) abroad(sheet.foreign().get());
        over.add(Sheet.CPYTHON);
        if (tasks.isPresent())
            desk.keep(
                    new Input(
                            job.name(),
                            job.kind(),
                            tasks.get().input(),
                            sheet.foreign().flatMap(language -> language.input(job)).orElse(""),
                            tasks.get().waits()));
    }

    private void begin(String experiment) {
        course.begin(sheet.weight(experiment));
    }

    private void at(double fraction, String doing) {
        listener.at(course.fraction(fraction), doing);
    }

    /// Notes what will not be measured because something else still runs.
    ///
    /// @param what still runs
    /// @param notes on what failed before
    void giveUp(String what, List<Note> notes) throws IOException {
        sheet.keep(notes);
        var noted = new HashSet<String>();
        for (var note : notes) noted.add(note.model());
        if (!over.contains(Sheet.MODELS))
            for (var model : sheet.models())
                if (!noted.contains(model.name()) && !has(Sheet.MODELS, model.name()))
                    desk.keep(failed(model.name(), "not measured: " + what));
        if (sheet.foreign().isEmpty() || over.contains(Sheet.CPYTHON)) return;
        for (var model : sheet.foreign().get().models())
            if (sheet.foreign().get().note(model, job).isEmpty() && !has(Sheet.CPYTHON, model))
                desk.keep(failed(model, "not measured: " + what));
    }

    private boolean has(String experiment, String model) {
        return desk.has(experiment, job.name(), model, any -> true);
    }

    private Note failed(String model, String why) {
        return new Note(job.name(), model, Note.Kind.FAILED, why);
    }

    /// The workload, made ready; if that fails, so do all of its cells.
    private Optional<Tasks<?, ?>> tasks() throws Exception {
        var limit = sheet.pace().limit();
        desk.doing(Cell.MAKING);
        try (var time = new TimeLimit(limit)) {
            try {
                return Optional.of(
                        desk.run(() ->
                                time.<Tasks<?, ?>>within(
                                        limit.multipliedBy(PATIENCE_WITH_INPUT),
                                        () -> job.making().on(bench))));
            } catch (Exception e) {
                var late = time.exceeded();
                boolean stopped =
                        e instanceof InterruptedException || bench.cancellation().requested();
                if (late.isEmpty() && stopped) throw e;
                var notes = new ArrayList<Note>();
                for (var model : sheet.models())
                    if (!has(Sheet.MODELS, model.name()))
                        notes.add(
                                late.map(most -> failed(model.name(), "input " + Trial.late(most)))
                                        .orElseGet(
                                                () -> Trial.failed(job.name(), model.name(), e)));
                if (late.isPresent() && !desk.rests()) throw new Stuck(notes);
                sheet.keep(notes);
                return Optional.empty();
            }
        }
    }

    private <T, A> void compare(Tasks<T, A> tasks) throws Exception {
        var variants = new ArrayList<Variant<A>>();
        for (var model : sheet.models()) {
            var nonsense = model.noSense(tasks);
            if (nonsense.isPresent())
                desk.keep(new Note(job.name(), model.name(), Note.Kind.NO_SENSE, nonsense.get()));
            else if (variants.isEmpty() || !has(Sheet.MODELS, model.name()))
                variants.add(variant(model, model.name(), tasks));
        }
        var alone = tasks.waits() ? sheet.pace().alone() : Duration.ZERO;
        if (!variants.isEmpty())
            measure(Sheet.MODELS, sheet.pace().models(), alone, tasks, variants);
    }

    private <T, A> void scale(Tasks<T, A> tasks) throws Exception {
        var first = sheet.models().getFirst();
        var variants = new ArrayList<Variant<A>>();
        variants.add(variant(first, first.name(), tasks));
        for (int n : sheet.counts().of(tasks))
            if (!desk.has(Sheet.SCALING, job.name(), Sheet.POOL, workers -> workers == n))
                variants.add(variant(new FixedPool(n), Sheet.POOL + " of " + n, tasks));
        if (variants.size() > 1)
            measure(Sheet.SCALING, sheet.pace().scaling(), Duration.ZERO, tasks, variants);
    }

    private <T, A> Variant<A> variant(Model model, String name, Tasks<T, A> tasks) {
        return new Variant<>(
                name,
                model.workers(tasks, bench),
                () -> {
                    var run = tasks.fresh();
                    return run.whole(model.run(run, bench));
                },
                model.elsewhere(bench));
    }

    /// @param variants the baseline, and what has no figures yet
    private <A> void measure(
            String experiment,
            Plan plan,
            Duration alone,
            Tasks<?, A> tasks,
            List<Variant<A>> variants)
            throws Exception {
        boolean again = has(experiment, variants.getFirst().name());
        if (again && variants.size() == 1) return;
        var trial =
                new Trial<>(
                        desk,
                        desk.experiment(plan, experiment, job.name(), tasks.answers(), this::at),
                        bench.cancellation(),
                        alone,
                        sheet.pace().limit());
        var outcome = trial.run(variants);
        if (outcome.isPresent()) keep(renamed(outcome.get()), again, desk);
        sheet.keep(trial.notes());
    }

    /// @param again whether the baseline has figures from before, which stay
    static void keep(Comparison measured, boolean again, Desk desk) throws IOException {
        var all = measured.measurements();
        if (!again) desk.keep(measured, measured);
        else if (all.size() > 1)
            desk.keep(
                    measured,
                    new Comparison(
                            all.subList(1, all.size()), measured.warnings(), measured.disturbed()));
    }

    private static Comparison renamed(Comparison measured) {
        var all =
                measured.measurements().stream()
                        .map(m ->
                                new Measurement(
                                        m.experiment(),
                                        m.workload(),
                                        Sheet.shown(m.experiment(), m.variant()),
                                        m.workers(),
                                        m.samples(),
                                        m.speedup(),
                                        m.answerOk()))
                        .toList();
        return new Comparison(all, measured.warnings(), measured.disturbed());
    }

    private void abroad(Foreign language) throws Exception {
        var left = new ArrayList<String>();
        for (var model : language.models()) {
            var note = language.note(model, job);
            if (note.isPresent()) desk.keep(note.get());
            else if (!has(Sheet.CPYTHON, model)) left.add(model);
        }
        if (left.isEmpty()) return;
        at(0, "in another language");
        desk.doing(new Cell(Sheet.CPYTHON, "", 0));
        var first = language.models().getFirst();
        boolean again = !left.contains(first);
        if (again) left.addFirst(first);
        var plan = sheet.pace().foreign();
        long seed = desk.drawing(bench.seed());
        var outcome = desk.run(() -> language.measure(job, left, plan, seed));
        if (outcome.measured().isPresent()) keep(outcome.measured().get(), again, desk);
        sheet.keep(outcome.failed());
        language.input(job).ifPresent(input -> desk.done(job.name() + " in CPython: " + input));
    }
}
