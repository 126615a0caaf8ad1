package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tests.SheetRows.from;
import static tests.SheetRows.row;
import static tests.SheetRows.sequential;
import static tests.SheetRows.speedup;
import static tests.SheetRows.wrong;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import lab.results.Contrast;
import lab.results.Contrast.Verdict;
import lab.results.Overlay;
import lab.results.ResultRow;
import lab.results.Side;
import lab.view.ResultsCsv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs side by side: what is joined, what counts as a difference, and the command.
class CompareTest {
    private static final ResultRow BASE = sequential(1);
    private static final ResultRow THREADS = row("threads", 2, 1.9, 1.8, 1.9, 2.0);
    private static final Instant NEXT_DAY = Instant.parse("2026-11-23T08:00:00Z");

    @TempDir Path folder;

    @Test
    void onlyWhatTheIntervalsSupportIsADifference() {
        assertEquals(Verdict.NO_DIFFERENCE, verdict(1.7, 1.75, 1.8));
        assertEquals(Verdict.LOWER, verdict(1.7, 1.75, 1.799));
        assertEquals(Verdict.NO_DIFFERENCE, verdict(2.0, 2.1, 2.2));
        assertEquals(Verdict.HIGHER, verdict(2.001, 2.1, 2.2));
    }

    private static Verdict verdict(double low, double estimate, double high) {
        var other = side("b.csv", BASE, speedup(THREADS, low, estimate, high));
        var cells = contrast(side("a.csv", BASE, THREADS), other).cells();
        assertEquals(2, cells.size());
        assertEquals(Verdict.NO_DIFFERENCE, cells.getFirst().verdict());
        return cells.getLast().verdict();
    }

    @Test
    void workersMatterWhereAVariantHasSeveral() {
        var four = row("threads", 4, 1.9, 1.8, 1.9, 2.0);
        var alone = Overlay.of(List.of(side("a", BASE, THREADS), side("b", BASE, four)));
        assertEquals(List.of("sequential", "threads, 2 and 4 workers"), names(alone));
        var several = Overlay.of(List.of(side("a", BASE, THREADS, four), side("b", BASE, four)));
        assertEquals(List.of("sequential", "threads, 4 workers"), names(several));
    }

    @Test
    void rowsThatDoNotCountAreLeftOutAndSaid() {
        var overlay =
                Overlay.of(List.of(side("a", BASE, THREADS), side("b", BASE, wrong(THREADS))));
        assertEquals(List.of("sequential"), names(overlay));
        assertEquals(1, overlay.leftOut().size());
        assertTrue(overlay.leftOut().getFirst().contains("threads of primes"));
    }

    @Test
    void speedupsOverDifferentBaselinesAreNotCompared() {
        var other = row("one thread", 1, 1, 1, 1, 1);
        var overlay = Overlay.of(List.of(side("a", BASE, THREADS), side("b", other, THREADS)));
        assertEquals(List.of(), overlay.groups());
        assertTrue(overlay.leftOut().getFirst().contains("over sequential and over one thread"));
    }

    @Test
    void nothingInCommonIsSaid() {
        var other = SheetRows.row("models", "files", "threads", 2, 1, MadeUp.interval(1, 2, 3));
        var contrast = contrast(side("a", BASE, THREADS), side("b", other));
        assertEquals(List.of(), contrast.cells());
        assertTrue(contrast.summary().contains("nothing in common"), contrast.summary());
    }

    /// Two that did different amounts of work are compared by their speedups alone.
    @Test
    void aQuickRunAndAStandardOneAreComparedWithCaution() {
        var quick = new Side("mine", "", List.of(BASE, THREADS), "quick");
        var standard = new Side("theirs", "", List.of(BASE, THREADS), "standard");
        var contrast = contrast(quick, standard);
        assertEquals(
                "theirs is a standard run and mine a quick one: the cheat sheets did different"
                        + " amounts of work, so medians are not compared, and speedups may differ"
                        + " for that reason alone",
                contrast.caution().orElseThrow());
        assertEquals(0, contrast.baselines().rowCount());
        assertEquals(1, contrast(quick, quick).baselines().rowCount());
        assertEquals(Optional.empty(), contrast(quick, quick).caution());
        var unknown = contrast(quick, side("b", BASE, THREADS));
        assertTrue(unknown.caution().orElseThrow().startsWith("how much work the cheat sheet of"));
        assertEquals(1, unknown.baselines().rowCount());
    }

    @Test
    void labelsAreWhatTellsThemApart() {
        var a = side("x/one/results.csv", BASE);
        var jdk = side("b", from(BASE, "Test CPU", "Test JDK 26", NEXT_DAY));
        assertEquals(List.of("Test JDK 25", "Test JDK 26"), labels(a, jdk));
        var day = side("b", from(BASE, "Test CPU", "Test JDK 25", NEXT_DAY));
        assertEquals(List.of("2026-11-22", "2026-11-23"), labels(a, day));
        var cpu = side("b", from(BASE, "Other CPU", "Test JDK 25", NEXT_DAY));
        assertEquals(List.of("Test CPU", "Other CPU"), labels(a, cpu));
        assertEquals(
                List.of("one", "b.csv", "b.csv (2)"),
                labels(a, side("b.csv", BASE), side("y/b.csv", BASE)));
    }

    @Test
    void theFigureHasAMarkForEachRun() {
        var log = row("virtual threads", 50, 1, 47, 48, 49);
        var overlay =
                Overlay.of(
                        List.of(
                                side("a", BASE, THREADS, log),
                                side("b", BASE, speedup(THREADS, 1.2, 1.3, 1.4))));
        var group = overlay.groups().getFirst();
        var figure = group.figure("models-primes", overlay.sides());
        assertEquals(
                List.of("threads"), group.entries().stream().skip(1).map(e -> e.name()).toList());
        assertEquals(2, figure.data().rowCount());
        assertTrue(
                figure.alt().contains("a 1.90 (1.80 to 2.00), b 1.30 (1.20 to 1.40)"),
                figure.alt());
        assertTrue(figure.caption().contains("Test JDK 25"), figure.caption());
        assertEquals(900, figure.chart().getWidth());
    }

    @Test
    void theCommand() throws Exception {
        var one = csv("one", BASE, THREADS);
        var two =
                csv(
                        "two",
                        from(BASE, "Other, \"fast\" CPU", "Test JDK 25", NEXT_DAY),
                        from(
                                speedup(THREADS, 1.2, 1.3, 1.4),
                                "Other, \"fast\" CPU",
                                "Test JDK 25",
                                NEXT_DAY));
        Files.writeString(one, Files.readString(one) + line(THREADS) + "\n");
        card(one, "QUICK", "Test CPU");
        card(two, "STANDARD", "Other, \\\"fast\\\" CPU");
        var out = folder.resolve("out");
        var result =
                Command.jbangw(
                                "compare",
                                one.getParent().toString(),
                                two.toString(),
                                "--json",
                                "--out",
                                out.toString())
                        .run();
        assertEquals(0, result.exit(), result::toString);
        var document = new ObjectMapper().readTree(result.out());
        var cells = document.at("/contrasts/0/cells");
        assertEquals(2, cells.size(), result::toString);
        assertEquals("lower", cells.get(1).get("speedup").asText());
        assertFalse(cells.get(1).get("same_machine").asBoolean());
        assertTrue(
                document.at("/remarks/0").asText().contains("the last counts"), result::toString);
        assertTrue(
                document.at("/remarks/1").asText().contains("is a standard run and"),
                result::toString);
        assertFalse(cells.get(1).get("medians_compare").asBoolean());
        assertEquals(4, document.get("files").size());
        var picture = ImageIO.read(out.resolve("models-primes.png").toFile());
        assertEquals(1_800, picture.getWidth());
        assertEquals(5, Files.readAllLines(out.resolve("side-by-side.csv")).size());
    }

    /// The card that a run of the cheat sheet leaves beside its results.
    private static void card(Path results, String size, String cpu) throws Exception {
        Files.writeString(
                results.resolveSibling("sheet.json"),
                """
                {"size": "%s", "machine": {"cpu": "%s", "cores": 2, "onlineCores": 2,
                  "quotaCores": 0, "threadsPerCore": 1, "memoryMegabytes": 8192,
                  "heapMegabytes": 2048, "jdk": "Test JDK 25", "os": "Test OS 1 amd64"}}
                """
                        .formatted(size, cpu));
    }

    private Path csv(String name, ResultRow... rows) throws Exception {
        var file = Files.createDirectories(folder.resolve(name)).resolve("results.csv");
        return Files.writeString(
                file,
                String.join(",", ResultsCsv.COLUMNS)
                        + "\n"
                        + Arrays.stream(rows)
                                .map(row -> line(row) + "\n")
                                .collect(Collectors.joining()));
    }

    private static String line(ResultRow r) {
        return "%s,%s,%s,%s,%d,%d,%s,%s,%s,%s,%s,%s,%d,%s,\"%s\",%d,%s,%s,%s"
                .formatted(
                        r.lesson(),
                        r.experiment(),
                        r.workload(),
                        r.variant(),
                        r.workers(),
                        r.rounds(),
                        r.medianMillis(),
                        r.speedup().estimate(),
                        r.speedup().low(),
                        r.speedup().high(),
                        r.cpuMillis(),
                        r.allocatedMegabytes(),
                        r.peakThreads(),
                        r.answerOk(),
                        r.cpu().replace("\"", "\"\""),
                        r.cores(),
                        r.jdk(),
                        r.os(),
                        r.at());
    }

    private static Side side(String source, ResultRow... rows) {
        return new Side(source.length() == 1 ? source : "", source, List.of(rows));
    }

    private static Contrast contrast(Side a, Side b) {
        return Contrast.of(Overlay.of(List.of(a, b))).getFirst();
    }

    private static List<String> names(Overlay overlay) {
        return overlay.groups().getFirst().entries().stream().map(Overlay.Entry::name).toList();
    }

    private static List<String> labels(Side... sides) {
        return Overlay.of(
                        Arrays.stream(sides)
                                .map(side -> new Side("", side.source(), side.rows()))
                                .toList())
                .sides()
                .stream()
                .map(Side::label)
                .toList();
    }
}
