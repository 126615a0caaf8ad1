package tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import lab.report.ReportPage;
import lab.results.NotResults;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The report of a cheat sheet: whole, well formed, true to its CSV, and readable by all.
class ReportPageTest {
    private static final Pattern NUMBER = Pattern.compile("[\\d,]+(?:\\.\\d+)?");

    @TempDir Path folder;
    private SheetFolder sheet;

    @BeforeEach
    void empty() {
        sheet = new SheetFolder(folder);
    }

    private Document page() throws Exception {
        return parsed(Files.readString(ReportPage.write(sheet.write())));
    }

    private Document full() throws Exception {
        sheet = SheetFolder.full(folder);
        return page();
    }

    static Document parsed(String html) {
        var parser = Parser.htmlParser().setTrackErrors(10);
        var page = parser.parseInput(html, "");
        assertEquals(List.of(), parser.getErrors(), "not well formed");
        return page;
    }

    static Element cell(Document page, String workload, String model) {
        var headings = page.select("table.heat thead th").eachText();
        for (var row : page.select("table.heat tbody tr:not(.group)")) {
            if (!row.child(0).text().equals(model)) continue;
            int column = 0;
            for (var cell : row.children()) {
                int wide = cell.hasAttr("colspan") ? Integer.parseInt(cell.attr("colspan")) : 1;
                if (headings.subList(column, column + wide).contains(workload)) return cell;
                column += wide;
            }
        }
        throw new AssertionError("no cell for " + model + " on " + workload);
    }

    @Test
    void itAsksNothingOfAnyServerAndRunsNothing() throws Exception {
        var html = Files.readString(ReportPage.write(SheetFolder.full(folder).write()));
        var page = parsed(html);
        assertFalse(html.contains("http:") || html.contains("https:") || html.contains("@import"));
        assertEquals(0, page.select("script, link, img, iframe, object, embed, base").size());
        assertEquals(0, page.select("[src], [style], [srcset], [onload], [onerror]").size());
        for (var link : page.select("[href]")) {
            var to = link.attr("href");
            assertTrue(
                    to.startsWith("#")
                            || to.equals("results.csv")
                            || to.startsWith("data:text/csv"),
                    to);
        }
    }

    @Test
    void itsPolicyAllowsItsOwnStyleSheetAlone() throws Exception {
        var page = full();
        var policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");
        var digest =
                MessageDigest.getInstance("SHA-256")
                        .digest(page.selectFirst("style").data().getBytes("UTF-8"));
        assertEquals(
                "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
                        .formatted(Base64.getEncoder().encodeToString(digest)),
                policy);
    }

    @Test
    void itCarriesTheCsvFile() throws Exception {
        var data = full().select("a[download=results.csv]").attr("href");
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("results.csv")),
                Base64.getDecoder().decode(data.substring(data.indexOf("base64,") + 7)));
    }

    @Test
    void everyTableHasACaptionAndHeadingsAndWholeRows() throws Exception {
        var tables = full().select("table");
        assertEquals(4, tables.size()); // the models, two workloads, a scaling curve
        for (var table : tables) {
            assertFalse(table.selectFirst("caption").text().isBlank());
            assertEquals(0, table.select("th:not([scope])").size());
            int columns = table.select("thead th").size();
            for (var row : table.select("tbody tr"))
                assertEquals(
                        columns,
                        row.children().stream()
                                .mapToInt(c -> c.hasAttr("colspan") ? whole(c, "colspan") : 1)
                                .sum(),
                        row.text());
            var frame = table.parent();
            assertEquals("group 0", frame.attr("role") + " " + frame.attr("tabindex"));
        }
    }

    private static int whole(Element element, String attribute) {
        return Integer.parseInt(element.attr(attribute));
    }

    @Test
    void everyPictureSaysWhatItShows() throws Exception {
        var page = full();
        var pictures = page.select("svg");
        assertEquals(4, pictures.size()); // Java twice, CPython and a scaling curve
        for (var picture : pictures) {
            assertEquals("img", picture.attr("role"));
            var words = picture.attr("aria-labelledby").split(" ");
            assertEquals(picture.selectFirst("title"), page.getElementById(words[0]));
            assertEquals(picture.selectFirst("desc"), page.getElementById(words[1]));
            assertTrue(
                    picture.selectFirst("desc").text().contains("3.5")
                            || picture.selectFirst("desc").text().contains("12.0"));
        }
    }

    @Test
    void whoeverReadsWithTheEarOrTheKeyboardFindsTheWay() throws Exception {
        var page = full();
        assertEquals("en", page.selectFirst("html").attr("lang"));
        assertEquals(1, page.select("h1").size());
        for (var part : List.of("header", "nav[aria-label]", "main#main"))
            assertEquals(1, page.select(part).size(), part);
        assertEquals("#main", page.body().child(0).attr("href"));
        int level = 0;
        for (var heading : page.select("h1, h2, h3, h4")) {
            int next = heading.tagName().charAt(1) - '0';
            assertTrue(next <= level + 1, heading.text());
            level = next;
        }
        var ids = new HashSet<String>();
        for (var element : page.select("[id]")) assertTrue(ids.add(element.id()), element.id());
        for (var link : page.select("a[href^=#]"))
            assertTrue(ids.contains(link.attr("href").substring(1)), link.attr("href"));
        for (var named : page.select("[aria-labelledby]"))
            for (var id : named.attr("aria-labelledby").split(" ")) assertTrue(ids.contains(id));
    }

    @Test
    void theCellsHaveTheFiguresOfTheFile() throws Exception {
        var page = full();
        var words = cell(page, "web calls", "event loop").text();
        assertNear(words, List.of("48.05", "40.1", "49.3"));
        assertNear(
                cell(page, "count primes", "fixed pool").text(), List.of("3.52345", "3.4", "3.6"));
        var reference = cell(page, "web calls", "sequential").text();
        assertNear(reference, List.of("123.456", "0.968", "1.25", "1"));
    }

    /// The numbers of a text begin with these, to the digits that are shown.
    private static void assertNear(String text, List<String> figures) {
        var shown = NUMBER.matcher(text).results().map(m -> new BigDecimal(m.group())).toList();
        for (int i = 0; i < figures.size(); i++) {
            var error = shown.get(i).subtract(new BigDecimal(figures.get(i))).abs();
            var half = BigDecimal.valueOf(5, shown.get(i).scale() + 1);
            assertTrue(error.compareTo(half) <= 0, figures.get(i) + " in " + text);
        }
    }

    @Test
    void theShadeGoesByTheIntervalAndTheFigure() throws Exception {
        var page = full();
        assertEquals("up7", cell(page, "web calls", "event loop").className());
        assertEquals("same", cell(page, "web calls", "threads").className());
        assertEquals("down2", cell(page, "web calls", "interpreter lock").className());
        var shades = page.select("ul.legend li").eachAttr("class");
        for (var shade : page.select("table.heat td[class^=up], table.heat td[class^=down]"))
            assertTrue(shades.contains(shade.className()), shade.className());
    }

    @Test
    void theBestAndTheTiedAreMarkedInWords() throws Exception {
        var page = full();
        assertEquals("best", cell(page, "count primes", "virtual threads").select(".mark").text());
        assertEquals("tied", cell(page, "count primes", "fixed pool").select(".mark").text());
        assertEquals("", cell(page, "count primes", "threads").select(".mark").text());
        assertTrue(page.select(".answer").text().contains("event loop for web calls"));
    }

    @Test
    void cellsWithoutFiguresSayWhy() throws Exception {
        var page = full();
        assertEquals("no sense it has one thread", cell(page, "count primes", "event loop").text());
        var failed = cell(page, "count primes", "process pool");
        assertEquals("failed IOException: no space left", failed.text());
        assertEquals(failed, cell(page, "web calls", "process pool"), "the same twice");
        assertEquals("not measured", cell(page, "count primes", "CPython threading").text());
        assertTrue(page.text().contains("Not on this machine: CPython asyncio."));
    }

    @Test
    void theSameReasonIsSaidOnce() throws Exception {
        sheet =
                SheetFolder.full(folder)
                        .note("count primes", "actors", "failed", "IOException: no space left");
        var page = page();
        assertEquals("failed as above", cell(page, "count primes", "actors").text());
        assertEquals("not measured", cell(page, "web calls", "actors").text());
    }

    @Test
    void whatFailedOnceAndHasFiguresNowIsNoFailure() throws Exception {
        sheet = SheetFolder.full(folder).row("models", "web calls", "process pool", 4, 2, 3, 4);
        assertTrue(cell(page(), "web calls", "process pool").text().startsWith("3.00×"));
    }

    @Test
    void aWrongAnswerHasNoFigureAndIsInNoChart() throws Exception {
        sheet.row("models", "blur", "sequential", 1, 1, 1, 1)
                .row("models", "blur", "threads", 2, 5, 6, 7, false)
                .row("models", "blur", "fixed pool", 2, 1.5, 1.6, 1.7);
        var page = page();
        assertEquals("wrong answer", cell(page, "blur", "threads").text());
        assertEquals(List.of("fixed pool"), page.select("svg text[text-anchor=start]").eachText());
        assertTrue(page.select(".how").text().contains("1 of 3 rows wrong"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "</style></title><svg onload=alert(1)>",
                "&lt;b&gt; & '\"`",
                "]]><!-- --> {{7*7}} ${jndi:x}",
                "مرحبا ‮evil‬ 日本語"
            })
    void whateverTheCsvSaysIsText(String hostile) throws Exception {
        sheet.on(hostile, 2)
                .row("models", hostile, "sequential", 1, 1, 1, 1)
                .row("models", hostile, hostile, 2, 1.5, 1.6, 1.7)
                .row("scaling", hostile, "sequential", 1, 1, 1, 1)
                .row("scaling", hostile, hostile, 1, 0.9, 1, 1.1)
                .row("scaling", hostile, hostile, 2, 1.5, 1.6, 1.7)
                .note(hostile, "other", "failed", hostile);
        var page = page();
        assertEquals(0, page.select("script, img, [onload], [onerror], b").size());
        assertEquals(2, page.select("svg").size());
        assertEquals(hostile, page.select("table.heat thead th").last().wholeText());
        assertEquals(hostile, page.select("dl.card dd").first().wholeText());
        assertEquals(hostile, page.select("table.heat .failed .why").first().wholeText());
        assertEquals(hostile, page.select("svg text[text-anchor=start]").first().wholeText());
    }

    @Test
    void aFolderWithoutResultsGivesAPageThatSaysSo() throws Exception {
        var page = page();
        assertTrue(page.select("main").text().contains("nothing was measured"));
        assertEquals(0, page.select("table, nav").size());
    }

    @Test
    void ifAllFailedThePageSaysWhy() throws Exception {
        sheet.note("blur", "sequential", "failed", "OutOfMemoryError: Java heap space");
        var page = page();
        assertTrue(cell(page, "blur", "sequential").text().contains("Java heap space"));
        assertTrue(page.select(".answer").text().startsWith("Nothing has been measured"));
        assertEquals(0, page.select("svg, #machine").size());
    }

    @Test
    void withoutPythonAndScalingThereIsNoPlaceForThem() throws Exception {
        sheet.row("models", "blur", "sequential", 1, 1, 1, 1)
                .row("models", "blur", "threads", 2, 0.9, 1, 1.1);
        var page = page();
        assertEquals(1, page.select("table.heat tr.group").size());
        assertEquals(1, page.select("svg").size());
        assertTrue(page.select(".answer").text().contains("than sequential code on blur"));
    }

    @Test
    void aRunThatWasCutShortNamesWhatItLacks() throws Exception {
        sheet = SheetFolder.full(folder).card("QUICK", "");
        var page = page();
        assertTrue(page.select(".warning").text().endsWith("there is nothing yet on blur."));
        assertTrue(page.select("dl.card").text().contains("Memory 8,192 MiB"));
        assertTrue(page.select(".how").text().contains("quick"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"machine\": 7}", "{\"machine\": null}"})
    void aBrokenCardIsAsGoodAsNone(String card) throws Exception {
        Files.writeString(folder.resolve("sheet.json"), card);
        assertFalse(full().select("dl.card").text().contains("MiB"));
    }

    @Test
    void onOneCoreThereIsNoCurveToFit() throws Exception {
        sheet.on(SheetFolder.CPU, 1)
                .row("scaling", "blur", "sequential", 1, 1, 1, 1)
                .row("scaling", "blur", "fixed pool", 1, 0.9, 1, 1.1)
                .row("scaling", "blur", "fixed pool", 2, 0.9, 1, 1.1);
        var page = page();
        assertTrue(page.select("figcaption").text().contains("There is one core"));
        assertEquals(0, page.select("svg .open, svg .fit1").size());
    }

    @Test
    void whatFitsPredictIsDrawnAsAPrediction() throws Exception {
        var page = full();
        assertEquals(6, page.select("svg circle.open").size()); // two fits at 8, 16 and 32 cores
        var predicted = page.select("tr:has(th:contains(predicted))");
        assertEquals(List.of("8", "16", "32"), predicted.select("td:nth-child(2)").eachText());
        assertEquals(List.of("–", "–", "–"), predicted.select("td:nth-child(3)").eachText());
    }

    @Test
    void rowsOfTwoMachinesAreNotPassedOver() throws Exception {
        sheet.row("models", "blur", "sequential", 1, 1, 1, 1)
                .on("Other CPU", 8)
                .row("models", "blur", "threads", 8, 7, 7.5, 8);
        assertTrue(page().select(".warning").text().contains("2 machines"));
    }

    @Test
    void theSameFolderGivesTheSameBytesAndABrokenOneLeavesThePage() throws Exception {
        var file = ReportPage.write(SheetFolder.full(folder).write());
        var first = Files.readAllBytes(file);
        assertArrayEquals(first, Files.readAllBytes(ReportPage.write(folder)));
        Files.writeString(folder.resolve("results.csv"), "a,b\n1,2\n");
        assertThrows(NotResults.class, () -> ReportPage.write(folder));
        assertArrayEquals(first, Files.readAllBytes(file));
    }
}
