package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every notebook, executed quick in real Jupyter. Where there is none, `notebooks` gets one; where
/// it cannot, these tests fail and say why.
@Order(Integer.MAX_VALUE)
class NotebooksTest {
    private static final Duration WITH_INSTALLING = Duration.ofMinutes(20);

    @TempDir static Path temporary;
    private static Path out;
    private static Command.Result result;
    private static Map<String, String> before;

    @BeforeAll
    static void execute() throws Exception {
        out = temporary.resolve("executed notebooks");
        before = texts();
        result =
                Command.jbangw("notebooks", "--execute", "--quick", "--out", out.toString())
                        .within(WITH_INSTALLING)
                        .run();
    }

    static Collection<String> notebooks() {
        return Layout.notebooks(Project.here()).values();
    }

    @Test
    void allGoesWell() {
        assertEquals(0, result.exit(), result::toString);
    }

    @Test
    void theCheckoutIsNotTouched() {
        assertEquals(before, texts());
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void everyCellRanWithoutErrorOrNoise(String name) throws IOException {
        var cells = new ArrayList<JsonNode>();
        for (var cell : executed(name).path("cells"))
            if (cell.path("cell_type").asText().equals("code")) cells.add(cell);
        assertFalse(cells.isEmpty(), name + " has no code cells");
        for (var cell : cells) {
            var source = text(cell.path("source"));
            assertTrue(cell.path("execution_count").isInt(), "not run: " + source);
            for (var output : cell.path("outputs")) {
                var type = output.path("output_type").asText();
                assertFalse(type.equals("error"), source + "\n" + traceback(output));
                assertFalse(
                        output.path("name").asText().equals("stderr"),
                        source + "\nprints to stderr: " + text(output.path("text")));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void everyChartIsAPicture(String name) throws IOException {
        int charts = 0;
        for (var cell : executed(name).path("cells"))
            for (var output : cell.path("outputs")) {
                var png = output.path("data").path("image/png");
                if (png.isMissingNode()) continue;
                charts++;
                RunFolder.assertPicture(
                        name + ", chart " + charts, Base64.getMimeDecoder().decode(text(png)));
            }
        assertTrue(charts > 0, name + " shows no chart");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void itsClaimsHeld(String name) throws IOException {
        var claims = new ArrayList<String>();
        for (var cell : executed(name).path("cells"))
            for (var output : cell.path("outputs"))
                text(output.path("data").path("text/html"))
                        .lines()
                        .filter(line -> line.contains("class=\"claim-"))
                        .forEach(claims::add);
        assertTrue(claims.size() > 2, name + " made " + claims.size() + " claims");
        for (var claim : claims) assertFalse(claim.contains("claim-refuted"), claim);
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void itsPageShowsItsCharts(String name) throws IOException {
        var page = Files.readString(out.resolve(name.replace(".ipynb", ".html")));
        assertTrue(
                page.contains("<img") && page.contains("data:image/png"), "no picture in the page");
    }

    private static JsonNode executed(String name) throws IOException {
        var file = out.resolve(name);
        assertTrue(Files.exists(file), () -> name + " was not executed\n" + result);
        return new ObjectMapper().readTree(Files.readString(file));
    }

    private static String traceback(JsonNode error) {
        var lines = new ArrayList<String>();
        error.path("traceback").forEach(line -> lines.add(line.asText()));
        return String.join("\n", lines).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    /// A notebook keeps a text as one string or as a list of lines.
    private static String text(JsonNode node) {
        if (!node.isArray()) return node.asText();
        var lines = new ArrayList<String>();
        node.forEach(line -> lines.add(line.asText()));
        return String.join("", lines);
    }

    private static Map<String, String> texts() {
        var texts = new TreeMap<String, String>();
        List<String> names = List.copyOf(notebooks());
        for (var name : names) texts.put(name, Project.here().text("notebooks/" + name));
        return texts;
    }
}
