package lab.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import lab.measure.MachineCard;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/// A grid of numbers on paper from white to dark blue, each in the cell it belongs to.
final class Heatmap {
    private static final Color[] PAPERS = {
        new Color(0xF4F9FD), new Color(0xA6CBE6), new Color(0x3B8BC4), new Color(0x00406B)
    };
    private static final double ROW = 38;

    private final String title;
    private final List<String> columns;
    private final List<String> rows;
    private final double[][] values;
    private final String unit;
    private final double low;
    private final double high;

    private Heatmap(
            String title, List<String> columns, List<String> rows, double[][] values, String unit) {
        if (values.length == 0
                || values.length != rows.size()
                || Arrays.stream(values).anyMatch(row -> row.length != columns.size()))
            throw new IllegalArgumentException(
                    "'%s' needs %d rows of %d values"
                            .formatted(title, rows.size(), columns.size()));
        this.title = title;
        this.columns = List.copyOf(columns);
        this.rows = List.copyOf(rows);
        this.values = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
        this.unit = unit;
        this.low = seen().min().orElseThrow(() -> new IllegalArgumentException("no values"));
        this.high = seen().max().orElse(low);
    }

    static Figure figure(
            String name,
            String title,
            List<String> columns,
            List<String> rows,
            double[][] values,
            String unit,
            MachineCard machine) {
        var map = new Heatmap(title, columns, rows, values, unit);
        var caption =
                "Each cell: %s, the darker the more%s; from %s to %s. %s."
                        .formatted(
                                unit,
                                map.isLogarithmic() ? " (by the logarithm)" : "",
                                Numbers.three(map.low),
                                Numbers.three(map.high),
                                machine.line());
        return new Figure(name, title, caption, map.alt(), map.data(), map::chart, map::text);
    }

    private DoubleStream seen() {
        return Arrays.stream(values).flatMapToDouble(Arrays::stream).filter(Double::isFinite);
    }

    private Chart<?, ?> chart() {
        int m = columns.size();
        int n = rows.size();
        var x = new ArrayList<Frame.Tick>();
        for (int c = 0; c < m; c++) x.add(new Frame.Tick(c + 0.5, columns.get(c)));
        var y = new ArrayList<Frame.Tick>();
        for (int r = 0; r < n; r++) y.add(new Frame.Tick(n - r - 0.5, rows.get(r)));
        var frame =
                new Frame(
                        title,
                        new Frame.Axis("", 0, m, x, false),
                        new Frame.Axis(unit, 0, n, y, false),
                        List.of(),
                        Frame.Painter.none(),
                        this::numbers);
        var chart = new FramedHeat(frame, (int) Math.max(220, 120 + ROW * n));
        var cells = new ArrayList<Number[]>();
        for (int r = 0; r < n; r++)
            for (int c = 0; c < m; c++)
                if (Double.isFinite(values[r][c]))
                    cells.add(new Number[] {c, n - 1 - r, shade(values[r][c])});
        chart.addSeries(title, indices(m), indices(n), cells);
        chart.getStyler().setRangeColors(PAPERS).setShowValue(false);
        chart.getStyler().setMin(0).setMax(1);
        return chart;
    }

    private static List<Integer> indices(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private void numbers(Graphics2D g, Frame.Scale scale) {
        double wide = scale.plot().getWidth() / columns.size();
        boolean small =
                seen().mapToObj(Numbers::three)
                        .anyMatch(s -> Theme.width(s, Theme.TEXT) > wide - 6);
        var font = small ? Theme.TINY : Theme.TEXT;
        g.setColor(Theme.PAPER);
        g.setStroke(Theme.HAIR);
        for (int r = 1; r < rows.size(); r++)
            g.draw(new Line2D.Double(scale.x(0), scale.y(r), scale.x(columns.size()), scale.y(r)));
        for (int c = 1; c < columns.size(); c++)
            g.draw(new Line2D.Double(scale.x(c), scale.y(0), scale.x(c), scale.y(rows.size())));
        for (int r = 0; r < rows.size(); r++)
            for (int c = 0; c < columns.size(); c++) {
                double value = values[r][c];
                if (!Double.isFinite(value)) continue;
                Theme.text(
                        g,
                        Theme.shorten(Numbers.three(value), font, wide),
                        font,
                        Theme.inkOn(paper(value)),
                        scale.x(c + 0.5),
                        scale.y(rows.size() - r - 0.5) + font.getSize() * 0.36,
                        0.5);
            }
    }

    /// How dark the value is, 0 to 1; by its logarithm where the values span two decades or more.
    private double shade(double value) {
        if (high == low) return 0.5;
        return isLogarithmic()
                ? Math.log(value / low) / Math.log(high / low)
                : (value - low) / (high - low);
    }

    private boolean isLogarithmic() {
        return low > 0 && high / low >= 100;
    }

    /// The colour that XChart gives to the value: linear between the papers.
    private Color paper(double value) {
        double at = shade(value) * (PAPERS.length - 1);
        int below = Math.clamp((int) at, 0, PAPERS.length - 2);
        double part = at - below;
        var from = PAPERS[below];
        var to = PAPERS[below + 1];
        return new Color(
                mix(from.getRed(), to.getRed(), part),
                mix(from.getGreen(), to.getGreen(), part),
                mix(from.getBlue(), to.getBlue(), part));
    }

    private static int mix(int from, int to, double part) {
        return Math.clamp(Math.round(from + (to - from) * part), 0, 255);
    }

    private String alt() {
        int top = 0;
        int bottom = 0;
        var flat = Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
        for (int i = 0; i < flat.length; i++) {
            if (flat[i] == high) top = i;
            if (flat[i] == low) bottom = i;
        }
        return "%s: heat map, in %s, %d rows by %d columns. Highest is %s at %s, lowest %s at %s."
                .formatted(
                        title,
                        unit,
                        rows.size(),
                        columns.size(),
                        Numbers.three(high),
                        place(top),
                        Numbers.three(low),
                        place(bottom));
    }

    private String place(int index) {
        return rows.get(index / columns.size()) + ", " + columns.get(index % columns.size());
    }

    private Table data() {
        var table = Table.create(title, Tables.words("", rows.stream()));
        for (int c = 0; c < columns.size(); c++) table.addColumns(column(c));
        return table;
    }

    private Column<?> column(int c) {
        return Tables.figures(columns.get(c), Arrays.stream(values).map(row -> row[c]));
    }

    private String text(Terminal terminal) {
        return Tables.text(data(), terminal.columns());
    }

    /// An XChart heat map within a frame of ours.
    private static final class FramedHeat extends HeatMapChart {
        private final Frame frame;

        FramedHeat(Frame frame, int height) {
            super(Theme.WIDTH, height);
            this.frame = frame;
            setTitle(frame.title());
            Plots.bare(getStyler());
        }

        @Override
        public void paint(Graphics2D g, int width, int height) {
            frame.paint(
                    g,
                    width,
                    height,
                    plot -> Plots.within(g, plot, getStyler(), (w, h) -> super.paint(g, w, h)));
            setWidth(width);
            setHeight(height);
        }
    }
}
