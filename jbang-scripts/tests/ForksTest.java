package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lab.cancel.Supervisor;
import lab.measure.Measurement;
import lab.measure.Plan;
import lab.results.Note;
import lab.sheet.Bench;
import lab.sheet.Counts;
import lab.sheet.FixedPool;
import lab.sheet.Fork;
import lab.sheet.Forks;
import lab.sheet.Model;
import lab.sheet.Pace;
import lab.sheet.Sequential;
import lab.sheet.Sheet;
import lab.system.JavaProgram;
import lab.work.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A sheet whose workloads are measured in several JVMs: what each says, and what becomes of those
/// that do not end well.
@Timeout(120)
class ForksTest {
    private static final int JVMS = 2;
    private static final int KILLED = 7;
    private static final Plan SHORT = new Plan(3, 3, Duration.ZERO, Duration.ZERO);

    private final Supervisor supervisor = new Supervisor();
    private final SheetParts.TestDesk desk = new SheetParts.TestDesk(supervisor);

    /// Models that come to a bad end in a JVM of their own.
    interface Own {
        List<Model> MODELS =
                List.of(
                        new Sequential(),
                        new FixedPool(),
                        new SheetParts.Failing(
                                "halts",
                                3,
                                () -> {
                                    Runtime.getRuntime().halt(KILLED);
                                    return null;
                                }),
                        new SheetParts.Failing(
                                "computes",
                                2,
                                () -> {
                                    while (true) Thread.onSpinWait();
                                }),
                        new SheetParts.Failing("breaks in the second", 1, Own::secondBreaks));

        int WHOLE = 4; // a check of the answer, and three rounds

        /// The first JVM that gets through leaves a mark, which the next one finds.
        private static Object secondBreaks() throws Exception {
            if (Files.exists(mark(ProcessHandle.current().parent().orElseThrow())))
                throw new IllegalStateException("broken");
            OURS.add(1);
            return OURS;
        }

        List<Integer> OURS = new ArrayList<>();

        static Path mark(ProcessHandle parent) {
            return Path.of(System.getProperty("java.io.tmpdir"), "second-jvm-" + parent.pid());
        }

        static void main(String... args) throws Exception {
            Runtime.getRuntime().addShutdownHook(new Thread(Own::leaveMark));
            var pace = new Pace(SHORT, SHORT, SHORT, Duration.ZERO, Duration.ofMillis(800));
            Fork.serve(MODELS, List.of(SheetParts.Squares.JOB), size -> pace);
        }

        private static void leaveMark() {
            if (OURS.size() < WHOLE) return;
            try {
                Files.writeString(mark(ProcessHandle.current().parent().orElseThrow()), "");
            } catch (java.io.IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void measure(List<Model> models, Integer... counts) throws Exception {
        var bench = new Bench(Size.QUICK, 2, 1, supervisor.cancellation(), resource -> {});
        var sheet =
                new Sheet(
                        models,
                        List.of(SheetParts.Squares.JOB),
                        Optional.empty(),
                        new Counts(List.of(counts), List.of()),
                        Pace.of(Size.QUICK),
                        bench,
                        desk);
        new Forks(
                        sheet,
                        Optional.empty(),
                        JavaProgram.ofLibrary(Own.class),
                        JVMS,
                        Duration.ofSeconds(60))
                .measure();
    }

    @Test
    void whatSeveralJvmsMeasuredBecomesOne() throws Exception {
        measure(Own.MODELS.subList(0, 2), 1, 3);
        assertEquals(List.of("sequential", "fixed pool"), desk.variants(0));
        assertEquals(List.of("sequential", "fixed pool", "fixed pool"), desk.variants(1));
        for (var measured : desk.fresh)
            for (var one : measured.measurements()) assertEquals(JVMS * 3, one.rounds());
        var workers = desk.fresh.get(1).measurements().stream().map(Measurement::workers).toList();
        assertEquals(List.of(1, 1, 3), workers);
        assertEquals(List.of(), desk.notes);
        assertEquals("the first numbers", desk.inputs.getFirst().java());
        assertEquals(0, ProcessHandle.current().children().filter(ForksTest::isJava).count());
    }

    private static boolean isJava(ProcessHandle process) {
        return process.isAlive()
                && process.info().command().filter(path -> path.endsWith("java")).isPresent();
    }

    @Test
    void whatFailsInOneJvmHasNoFigures() throws Exception {
        try {
            measure(Own.MODELS);
        } finally {
            Files.deleteIfExists(Own.mark(ProcessHandle.current()));
        }
        assertEquals(List.of("sequential", "fixed pool"), desk.variants(0));
        assertEquals(JVMS * 3, desk.fresh.getFirst().measurements().getFirst().rounds());
        assertEquals("its JVM ended with exit status 7", desk.note("halts").why());
        assertEquals(
                "did not end within 1 s, nor when it was told to stop",
                desk.note("computes").why());
        assertEquals("IllegalStateException: broken", desk.note("breaks in the second").why());
        var kinds = desk.notes.stream().map(Note::kind).collect(Collectors.toSet());
        assertEquals(java.util.Set.of(Note.Kind.FAILED), kinds);
        assertTrue(desk.progress.getLast().startsWith("squares: "), desk.progress::toString);
    }

    @Test
    void whatIsThereAlreadyIsNotMeasuredAgain() throws Exception {
        desk.before.addAll(List.of("models/squares/sequential", "models/squares/fixed pool"));
        measure(Own.MODELS.subList(0, 2));
        assertEquals(List.of(), desk.fresh);
        assertEquals(List.of(), desk.inputs, "no JVM was started");
    }
}
