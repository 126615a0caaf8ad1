package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Interrupts a cell, as Jupyter's Stop button does.
@DisabledOnOs(OS.WINDOWS)
class InterruptTest {
    private static final Duration AFTER = Duration.ofMillis(700);
    private static final double STOPPED_WITHIN = AFTER.toMillis() / 1e3 + 1.5;

    private static final int IDLE_MILLIS = 150;

    /// Java's compilers go on for a while with what they have begun; the work that was stopped
    /// would go on for a minute.
    private static final int PATIENCE = 8;

    @TempDir static Path folder;
    private static KernelSession session;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        session = new KernelSession(folder);
        session.run("import module java.base;");
    }

    @AfterAll
    static void end() throws IOException, InterruptedException {
        session.close();
    }

    @Test
    void sleepEnds() throws IOException {
        interrupted("Thread.sleep(60_000);");
    }

    @Test
    void waitingEnds() throws IOException {
        interrupted("new CountDownLatch(1).await();");
    }

    @Test
    void aCellOfManyShortStatementsEnds() throws IOException {
        interrupted("for (int i = 0; i < 3; i++) {}\n".repeat(300));
    }

    @Test
    void codeThatCannotBeStoppedIsNamed() throws IOException {
        var cell =
                session.run(
                        """
                        class Spin { static volatile boolean stop; static long until() { long n = 0; while (!stop) n++; return n; } }
                        Spin.until()\
                        """,
                        AFTER);
        assertEquals("error", cell.status());
        assertTrue(cell.text().contains("still runs"), cell.text());
        assertEquals("ok", session.run("Spin.stop = true;").status());
    }

    @Test
    void whatTheLibraryRunsLeavesTheProcessorIdle() throws Exception {
        assertEquals(
                "ok",
                session.run(
                                "import lab.*;\nimport lab.measure.*;\nvar lab = Lab.open(\"interrupt\", \"--full\");")
                        .status());
        interrupted(
                """
                var work = lab.workloads().primes();
                lab.compare("interrupted", work, List.of(
                        new Variant<>("sequential", 1, work::compute),
                        new Variant<>("parallel stream", 2, () -> work.combine(
                                IntStream.range(0, 64).parallel()
                                        .mapToObj(i -> work.compute(
                                                (int) ((long) work.items() * i / 64),
                                                (int) ((long) work.items() * (i + 1) / 64)))
                                        .toList()))))\
                """);
        long used = Long.MAX_VALUE;
        for (int second = 0; second < PATIENCE && used >= IDLE_MILLIS; second++) {
            var before = processorTime();
            Thread.sleep(1_000);
            used = processorTime().minus(before).toMillis();
        }
        assertTrue(used < IDLE_MILLIS, "the kernel still computes: " + used + " ms in a second");
        assertEquals(
                "3",
                session.run("1 + 2")
                        .data("text/plain")
                        .orElseThrow()
                        .at("/data/text~1plain")
                        .asText());
    }

    @Test
    void aStoppedCellEndsWhatEarlierOnesStartedAndKeepsTheirFiles() throws Exception {
        assertEquals(
                "ok",
                session.run(
                                """
                                import lab.*;
                                var stopped = Lab.open("interrupt", "--quick");
                                var children = new Children(stopped);
                                var note = Files.writeString(children.folder().resolve("note"), "kept");
                                var child = children.start(Children.waiter());
                                """)
                        .status());
        interrupted("Thread.sleep(60_000);");
        assertEquals(
                "false kept",
                session.run("IO.println(child.isAlive() + \" \" + Files.readString(note));")
                        .text()
                        .strip());
        assertEquals(
                "false",
                session.run(
                                """
                                stopped.close();
                                IO.println(Files.exists(note));\
                                """)
                        .text()
                        .lines()
                        .toList()
                        .getLast());
    }

    private static Duration processorTime() {
        return session.kernel().info().totalCpuDuration().orElseThrow();
    }

    private static void interrupted(String code) throws IOException {
        var cell = session.run(code, AFTER);
        assertEquals("error", cell.status(), cell.toString());
        assertTrue(cell.text().contains("Interrupted."), cell.text());
        assertTrue(cell.seconds() < STOPPED_WITHIN, "took " + cell.seconds() + " s");
        assertEquals("ok", session.run("IO.println(\"next\");").status());
    }
}
