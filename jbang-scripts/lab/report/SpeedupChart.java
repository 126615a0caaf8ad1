package lab.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import lab.results.ResultRow;
import lab.view.Tables;
import org.jsoup.nodes.Element;

/// A bar for each model from 1 to its speedup, with its interval, on a logarithmic axis.
final class SpeedupChart {
    private static final int TOP = 26;
    private static final int ROW = 40;
    private static final int BAR = 9;
    private static final int CAP = 6;
    private static final double END = 97;

    /// Where nothing is faster than 1, the line at 1 is clear of the figures on the right.
    private static final double END_BEFORE_FIGURES = 86;

    private final List<ResultRow> rows;
    private final Axis axis;

    private SpeedupChart(List<ResultRow> rows) {
        this.rows = rows;
        boolean faster = rows.stream().anyMatch(row -> row.speedup().high() > 1);
        this.axis =
                Axis.around(
                        DoubleStream.concat(
                                DoubleStream.of(1),
                                rows.stream()
                                        .flatMapToDouble(row ->
                                                DoubleStream.of(
                                                        row.speedup().low(),
                                                        row.speedup().high()))),
                        3,
                        faster ? END : END_BEFORE_FIGURES);
    }

    /// Adds the chart to the page, unless there is nothing to draw.
    ///
    /// @param rows what was measured, the reference first
    /// @param marks the recommended models, each with the word that marks it
    static void add(Element parent, String id, List<ResultRow> rows, Map<String, String> marks) {
        if (rows.size() < 2) return;
        var reference = rows.getFirst();
        var drawn = rows.stream().skip(1).filter(ResultRow::counts).toList();
        if (drawn.isEmpty()) return;
        var figure = parent.appendElement("figure");
        figure.appendElement("figcaption")
                .text(
                        ("Times as fast as %s: the bar ends at the speedup, from %s, and the thin"
                                        + " line is its 95%% interval. Logarithmic axis.")
                                .formatted(
                                        reference.variant(),
                                        Words.count(reference.rounds(), "round")));
        new SpeedupChart(drawn).draw(figure, id, reference, marks);
    }

    private void draw(Element figure, String id, ResultRow reference, Map<String, String> marks) {
        int height = TOP + ROW * rows.size() + 4;
        var drawing =
                Drawing.in(
                        figure,
                        id,
                        "Speedup on " + reference.workload() + " over " + reference.variant(),
                        words(),
                        height);
        drawing.ticks(axis, TOP, height);
        int y = TOP;
        for (var row : rows) {
            row(drawing, row, y, Optional.ofNullable(marks.get(row.variant())));
            y += ROW;
        }
    }

    private void row(Drawing drawing, ResultRow row, int y, Optional<String> mark) {
        var speedup = row.speedup();
        double middle = y + 27;
        var letters = mark.isPresent() ? "strong halo" : "halo";
        drawing.text(letters, "start", 0, y + 16, row.variant());
        drawing.text(
                letters,
                "end",
                100,
                y + 16,
                mark.map(word -> word + ", ").orElse("") + Words.estimate(speedup));
        double end = axis.at(speedup.estimate());
        var style = speedup.includes(1) ? "bar-same" : speedup.above(1) ? "bar-up" : "bar-down";
        drawing.box(style, axis.at(1), middle - BAR / 2.0, end, middle + BAR / 2.0);
        drawing.interval("whisker", axis, speedup, middle, CAP);
        drawing.dot("dot", end, middle, 2.6);
    }

    private String words() {
        return rows.stream()
                .map(row -> row.variant() + " " + Tables.speedup(row.speedup()))
                .collect(Collectors.joining("; ", "", "."));
    }
}
