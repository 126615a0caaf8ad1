package lab.view;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lab.measure.Interval;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/// The same speedups as several runs saw them: a row for each variant, and in it a mark with its
/// interval for each run. The axis is logarithmic where the speedups span more than a decade.
final class SideBySide {
    private static final double ROW = 26;
    private static final double MARK = 15;
    private static final double FILL = 0.72;
    private static final double DECADE = 10;
    private static final int SPELLED_OUT = 8;

    private final String title;
    private final String unit;
    private final List<String> rows;
    private final List<String> names;
    private final List<Map<String, Interval>> sides;

    private SideBySide(
            String title,
            String baseline,
            List<String> rows,
            Map<String, Map<String, Interval>> sides) {
        this.title = title;
        this.unit = "speedup: times as fast as " + baseline;
        this.rows = List.copyOf(rows);
        this.names = List.copyOf(sides.keySet());
        this.sides = List.copyOf(sides.values());
        if (values().findAny().isEmpty())
            throw new IllegalArgumentException("'%s': nothing was measured".formatted(title));
    }

    static Figure figure(
            String name,
            String title,
            String baseline,
            List<String> rows,
            Map<String, Map<String, Interval>> sides,
            String caption) {
        var plot = new SideBySide(title, baseline, rows, sides);
        return new Figure(name, title, caption, plot.alt(), plot.data(), plot::chart, plot.text());
    }

    private Stream<Interval> values() {
        return sides.stream()
                .flatMap(side -> rows.stream().filter(side::containsKey).map(side::get));
    }

    private boolean isLogarithmic() {
        double low = values().mapToDouble(Interval::low).min().orElse(1);
        double high = values().mapToDouble(Interval::high).max().orElse(1);
        return low > 0 && high / low > DECADE;
    }

    private Frame.Axis xAxis() {
        double low = values().mapToDouble(Interval::low).reduce(1, Math::min);
        double high = values().mapToDouble(Interval::high).reduce(1, Math::max);
        return isLogarithmic()
                ? Frame.Axis.log(unit + " (logarithmic)", low / 1.1, high * 1.1)
                : Frame.Axis.numbers(unit, 0, high * 1.06, 7);
    }

    private double place(double speedup) {
        return isLogarithmic() ? Math.log10(speedup) : speedup;
    }

    private Chart<?, ?> chart() {
        int n = rows.size();
        var ticks = new ArrayList<Frame.Tick>();
        for (int r = 0; r < n; r++) ticks.add(new Frame.Tick(n - 1 - r, rows.get(r)));
        var keys = new ArrayList<Frame.Key>();
        for (int s = 0; s < sides.size(); s++)
            if (rows.stream().anyMatch(sides.get(s)::containsKey))
                keys.add(
                        new Frame.Key(
                                names.get(s),
                                Plots.stroke(
                                        Theme.colour(s), Theme.WHISKER, Plots.marker(s, false))));
        var frame =
                new Frame(
                        title,
                        xAxis(),
                        new Frame.Axis("", -0.6, n - 0.4, ticks, false),
                        keys,
                        this::under,
                        Frame.Painter.none());
        double row = Math.max(ROW, 10 + MARK * sides.size());
        var chart = new FramedXy(frame, (int) Math.max(260, 150 + row * n) + frame.legendRoom(1));
        for (int s = 0; s < sides.size(); s++) add(chart, s);
        return chart;
    }

    private void add(FramedXy chart, int s) {
        var at = new ArrayList<Double>();
        var places = new ArrayList<Interval>();
        for (int r = 0; r < rows.size(); r++) {
            var value = sides.get(s).get(rows.get(r));
            if (value == null) continue;
            at.add(rows.size() - 1 - r + offset(s));
            places.add(
                    new Interval(place(value.low()), place(value.estimate()), place(value.high())));
        }
        if (at.isEmpty()) return;
        var y = Plots.array(at);
        Plots.lyingWhiskers(chart, names.get(s) + ", 95% interval", places, y, Theme.colour(s), 9);
        chart.points(
                names.get(s),
                places.stream().mapToDouble(Interval::estimate).toArray(),
                y,
                Theme.colour(s),
                Plots.marker(s, false));
    }

    /// How far above the middle of its row the mark of this run is: the first is the highest.
    private double offset(int side) {
        return FILL * ((sides.size() - 1) / 2.0 - side) / sides.size();
    }

    private void under(Graphics2D g, Frame.Scale scale) {
        var plot = scale.plot();
        g.setColor(Theme.GRID);
        g.setStroke(Theme.HAIR);
        for (int r = 1; r < rows.size(); r++) {
            double y = scale.y(r - 0.5);
            g.draw(new Line2D.Double(plot.getX(), y, plot.getMaxX(), y));
        }
        g.setColor(Theme.INK);
        g.setStroke(Theme.REFERENCE);
        double one = scale.x(place(1));
        g.draw(new Line2D.Double(one, plot.getY(), one, plot.getMaxY()));
    }

    private String alt() {
        var said = new ArrayList<String>();
        for (var row : rows.subList(0, Math.min(SPELLED_OUT, rows.size()))) {
            var values = new ArrayList<String>();
            for (int s = 0; s < sides.size(); s++)
                if (sides.get(s).containsKey(row))
                    values.add(names.get(s) + " " + Numbers.interval(sides.get(s).get(row)));
            said.add(row + ": " + String.join(", ", values));
        }
        if (rows.size() > SPELLED_OUT)
            said.add("and %d more rows".formatted(rows.size() - SPELLED_OUT));
        return "Speedups with their intervals, side by side. " + String.join(". ", said) + ".";
    }

    private Table data() {
        var cells = new ArrayList<List<?>>();
        for (var row : rows)
            for (int s = 0; s < sides.size(); s++) {
                var value = sides.get(s).get(row);
                if (value != null)
                    cells.add(
                            List.of(
                                    row,
                                    names.get(s),
                                    value.estimate(),
                                    value.low(),
                                    value.high()));
            }
        return Rows.table(
                title, List.of("variant", "run", "speedup", "speedup_low", "speedup_high"), cells);
    }

    private TextChart text() {
        var groups = new ArrayList<TextBars.Group>();
        for (var row : rows) {
            var bars = new ArrayList<TextBars.Bar>();
            for (int s = 0; s < sides.size(); s++)
                if (sides.get(s).containsKey(row))
                    bars.add(new TextBars.Bar("  " + names.get(s), sides.get(s).get(row)));
            groups.add(new TextBars.Group(row, bars));
        }
        return new TextBars(groups, 1, unit);
    }
}
