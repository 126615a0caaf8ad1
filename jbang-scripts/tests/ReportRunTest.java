package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lab.report.ReportPage;
import lab.results.ResultRow;
import lab.results.Results;
import lab.results.Side;
import org.jsoup.nodes.Document;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the report says of the run as a whole: how it was measured, how it scales, what others got.
class ReportRunTest {
    @TempDir Path folder;
    private SheetFolder sheet;

    @BeforeEach
    void empty() {
        sheet = new SheetFolder(folder);
    }

    private Document page() throws Exception {
        return ReportPageTest.parsed(Files.readString(ReportPage.write(sheet.write())));
    }

    /// Cores are no bound to what waits: the fits are over threads, and go on from the most.
    @Test
    void whatWaitsIsFittedOverItsThreads() throws Exception {
        sheet.on(SheetFolder.CPU, 4).row("scaling", "web calls", "sequential", 1, 1, 1, 1);
        for (int n : List.of(1, 4, 16, 50))
            sheet.row("scaling", "web calls", "fixed pool", n, 0.9 * n, 0.95 * n, n);
        sheet.card(
                "QUICK",
                ", \"inputs\": [{\"workload\": \"web calls\", \"waits\": true},"
                        + " {\"workload\": \"files\", \"waits\": false}]");
        var page = page();
        var predicted = page.select("tr:has(th:contains(predicted))");
        assertEquals(List.of("100", "200", "400"), predicted.select("td:nth-child(2)").eachText());
        assertTrue(page.select("table.figures thead").text().contains("Kind Threads"));
        assertTrue(page.select("svg text").eachText().contains("threads"));
        assertTrue(page.select("figcaption").text().contains("predict for more threads"));
        Files.delete(folder.resolve("sheet.json"));
        var caption = page().select("figcaption").text();
        assertTrue(caption.contains("Amdahl is left out"), "no law gives 47 times on 4 cores");
        assertTrue(caption.contains("with 50 workers"), caption);
    }

    /// Amdahl's law cannot go below 1, and no law begins there.
    @Test
    void aFitThatCannotDescribeTheCurveIsLeftOut() throws Exception {
        sheet.on(SheetFolder.CPU, 2)
                .row("scaling", "bank", "sequential", 1, 1, 1, 1)
                .row("scaling", "bank", "fixed pool", 1, 0.9, 0.95, 1)
                .row("scaling", "bank", "fixed pool", 2, 0.5, 0.52, 0.54);
        var page = page();
        assertEquals(3, page.select("svg circle.open.fit2").size(), "the USL at 4, 8 and 16 cores");
        assertEquals(0, page.select("svg .fit1").size());
        var caption = page.select("figcaption").text();
        assertTrue(caption.contains("what the fit predicts for more cores"), caption);
        assertTrue(
                caption.endsWith(
                        "Amdahl is left out, as it cannot describe this: fitted, it gives 1.00"
                                + " with 2 workers, and measured is 0.52 (0.50 to 0.54)."),
                caption);
        sheet.row("scaling", "bank", "fixed pool", 2, 0.85, 0.9, 0.99);
        caption = page().select("figcaption").text();
        assertTrue(caption.contains("measured is 0.90 (0.85 to 0.99)"), caption);
        sheet.row("scaling", "bank", "fixed pool", 2, 0.85, 0.9, 1);
        assertEquals(6, page().select("svg circle.open").size(), "it may be 1");
        sheet.row("scaling", "bank", "fixed pool", 1, 0.5, 0.6, 0.7);
        page = page();
        assertEquals(0, page.select("svg .open, svg .fit1, svg .fit2").size());
        caption = page.select("figcaption").text();
        for (var fit : List.of("Amdahl", "USL at worst"))
            assertTrue(
                    caption.contains(
                            fit
                                    + " is left out, as it cannot describe this: fitted, it gives"
                                    + " 1.00 with 1 worker, and"),
                    caption);
    }

    @Test
    void howItWasMeasuredIsSaid() throws Exception {
        var plan =
                ", \"plan\": {\"jvms\": %d, \"minRounds\": 7, \"maxRounds\": 41,"
                        + " \"warmUpMillis\": 500, \"measuringMillis\": 2500}";
        sheet = SheetFolder.full(folder).card("STANDARD", plan.formatted(5));
        var several = page().select(".how").text();
        assertTrue(several.contains("In each of 5 JVMs, one after"), several);
        assertTrue(several.contains("at most 500 ms to warm up and 2.5 s for"), several);
        assertTrue(several.contains("Of 5 JVMs, and of as many"), several);
        assertTrue(several.contains("(Georges, Buytaert and Eeckhout 2007)"), several);
        assertFalse(several.contains("not in the interval"), several);
        sheet.card("QUICK", plan.formatted(1));
        var one = page().select(".how").text();
        assertTrue(one.contains("In one JVM, every workload"), one);
        assertTrue(one.contains("is not in the interval, so another run lies outside"), one);
        sheet.card("QUICK", "");
        assertEquals(one.contains("Georges"), page().select(".how").text().contains("Georges"));
        assertTrue(page().select(".how").text().contains("All rounds are of one JVM"));
        Files.delete(folder.resolve("sheet.json"));
        var unknown = page().select(".how").text();
        assertFalse(unknown.contains("of one JVM") || unknown.contains("Georges"), unknown);
    }

    @Test
    void theMemoryOfCPythonIsWhatWasResident() throws Exception {
        sheet = SheetFolder.full(folder);
        var page = page();
        assertFalse(
                ReportPageTest.cell(page, "web calls", "CPython threading").text().contains("MB"));
        assertFalse(page.text().contains("resident"));
        sheet.resident("34.5")
                .row("cpython", "web calls", "CPython multiprocessing", 4, 1.8, 1.9, 2);
        page = page();
        assertTrue(
                ReportPageTest.cell(page, "web calls", "CPython multiprocessing")
                        .text()
                        .endsWith("34.5 MB – threads"));
        assertTrue(
                ReportPageTest.cell(page, "web calls", "CPython threading")
                        .text()
                        .endsWith("– MB – threads"));
        assertTrue(page.select("tr.group").text().contains("MB: the most resident"));
        assertEquals(1, page.select("thead th:contains(CPython: most resident)").size());
        assertTrue(page.select(".how").text().contains("the megabytes are the most that was"));
    }

    @Test
    void itIsLaidOverTheRunsOfNamedMachines() throws Exception {
        sheet = SheetFolder.full(folder).card("QUICK", "");
        var mine = Results.read(sheet.write().resolve("results.csv"));
        assertEquals(0, beside(new Side("this one", "", mine)).size(), "it is this very run");
        var other = new ArrayList<ResultRow>();
        for (var row : mine)
            if (row.variant().equals("event loop")) other.add(SheetRows.speedup(row, 20, 21, 22));
            else if (!row.variant().equals("threads"))
                other.add(SheetRows.from(row, "Other CPU", row.jdk(), row.at()));
        var section = beside(new Side("other-machine", "", other, "standard"));
        assertEquals("other-machine", section.select("h3").text());
        assertTrue(section.select(".byline").text().startsWith("Other CPU, 4 cores"));
        assertTrue(section.select(".warning").text().contains("quick run and other-machine a"));
        assertTrue(section.text().contains("1 differs beyond the intervals: 1 higher in this run"));
        var differs = section.select("table").first().select("tbody tr:not(.group)");
        assertEquals(
                List.of("event loop 48.1 (40.1 to 49.3) 21.0 (20.0 to 22.0) 1.82 to 2.47 higher"),
                differs.eachText());
        assertEquals(
                "web calls: event loop 48.1 (40.1 to 49.3), there 21.0 (20.0 to 22.0).",
                section.select("svg desc").text());
        assertEquals(
                List.of("web calls: event loop"),
                section.select("svg text[text-anchor=start]").eachText());
        var all = section.select("details table tbody tr:not(.group)");
        assertEquals("All %d speedups side by side".formatted(all.size()), summary(section));
        assertEquals(11, all.size());
        var same = beside(new Side("other-machine", "", other, "quick"));
        assertEquals(0, same.select(".warning").size());
        other.removeIf(row -> row.variant().equals("event loop"));
        var alike = beside(new Side("other-machine", "", other, "quick"));
        assertTrue(alike.text().contains("in common, none differs beyond the intervals."));
        assertEquals(0, alike.select("svg").size());
        var unknown = beside(new Side("other-machine", "", other));
        assertTrue(unknown.select(".warning").text().contains("other-machine did is not known"));
        var foreign =
                SheetRows.row("models", "juggling", "threads", 2, 1, MadeUp.interval(1, 2, 3));
        assertEquals(0, beside(new Side("nothing in common", "", List.of(foreign))).size());
    }

    private static String summary(Elements section) {
        return section.select("summary").text();
    }

    private Elements beside(Side reference) throws Exception {
        var page =
                ReportPageTest.parsed(
                        Files.readString(ReportPage.write(folder, List.of(reference))));
        assertEquals(
                page.select("section[aria-labelledby=beside]").size(),
                page.select("nav a[href=#beside]").size());
        return page.select("section[aria-labelledby=beside]");
    }
}
