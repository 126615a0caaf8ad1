package lab.sheet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lab.measure.Comparison;
import lab.measure.Plan;
import lab.python.Python;
import lab.python.PythonRounds;
import lab.python.PythonWorker;
import lab.results.Note;
import lab.service.Owner;
import lab.system.ChildProcess;

/// The CPython of this machine, which does the workloads of the sheet in its own ways.
///
/// It is started once and does one job after the other. Its own clocks give the figures, so neither
/// its start nor that of its processes is in them. The memory that it takes is not known: its rows
/// have 0 there.
///
/// Used by one thread at a time.
public final class CPython implements AutoCloseable {
    /// What the others are compared with.
    public static final String ONE_THREAD = "CPython, one thread";

    /// A team of threads; for calls that wait, one for each call.
    public static final String THREADING = "CPython threading";

    /// A pool of processes, one for each processor.
    public static final String MULTIPROCESSING = "CPython multiprocessing";

    /// Coroutines that share one thread.
    public static final String ASYNCIO = "CPython asyncio";

    /// The experiment that its rows belong to.
    public static final String EXPERIMENT = "cpython";

    /// Its models, but for the one that the others are compared with.
    public static final List<String> MODELS = List.of(THREADING, MULTIPROCESSING, ASYNCIO);

    private final PythonWorker worker;
    private final long seed;

    private CPython(PythonWorker worker, long seed) {
        this.worker = worker;
        this.seed = seed;
    }

    /// Starts it.
    ///
    /// @param folder where its program is written
    /// @param owner ends it when work is interrupted, and at the end
    /// @param seed draws the orders of the rounds
    /// @throws IOException if it does not get ready
    /// @throws InterruptedException if the caller is interrupted; it has been ended
    public static CPython start(Python python, Path folder, Owner owner, long seed)
            throws IOException, InterruptedException {
        var program = Files.writeString(folder.resolve("sheet.py"), PythonWays.program());
        return new CPython(
                PythonWorker.of(
                        python,
                        () -> {
                            var process = ChildProcess.start(python.command(program.toString()));
                            owner.own(process);
                            return process;
                        }),
                seed);
    }

    /// Which one it is.
    public Python python() {
        return worker.python();
    }

    /// Measures its ways to do a job side by side, answers first.
    ///
    /// @throws lab.measure.WrongAnswer if one of them answers otherwise than Java
    /// @throws IOException if it ends instead; with its last words
    /// @throws InterruptedException if the caller is interrupted; it has been ended
    public Comparison measure(PythonJob job, Plan plan) throws IOException, InterruptedException {
        var said = worker.ask(job.preparation());
        if (!said.equals("prepared"))
            throw new IOException("%s said '%s' instead".formatted(python().name(), said));
        return new PythonRounds(worker, plan, seed)
                .run(EXPERIMENT, job.workload(), job.right(), job.ways());
    }

    /// Why it does not do a workload, a note for each of its models.
    public static List<Note> notes(String workload, Note.Kind kind, String why) {
        return MODELS.stream().map(model -> new Note(workload, model, kind, why)).toList();
    }

    @Override
    public void close() {
        worker.close();
    }
}
