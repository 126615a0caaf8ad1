package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every lesson as a script, quick, by way of the bootstrapper, as a process of its own.
@Order(Integer.MAX_VALUE - 1)
class LessonsTest {
    private static final int INTERRUPTED = 130;
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final List<String> NOISE =
            List.of("WARNING", "SLF4J", "Caused by:", "Picked up", "\tat ");

    @TempDir Path temporary;

    static Set<String> lessons() {
        return Layout.notebooks(Project.here()).keySet();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void runsWhole(String lesson) throws Exception {
        var out = temporary.resolve("the results");
        var running = Command.jbangw(lesson, "--quick", "--out", out.toString()).start();
        var result = running.await();
        assertEquals(0, result.exit(), result::toString);
        var claims = result.out().lines().filter(line -> line.strip().startsWith("✓")).count();
        assertTrue(claims > 2, "only " + claims + " claims held\n" + result);
        assertFalse(result.out().contains("✗"), result::toString);
        for (var noise : NOISE)
            assertFalse((result.out() + result.err()).contains(noise), noise + "\n" + result);
        // A lesson may speak of exceptions, but none may get away.
        assertFalse(result.err().contains("Exception"), result::toString);
        assertTrue(result.out().contains(out.toString()), "it does not say where\n" + result);
        new RunFolder(out).assertResults(lesson);
        new RunFolder(out).assertCharts();
        assertTrue(running.process().descendants().toList().isEmpty(), "a child process is left");
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void onOneCoreWithLittleMemoryItIsOneJsonDocument(String lesson) throws Exception {
        var scratch = Files.createDirectory(temporary.resolve("scratch"));
        var out = temporary.resolve("out");
        var result =
                Command.jbangw(lesson, "--quick", "--json", "--out", out.toString())
                        .with(
                                "JAVA_TOOL_OPTIONS",
                                "-XX:ActiveProcessorCount=1 -Xmx1g -Djava.io.tmpdir=" + scratch)
                        .run();
        assertEquals(0, result.exit(), result::toString);
        var document = json(result.out());
        assertEquals(lesson, document.path("lesson").asText());
        assertTrue(document.path("complete").asBoolean());
        assertEquals(1, document.path("machine").path("cores").asInt());
        assertTrue(document.path("results").size() > 1);
        assertTrue(document.path("claims").size() > 2);
        for (var claim : document.path("claims"))
            assertFalse(claim.path("verdict").asText().equals("REFUTED"), claim::toString);
        new RunFolder(out).assertResults(lesson);
        try (var left = Files.list(scratch)) {
            assertEquals(List.of(), left.toList(), "temporary files are left");
        }
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void keepsItsResultsOnCtrlC(String lesson) throws Exception {
        assumeTrue(interruptsArrive(), "whoever started these tests ignores INT");
        var out = temporary.resolve("out");
        var running = Command.jbangw(lesson, "--out", out.toString()).start();
        var first = firstResult(out, running.process());
        Thread.sleep(300);
        long from = System.nanoTime();
        running.interrupt();
        var result = running.await();
        var took = Duration.ofNanos(System.nanoTime() - from);
        assertEquals(INTERRUPTED, result.exit(), result::toString);
        assertTrue(took.compareTo(SOON) < 0, "it took " + took.toMillis() + " ms to end");
        assertTrue(result.err().contains(out.toString()), "it does not say where\n" + result);
        assertFalse(result.err().contains("Exception"), result::toString);
        assertTrue(Files.size(first) > 0, "a result was lost: " + first);
        if (Files.exists(out.resolve("results.csv"))) new RunFolder(out).assertResults(lesson);
        assertTrue(running.process().descendants().toList().isEmpty(), "a child process is left");
    }

    /// Whether a process started here gets interrupts; those of a background job may not.
    private static boolean interruptsArrive() throws Exception {
        var probe = List.of("sh", "-c", "trap 'exit 3' INT; kill -INT $$");
        return new ProcessBuilder(probe).start().waitFor() == 3;
    }

    /// A file in the place of the folder stops everybody, root included, from making it. The lab
    /// chooses the folder, so one lesson tells; each has to be built anew in a copy.
    @Test
    void whereTheCheckoutCannotBeWrittenToItSaysWhereTheResultsAre() throws Exception {
        var lesson = "race-conditions";
        var copy = Project.here().copyTo(temporary.resolve("a check out"));
        Files.writeString(copy.root().resolve("data/runs"), "in the way");
        var scratch = Files.createDirectory(temporary.resolve("scratch"));
        var result =
                Command.jbangw(copy, lesson, "--quick")
                        .in(temporary)
                        .with("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + scratch)
                        .run();
        assertEquals(0, result.exit(), result::toString);
        try (Stream<Path> folders = Files.list(scratch)) {
            var folder = folders.toList();
            assertEquals(1, folder.size(), folder::toString);
            new RunFolder(folder.getFirst()).assertResults(lesson);
            assertTrue(
                    result.out().contains(folder.getFirst().toString()),
                    "it does not say where\n" + result);
        }
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void saysWhatItTakes(String lesson) throws Exception {
        var help = Command.jbangw(lesson, "--help").run();
        assertEquals(0, help.exit(), help::toString);
        for (var option :
                List.of(
                        "--quick",
                        "--full",
                        "--workers",
                        "--seed",
                        "--out",
                        "--json",
                        "--help",
                        "--version")) assertTrue(help.out().contains(option), option + "\n" + help);
        var version = Command.jbangw(lesson, "--version").run();
        assertEquals(0, version.exit(), version::toString);
        assertTrue(
                version.out().strip().matches(lesson + " \\d+\\.\\d+\\.\\d+"), version::toString);
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(text);
    }

    /// Waits for the first table of a run that is more than the list of its jobs.
    private static Path firstResult(Path out, Process process)
            throws IOException, InterruptedException {
        while (process.isAlive()) {
            var result = Files.isDirectory(out) ? result(out) : Optional.<Path>empty();
            if (result.isPresent()) return result.get();
            Thread.sleep(20);
        }
        return fail("it ended without results");
    }

    private static Optional<Path> result(Path out) throws IOException {
        try (var files = Files.list(out)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .filter(file -> !file.endsWith("jobs.csv"))
                    .findFirst();
        }
    }
}
