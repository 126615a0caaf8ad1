package lab.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import lab.measure.Interval;
import lab.results.Contrast;
import lab.view.Numbers;
import org.jsoup.nodes.Element;

/// Two runs where they differ most: for each speedup both marks with their intervals, one below the
/// other, on a logarithmic axis.
final class BesideChart {
    private static final int MOST = 20;
    private static final int TOP = 26;
    private static final int ROW = 48;
    private static final int MINE = 24;
    private static final int THEIRS = 35;
    private static final int CAP = 4;

    private final List<Contrast.Pair> cells;
    private final String other;
    private final Axis axis;

    private BesideChart(List<Contrast.Pair> cells, String other) {
        this.cells = cells;
        this.other = other;
        this.axis =
                Axis.around(
                        DoubleStream.concat(
                                DoubleStream.of(1),
                                cells.stream()
                                        .flatMapToDouble(cell ->
                                                DoubleStream.of(
                                                        cell.first().speedup().low(),
                                                        cell.first().speedup().high(),
                                                        cell.second().speedup().low(),
                                                        cell.second().speedup().high()))),
                        3,
                        97);
    }

    /// Adds the chart to the page, unless nothing differs.
    ///
    /// @param different the speedups that differ, this run's second
    /// @param other what the other run is called
    static void add(Element parent, String id, List<Contrast.Pair> different, String other) {
        if (different.isEmpty()) return;
        var cells =
                different.stream()
                        .sorted(Comparator.comparingDouble(BesideChart::gap).reversed())
                        .limit(MOST)
                        .toList();
        var figure = parent.appendElement("figure");
        figure.appendElement("figcaption")
                .text(
                        ("%s, the farthest apart first. Upper, full marks: this run; lower, open ones:"
                                        + " %s. Lines: 95%% intervals. Logarithmic axis.")
                                .formatted(
                                        cells.size() == different.size()
                                                ? "The speedups that differ"
                                                : "%d of the %d speedups that differ"
                                                        .formatted(cells.size(), different.size()),
                                        other));
        new BesideChart(cells, other).draw(figure, id);
    }

    /// By which factor the intervals are apart.
    private static double gap(Contrast.Pair cell) {
        var a = cell.first().speedup();
        var b = cell.second().speedup();
        return Math.max(a.low() / b.high(), b.low() / a.high());
    }

    private void draw(Element figure, String id) {
        int height = TOP + ROW * cells.size() + 4;
        var drawing =
                Drawing.in(figure, id, "Where this run and " + other + " differ", words(), height);
        drawing.ticks(axis, TOP, height);
        int y = TOP;
        for (var cell : cells) {
            drawing.text("halo", "start", 0, y + 14, name(cell));
            mark(drawing, cell.second().speedup(), y + MINE, "whisker", "dot");
            mark(drawing, cell.first().speedup(), y + THEIRS, "line fit1", "open fit1");
            y += ROW;
        }
    }

    private void mark(Drawing drawing, Interval speedup, double y, String line, String dot) {
        drawing.interval(line, axis, speedup, y, CAP);
        drawing.dot(dot, axis.at(speedup.estimate()), y, 4);
    }

    private static String name(Contrast.Pair cell) {
        return cell.group().workload() + ": " + cell.name();
    }

    private String words() {
        return cells.stream()
                .map(cell ->
                        "%s %s, there %s"
                                .formatted(
                                        name(cell),
                                        Numbers.interval(cell.second().speedup()),
                                        Numbers.interval(cell.first().speedup())))
                .collect(Collectors.joining("; ", "", "."));
    }
}
