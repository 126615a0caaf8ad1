package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lab.cancel.Cancellation;
import lab.measure.Comparison;
import lab.measure.Measurement;
import lab.measure.Plan;
import lab.python.PythonFinder;
import lab.results.Note;
import lab.sheet.Bench;
import lab.sheet.CPython;
import lab.sheet.Job;
import lab.sheet.Jobs;
import lab.sheet.Kind;
import lab.sheet.Sheet;
import lab.sheet.WebCalls;
import lab.system.ChildProcess;
import lab.system.TemporaryFolder;
import lab.work.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What CPython does for the sheet is what Java does, in each of its ways.
@Timeout(60)
class PythonSheetTest {
    private static final boolean TELLS = Files.isWritable(Path.of("/proc/self/clear_refs"));
    private static final Plan SHORT = new Plan(3, 3, Duration.ZERO, Duration.ZERO);

    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private CPython python;

    @BeforeEach
    void find() throws Exception {
        var found = PythonFinder.here().find("").locked();
        assumeTrue(found.isPresent(), "this machine has no CPython");
        python = new CPython(found, "", bench(), owned::push);
    }

    private Bench bench() {
        return new Bench(Size.QUICK, 2, 1, new Cancellation(), owned::push);
    }

    @AfterEach
    void close() throws Exception {
        while (!owned.isEmpty()) owned.pop().close();
    }

    /// A test in one piece, since what they all use takes a while to start.
    @Test
    void itDoesWhatJavaDoes() throws Exception {
        for (var job : Jobs.all()) {
            var models =
                    python.models().stream()
                            .filter(model -> python.note(model, job).isEmpty())
                            .toList();
            if (models.isEmpty()) continue;
            var measured = measured(job, models);
            if (job.kind() == Kind.CPU_BOUND)
                assertTrue(
                        measured.of(CPython.MULTIPROCESSING).cpuMillis()
                                > 0.4 * measured.of(CPython.ONE_THREAD).cpuMillis(),
                        job.name() + ": what its processes compute does not count");
            if (job.name().equals("web calls")) assertOverlaps(measured);
        }
    }

    private void assertOverlaps(Comparison measured) throws Exception {
        var calls = WebCalls.on(bench());
        assertEquals(calls.count(), measured.of(CPython.THREADING).workers());
        assertTrue(
                measured.of(CPython.ONE_THREAD).medianMillis()
                        >= calls.count() * calls.service().latency().toMillis());
        for (var model : List.of(CPython.THREADING, CPython.ASYNCIO))
            assertTrue(measured.of(model).speedup().estimate() > 1.5, model + " does not overlap");
    }

    private Comparison measured(Job job, List<String> models) throws Exception {
        var outcome = python.measure(job, models, SHORT, 1);
        assertEquals(List.of(), outcome.failed());
        var measured = outcome.measured().orElseThrow();
        assertEquals(Sheet.CPYTHON, measured.experiment());
        assertEquals(job.name(), measured.workload());
        assertEquals(models, measured.measurements().stream().map(Measurement::variant).toList());
        assertTrue(measured.allRight());
        assertFalse(python.input(job).orElseThrow().isBlank());
        assertTrue(measured.measurements().stream().allMatch(m -> m.rounds() == 3));
        for (var one : measured.measurements()) assertMemory(one);
        return measured;
    }

    /// A Python that runs takes some megabytes, where the system tells.
    private static void assertMemory(Measurement measured) {
        double megabytes = measured.allocatedMegabytes();
        if (!TELLS) assertEquals(0, megabytes);
        else assertTrue(1 < megabytes && megabytes < 2_000, measured.variant() + ": " + megabytes);
        assertEquals(0, measured.peakThreads());
    }

    /// What one model takes is not put down to those that come after it, and the processes of a
    /// pool count where they do the job.
    @Test
    void theMemoryOfEachModelIsItsOwn() throws Exception {
        assumeTrue(TELLS, "this system does not tell");
        measured(job("n-queens"), List.of(CPython.ONE_THREAD));
        var text = Files.readString(program());
        Files.writeString(
                program(),
                text.replace(
                        "def one(self):\n        return self.combine",
                        "def one(self):\n        hog = b'x' * 100_000_000\n        return"
                                + " self.combine"));
        end();
        var models = List.of(CPython.ONE_THREAD, CPython.THREADING, CPython.MULTIPROCESSING);
        var measured = measured(job("n-queens"), models);
        double hog = measured.of(CPython.ONE_THREAD).allocatedMegabytes();
        double threads = measured.of(CPython.THREADING).allocatedMegabytes();
        assertTrue(hog > threads + 90, hog + " after " + threads);
        double pool = measured.of(CPython.MULTIPROCESSING).allocatedMegabytes();
        assertTrue(threads < 90 && pool > 1.5 * threads, pool + " beside " + threads);
    }

    /// One workload has no figures at all, and another none of one model.
    @Test
    void whatMakesNoSenseIsToldWithAReason() {
        var notes =
                Jobs.all().stream()
                        .flatMap(job ->
                                python.models().stream()
                                        .flatMap(model -> python.note(model, job).stream()))
                        .toList();
        assertEquals(5, notes.size(), notes::toString);
        assertTrue(notes.stream().allMatch(note -> note.kind() == Note.Kind.NO_SENSE));
        assertEquals(
                Set.of("database", "files"),
                notes.stream().map(Note::workload).collect(Collectors.toSet()));
        var unknown = new Job("juggling", Kind.CPU_BOUND, bench -> null);
        assertTrue(python.note(CPython.THREADING, unknown).orElseThrow().why().contains("Python"));
        assertEquals(Optional.empty(), python.input(unknown));
        assertThrows(
                IllegalArgumentException.class,
                () -> python.measure(unknown, python.models(), SHORT, 1));
    }

    @Test
    void whereThereIsNoneEveryCellSaysSo() {
        var none = new CPython(Optional.empty(), "no CPython here", bench(), owned::push);
        for (var job : Jobs.all())
            for (var model : none.models()) {
                var note = none.note(model, job).orElseThrow();
                assertEquals(Note.Kind.ABSENT, note.kind());
                assertEquals("no CPython here", note.why());
            }
    }

    /// Some of the models can be asked for; the first is measured again beside them.
    @Test
    void aPartOfTheModelsIsMeasuredAlone() throws Exception {
        var some = List.of(CPython.ONE_THREAD, CPython.ASYNCIO);
        measured(job("n-queens"), some);
    }

    /// A Python that ends says why, in a note for each model; the next workload is none the worse.
    @Test
    void aPythonThatEndsIsTold() throws Exception {
        measured(job("n-queens"), python.models());
        var program = program();
        var text = Files.readString(program);
        Files.writeString(program, text.replace("class Queens(Job)", "class Bishops(Job)"));
        end();
        var outcome = python.measure(job("n-queens"), python.models(), SHORT, 1);
        assertEquals(Optional.empty(), outcome.measured());
        assertEquals(python.models(), outcome.failed().stream().map(Note::model).toList());
        for (var note : outcome.failed()) {
            assertEquals(Note.Kind.FAILED, note.kind());
            assertTrue(note.why().contains("Queens"), note.why());
        }
        Files.writeString(program, text);
        end();
        measured(job("count primes"), python.models());
    }

    /// One model that answers wrongly is left out by name, and the others have their figures.
    @Test
    void aWrongAnswerIsTold() throws Exception {
        measured(job("n-queens"), List.of(CPython.ONE_THREAD));
        var program = program();
        var text = Files.readString(program);
        Files.writeString(
                program,
                text.replace(
                        "def threads(self):\n        answers,",
                        "def threads(self):\n        return 0\n        answers,"));
        end();
        var outcome = python.measure(job("n-queens"), python.models(), SHORT, 1);
        assertEquals(
                List.of(CPython.ONE_THREAD, CPython.MULTIPROCESSING, CPython.ASYNCIO),
                outcome.measured().orElseThrow().measurements().stream()
                        .map(Measurement::variant)
                        .toList());
        assertEquals(1, outcome.failed().size());
        assertEquals(CPython.THREADING, outcome.failed().getFirst().model());
        assertTrue(outcome.failed().getFirst().why().contains("answered 0"));
    }

    /// What it is told next starts it anew.
    private void end() {
        for (var resource : owned) if (resource instanceof ChildProcess child) child.close();
    }

    private Path program() {
        var folder = owned.stream().filter(TemporaryFolder.class::isInstance).findFirst();
        return ((TemporaryFolder) folder.orElseThrow()).path().resolve("sheet.py");
    }

    private static Job job(String name) {
        return Jobs.all().stream().filter(job -> job.name().equals(name)).findFirst().orElseThrow();
    }
}
