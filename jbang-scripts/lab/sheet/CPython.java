package lab.sheet;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lab.measure.Comparison;
import lab.measure.Plan;
import lab.measure.WrongAnswer;
import lab.python.Python;
import lab.python.PythonRounds;
import lab.python.PythonWorker;
import lab.results.Note;
import lab.service.Owner;
import lab.system.ChildProcess;
import lab.system.TemporaryFolder;

/// The CPython of this machine, which does the workloads of the sheet in ways of its own.
///
/// It is started when it is first needed, and then does one job after the other. Its own clocks
/// give the figures, so neither its start nor that of its processes is in them. Nobody counts what
/// it allocates: its rows have the most memory that was resident instead, interpreter included, or
/// 0 where the system does not tell.
///
/// Used by one thread at a time.
public final class CPython implements Foreign {
    /// What the others are compared with.
    public static final String ONE_THREAD = "CPython, one thread";

    /// A team of threads; for calls that wait, one for each call.
    public static final String THREADING = "CPython threading";

    /// A pool of processes.
    public static final String MULTIPROCESSING = "CPython multiprocessing";

    /// Coroutines that share one thread.
    public static final String ASYNCIO = "CPython asyncio";

    /// All of them, the one that the others are compared with first.
    public static final List<String> MODELS =
            List.of(ONE_THREAD, THREADING, MULTIPROCESSING, ASYNCIO);

    private static final int ENOUGH_ROUNDS = 5;
    private static final double SHARE_OF_THE_TIME = 0.5;

    private final Optional<Python> python;
    private final String absent;
    private final Bench bench;
    private final Owner owner;
    private Optional<PythonWorker> worker = Optional.empty();
    private Optional<PythonJobs> jobs = Optional.empty();
    private final Map<String, String> inputs = new HashMap<>(); // of each workload it had

    /// @param python the one to measure
    /// @param absent if there is none, why it has no figures, in a sentence
    /// @param bench what the workloads use
    /// @param owner ends it when work is interrupted, and at the end
    public CPython(Optional<Python> python, String absent, Bench bench, Owner owner) {
        this.python = python;
        this.absent = absent;
        this.bench = bench;
        this.owner = owner;
    }

    @Override
    public List<String> models() {
        return MODELS;
    }

    @Override
    public Optional<Note> note(String model, Job job) {
        if (python.isEmpty())
            return Optional.of(new Note(job.name(), model, Note.Kind.ABSENT, absent));
        return PythonJobs.noSense(model, job.name())
                .map(why -> new Note(job.name(), model, Note.Kind.NO_SENSE, why));
    }

    @Override
    public Optional<String> input(Job job) {
        return Optional.ofNullable(inputs.get(job.name()));
    }

    /// @throws IllegalArgumentException if there is a note on one of the models
    @Override
    public Outcome measure(Job job, List<String> models, Plan plan, long seed) throws Exception {
        for (var model : models)
            note(model, job)
                    .ifPresent(note -> {
                        throw new IllegalArgumentException(model + ": " + note.why());
                    });
        try {
            var prepared = prepare(job.name());
            return new Attempt(job.name(), prepared, shorter(plan), seed).measure(models);
        } catch (IOException | WrongAnswer e) {
            return new Outcome(Optional.empty(), failed(job.name(), models, e));
        }
    }

    private static Plan shorter(Plan plan) {
        var shorter = plan.times(SHARE_OF_THE_TIME);
        return new Plan(
                Math.min(ENOUGH_ROUNDS, plan.minRounds()),
                plan.maxRounds(),
                shorter.warmUp(),
                shorter.measuring());
    }

    private static List<Note> failed(String workload, List<String> models, Exception e) {
        return models.stream().map(model -> Trial.failed(workload, model, e)).toList();
    }

    /// Has Python read what a workload needs, and start its processes.
    private PythonJob prepare(String workload) throws IOException, InterruptedException {
        if (jobs.isEmpty()) {
            var folder = TemporaryFolder.make();
            owner.own(folder);
            jobs = Optional.of(new PythonJobs(bench, new Scratch(folder.path())));
        }
        var job = jobs.get().of(workload);
        inputs.put(workload, job.input());
        prepare(job);
        return job;
    }

    private void prepare(PythonJob job) throws IOException, InterruptedException {
        if (worker.isEmpty()) worker = Optional.of(start());
        var said = worker.get().ask(job.preparation());
        if (!said.equals("prepared"))
            throw new IOException("it says '%s' instead of getting ready".formatted(said));
    }

    private PythonWorker start() throws IOException, InterruptedException {
        var folder = jobs.orElseThrow().scratch().folder();
        var program = Files.writeString(folder.resolve("sheet.py"), PythonWays.program());
        return PythonWorker.of(
                python.orElseThrow(),
                () -> {
                    var command = python.orElseThrow().command(program.toString());
                    var process = ChildProcess.start(command);
                    owner.own(process);
                    return process;
                });
    }

    /// One workload, measured without the models that fail.
    private final class Attempt {
        private final String workload;
        private final PythonJob job;
        private final PythonRounds rounds;
        private final List<Note> notes = new ArrayList<>();

        Attempt(String workload, PythonJob job, Plan plan, long seed) {
            this.workload = workload;
            this.job = job;
            this.rounds = new PythonRounds(worker.orElseThrow(), plan, seed);
        }

        Outcome measure(List<String> models) throws IOException, InterruptedException {
            var right = new ArrayList<PythonRounds.Way>();
            for (var way : job.ways(Set.copyOf(models))) {
                if (isRight(way)) right.add(way);
                else if (way.variant().equals(models.getFirst())) return alone(models);
            }
            try {
                return new Outcome(Optional.of(rounds(right)), notes);
            } catch (IOException | WrongAnswer e) {
                var names = right.stream().map(PythonRounds.Way::variant).toList();
                notes.addAll(failed(workload, names, e));
                return new Outcome(Optional.empty(), notes);
            }
        }

        private Comparison rounds(List<PythonRounds.Way> ways)
                throws IOException, InterruptedException {
            return rounds.rounds(Sheet.CPYTHON, workload, job.right(), ways);
        }

        /// Whether a way gives the right answer; if not, there is a note, and the next one starts
        /// afresh.
        private boolean isRight(PythonRounds.Way way) throws IOException, InterruptedException {
            try {
                rounds.check(workload, way, job.right());
                return true;
            } catch (IOException | WrongAnswer e) {
                notes.add(Trial.failed(workload, way.variant(), e));
                prepare(job);
                return false;
            }
        }

        /// Without the first there is nothing to compare the others with.
        private Outcome alone(List<String> models) {
            for (var model : models.subList(1, models.size()))
                notes.add(
                        new Note(
                                workload,
                                model,
                                Note.Kind.FAILED,
                                "nothing to compare it with: " + models.getFirst() + " failed"));
            return new Outcome(Optional.empty(), notes);
        }
    }
}
