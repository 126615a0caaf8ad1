package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import lab.CallerMemory;
import lab.CallerTimes;
import lab.EventLoops;
import lab.Lab;
import lab.async.Phrase;
import lab.measure.WrongAnswer;
import lab.system.ChildProcess;
import lab.system.Ended;
import lab.system.JavaProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the lab makes of loops and callers: what was measured, what was refused, and what is kept.
@Timeout(60)
class AsyncLabTest {
    private static final String LESSON = "asynchronous-programming";
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @TempDir Path out;

    /// Serves callers in four ways, and a job whose hundredth answer is wrong.
    interface Serving {
        static void main(String... args) throws Exception {
            var lab = Lab.open(LESSON, "--quick", "--out", args[0]);
            var loops = new EventLoops(lab);
            var loop = loops.loop();
            var wait = Duration.ofMillis(20);
            var ways =
                    EventLoops.<Integer>ways(
                            5,
                            10_000,
                            id -> {
                                Thread.sleep(wait);
                                return id;
                            },
                            id -> loop.after(wait).thenApply(nothing -> id));
            var times = loops.serve("wait", id -> id, List.of(20, 5, 1), ways);
            lab.show("times", CallerTimes.table("Times", List.of(times)));
            lab.claim("five are tried by all", times.triedByAll(5), "");
            var ratio = times.ratio("sequential", "event loop", 5);
            lab.claim("waits overlap on a loop", ratio.high() > 2, ratio.toString());
            var calls = new AtomicInteger();
            try {
                loops.serve(
                        "miscount",
                        id -> calls.incrementAndGet() == 100 ? -1 : id,
                        List.of(10),
                        ways);
            } catch (WrongAnswer e) {
                lab.say("refused: " + e.getMessage());
            }
            lab.close();
        }
    }

    @Test
    void callersAreServedMeasuredAndKept() throws Exception {
        var ended = run(Serving.class);
        assertEquals(0, ended.exit(), ended::toString);
        var table = Files.readAllLines(out.resolve("times.csv"));
        assertEquals(4, table.size(), table::toString);
        assertTrue(table.getFirst().contains("sequential, ms"), table::toString);
        for (var row : table.subList(1, 4)) assertTrue(row.startsWith("wait,"), row);
        var twenty = table.get(3).split(",", -1);
        assertEquals("20", twenty[1], table::toString);
        assertEquals("", twenty[2], "one after another is not tried with so many");
        assertTrue(Double.parseDouble(twenty[5]) >= 19, table::toString);
        var five = table.get(2).split(",", -1);
        assertFalse(five[6].startsWith("sequential"), "five waits take longer than one");
        var kept = Files.readString(out.resolve("results.csv"));
        for (int callers : List.of(1, 5, 20))
            assertTrue(kept.contains("callers, " + callers), kept);
        assertTrue(ended.out().contains("refused: "), ended::toString);
        assertTrue(ended.out().contains("miscount"), ended::toString);
        assertFalse(kept.contains("miscount"), "what was wrong is not kept");
    }

    /// Says two phrases, one of which does not do what it should.
    interface Saying {
        static void main(String... args) throws Exception {
            var lab = Lab.open(LESSON, "--quick", "--out", args[0]);
            var phrases =
                    List.of(
                            new Phrase("gather", "allOf", List.of(1, 2), () -> List.of(1, 2)),
                            new Phrase("sleep", "nothing", 2, () -> 3));
            new EventLoops(lab).phrases("said", "Said", phrases);
            lab.close();
        }
    }

    @Test
    void aPhraseThatDoesSomethingElseIsFoundOut() throws Exception {
        var ended = run(Saying.class);
        assertEquals(1, ended.exit(), ended::toString);
        assertTrue(
                ended.out().contains("✗ each line of Java does what it should: 1 of 2"),
                ended::toString);
        boolean python = !ended.out().contains("no CPython");
        if (python)
            assertTrue(
                    ended.out().contains("✗ Java and Python agree in every row: 1 of 2"),
                    ended::toString);
        assertEquals(3, Files.readAllLines(out.resolve("said.csv")).size());
    }

    private Ended run(Class<?> program) throws IOException, InterruptedException {
        var options =
                List.of(
                        "-Djava.awt.headless=true",
                        "-Dstdout.encoding=UTF-8",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED");
        return ChildProcess.run(
                JavaProgram.ofLibrary(program).command(options, out.toString()).within(LIMIT));
    }

    @Test
    void memoryIsThatOfAllAndOfEach() {
        var bytes = new TreeMap<Integer, SequencedMap<String, Long>>();
        for (int callers : List.of(10_000, 1_000, 100)) {
            var row = new LinkedHashMap<String, Long>();
            if (callers < 10_000) row.put("a thread each", 100_000L * callers);
            row.put("event loop", 20_000L * callers);
            bytes.put(callers, row);
        }
        var memory = new CallerMemory(bytes);
        assertEquals(1_000, memory.most("event loop", "a thread each"));
        assertEquals(10_000, memory.most("event loop", "event loop"));
        assertEquals(20, memory.kilobytesEach("event loop", 1_000));
        var table = memory.table("Memory");
        assertEquals(3, table.rowCount());
        assertEquals(100, table.numberColumn("callers").getDouble(0));
        assertEquals(10, table.numberColumn("a thread each, MB").getDouble(0));
        assertEquals(20, table.numberColumn("event loop, MB").getDouble(1));
        assertTrue(Double.isNaN(table.numberColumn("a thread each, MB").getDouble(2)));
    }
}
