package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lab.report.ReportPage;
import lab.results.ResultRow;
import lab.results.Results;
import lab.results.Side;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the report looks: its contrasts by the rules of WCAG 2, and in a browser, if there is one.
class ReportLookTest {
    private static final Pattern COLOUR = Pattern.compile("--([\\w-]+): (#[0-9a-f]{6});");
    private static final String DARK = "@media screen and (prefers-color-scheme: dark)";
    private static final double TEXT = 4.5;
    private static final double MARKS = 3;
    private static final List<Integer> WIDTHS = List.of(320, 360, 1_400);

    @TempDir Path folder;

    /// The colours of the light scheme and of the dark one.
    private List<Map<String, String>> schemes() throws Exception {
        var page = Files.readString(ReportPage.write(SheetFolder.full(folder).write()));
        var style = Jsoup.parse(page).selectFirst("style").data();
        var light = colours(style.substring(0, style.indexOf(DARK)));
        var dark = new HashMap<>(light);
        dark.putAll(colours(style.substring(style.indexOf(DARK))));
        assertEquals(light.keySet(), dark.keySet());
        return List.of(light, dark);
    }

    private static Map<String, String> colours(String style) {
        var colours = new HashMap<String, String>();
        COLOUR.matcher(style).results().forEach(m -> colours.put(m.group(1), m.group(2)));
        return colours;
    }

    private static double contrast(String a, String b) {
        double bright = Math.max(luminance(a), luminance(b));
        double dim = Math.min(luminance(a), luminance(b));
        return (bright + 0.05) / (dim + 0.05);
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        return IntStream.range(0, 3)
                .mapToDouble(i -> {
                    int from = 1 + 2 * i;
                    double c = Integer.parseInt(colour.substring(from, from + 2), 16) / 255.0;
                    return weights[i]
                            * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
                })
                .sum();
    }

    @Test
    void everyTextCanBeReadOnWhatIsBehindIt() throws Exception {
        for (var colours : schemes()) {
            for (var ink : List.of("ink", "muted", "link", "bad", "fit1", "fit2"))
                for (var paper : List.of("paper", "faint"))
                    assertTrue(contrast(colours.get(ink), colours.get(paper)) >= TEXT, ink);
            for (var way : List.of("up", "down"))
                for (int n = 1; n <= 7; n++) {
                    var name = way + n;
                    var ink = colours.get(name + "-ink");
                    assertTrue(contrast(ink, colours.get(name)) >= TEXT, name);
                }
            for (var mark : List.of("bar-up", "bar-down", "bar-same", "rule"))
                assertTrue(contrast(colours.get(mark), colours.get("paper")) >= MARKS, mark);
        }
    }

    @Test
    void theShadesGoAllOneWayFromThePaper() throws Exception {
        for (var colours : schemes())
            for (var way : List.of("up", "down")) {
                var paper = colours.get("paper");
                for (int n = 1; n < 7; n++)
                    assertTrue(
                            contrast(paper, colours.get(way + (n + 1)))
                                    > 1.1 * contrast(paper, colours.get(way + n)),
                            way + n);
            }
    }

    @ParameterizedTest
    @CsvSource({"light, 1", "dark, 0"})
    void inABrowserNothingIsRefusedAndNothingSticksOut(String scheme, int preferred)
            throws Exception {
        var browser = browser();
        assumeTrue(browser.isPresent(), "there is no Chromium here");
        var dom = look(browser.get(), preferred);
        for (int width : WIDTHS) {
            var seen = new ObjectMapper().readTree(dom.body().attr("data-seen" + width));
            assertTrue(seen.path("page").asInt(9_999) <= width, "what is wider: " + seen);
            assertEquals(0, seen.get("requests").asInt());
            assertEquals("[]", seen.get("unreadable").toString());
            assertTrue(seen.get("texts").asInt() > 100, "too little was looked at: " + seen);
            assertEquals(scheme.equals("dark"), seen.get("dark").asBoolean());
        }
    }

    private static Optional<String> browser() {
        return Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                .flatMap(name ->
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                                .map(place -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /// What a script sees in frames of several widths, as windows are not that narrow. The copy's
    /// policy is opened for the script; what it says of the style sheet is left as it is.
    private Document look(String browser, int preferred) throws Exception {
        var longName = "x".repeat(300);
        var sheet =
                SheetFolder.full(folder)
                        .on(longName, 4)
                        .row("models", longName, "sequential", 1, 1, 1, 1)
                        .row("models", longName, longName, 4, 3, 3.5, 4)
                        .note(longName, "event loop", "failed", longName);
        var html = Files.readString(ReportPage.write(sheet.write(), List.of(other(longName))));
        var page =
                html.replace("<details>", "<details open>")
                        .replace(
                                "default-src 'none';",
                                "default-src 'none'; script-src 'unsafe-inline';")
                        .replace("</body>", "<script>" + LOOK + "</script></body>");
        var frames = Document.createShell("");
        for (int width : WIDTHS)
            frames.body()
                    .appendElement("iframe")
                    .attr("width", String.valueOf(width))
                    .attr("height", "800")
                    .attr("style", "border: 0")
                    .attr("srcdoc", page);
        var copy = Files.writeString(folder.resolve("copy.html"), frames.outerHtml());
        var errors = folder.resolve("errors");
        var process =
                new ProcessBuilder(
                                browser,
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--enable-logging=stderr",
                                "--user-data-dir=" + folder.resolve("profile"),
                                "--blink-settings=preferredColorScheme=" + preferred,
                                "--dump-dom",
                                copy.toUri().toString())
                        .redirectError(errors.toFile())
                        .redirectOutput(folder.resolve("dom").toFile())
                        .start();
        try {
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "the browser hangs");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        var said = Files.readAllLines(errors).stream().filter(l -> l.contains("CONSOLE")).toList();
        assertEquals(List.of(), said);
        return Jsoup.parse(Files.readString(folder.resolve("dom")));
    }

    /// Another machine's run of the same sheet, in which some differ and some do not.
    private Side other(String name) throws Exception {
        var rows = new ArrayList<ResultRow>();
        for (var row : Results.read(folder.resolve("results.csv")))
            rows.add(
                    row.workers() == 64
                            ? SheetRows.speedup(row, 1.4, 1.5, 1.6)
                            : SheetRows.from(row, "Other CPU", row.jdk(), row.at()));
        return new Side(name, "", rows);
    }

    private static final String LOOK =
            """
            const part = c => c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
            const numbers = colour => colour.match(/[0-9.]+/g).map(Number);
            const luminance = c =>
                0.2126 * part(c[0] / 255) + 0.7152 * part(c[1] / 255) + 0.0722 * part(c[2] / 255);
            const behind = element => {
                for (let e = element; e; e = e.parentElement) {
                    const c = numbers(getComputedStyle(e).backgroundColor);
                    if (c.length == 3 || c[3] == 1) return c;
                }
                return [255, 255, 255];
            };
            let texts = 0;
            const unreadable = [];
            for (const e of document.querySelectorAll('body *:not(script)')) {
                if (e.closest('svg') && e.tagName != 'text') continue;
                if (![...e.childNodes].some(n => n.nodeType == 3 && n.data.trim())) continue;
                texts++;
                const style = getComputedStyle(e);
                const ink = luminance(numbers(e.tagName == 'text' ? style.fill : style.color));
                const paper = luminance(behind(e));
                const contrast =
                    (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
                if (contrast < 4.5 || parseFloat(style.fontSize) < 11)
                    unreadable.push(e.textContent + ': ' + contrast + ', ' + style.fontSize);
            }
            parent.document.body.dataset['seen' + innerWidth] = JSON.stringify({
                page: document.documentElement.scrollWidth,
                requests: performance.getEntriesByType('resource').length,
                dark: matchMedia('(prefers-color-scheme: dark)').matches,
                texts, unreadable
            });
            """;
}
