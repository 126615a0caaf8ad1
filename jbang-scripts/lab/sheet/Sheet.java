package lab.sheet;

import java.util.List;
import java.util.Optional;
import lab.results.Note;

/// Measures models on workloads, one workload after the other: its models side by side in the same
/// rounds, then how a fixed pool scales, then what another language makes of it.
///
/// What fails becomes a note in its place, and the rest goes on. What has figures from before is
/// left out.
///
/// @param models the first is what the others are compared with
/// @param jobs the workloads
/// @param foreign models of another language, if there are to be any
/// @param counts how many workers a fixed pool is tried with; none to leave that out
/// @param pace how long a workload may take
/// @param bench what they use
/// @param desk where it is measured
public record Sheet(
        List<Model> models,
        List<Job> jobs,
        Optional<Foreign> foreign,
        Counts counts,
        Pace pace,
        Bench bench,
        Desk desk) {
    /// The experiment in which the models are compared.
    public static final String MODELS = "models";

    /// The experiment in which a fixed pool of several sizes is.
    public static final String SCALING = "scaling";

    /// The experiment in which models of CPython are.
    public static final String CPYTHON = "cpython";

    static final String POOL = new FixedPool().name();

    private static final double SCALING_WEIGHT = 0.4;
    private static final double FOREIGN_WEIGHT = 0.6;

    /// A sheet of at least one model.
    public Sheet {
        models = List.copyOf(models);
        jobs = List.copyOf(jobs);
        if (models.isEmpty()) throw new IllegalArgumentException("a sheet needs a model");
    }

    /// Measures what has no figures yet, in this process. If work there cannot be stopped that does
    /// not end, what is left cannot be measured beside it, and the notes say so.
    ///
    /// @throws InterruptedException if the calling thread is interrupted; what is done is kept
    /// @throws java.io.IOException if the results cannot be kept
    public void measure() throws Exception {
        var course = new Course(jobs.size());
        var stuck = Optional.<String>empty();
        for (var job : jobs) {
            course.begin(1);
            long start = System.nanoTime();
            var sitting = new Sitting(this, job, course.listener(desk, job));
            if (stuck.isPresent() && !desk.rests()) {
                sitting.giveUp(stuck.get(), List.of());
                continue;
            }
            try {
                sitting.measure();
            } catch (Stuck e) {
                stuck = Optional.of(job.name() + ", " + e.getMessage());
                sitting.giveUp(stuck.get(), e.notes());
            }
            done(job, start);
        }
    }

    /// Says how long a workload took.
    void done(Job job, long start) {
        desk.done("%s: %.1f s".formatted(job.name(), (System.nanoTime() - start) / 1e9));
    }

    /// The part of the time that each experiment takes.
    double weight(String experiment) {
        return switch (experiment) {
            case SCALING -> counts.none() ? 0 : SCALING_WEIGHT;
            case CPYTHON -> foreign.isEmpty() ? 0 : FOREIGN_WEIGHT;
            default -> 1;
        };
    }

    /// What a variant is called in the results.
    static String shown(String experiment, String variant) {
        return experiment.equals(SCALING) && variant.startsWith(POOL) ? POOL : variant;
    }

    /// Keeps notes.
    void keep(List<Note> notes) throws java.io.IOException {
        for (var note : notes) desk.keep(note);
    }
}
