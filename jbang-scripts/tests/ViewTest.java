package tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import lab.measure.Comparison;
import lab.measure.Interval;
import lab.measure.MachineCard;
import lab.measure.Scaling;
import lab.view.Figure;
import lab.view.Figures;
import lab.view.Line;
import lab.view.Picture;
import lab.view.Span;
import lab.view.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.xml.sax.InputSource;
import tech.tablesaw.api.Table;

/// Every kind of chart: as a picture, as text, as data, in words.
class ViewTest {
    private static final MachineCard MACHINE = MadeUp.MACHINE;

    static Stream<Figure> figures() {
        return MadeUp.figures();
    }

    @ParameterizedTest
    @MethodSource("figures")
    void pictureIsOpaqueAndOfTheSizeItSays(Figure figure) throws IOException {
        var picture = figure.picture();
        var image = ImageIO.read(new ByteArrayInputStream(picture.png()));
        assertEquals(picture.width() * Picture.DENSITY, image.getWidth());
        assertEquals(picture.height() * Picture.DENSITY, image.getHeight());
        assertFalse(image.getColorModel().hasAlpha(), "a dark page would show through");
        assertEquals(0xFFFFFFFF, image.getRGB(0, 0));
        int width = image.getWidth();
        var pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        long inked = Arrays.stream(pixels).filter(pixel -> pixel != 0xFFFFFFFF).count();
        assertTrue(inked > pixels.length / 200, figure.name() + " has only " + inked + " pixels");
        assertTrue(inked < pixels.length * 0.9, figure.name() + " is nearly covered");
    }

    @ParameterizedTest
    @MethodSource("figures")
    void pictureIsSmallEnoughToCommit(Figure figure) {
        assertTrue(figure.png().length < 110_000, figure.name() + ": " + figure.png().length);
    }

    @ParameterizedTest
    @MethodSource("figures")
    void sameFigureGivesSameBytes(Figure figure) {
        assertArrayEquals(figure.png(), figure.png());
        assertArrayEquals(figure.svg(), figure.svg());
    }

    @ParameterizedTest
    @MethodSource("figures")
    void svgIsWellFormedAndSaysWhatItShows(Figure figure) throws Exception {
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
        var svg = builder.parse(new ByteArrayInputStream(figure.svg())).getDocumentElement();
        assertEquals("svg", svg.getTagName());
        assertEquals("img", svg.getAttribute("role"));
        assertEquals(figure.title(), svg.getElementsByTagName("title").item(0).getTextContent());
        assertEquals(figure.alt(), svg.getElementsByTagName("desc").item(0).getTextContent());
        assertTrue(svg.getElementsByTagName("path").getLength() > 5);
    }

    @ParameterizedTest
    @MethodSource("figures")
    void textFitsTheTerminal(Figure figure) {
        for (int columns : new int[] {60, 80, 120}) {
            var text = figure.text(new Terminal(columns, true, false));
            text.lines()
                    .forEach(line -> assertTrue(line.length() <= columns, columns + ": " + line));
            assertTrue(text.contains(figure.title().substring(0, 8)));
        }
    }

    @ParameterizedTest
    @MethodSource("figures")
    void textCanDoWithoutUnicode(Figure figure) {
        var text = figure.text(new Terminal(80, false, false));
        assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(text), text);
    }

    @ParameterizedTest
    @MethodSource("figures")
    void captionStatesTheMachine(Figure figure) {
        assertTrue(figure.caption().contains(MACHINE.line()), figure.caption());
        assertFalse(figure.alt().isBlank());
    }

    @Test
    void filesAreWrittenWholeAndDataComesBack(@TempDir Path folder) throws IOException {
        var figure = Figures.speedups("bars", "Bars", List.of(MadeUp.primes()), MACHINE);
        var written = figure.write(folder.resolve("new/folder"));
        assertEquals(
                List.of("bars.csv", "bars.png", "bars.svg"),
                written.stream().map(path -> path.getFileName().toString()).toList());
        try (var files = Files.list(folder.resolve("new/folder"))) {
            assertEquals(3, files.count(), "a draft was left behind");
        }
        var data = Table.read().csv(written.getFirst().toFile());
        assertEquals(MadeUp.primes().measurements().size(), data.rowCount());
        assertEquals("static, \"equal\" ranges", data.stringColumn("variant").get(1));
        assertEquals(1.45, data.numberColumn("speedup").getDouble(1), 1e-9);
        assertEquals(1.38, data.numberColumn("speedup_low").getDouble(1), 1e-9);
    }

    @Test
    void unwritableFolderLeavesNothing(@TempDir Path folder) throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        var figure = Figures.speedups("bars", "Bars", List.of(MadeUp.primes()), MACHINE);
        assertThrows(IOException.class, () -> figure.write(file));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../up", "a b", "Über", "a/b", "-a", "a--b", "CON."})
    void nameThatIsNoFileStemIsRefused(String name) {
        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Figures.speedups(name, "T", List.of(MadeUp.primes()), MACHINE));
        assertTrue(thrown.getMessage().contains("'" + name + "'"), thrown.getMessage());
    }

    @Test
    void altTextNamesTheHighestBarAndWhatCannotBeTold() {
        var alt = Figures.speedups("a", "T", List.of(MadeUp.primes()), MACHINE).alt();
        assertTrue(alt.contains("highest is dynamic chunks with 1.93"), alt);
        assertTrue(alt.contains("a thread more with 1.01 (no measurable difference)"), alt);
        assertEquals(1, alt.split("no measurable difference", -1).length - 1, alt);
    }

    @Test
    void barsBeginAtZeroAndCarryTheirIntervals() {
        var chart = xy(Figures.speedups("a", "T", List.of(MadeUp.primes()), MACHINE));
        assertEquals(0, chart.getStyler().getXAxisMin());
        var bar = (XYSeries) chart.getSeries("dynamic chunks");
        assertEquals(0, Arrays.stream(bar.getXData()).min().orElseThrow());
        assertEquals(1.93, Arrays.stream(bar.getXData()).max().orElseThrow(), 1e-9);
        assertInterval(chart, "95% interval", true, MadeUp.primes());
    }

    @Test
    void groupedBarsCarryTheirIntervalsToo() {
        var both = List.of(MadeUp.primes(), MadeUp.words());
        var chart = xy(Figures.speedups("a", "T", both, MACHINE));
        assertEquals(0, chart.getStyler().getYAxisMin());
        for (var comparison : both) assertInterval(chart, "95% interval", false, comparison);
    }

    private static void assertInterval(
            XYChart chart, String name, boolean lying, Comparison comparison) {
        var series = (XYSeries) chart.getSeries(name);
        var ends = Arrays.stream(lying ? series.getXData() : series.getYData()).boxed().toList();
        for (var m : comparison.measurements().stream().skip(1).toList()) {
            assertTrue(ends.contains(m.speedup().low()), m.variant());
            assertTrue(ends.contains(m.speedup().high()), m.variant());
        }
    }

    @Test
    void predictionIsDrawnAsOneAndSaysSo() {
        var figure = Figures.scaling("a", "T", Scaling.of(MadeUp.scaling(2), 2), MACHINE);
        var names = xy(figure).getSeriesCollection().stream().map(s -> s.getName()).toList();
        assertTrue(names.contains("measured, 95% interval"), names.toString());
        var beyond = (XYSeries) xy(figure).getSeries("Amdahl's law, prediction beyond the cores");
        assertTrue(beyond.getXData()[0] >= 1, "a prediction begins at the cores, log2 2");
        assertTrue(Arrays.stream(beyond.getYData()).anyMatch(Double::isNaN), "no gaps, no dashes");
        var fitted = (XYSeries) xy(figure).getSeries("Amdahl's law, fitted");
        assertTrue(Arrays.stream(fitted.getXData()).max().orElseThrow() <= 1 + 1e-9);
        assertTrue(figure.caption().contains("not measured"));
        assertTrue(figure.alt().contains("which was not measured"));
    }

    @Test
    void oneCoreHasNothingToPredict() {
        var figure = Figures.scaling("a", "T", Scaling.of(MadeUp.scaling(1), 1), MACHINE);
        var names = xy(figure).getSeriesCollection().stream().map(s -> s.getName()).toList();
        assertEquals(List.of("ideal", "measured, 95% interval", "measured"), names);
        assertFalse(figure.caption().contains("predict"), figure.caption());
    }

    @Test
    void timelineHasALineForEachLane() {
        var figure = Figures.timeline("a", "T", MadeUp.spans(40), MACHINE);
        var text = figure.text(new Terminal(80, true, false));
        assertEquals(40, text.lines().filter(line -> line.startsWith("pool-")).count());
        assertEquals(MadeUp.spans(40).size(), figure.data().rowCount());
    }

    @Test
    void timelineNeedsASpan() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Figures.timeline("a", "T", List.of(), MACHINE));
        assertThrows(IllegalArgumentException.class, () -> new Span("a", "runs", 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Span("a", "runs", Double.NaN, 1));
    }

    @Test
    void lineNeedsAscendingPoints() {
        var one = Interval.exactly(1);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Line("l", new double[] {1, 2}, List.of(one)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Line("l", new double[] {2, 1}, List.of(one, one)));
        var line = new Line("l", new double[] {0, 1}, List.of(one, one));
        assertThrows(
                IllegalArgumentException.class,
                () -> Figures.lines("a", "T", "x", "y", true, List.of(line), MACHINE));
    }

    /// Else the error bars of many would lie on one another. The figures behind them stay.
    @Test
    void manyLinesStandApartAndFewDoNot() {
        for (int lines : List.of(4, 6)) {
            var figure = Figures.lines("a", "T", "x", "y", false, flat(lines), MACHINE);
            var second =
                    IntStream.range(0, lines)
                            .mapToDouble(i -> xy(figure).getSeries("l" + i).getXData()[1])
                            .toArray();
            assertEquals(lines > 4 ? lines : 1, Arrays.stream(second).distinct().count());
            assertEquals(2, Arrays.stream(second).average().orElseThrow(), 1e-9);
            for (double x : second) assertEquals(2, x, 0.25, "half of the way to the next");
            assertEquals(lines > 4, figure.caption().contains("a little apart"));
            assertEquals(3, figure.data().column("x").countUnique());
        }
    }

    private static List<Line> flat(int lines) {
        var x = new double[] {1, 2, 64};
        var y = Collections.nCopies(3, new Interval(1, 2, 3));
        return IntStream.range(0, lines).mapToObj(i -> new Line("l" + i, x, y)).toList();
    }

    private static XYChart xy(Figure figure) {
        return (XYChart) figure.chart();
    }
}
