package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import lab.pool.CannotTravel;
import lab.pool.FailedThere;
import lab.pool.ProcessPool;
import lab.pool.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Tasks, what they need, answers, exceptions and prints get to the other process and back.
@Timeout(60)
class ProcessPoolTravelTest {
    private static ProcessPool pool;

    @BeforeAll
    static void open() {
        pool = ProcessPool.open(1);
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    private static <T> T ask(Task<T> task) throws Exception {
        return pool.submit(task).get(30, TimeUnit.SECONDS);
    }

    private static Throwable failure(Task<?> task) {
        return assertThrows(ExecutionException.class, () -> ask(task)).getCause();
    }

    /// Says nothing of `Serializable`, and checks what it is made of.
    record Range(int from, int to) {
        Range {
            if (from > to) throw new IllegalArgumentException("backwards");
        }
    }

    record Nested(Optional<Range> range, List<Range> more, int[] numbers) {}

    enum Kind {
        SMALL,
        LARGE
    }

    @Test
    void whatALambdaCapturesGoesWithIt() throws Exception {
        var range = new Range(3, 8);
        var words = new ArrayList<>(List.of("a", "b"));
        assertEquals(7, ask(() -> range.to() - range.from() + words.size()));
    }

    @Test
    void valuesComeBackAsTheyWere() throws Exception {
        var nested = new Nested(Optional.of(new Range(1, 2)), List.of(new Range(3, 4)), new int[9]);
        var back = ask(() -> nested);
        assertEquals(nested.range(), back.range());
        assertEquals(nested.more(), back.more());
        assertEquals(9, back.numbers().length);
        assertEquals(Map.of("k", Kind.LARGE), ask(() -> new TreeMap<>(Map.of("k", Kind.LARGE))));
        assertEquals(Map.entry(1, 2L), ask(() -> Map.entry(1, 2L)));
        assertEquals(Duration.ofMillis(3), ask(() -> Duration.ofMillis(3)));
        assertEquals(Optional.empty(), ask(() -> Optional.empty()));
        assertNull(ask(() -> null));
    }

    @Test
    void whatTravelsIsACopy() throws Exception {
        var words = new ArrayList<String>();
        assertEquals(
                1,
                ask(() -> {
                    words.add("there");
                    return words.size();
                }));
        assertEquals(List.of(), words);
    }

    @Test
    void anExceptionComesWithItsCausesAndItsTrace() {
        var thrown =
                failure(() -> {
                    throw new IllegalStateException("outer", new IOException("inner"));
                });
        assertInstanceOf(IllegalStateException.class, thrown);
        assertEquals("outer", thrown.getMessage());
        assertInstanceOf(IOException.class, thrown.getCause());
        assertEquals("inner", thrown.getCause().getMessage());
        var top = thrown.getStackTrace()[0];
        assertTrue(top.getMethodName().startsWith("lambda$"), top.toString());
        assertEquals(ProcessPoolTravelTest.class.getName(), top.getClassName());
    }

    static final class Stubborn extends RuntimeException {
        private static final long serialVersionUID = 1;

        final transient Thread held = Thread.currentThread();
        final Object thread = Thread.currentThread();

        Stubborn(String why, Throwable cause) {
            super(why, cause);
        }
    }

    @Test
    void anExceptionThatCannotTravelComesInWords() {
        var thrown =
                assertInstanceOf(
                        FailedThere.class,
                        failure(() -> {
                            throw new Stubborn("outer", new IOException("inner"));
                        }));
        assertEquals(Stubborn.class.getName(), thrown.type());
        assertTrue(thrown.toString().contains("outer"), thrown.toString());
        assertTrue(thrown.getStackTrace()[0].getMethodName().startsWith("lambda$"));
        assertTrue(thrown.getCause().toString().contains("inner"), thrown.getCause().toString());
    }

    @Test
    void anErrorComesBackToo() throws Exception {
        assertInstanceOf(StackOverflowError.class, failure(() -> deeper(0)));
        assertInstanceOf(
                OutOfMemoryError.class,
                failure(() -> {
                    var all = new ArrayList<byte[]>();
                    while (true) all.add(new byte[1 << 20]);
                }));
        assertEquals(1, ask(() -> 1));
    }

    private static int deeper(int depth) {
        return deeper(depth + 1) + 1;
    }

    @Test
    void whatCannotTravelIsSaidAtOnceWithTheCure() {
        Callable<Integer> callable = () -> 1;
        var lambda = assertThrows(CannotTravel.class, () -> pool.submit(callable));
        assertTrue(lambda.getMessage().contains("lab.pool.Task"), lambda.getMessage());
        var thread = Thread.currentThread();
        var captured = assertThrows(CannotTravel.class, () -> pool.submit(() -> thread.getName()));
        assertTrue(captured.getMessage().contains("java.lang.Thread"), captured.getMessage());
        Runnable runnable = () -> {};
        assertThrows(CannotTravel.class, () -> pool.execute(runnable));
        var answer = failure(() -> Thread.currentThread());
        assertInstanceOf(CannotTravel.class, answer);
        assertTrue(answer.getMessage().contains("the answer"), answer.getMessage());
    }

    @Test
    void whatATaskPrintsAppearsHere() throws Exception {
        var printed = new ByteArrayOutputStream();
        var out = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            ask(() -> {
                System.out.println("grüße");
                System.out.print("no end of line");
                return 1;
            });
        } finally {
            System.setOut(out);
        }
        assertEquals(
                "grüße" + System.lineSeparator() + "no end of line",
                printed.toString(StandardCharsets.UTF_8));
    }

    /// Cells as a notebook runs them: each becomes a class that no class path has.
    private static final class Notebook implements AutoCloseable {
        private final JShell shell = JShell.builder().executionEngine("local").build();

        Notebook() {
            run("import module java.base; import lab.pool.*;");
            run("var pool = ProcessPool.open(1);");
        }

        String run(String cell) {
            var last = "";
            var analysis = shell.sourceCodeAnalysis();
            for (var rest = cell; !rest.isBlank(); ) {
                var next = analysis.analyzeCompletion(rest);
                for (var event : shell.eval(next.source())) {
                    if (event.exception() != null) throw new AssertionError(event.exception());
                    if (event.status() != Snippet.Status.VALID
                            && event.status() != Snippet.Status.OVERWRITTEN)
                        throw new AssertionError(
                                next.source()
                                        + shell.diagnostics(event.snippet())
                                                .map(d -> d.getMessage(null))
                                                .toList());
                    if (event.value() != null) last = event.value();
                }
                rest = next.remaining();
            }
            return last;
        }

        @Override
        public void close() {
            run("pool.close();");
            shell.close();
        }
    }

    @Test
    void aLambdaOfACellGoesWithItsVariablesAndRecords() {
        try (var notebook = new Notebook()) {
            notebook.run("record Range(int from, int to) { int size() { return to - from; } }");
            notebook.run("int factor = 3; var words = List.of(\"a\", \"b\");");
            notebook.run("int times(int x) { return factor * x; }");
            var task = "pool.submit(() -> times(7) + words.size() + new Range(1, 9).size()).get()";
            assertEquals("31", notebook.run(task));
            notebook.run("factor = 10;");
            assertEquals("80", notebook.run(task), "the variable was changed");
            notebook.run("record Range(int from, int to) { int size() { return 100; } }");
            assertEquals("172", notebook.run(task), "the record was changed");
            notebook.run("int times(int x) { return -factor; }");
            assertEquals("92", notebook.run(task), "the method was changed");
        }
    }

    @Test
    void whatTheCellsDeclareComesBack() {
        try (var notebook = new Notebook()) {
            notebook.run("record Range(int from, int to) {}  enum Kind { A, B }");
            notebook.run("class Mine extends Exception { Mine(String why) { super(why); } }");
            assertEquals("true", notebook.run("pool.submit(() -> Kind.B).get() == Kind.B"));
            assertEquals(
                    "[Range[from=0, to=2], Range[from=1, to=2]]",
                    notebook.run(
                            """
                            var ranges = new ArrayList<Range>();
                            for (int i = 0; i < 2; i++) {
                                int n = i;
                                ranges.add(pool.submit(() -> new Range(n, 2)).get());
                            }
                            ranges\
                            """));
            notebook.run(
                    """
                    String why = "";
                    try {
                        pool.submit(() -> { if (true) throw new Mine("own"); return 1; }).get();
                    } catch (ExecutionException e) {
                        why = e.getCause() instanceof Mine m ? m.getMessage() : "" + e.getCause();
                    }
                    """);
            assertEquals("\"own\"", notebook.run("why"));
        }
    }

    /// Only what the code of the task can come to use travels: the others need not be serializable.
    @Test
    void aVariableThatIsNotUsedStaysAndOneThatCannotTravelIsNamed() {
        try (var notebook = new Notebook()) {
            notebook.run("var thread = Thread.currentThread(); int number = 4;");
            notebook.run("String name() { return thread.getName(); }");
            assertEquals(
                    "4",
                    notebook.run(
                            "{ var here = thread; var n = pool.submit(() -> number).get(); }"
                                    + " pool.submit(() -> number).get()"));
            notebook.run(
                    """
                    String why = "";
                    try { pool.submit(() -> name()); } catch (CannotTravel e) { why = e.getMessage(); }
                    """);
            var why = notebook.run("why");
            assertTrue(why.contains("'thread'") && why.contains("java.lang.Thread"), why);
        }
    }

    @Test
    void aVariableChangedThereIsNotChangedHere() {
        try (var notebook = new Notebook()) {
            notebook.run("int number = 4;");
            assertEquals("5", notebook.run("pool.submit(() -> ++number).get()"));
            assertEquals("4", notebook.run("number"));
        }
    }
}
