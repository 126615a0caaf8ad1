package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import lab.Lab;
import lab.Sheets;
import lab.results.Note;
import lab.results.Notes;
import lab.results.ResultRow;
import lab.results.Results;
import lab.sheet.Card;
import lab.sheet.Model;
import lab.sheet.OtherProcesses;
import lab.sheet.Sequential;
import lab.system.ChildProcess;
import lab.system.JavaProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command `cheatsheet`, by way of the bootstrapper, as a process of its own.
class CheatsheetTest {
    private static final int INTERRUPTED = 130;
    private static final int BAD_USAGE = 2;
    private static final String SMALL = "shared counter,bank";

    @TempDir Path temporary;

    private Command cheatsheet(String... options) {
        var words = new ArrayList<>(List.of("cheatsheet", "--quick"));
        words.addAll(List.of(options));
        return Command.jbangw(words.toArray(String[]::new));
    }

    /// The first half of a sheet, cut short by Ctrl-C; the other half; and a model that comes late.
    @Test
    void aRunThatIsCutShortIsGoneOnWith() throws Exception {
        var out = temporary.resolve("the results").toString();
        var running =
                cheatsheet("--workloads", SMALL + ",blur", "--models", "threads", "--out", out)
                        .start();
        var results = Path.of(out, "results.csv");
        while (running.process().isAlive() && !Files.exists(results)) Thread.sleep(10);
        running.interrupt();
        var cut = running.await();
        assumeTrue(cut.exit() != 0, "whoever started these tests ignores INT");
        assertEquals(INTERRUPTED, cut.exit(), cut::toString);
        assertTrue(cut.err().contains("--resume"), cut::toString);
        assertFalse(cut.err().contains("Exception"), cut::toString);
        var before = Results.read(results);
        assertEquals(List.of("blur"), before.stream().map(ResultRow::workload).distinct().toList());

        var whole = cheatsheet("--resume", out, "--models", "threads,process pool").run();
        assertEquals(0, whole.exit(), whole::toString);
        new RunFolder(Path.of(out)).assertResults("cheatsheet");
        var after = Results.read(results);
        assertEquals(before, after.subList(0, before.size()), "what was there stays");
        for (var workload : List.of("blur", "shared counter", "bank"))
            assertEquals(1, count(after, workload, "threads"), workload + ", threads: " + after);
        assertEquals(1, count(after, "blur", "sequential"), after::toString);
        assertEquals(1, count(after, "blur", "process pool"), after::toString);
        var card = Card.read(Path.of(out)).orElseThrow();
        assertEquals(List.of("threads", "process pool"), card.models());
        assertEquals(3, card.inputs().size(), card.inputs()::toString);
        var notes = Notes.read(Path.of(out, "notes.csv"));
        assertEquals(
                List.of("shared counter", "bank"), notes.stream().map(Note::workload).toList());
        for (var note : notes) assertEquals(Note.Kind.NO_SENSE, note.kind());
        new RunFolder(Path.of(out)).assertCharts();
        assertTrue(Files.size(Path.of(out, "report.html")) > 1_000, "no report");
        assertTrue(whole.out().contains("Which model to use"), whole::toString);

        assertRefused("has results already", "--out", out);
        assertRefused("leave --out away", "--resume", out, "--out", "elsewhere");
        assertRefused("its seed was 25, and now is 7", "--resume", out, "--seed", "7");
        Files.writeString(results, "lesson,experiment\nnonsense");
        assertRefused("results.csv, line 1", "--resume", out);
    }

    /// Each workload has four JVMs in a standard run: nothing of one is kept that had fewer, and
    /// none outlives the run.
    @Test
    void aRunOfSeveralJvmsIsCutShort() throws Exception {
        var out = temporary.resolve("standard");
        var running =
                Command.jbangw(
                                "cheatsheet",
                                "--workloads",
                                "shared counter",
                                "--models",
                                "threads",
                                "--out",
                                out.toString())
                        .start();
        var process = running.process();
        var forks = List.<ProcessHandle>of();
        while (process.isAlive() && forks.isEmpty()) {
            Thread.sleep(10);
            if (Files.exists(out.resolve(Card.FILE)))
                forks = process.descendants().filter(CheatsheetTest::isFork).toList();
        }
        running.interrupt();
        var cut = running.await();
        assumeTrue(cut.exit() != 0, "whoever started these tests ignores INT");
        assertEquals(INTERRUPTED, cut.exit(), cut::toString);
        assertTrue(cut.err().contains("--resume"), cut::toString);
        assertFalse(cut.err().contains("Exception"), cut::toString);
        for (var fork : forks) assertFalse(fork.isAlive(), "a JVM was left behind");
        assertEquals(4, Card.read(out).orElseThrow().plan().jvms());
        assertFalse(Files.exists(out.resolve("notes.csv")), "a stop is no failure");
        assertFalse(Files.exists(out.resolve("results.csv")), "one JVM is not enough");
    }

    /// A JVM that a JVM started. Its arguments are too long for the JDK to tell them.
    private static boolean isFork(ProcessHandle process) {
        return isJava(process) && process.parent().filter(CheatsheetTest::isJava).isPresent();
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info().command().filter(path -> path.endsWith("java")).isPresent();
    }

    private static long count(List<ResultRow> rows, String workload, String model) {
        return rows.stream()
                .filter(row -> row.experiment().equals("models"))
                .filter(row -> row.workload().equals(workload) && row.variant().equals(model))
                .count();
    }

    /// A sheet with a workload and a model of one's own, another model that fails, and one that
    /// makes no sense there.
    interface Own {
        static void main(String... args) throws Exception {
            var lab = Lab.open("cheatsheet", "--quick", "--out", args[0]);
            var sheets = new Sheets(lab);
            var models =
                    List.<Model>of(
                            new Sequential(),
                            new SheetParts.Backwards(),
                            new SheetParts.Failing(
                                    "breaks",
                                    4,
                                    () -> {
                                        throw new IllegalStateException("broken");
                                    }),
                            new OtherProcesses());
            var grid = sheets.measure(models, List.of(SheetParts.Squares.JOB));
            sheets.show(grid);
            sheets.report();
            sheets.claimWhole(grid);
            lab.close();
        }
    }

    @Test
    void whatFailsIsReportedInItsPlace() throws Exception {
        var out = temporary.resolve("own");
        var options =
                List.of(
                        "-Djava.awt.headless=true",
                        "-Dstdout.encoding=UTF-8",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED");
        var ended =
                ChildProcess.run(JavaProgram.ofLibrary(Own.class).command(options, out.toString()));
        assertEquals(1, ended.exit(), ended::toString);
        assertTrue(ended.out().contains("✗ squares, breaks failed: Illegal"), ended::toString);
        assertTrue(ended.out().contains("failed: squares, breaks"), ended::toString);
        var rows = Results.read(out.resolve("results.csv"));
        assertEquals(
                List.of("sequential", "backwards"), rows.stream().map(ResultRow::variant).toList());
        var kinds = Notes.read(out.resolve("notes.csv")).stream().map(Note::kind).toList();
        assertEquals(List.of(Note.Kind.NO_SENSE, Note.Kind.FAILED), kinds);
        var grid = Files.readString(out.resolve("heatmap.csv"));
        assertTrue(grid.contains("squares") && grid.contains("backwards"), grid);
        var page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("broken"), "the report does not say what failed");
    }

    @Test
    void itIsOneJsonDocument() throws Exception {
        var out = temporary.resolve("out");
        var result =
                cheatsheet(
                                "--json",
                                "--workloads",
                                "bank",
                                "--models",
                                "event loop",
                                "--out",
                                out.toString())
                        .run();
        assertEquals(0, result.exit(), result::toString);
        var document = new ObjectMapper().readTree(result.out());
        assertTrue(document.path("complete").asBoolean(), result::toString);
        var variants =
                StreamSupport.stream(document.path("results").spliterator(), false)
                        .map(row -> row.path("variant").asText())
                        .toList();
        assertEquals(List.of("sequential", "event loop"), variants);
    }

    @Test
    void whatMakesNoSenseIsRefusedInALine() throws Exception {
        assertRefused("there is no model 'foo'; there are sequential, threads", "--models", "foo");
        assertRefused("there is no workload ''", "--workloads", "bank,,blur");
        assertRefused("has no sheet.json", "--resume", temporary.toString());
        assertRefused("--resume takes a folder", "--resume");
    }

    /// On Linux `/dev/full` is a disk without room.
    @Test
    void aFullDiskIsSaidInALine() throws Exception {
        var full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        var out = Files.createDirectory(temporary.resolve("full"));
        var link = Files.createSymbolicLink(out.resolve("results.csv"), full);
        var result =
                cheatsheet("--workloads", "bank", "--models", "event loop", "--out", out.toString())
                        .run();
        Files.delete(link);
        assertEquals(BAD_USAGE, result.exit(), result::toString);
        assertTrue(result.err().contains("the results cannot be kept: "), result::toString);
        assertFalse(result.err().contains("\tat "), result::toString);
    }

    private void assertRefused(String why, String... options) throws Exception {
        var result = cheatsheet(options).run();
        assertEquals(BAD_USAGE, result.exit(), result::toString);
        var lines = result.errLines().stream().filter(line -> !line.startsWith("[jbang]")).toList();
        assertTrue(lines.getFirst().contains(why), result::toString);
        assertFalse(result.err().contains("\tat "), result::toString);
    }
}
