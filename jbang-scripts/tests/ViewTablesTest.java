package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import lab.measure.Claim;
import lab.measure.Comparison;
import lab.measure.Interval;
import lab.measure.Scaling;
import lab.view.Figures;
import lab.view.Numbers;
import lab.view.ResultsCsv;
import lab.view.Tables;
import lab.view.Terminal;
import lab.view.TerminalDisplay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// Tables as HTML, as text and as CSV, and the terminal that shows them.
class ViewTablesTest {
    private static final Instant AT = Instant.parse("2025-11-22T14:00:00Z");

    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

    private TerminalDisplay display(Terminal terminal) {
        return new TerminalDisplay(
                new PrintStream(results, true, StandardCharsets.UTF_8),
                new PrintStream(rest, true, StandardCharsets.UTF_8),
                terminal);
    }

    @Test
    void htmlIsWellFormedAndKeepsNoMarkupOfTheData() throws Exception {
        var table =
                Table.create(
                        "A <script>alert(1)</script> & more",
                        StringColumn.create("<b>\"way\"</b>", "<script>x</script>", "a & b"),
                        DoubleColumn.create("ms", 1.5, Double.NaN));
        var html = Tables.html(table);
        assertFalse(html.contains("<script"), html);
        assertFalse(html.contains("<b>"), html);
        var root =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement();
        assertEquals("table", root.getTagName());
        assertEquals(table.name(), root.getElementsByTagName("caption").item(0).getTextContent());
        var heads = root.getElementsByTagName("th");
        var scopes = new StringBuilder();
        for (int i = 0; i < heads.getLength(); i++)
            scopes.append(heads.item(i).getAttributes().getNamedItem("scope").getNodeValue())
                    .append(' ');
        assertEquals("col col row row ", scopes.toString());
        assertTrue(html.contains("<td align=\"right\" style=\"text-align:right\">1.50</td>"), html);
    }

    @Test
    void textAlignsNumbersAtTheirPointsAndFits() {
        var text = Tables.text(Tables.of(MadeUp.primes()));
        var rows = text.lines().skip(4).filter(line -> !line.startsWith(" ")).toList();
        assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
        assertEquals(text.lines().map(String::stripTrailing).toList(), text.lines().toList());
        var table =
                Tables.text(
                        Table.create(
                                "t",
                                StringColumn.create("way", "a", "b", "c"),
                                DoubleColumn.create("ms", 1.234, 12.34, 1_234_567)));
        var points =
                table.lines().filter(line -> line.contains(".")).map(l -> l.indexOf('.')).toList();
        assertEquals(2, points.size(), table);
        assertEquals(points.get(0), points.get(1), table);
        assertTrue(table.contains("1,230,000"), table);
        assertFalse(rows.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "0.97, 1.01, 1.04, '1.01 (0.97 to 1.04), no measurable difference'",
        "1.00, 1.01, 1.04, '1.01 (1.00 to 1.04), no measurable difference'",
        "0.90, 0.95, 1.00, '0.95 (0.90 to 1.00), no measurable difference'",
        "1.001, 1.01, 1.04, '1.01 (1.00 to 1.04)'",
        "1.89, 1.92, 1.94, '1.92 (1.89 to 1.94)'",
        "0.020, 0.0213, 0.0221, '0.021 (0.020 to 0.022)'",
        "12.04, 12.34, 13, '12.3 (12.0 to 13.0)'",
    })
    void intervalThatIncludesOneSaysSo(double low, double estimate, double high, String shown) {
        assertEquals(shown, Tables.speedup(new Interval(low, estimate, high)));
    }

    @ParameterizedTest
    @CsvSource({"0.7548, 0.75", "0.9247, 0.92", "0.96457, 0.96", "9.996, 10.0", "1234.5, '1,230'"})
    void figureIsRoundedOnce(double value, String shown) {
        assertEquals(shown, Numbers.three(value));
    }

    @Test
    void cellThatCannotBeToldFromOneSaysSo() {
        var grid =
                new Interval[][] {
                    {Interval.exactly(1), new Interval(0.8, 0.91, 1.1)},
                    {null, new Interval(0.85, 0.91, 0.95)}
                };
        var text =
                Figures.speedupGrid(
                                "grid",
                                "Speedup",
                                List.of("a", "b"),
                                List.of("x", "y"),
                                grid,
                                MadeUp.MACHINE)
                        .text(new Terminal(80, true, false));
        var lines = text.lines().map(line -> line.replaceAll("\\s+", " ").strip()).toList();
        assertTrue(lines.contains("x 1.00 ≈ 0.91"), text);
        assertTrue(lines.contains("y – 0.91"), text);
    }

    @Test
    void tableOfSeveralWorkloadsNamesEach() {
        var table = Tables.of(List.of(MadeUp.primes(), MadeUp.words()));
        assertEquals(8, table.rowCount());
        assertEquals("workload", table.column(0).name());
        var text = Tables.text(table);
        for (var comparison : List.of(MadeUp.primes(), MadeUp.words()))
            assertEquals(1, text.lines().filter(comparison.workload()::equals).count(), text);
    }

    @Test
    void scalingTableTellsPredictionsFromMeasurements() {
        var table = Tables.of(Scaling.of(MadeUp.scaling(4), 4));
        var kinds = table.stringColumn(0);
        assertEquals(8, kinds.asList().stream().filter("measured"::equals).count());
        assertEquals(6, kinds.asList().stream().filter(k -> k.startsWith("prediction, ")).count());
    }

    @Test
    void claimsSayHowTheyFared() {
        var held = Claim.that("all answers are equal", true, "24 answers");
        var refuted = Claim.that("nothing is lost", false, "17 lost");
        var text = Tables.text(Tables.claims(List.of(held, refuted)));
        assertTrue(text.lines().anyMatch(l -> l.contains("equal") && l.contains("✓ held")), text);
        assertTrue(
                text.lines().anyMatch(l -> l.contains("lost") && l.contains("✗ did not hold")),
                text);
    }

    @Test
    void resultsKeepEveryColumnWhateverTheLocale(@TempDir Path folder) throws IOException {
        var before = Locale.getDefault();
        var file = folder.resolve("results.csv");
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            ResultsCsv.append(file, "parallelism", MadeUp.primes(), MadeUp.MACHINE, AT);
            Locale.setDefault(Locale.GERMANY);
            ResultsCsv.append(file, "parallelism", MadeUp.words(), MadeUp.MACHINE, AT);
            assertTrue(Tables.text(Tables.of(MadeUp.primes())).contains("1.93 (1.90 to 1.94)"));
        } finally {
            Locale.setDefault(before);
        }
        var lines = Files.readAllLines(file);
        assertEquals(
                "lesson,experiment,workload,variant,workers,rounds,median_ms,speedup,speedup_low,"
                        + "speedup_high,cpu_ms,allocated_mb,peak_threads,answer_ok,cpu,cores,jdk,os,at",
                lines.getFirst());
        assertEquals(1 + 5 + 3, lines.size());
        assertEquals(
                "parallelism,how to split,count primes,\"static, \"\"equal\"\" ranges\",2,9,"
                        + "165.004,1.45,1.38,1.47,330.008,1.2,2,true,Test <CPU> & Co,2,"
                        + "Test JDK 25,Test OS 1 amd64,2025-11-22T14:00:00Z",
                lines.get(2));
        var table = Table.read().csv(file.toFile());
        assertEquals(8, table.rowCount());
        assertEquals(ResultsCsv.COLUMNS, table.columnNames());
    }

    @Test
    void resultsGoToOneStreamAndProgressToTheOther() {
        var display = display(new Terminal(80, true, true));
        display.html("<p>x</p>", "the result ✓");
        try (var progress = display.progress("counting")) {
            progress.at(0.5, "round 3 of 6");
            progress.done("counted");
        }
        assertEquals("the result ✓\n", results.toString(StandardCharsets.UTF_8));
        var shown = rest.toString(StandardCharsets.UTF_8);
        assertTrue(shown.contains(" 50%  counting: round 3 of 6"), shown);
        assertTrue(shown.endsWith("\r\u001b[2Kcounted" + System.lineSeparator()), shown);
    }

    @Test
    void blocksStandApart() {
        var display = display(new Terminal(80, true, false));
        for (var text : List.of("one", "two", "a\nb\n", "three", "c\nd", "e\nf", "four"))
            display.html("", text);
        assertEquals(
                "one\ntwo\n\na\nb\n\nthree\n\nc\nd\n\ne\nf\n\nfour\n",
                results.toString(StandardCharsets.UTF_8));
    }

    @Test
    void fileGetsNoLineThatIsWrittenOver() {
        try (var progress = display(new Terminal(80, true, false)).progress("counting")) {
            progress.at(0.5, "round 3 of 6");
            progress.done("counted");
        }
        assertEquals("counted" + System.lineSeparator(), rest.toString(StandardCharsets.UTF_8));
    }

    @Test
    void terminalWithoutUnicodeGetsAscii() {
        var display = display(new Terminal(80, false, true));
        display.html("", "✓ café: 3 × 2 → 6 …");
        display.figure(
                Figures.speedups(
                        "bars", "Größe – über alles", List.of(MadeUp.primes()), MadeUp.MACHINE));
        try (var progress = display.progress("größer")) {
            progress.at(0.5, "½ done");
        }
        var all = results.toString(StandardCharsets.UTF_8) + rest.toString(StandardCharsets.UTF_8);
        assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(all), all);
        assertTrue(all.startsWith("ok cafe: 3 x 2 -> 6 ..."), all);
    }

    @Test
    void figureInATerminalIsAChartWithItsCaption() {
        var display = display(new Terminal(80, true, false));
        display.figure(
                Figures.speedups("bars", "How fast?", List.of(MadeUp.primes()), MadeUp.MACHINE));
        var shown = results.toString(StandardCharsets.UTF_8);
        assertTrue(shown.contains("How fast?"), shown);
        var dynamic = barOf(shown, "dynamic chunks");
        assertTrue(dynamic > barOf(shown, "static, \"equal\" ranges"), shown);
        assertTrue(barOf(shown, "static, \"equal\" ranges") > barOf(shown, "sequential"), shown);
        assertTrue(shown.replace('\n', ' ').contains(MadeUp.MACHINE.line()), shown);
        assertEquals(0, rest.size());
    }

    private static long barOf(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + " "))
                .flatMapToInt(String::chars)
                .filter(c -> c == '█' || c == '▓')
                .count();
    }

    @Test
    void comparisonWithNothingToCompareIsShown() {
        var alone = new Comparison(MadeUp.primes().measurements().subList(0, 1), List.of());
        assertEquals(1, Tables.of(alone).rowCount());
        var figure = Figures.speedups("alone", "Alone", List.of(alone), MadeUp.MACHINE);
        assertTrue(figure.alt().contains("nothing to compare"), figure.alt());
        assertTrue(figure.png().length > 1_000);
    }
}
