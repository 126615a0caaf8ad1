package lab.sheet;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lab.measure.Comparison;
import lab.measure.Listener;
import lab.measure.Measurement;
import lab.measure.Plan;
import lab.measure.Variant;
import lab.results.Note;

/// Measures models on workloads, one workload after the other: its models side by side in the same
/// rounds, then how a fixed pool scales where it computes, then what another language makes of it.
///
/// What fails becomes a note in its place, and the rest goes on. What has figures from before is
/// left out.
///
/// @param models the first is what the others are compared with
/// @param jobs the workloads
/// @param foreign models of another language, if there are to be any
/// @param counts how many workers a fixed pool is tried with; none to leave that out
/// @param plan how long a workload may take
/// @param bench what they use
/// @param desk where it is measured
public record Sheet(
        List<Model> models,
        List<Job> jobs,
        Optional<Foreign> foreign,
        List<Integer> counts,
        Plan plan,
        Bench bench,
        Desk desk) {
    /// The experiment in which the models are compared.
    public static final String MODELS = "models";

    /// The experiment in which a fixed pool of several sizes is.
    public static final String SCALING = "scaling";

    /// The experiment in which models of CPython are.
    public static final String CPYTHON = "cpython";

    private static final Duration LEAST_ALONE = Duration.ofMillis(400);
    private static final double SCALING_TIME = 0.5;
    private static final double SCALING_WEIGHT = 0.4;
    private static final double FOREIGN_WEIGHT = 0.6;

    /// A sheet of at least one model.
    public Sheet {
        models = List.copyOf(models);
        jobs = List.copyOf(jobs);
        counts = List.copyOf(counts);
        if (models.isEmpty()) throw new IllegalArgumentException("a sheet needs a model");
    }

    /// Measures what has no figures yet.
    ///
    /// @throws InterruptedException if the calling thread is interrupted; what is done is kept
    /// @throws java.io.IOException if the results cannot be kept
    public void measure() throws Exception {
        var course = new Course(jobs.stream().mapToDouble(this::weight).sum());
        for (var job : jobs) {
            long start = System.nanoTime();
            course.begin(1);
            var listener = listener(course, job);
            var tasks = tasks(job);
            if (tasks.isPresent()) compare(job, tasks.get(), listener);
            if (scales(job)) {
                course.begin(SCALING_WEIGHT);
                if (tasks.isPresent()) scale(job, tasks.get(), listener);
            }
            if (foreign.isPresent()) {
                course.begin(FOREIGN_WEIGHT);
                abroad(foreign.get(), job, listener);
            }
            if (tasks.isPresent())
                desk.keep(
                        new Input(
                                job.name(),
                                job.kind(),
                                tasks.get().input(),
                                foreign.flatMap(language -> language.input(job)).orElse(""),
                                tasks.get().waits()));
            desk.done("%s: %.1f s".formatted(job.name(), (System.nanoTime() - start) / 1e9));
        }
    }

    /// How long a model does tasks by itself that wait, before it takes turns with others. What a
    /// client of a service takes for a call falls for thousands of calls.
    private Duration alone() {
        return Collections.max(List.of(LEAST_ALONE, plan.warmUp().dividedBy(2)));
    }

    private double weight(Job job) {
        return 1 + (scales(job) ? SCALING_WEIGHT : 0) + (foreign.isPresent() ? FOREIGN_WEIGHT : 0);
    }

    private boolean scales(Job job) {
        return job.kind() == Kind.CPU_BOUND && !counts.isEmpty();
    }

    private Listener listener(Course course, Job job) {
        return (fraction, doing) -> {
            double all = course.fraction(fraction);
            desk.at(all, job.name() + course.left(all));
        };
    }

    /// The workload, made ready; if that fails, so do all of its cells.
    private Optional<Tasks<?, ?>> tasks(Job job) throws Exception {
        try {
            return Optional.of(desk.run(() -> job.making().on(bench)));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (bench.cancellation().requested()) throw e;
            for (var model : models)
                if (!desk.has(MODELS, job.name(), model.name(), any -> true))
                    desk.keep(Trial.failed(job.name(), model.name(), e));
            return Optional.empty();
        }
    }

    private <T, A> void compare(Job job, Tasks<T, A> tasks, Listener listener) throws Exception {
        var variants = new ArrayList<Variant<A>>();
        for (var model : models) {
            var nonsense = model.noSense(tasks);
            if (nonsense.isPresent())
                desk.keep(new Note(job.name(), model.name(), Note.Kind.NO_SENSE, nonsense.get()));
            else if (variants.isEmpty() || !desk.has(MODELS, job.name(), model.name(), any -> true))
                variants.add(variant(model, model.name(), tasks));
        }
        if (!variants.isEmpty())
            measure(MODELS, plan, job, tasks, variants, listener, name -> name);
    }

    private <T, A> void scale(Job job, Tasks<T, A> tasks, Listener listener) throws Exception {
        var pool = new FixedPool().name();
        var variants = new ArrayList<Variant<A>>();
        variants.add(variant(models.getFirst(), models.getFirst().name(), tasks));
        for (int n : counts)
            if (!desk.has(SCALING, job.name(), pool, workers -> workers == n))
                variants.add(variant(new FixedPool(n), pool + " of " + n, tasks));
        measure(
                SCALING,
                plan.times(SCALING_TIME),
                job,
                tasks,
                variants,
                listener,
                name -> name.startsWith(pool) ? pool : name);
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
    /// @param shown what a variant is called in the results
    private <A> void measure(
            String experiment,
            Plan time,
            Job job,
            Tasks<?, A> tasks,
            List<Variant<A>> variants,
            Listener listener,
            UnaryOperator<String> shown)
            throws Exception {
        var baseline = variants.getFirst().name();
        boolean again = desk.has(experiment, job.name(), baseline, any -> true);
        if (again && variants.size() == 1) return;
        var trial =
                new Trial<>(
                        desk,
                        desk.experiment(time, experiment, job.name(), tasks.answers(), listener),
                        bench.cancellation(),
                        tasks.waits() ? alone() : Duration.ZERO);
        var outcome = trial.run(variants);
        if (outcome.isPresent()) keep(renamed(outcome.get(), shown), again);
        for (var note : trial.notes()) desk.keep(note);
    }

    /// @param again whether the baseline has figures from before, which stay
    private void keep(Comparison measured, boolean again) throws IOException {
        var all = measured.measurements();
        if (!again) desk.keep(measured, measured);
        else if (all.size() > 1)
            desk.keep(
                    measured,
                    new Comparison(
                            all.subList(1, all.size()), measured.warnings(), measured.disturbed()));
    }

    private static Comparison renamed(Comparison measured, UnaryOperator<String> shown) {
        var all =
                measured.measurements().stream()
                        .map(m ->
                                new Measurement(
                                        m.experiment(),
                                        m.workload(),
                                        shown.apply(m.variant()),
                                        m.workers(),
                                        m.samples(),
                                        m.speedup(),
                                        m.answerOk()))
                        .toList();
        return new Comparison(all, measured.warnings(), measured.disturbed());
    }

    private void abroad(Foreign language, Job job, Listener listener) throws Exception {
        var left = new ArrayList<String>();
        for (var model : language.models()) {
            var note = language.note(model, job);
            if (note.isPresent()) desk.keep(note.get());
            else if (!desk.has(CPYTHON, job.name(), model, any -> true)) left.add(model);
        }
        if (left.isEmpty()) return;
        listener.at(0, "in another language");
        var first = language.models().getFirst();
        boolean again = !left.contains(first);
        if (again) left.addFirst(first);
        var outcome = desk.run(() -> language.measure(job, left, plan, bench.seed()));
        if (outcome.measured().isPresent()) keep(outcome.measured().get(), again);
        for (var note : outcome.failed()) desk.keep(note);
        language.input(job).ifPresent(input -> desk.done(job.name() + " in CPython: " + input));
    }
}
