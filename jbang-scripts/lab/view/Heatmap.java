package lab.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import lab.measure.Interval;
import lab.measure.MachineCard;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/// A grid of numbers on coloured paper, each in the cell it belongs to: from white to dark blue,
/// or, for speedups, from orange for slower by way of white to blue for faster.
final class Heatmap {
    private static final Color[] PAPERS = {
        new Color(0xF4F9FD), new Color(0xA6CBE6), new Color(0x3B8BC4), new Color(0x00406B)
    };
    private static final Color[] SLOWER_TO_FASTER = {
        new Color(0x8C4303),
        new Color(0xE08A2E),
        new Color(0xF9D3A5),
        new Color(0xF7F7F7),
        new Color(0xA6CBE6),
        new Color(0x3B8BC4),
        new Color(0x00406B)
    };
    private static final double MIDDLE = 0.5;
    private static final double LEAST_SPEEDUP = 2;
    private static final double ROW = 38;
    private static final double COLUMN = 92;
    private static final double LABELS = 230;
    private static final int TEXT_COLUMN = 10;
    private static final int WIDEST = 1_300;
    private static final String NONE = "–";
    private static final String SAME = "≈ ";

    private final String title;
    private final List<String> columns;
    private final List<String> rows;
    private final double[][] values;
    private final String unit;
    private final Color[] papers;
    private final double low;
    private final double high;
    private final double[][] shades; // from 0 to 1: where on the papers
    private final boolean[][] same; // what cannot be told from 1

    private Heatmap(
            String title,
            List<String> columns,
            List<String> rows,
            double[][] values,
            String unit,
            Color[] papers) {
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
        this.papers = papers;
        this.shades =
                Arrays.stream(values)
                        .map(row -> Arrays.stream(row).map(this::shade).toArray())
                        .toArray(double[][]::new);
        this.same = new boolean[rows.size()][columns.size()];
    }

    static Figure figure(
            String name,
            String title,
            List<String> columns,
            List<String> rows,
            double[][] values,
            String unit,
            MachineCard machine) {
        var map = new Heatmap(title, columns, rows, values, unit, PAPERS);
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

    /// @param speedups a row for each of `rows`, with an interval for each of `columns`; null
    ///   leaves a cell empty
    static Figure speedups(
            String name,
            String title,
            List<String> columns,
            List<String> rows,
            Interval[][] speedups,
            MachineCard machine) {
        var values =
                Arrays.stream(speedups)
                        .map(row -> Arrays.stream(row).mapToDouble(Heatmap::estimate).toArray())
                        .toArray(double[][]::new);
        var map = new Heatmap(title, columns, rows, values, "times as fast", SLOWER_TO_FASTER);
        double farthest = map.seen().map(speedup -> Math.abs(Math.log(speedup))).max().orElse(0);
        farthest = Math.max(farthest, Math.log(LEAST_SPEEDUP));
        for (int r = 0; r < speedups.length; r++)
            for (int c = 0; c < speedups[r].length; c++) {
                boolean told = speedups[r][c] != null && !speedups[r][c].includes(1);
                map.shades[r][c] =
                        told ? MIDDLE + MIDDLE * Math.log(values[r][c]) / farthest : MIDDLE;
                map.same[r][c] = !told && isCompared(speedups[r][c]);
            }
        var caption =
                "Each cell: how many times as fast. Blue is faster and orange slower, the darker the"
                        + " more (by the logarithm); white and "
                        + SAME.strip()
                        + " is what the interval cannot tell from 1, and "
                        + NONE
                        + " what was not measured. "
                        + machine.line()
                        + ".";
        return new Figure(name, title, caption, map.alt(), map.data(), map::chart, map::grid);
    }

    /// Whether this is a figure, and not that of what the others are compared with.
    private static boolean isCompared(Interval speedup) {
        return speedup != null && speedup.low() < speedup.high();
    }

    private static double estimate(Interval speedup) {
        return speedup == null ? Double.NaN : speedup.estimate();
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
        var chart =
                new FramedHeat(
                        frame,
                        (int) Math.clamp(LABELS + COLUMN * m, Theme.WIDTH, WIDEST),
                        (int) Math.max(220, 120 + ROW * n));
        var cells = new ArrayList<Number[]>();
        for (int r = 0; r < n; r++)
            for (int c = 0; c < m; c++)
                if (Double.isFinite(values[r][c]))
                    cells.add(new Number[] {c, n - 1 - r, shades[r][c]});
        chart.addSeries(title, indices(m), indices(n), cells);
        chart.getStyler().setRangeColors(papers).setShowValue(false);
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
                        .anyMatch(s -> Theme.width(SAME + s, Theme.TEXT) > wide - 6);
        var font = small ? Theme.TINY : Theme.TEXT;
        g.setColor(Theme.PAPER);
        g.setStroke(Theme.HAIR);
        for (int r = 1; r < rows.size(); r++)
            g.draw(new Line2D.Double(scale.x(0), scale.y(r), scale.x(columns.size()), scale.y(r)));
        for (int c = 1; c < columns.size(); c++)
            g.draw(new Line2D.Double(scale.x(c), scale.y(0), scale.x(c), scale.y(rows.size())));
        for (int r = 0; r < rows.size(); r++)
            for (int c = 0; c < columns.size(); c++) {
                boolean empty = !Double.isFinite(values[r][c]);
                Theme.text(
                        g,
                        Theme.shorten(words(r, c), font, wide),
                        font,
                        empty ? Theme.MUTED : Theme.inkOn(paper(shades[r][c])),
                        scale.x(c + 0.5),
                        scale.y(rows.size() - r - 0.5) + font.getSize() * 0.36,
                        0.5);
            }
    }

    private String words(int r, int c) {
        if (!Double.isFinite(values[r][c])) return NONE;
        return (same[r][c] ? SAME : "") + Numbers.three(values[r][c]);
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

    /// The colour that XChart gives to the shade: linear between the papers.
    private Color paper(double shade) {
        double at = shade * (papers.length - 1);
        int below = Math.clamp((int) at, 0, papers.length - 2);
        double part = at - below;
        var from = papers[below];
        var to = papers[below + 1];
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

    /// The grid in as many blocks of columns as it takes to fit the terminal.
    private String grid(Terminal terminal) {
        var names = rows.stream().mapToInt(String::length).max().orElse(0);
        int most = Math.max(1, (terminal.columns() - names) / TEXT_COLUMN);
        int count = Math.ceilDiv(columns.size(), most);
        var blocks = new ArrayList<String>();
        for (int b = 0; b < count; b++)
            blocks.add(
                    block(b * columns.size() / count, (b + 1) * columns.size() / count, terminal));
        return String.join("\n", blocks);
    }

    private String block(int from, int to, Terminal terminal) {
        var table = Table.create(Tables.words("", rows.stream()));
        for (int c = from; c < to; c++) {
            int column = c;
            table.addColumns(
                    Tables.words(
                            columns.get(c),
                            IntStream.range(0, rows.size()).mapToObj(r -> words(r, column))));
        }
        return Tables.text(table, terminal.columns());
    }

    private String text(Terminal terminal) {
        return Tables.text(data(), terminal.columns());
    }

    /// An XChart heat map within a frame of ours.
    private static final class FramedHeat extends HeatMapChart {
        private final Frame frame;

        FramedHeat(Frame frame, int width, int height) {
            super(width, height);
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
