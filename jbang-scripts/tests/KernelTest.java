package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The kernel, installed and run by real Jupyter. The tests share one kernel; the last one loses
/// it.
@DisabledOnOs(OS.WINDOWS)
@TestMethodOrder(OrderAnnotation.class)
class KernelTest {
    private static final String CHART =
            """
            var chart = new org.knowm.xchart.CategoryChartBuilder().width(300).height(200).title("Two bars").build();
            chart.addSeries("speedup", List.of("one", "two"), List.of(1.0, 1.9), List.of(0.1, 0.1));
            chart\
            """;

    @TempDir static Path folder;
    private static KernelSession session;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        session = new KernelSession(prefix());
    }

    @AfterAll
    static void end() throws IOException, InterruptedException {
        session.close();
    }

    private static Path prefix() {
        return folder.resolve("an environment");
    }

    private static Path spec() {
        return prefix().resolve("share/jupyter/kernels/java25-ijava");
    }

    @Test
    @Order(1)
    void theFirstCellNeedsNoImportsOfItsOwn() throws IOException {
        var cell = session.run("Path.of(\"a\", \"b\").getNameCount()");
        assertEquals("2", cell.data("text/plain").orElseThrow().at("/data/text~1plain").asText());
    }

    @Test
    @Order(2)
    void aChartIsAPictureTwiceAsSharpAndHasAlternativeText() throws IOException {
        var output = session.run(CHART).data("image/png").orElseThrow();
        var bytes = Base64.getDecoder().decode(output.at("/data/image~1png").asText());
        assertEquals(600, ImageIO.read(new ByteArrayInputStream(bytes)).getWidth());
        var metadata = output.at("/metadata/image~1png");
        assertEquals(300, metadata.path("width").asInt());
        assertEquals("Two bars", metadata.path("alt").asText());
        assertEquals("Two bars", output.at("/data/text~1plain").asText());
    }

    @Test
    @Order(2)
    void aTableIsHtmlAndEscapesItsWords() throws IOException {
        var cell =
                session.run(
                        """
                        import tech.tablesaw.api.*;
                        Table.create("t", StringColumn.create("a<b>", List.of("<script>")))\
                        """);
        var html = cell.data("text/html").orElseThrow().at("/data/text~1html").asText();
        assertTrue(html.contains("<table") && html.contains("&lt;script&gt;"), html);
        assertFalse(html.contains("<script>"), html);
    }

    @Test
    @Order(2)
    void theLibraryFindsTheNotebookAndShowsProgressInPlace() throws IOException {
        var cell =
                session.run(
                        """
                        var here = ServiceLoader.load(lab.view.Display.class).findFirst().orElseThrow();
                        try (var progress = here.progress("Measuring")) {
                            for (int i = 1; i <= 40; i++) { progress.at(i / 40.0, "round " + i); Thread.sleep(20); }
                            progress.done("Measured.");
                        }\
                        """);
        var shown =
                cell.outputs().stream()
                        .filter(o -> o.path("type").asText().equals("display_data"))
                        .toList();
        var replaced =
                cell.outputs().stream()
                        .filter(o -> o.path("type").asText().equals("update_display_data"))
                        .toList();
        assertEquals(1, shown.size(), cell.toString());
        assertTrue(replaced.size() >= 2 && replaced.size() <= 6, "updates: " + replaced.size());
        assertEquals("Measured.", replaced.getLast().at("/data/text~1plain").asText());
        assertEquals(
                shown.getFirst().at("/transient/display_id"),
                replaced.getLast().at("/transient/display_id"));
    }

    @Test
    @Order(2)
    void theLabsOwnExceptionsAreTheirMessageAndNoMore() throws IOException {
        var cell = session.run("throw new lab.BadUsage(\"name a folder\");");
        assertEquals("error", cell.status());
        assertEquals("name a folder", cell.text());
    }

    @Test
    @Order(2)
    void anExceptionIsToldWithoutTheKernelsFrames() throws IOException {
        var cell =
                session.run(
                        """
                        class Account { static int share(int of) { return 100 / of; } }
                        Account.share(0)\
                        """);
        assertEquals("error", cell.status());
        assertEquals(
                List.of(
                        "java.lang.ArithmeticException: / by zero",
                        "    at Account.share, line 1",
                        "    at the cell, line 1"),
                cell.text().lines().toList());
    }

    @Test
    @Order(2)
    void whatAThreadPrintsReachesTheCell() throws IOException {
        var cell =
                session.run(
                        "var t = new Thread(() -> IO.println(\"from a thread\")); t.start(); t.join();");
        assertEquals("from a thread", cell.text().strip());
    }

    @Test
    @Order(2)
    void aCellMayUsePreviewFeatures() throws IOException {
        var cell =
                session.run(
                        """
                        int sum = 0;
                        try (var scope = StructuredTaskScope.open()) {
                            var one = scope.fork(() -> 1);
                            var two = scope.fork(() -> 2);
                            scope.join();
                            sum = one.get() + two.get();
                        }
                        IO.println(sum);\
                        """);
        assertEquals("3", cell.text().strip());
    }

    /// The archive is what makes the kernel start quickly, and it is of no use to a JVM that was
    /// started with other options.
    @Test
    @Order(2)
    void theArchiveOfClassesFitsTheKernel() throws IOException, InterruptedException {
        var argv = new ArrayList<String>();
        new ObjectMapper()
                .readTree(spec().resolve("kernel.json").toFile())
                .path("argv")
                .forEach(word -> argv.add(word.asText()));
        argv.removeLast();
        argv.replaceAll(word -> word.startsWith("-Xlog") ? "-Xlog:class+load:stdout" : word);
        argv.addAll(1, List.of("-Xshare:on"));
        var kernel = new ProcessBuilder(argv).redirectErrorStream(true).start();
        kernel.getOutputStream().close();
        var lines = kernel.inputReader().readAllLines();
        assertEquals(2, kernel.waitFor(), "it has no connection file");
        assertTrue(
                lines.stream()
                        .anyMatch(line ->
                                line.contains("lab.notebook.LabKernel source:")
                                        && line.contains("shared objects file (top)")),
                () -> String.join("\n", lines.reversed().subList(0, Math.min(20, lines.size()))));
    }

    @Test
    @Order(2)
    void itListensOnLoopbackOnly() {
        assertEquals("127.0.0.1", session.address());
    }

    @Test
    @Order(2)
    void everythingInTheKernelspecIsAbsoluteAndThere() throws IOException {
        var json = new ObjectMapper().readTree(spec().resolve("kernel.json").toFile());
        assertEquals("Java 25 (IJava)", json.path("display_name").asText());
        assertEquals("java", json.path("language").asText());
        var argv = json.path("argv");
        assertTrue(
                Path.of(argv.get(0).asText()).isAbsolute()
                        && Files.isExecutable(Path.of(argv.get(0).asText())));
        var classPath = "";
        for (int i = 0; i < argv.size(); i++)
            if (argv.get(i).asText().equals("-cp")) classPath = argv.get(i + 1).asText();
        var jars = List.of(classPath.split(File.pathSeparator));
        assertTrue(jars.size() > 5, classPath);
        for (var jar : jars)
            assertTrue(Path.of(jar).isAbsolute() && Files.isRegularFile(Path.of(jar)), jar);
        assertTrue(
                jars.getFirst().startsWith(spec().toString()),
                "the library is not the kernel's own copy");
    }

    @Test
    @Order(3)
    void installedAgainItStaysAndUninstalledItGoes() throws IOException, InterruptedException {
        var other = folder.resolve("other");
        KernelSession.install(other);
        var again = Command.jbangw("install-kernel", "--prefix", other.toString()).run();
        assertTrue(again.out().startsWith("Already installed"), again.toString());
        var gone =
                Command.jbangw("install-kernel", "--uninstall", "--prefix", other.toString()).run();
        assertEquals(0, gone.exit(), gone.toString());
        assertFalse(Files.exists(other.resolve("share/jupyter/kernels/java25-ijava")));
        var none =
                Command.jbangw("install-kernel", "--uninstall", "--prefix", other.toString()).run();
        assertTrue(
                none.exit() == 0 && none.out().startsWith("There is no kernel"), none.toString());
    }

    @Test
    @Order(3)
    void badUsageIsOneLineAndExitCode2() throws IOException, InterruptedException {
        var file = Files.createFile(folder.resolve("a-file"));
        for (var arguments :
                List.of(
                        List.of("--prefx", "x"),
                        List.of("--prefix"),
                        List.of("--user", "--prefix", folder.toString()),
                        List.of("--prefix", file.toString()),
                        List.of("extra"))) {
            var words = new java.util.ArrayList<>(List.of("install-kernel"));
            words.addAll(arguments);
            var result = Command.jbangw(words.toArray(String[]::new)).run();
            assertEquals(2, result.exit(), arguments + " " + result);
            assertEquals(1, result.errLines().size(), arguments + " " + result);
            assertEquals("", result.out(), arguments + " " + result);
        }
    }

    @Test
    @Order(9)
    void itEndsWithItsServer() throws Exception {
        var kernel = session.kernel();
        assertTrue(kernel.isAlive());
        session.killServer();
        kernel.onExit().get(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
        assertFalse(kernel.isAlive());
    }
}
