package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import lab.cancel.Cancellation;
import lab.cancel.Supervisor;
import lab.measure.Measurement;
import lab.measure.Plan;
import lab.results.Note;
import lab.sheet.Bench;
import lab.sheet.Counts;
import lab.sheet.FixedPool;
import lab.sheet.Input;
import lab.sheet.Job;
import lab.sheet.Jobs;
import lab.sheet.Kind;
import lab.sheet.Model;
import lab.sheet.Models;
import lab.sheet.OtherProcesses;
import lab.sheet.Pace;
import lab.sheet.Sequential;
import lab.sheet.Sheet;
import lab.sheet.Tasks;
import lab.work.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The models and workloads of the sheet, and how they are measured: what fails, what makes no
/// sense, what is there already.
@Timeout(120)
class SheetTest {
    private static final Plan SHORT = new Plan(3, 3, Duration.ZERO, Duration.ZERO);

    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Supervisor supervisor = new Supervisor();
    private final Cancellation cancellation = supervisor.cancellation();
    private final Bench bench = new Bench(Size.QUICK, 2, 1, cancellation, owned::push);
    private final SheetParts.TestDesk desk = new SheetParts.TestDesk(supervisor);

    @AfterEach
    void close() throws Exception {
        while (!owned.isEmpty()) owned.pop().close();
    }

    private void measure(List<Model> models, List<Job> jobs, Integer... counts) throws Exception {
        sheet(models, jobs, List.of(counts), Duration.ofMinutes(1)).measure();
    }

    private Sheet sheet(List<Model> models, List<Job> jobs, List<Integer> counts, Duration limit) {
        var pace = new Pace(SHORT, SHORT, SHORT, Duration.ZERO, limit);
        var sizes = new Counts(counts, counts.isEmpty() ? List.of() : List.of(1, 3));
        return new Sheet(models, jobs, Optional.empty(), sizes, pace, bench, desk);
    }

    @Test
    void aModelAndAWorkloadOfOnesOwnAreMeasured() throws Exception {
        measure(
                List.of(new Sequential(), new FixedPool(), new SheetParts.Backwards()),
                List.of(SheetParts.Squares.JOB));
        assertEquals(List.of("sequential", "fixed pool", "backwards"), desk.variants(0));
        assertEquals("squares", desk.fresh.getFirst().workload());
        assertEquals(Sheet.MODELS, desk.fresh.getFirst().experiment());
        assertTrue(desk.fresh.getFirst().allRight());
        var input = new Input("squares", Kind.CPU_BOUND, "the first numbers", "", false);
        assertEquals(List.of(input), desk.inputs);
        assertEquals(List.of(), desk.notes);
    }

    @Test
    void whatIsListedHasNamesOfItsOwnAndALesson() {
        var models = Models.all();
        var names = models.stream().map(Model::name).collect(Collectors.toSet());
        assertEquals(models.size(), names.size(), names::toString);
        assertEquals("sequential", models.getFirst().name());
        var lessons = Layout.notebooks(Project.here()).keySet();
        for (var model : models) assertTrue(lessons.contains(model.lesson()), model.name());
        var jobs = Jobs.all().stream().map(Job::name).collect(Collectors.toSet());
        assertEquals(Jobs.all().size(), jobs.size(), jobs::toString);
        for (var name : jobs) assertFalse(name.contains(","), name);
        for (var kind : Kind.values())
            assertTrue(Jobs.all().stream().anyMatch(job -> job.kind() == kind), kind.label());
    }

    @Test
    void everyModelGivesTheSameAnswerOnEveryWorkload() throws Exception {
        for (var job : Jobs.all()) sameAnswers(job.name(), job.making().on(bench));
    }

    private <T, A> void sameAnswers(String name, Tasks<T, A> tasks) throws Exception {
        assertFalse(tasks.input().isBlank(), name);
        A right = null;
        for (var model : Models.all()) {
            if (model.noSense(tasks).isPresent()) continue;
            var run = tasks.fresh();
            var answer = run.whole(model.run(run, bench));
            var what = name + ", " + model.name();
            if (right == null) right = answer;
            assertEquals(Optional.empty(), tasks.answers().objection().apply(answer), what);
            assertTrue(tasks.answers().same().test(right, answer), what);
            assertTrue(model.workers(tasks, bench) >= 1, what);
        }
    }

    @Test
    void sharedMemoryMakesNoSenseInOtherProcesses() throws Exception {
        var shared =
                Jobs.all().stream()
                        .filter(job ->
                                job.kind() == Kind.COORDINATION || job.name().equals("database"))
                        .toList();
        measure(List.of(new Sequential(), new OtherProcesses()), shared);
        assertEquals(shared.size(), desk.notes.size(), desk.notes::toString);
        for (var note : desk.notes) {
            assertEquals("process pool", note.model());
            assertEquals(Note.Kind.NO_SENSE, note.kind());
            assertTrue(note.why().contains("process"), note::why);
        }
        assertEquals(List.of("sequential"), desk.variants(0));
    }

    @Test
    void whatFailsIsANoteInItsPlaceAndTheRestGoesOn() throws Exception {
        measure(
                List.of(
                        new Sequential(),
                        new SheetParts.Failing(
                                "breaks",
                                1,
                                () -> {
                                    throw new IllegalStateException("broken\nin two");
                                }),
                        new SheetParts.Failing("lies", 1, () -> null),
                        new SheetParts.Failing("lies later", 3, () -> null),
                        new SheetParts.Failing(
                                "has no memory",
                                2,
                                () -> {
                                    throw new OutOfMemoryError("no more threads");
                                }),
                        new FixedPool()),
                List.of(SheetParts.Squares.JOB, SheetParts.Squares.JOB));
        assertEquals(List.of("sequential", "fixed pool"), desk.variants(0));
        assertEquals(List.of("sequential", "fixed pool"), desk.variants(1), "the next workload");
        desk.notes.subList(4, 8).clear();
        assertEquals("IllegalStateException: broken", desk.note("breaks").why());
        assertTrue(desk.note("lies").why().contains("10, but"), desk.note("lies")::why);
        assertTrue(desk.note("lies later").why().contains("'lies later'"), desk.notes::toString);
        assertEquals("OutOfMemoryError: no more threads", desk.note("has no memory").why());
        for (var note : desk.notes) assertEquals(Note.Kind.FAILED, note.kind());
    }

    @Test
    void withoutWhatItIsComparedWithNothingIsMeasured() throws Exception {
        measure(
                List.of(new SheetParts.Failing("lies", 1, () -> null), new FixedPool()),
                List.of(SheetParts.Squares.JOB));
        assertEquals(List.of(), desk.fresh);
        assertEquals("nothing to compare it with: lies failed", desk.note("fixed pool").why());
        assertTrue(desk.note("lies").why().contains("it should be 285"), desk.notes::toString);
    }

    @Test
    void aWorkloadThatCannotBeMadeReadyFailsInAllItsCells() throws Exception {
        var missing =
                new Job(
                        "missing",
                        Kind.IO_BOUND,
                        on -> {
                            throw new IllegalStateException("no input");
                        });
        measure(
                List.of(new Sequential(), new FixedPool()),
                List.of(missing, SheetParts.Squares.JOB));
        assertEquals("IllegalStateException: no input", desk.note("sequential").why());
        assertEquals("IllegalStateException: no input", desk.note("fixed pool").why());
        assertEquals(List.of("sequential", "fixed pool"), desk.variants(0));
    }

    @Test
    void aStopIsNoFailure() {
        var stopped =
                new SheetParts.Failing(
                        "stopped",
                        2,
                        () -> {
                            cancellation.request();
                            throw new CancellationException("stopped");
                        });
        assertThrows(
                CancellationException.class,
                () -> measure(List.of(new Sequential(), stopped), List.of(SheetParts.Squares.JOB)));
        assertEquals(List.of(), desk.notes);
        assertEquals(List.of(), desk.fresh);
    }

    @Test
    void whatIsThereAlreadyIsNotMeasuredAgain() throws Exception {
        desk.before.addAll(List.of("models/squares/sequential", "models/squares/fixed pool"));
        var models = List.<Model>of(new Sequential(), new FixedPool(), new SheetParts.Backwards());
        measure(models, List.of(SheetParts.Squares.JOB));
        assertEquals(List.of("backwards"), desk.variants(0), "the baseline stays as it was");
        assertEquals(2, desk.measured.getFirst().measurements().size());
        desk.before.add("models/squares/backwards");
        measure(models, List.of(SheetParts.Squares.JOB));
        assertEquals(1, desk.fresh.size());
    }

    @Test
    void aFixedPoolIsTriedInSeveralSizes() throws Exception {
        desk.before.add("scaling/squares/fixed pool/2");
        measure(List.of(new Sequential()), List.of(SheetParts.Squares.JOB), 1, 2, 3);
        assertEquals(Sheet.SCALING, desk.fresh.get(1).experiment());
        assertEquals(List.of("sequential", "fixed pool", "fixed pool"), desk.variants(1));
        var workers = desk.fresh.get(1).measurements().stream().map(Measurement::workers).toList();
        assertEquals(List.of(1, 1, 3), workers);
    }

    @Test
    void itSaysHowLongItTakesYet() throws Exception {
        measure(
                List.of(new Sequential(), new FixedPool()),
                List.of(SheetParts.Squares.JOB, SheetParts.Squares.JOB));
        assertTrue(
                desk.progress.stream().anyMatch(line -> line.matches("squares, \\d+ s left")),
                desk.progress::toString);
        assertTrue(
                desk.progress.getLast().matches("squares: \\d+\\.\\d s"), desk.progress::toString);
    }

    @Test
    void whatDoesNotEndIsANoteInItsPlaceAndTheRestGoesOn() throws Exception {
        var sleeps =
                new SheetParts.Failing(
                        "sleeps",
                        2,
                        () -> {
                            Thread.sleep(Duration.ofDays(1));
                            return null;
                        });
        var models = List.<Model>of(new Sequential(), sleeps, new FixedPool());
        sheet(models, List.of(SheetParts.Squares.JOB), List.of(), Duration.ofSeconds(1)).measure();
        assertEquals("did not end within 1 s", desk.note("sleeps").why());
        assertEquals(List.of("sequential", "fixed pool"), desk.variants(0));
        assertEquals(1, desk.notes.size(), desk.notes::toString);
    }

    /// Java cannot stop it, and beside it nothing can be measured.
    @Test
    void whatCannotBeStoppedEndsTheSheetAndTheNotesSaySo() throws Exception {
        var released = new AtomicBoolean();
        var computes =
                new SheetParts.Failing(
                        "computes",
                        2,
                        () -> {
                            while (!released.get()) Thread.onSpinWait();
                            return null;
                        });
        var models = List.<Model>of(new Sequential(), computes, new FixedPool());
        var other = new Job("other squares", Kind.CPU_BOUND, on -> new SheetParts.Squares(10));
        try {
            sheet(
                            models,
                            List.of(SheetParts.Squares.JOB, other),
                            List.of(2),
                            Duration.ofMillis(500))
                    .measure();
        } finally {
            released.set(true);
        }
        assertEquals(List.of(), desk.fresh);
        var why = desk.notes.stream().map(SheetTest::line).collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "squares, computes: did not end within 1 s, nor when it was told to stop",
                        "squares, sequential: not measured: squares, computes still runs",
                        "squares, fixed pool: not measured: squares, computes still runs",
                        "other squares, sequential: not measured: squares, computes still runs",
                        "other squares, computes: not measured: squares, computes still runs",
                        "other squares, fixed pool: not measured: squares, computes still runs"),
                why);
        assertEquals(List.of(), supervisor.stillRunning(Duration.ofSeconds(5)));
    }

    private static String line(Note note) {
        return note.workload() + ", " + note.model() + ": " + note.why();
    }

    /// The same, but that a task spends its time waiting.
    @Test
    void aPoolIsTriedInOtherSizesWhereTasksWait() throws Exception {
        measure(
                List.of(new Sequential()),
                List.of(SheetParts.Squares.JOB, SheetParts.Waiting.JOB),
                1,
                2);
        var pools =
                desk.fresh.stream()
                        .filter(measured -> measured.experiment().equals(Sheet.SCALING))
                        .flatMap(measured -> measured.measurements().stream().skip(1))
                        .map(pool -> pool.workload() + " " + pool.workers())
                        .toList();
        assertEquals(List.of("squares 1", "squares 2", "waiting 1", "waiting 3"), pools);
        assertEquals(List.of(false, true), desk.inputs.stream().map(Input::waits).toList());
    }
}
