package lab.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import lab.measure.Interval;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.Marker;

/// What the kinds of chart have in common: markers, hatchings, whiskers.
final class Plots {
    private static final double HATCH = 9;

    private Plots() {}

    /// Leaves XChart nothing to draw but the data: the [Frame] does the rest.
    static void bare(AxesChartStyler styler) {
        styler.setChartTitleVisible(false)
                .setLegendVisible(false)
                .setChartPadding(0)
                .setChartBackgroundColor(Theme.CLEAR)
                .setPlotBackgroundColor(Theme.CLEAR)
                .setPlotBorderVisible(false)
                .setPlotContentSize(1.0);
        styler.setAxisTicksVisible(false)
                .setAxisTitlesVisible(false)
                .setPlotGridLinesVisible(false)
                .setPlotTicksMarksVisible(false)
                .setPlotMargin(0);
        styler.setXAxisTickLabelsFormattingFunction(value -> " ");
        styler.setYAxisTickLabelsFormattingFunction(value -> " ");
    }

    /// Has XChart paint its plot into the rectangle, whose corners are whole pixels.
    ///
    /// @param chart paints a chart of the width and height given
    static void within(
            Graphics2D g,
            Rectangle2D plot,
            AxesChartStyler styler,
            BiConsumer<Integer, Integer> chart) {
        styler.setYAxisLeftWidthHint((int) plot.getX());
        g.translate(0, plot.getY());
        chart.accept((int) plot.getMaxX(), (int) plot.getHeight());
        g.translate(0, -plot.getY());
    }

    static double[] array(List<Double> values) {
        return values.stream().mapToDouble(v -> v).toArray();
    }

    /// The error bars of these points, as one series: from low to high, with a cap at either end.
    /// XChart's own error bars are symmetric, and the interval of a median is not.
    static void whiskers(
            FramedXy chart, String name, double[] x, List<Interval> y, Color colour, double cap) {
        if (x.length == 0) return;
        var xs = new double[3 * x.length];
        var ys = new double[3 * x.length];
        for (int i = 0; i < x.length; i++) {
            xs[3 * i] = xs[3 * i + 1] = xs[3 * i + 2] = x[i];
            ys[3 * i] = y.get(i).low();
            ys[3 * i + 1] = y.get(i).high();
            ys[3 * i + 2] = Double.NaN;
        }
        chart.line(name, xs, ys, colour, Theme.WHISKER, new Cap(false, cap));
    }

    /// Error bars that lie.
    static void lyingWhiskers(
            FramedXy chart, String name, List<Interval> x, double[] y, Color colour, double cap) {
        if (y.length == 0) return;
        var xs = new double[3 * y.length];
        var ys = new double[3 * y.length];
        for (int i = 0; i < y.length; i++) {
            xs[3 * i] = x.get(i).low();
            xs[3 * i + 1] = xs[3 * i + 2] = x.get(i).high();
            ys[3 * i] = ys[3 * i + 1] = y[i];
            ys[3 * i + 2] = Double.NaN;
        }
        chart.line(name, xs, ys, colour, Theme.WHISKER, new Cap(true, cap));
    }

    /// The end of a whisker.
    private static final class Cap extends Marker {
        private final boolean upright;
        private final double length;

        Cap(boolean upright, double length) {
            this.upright = upright;
            this.length = length;
        }

        @Override
        public void paint(Graphics2D g, double x, double y, int size) {
            g.setStroke(Theme.WHISKER);
            double half = length / 2;
            g.draw(
                    upright
                            ? new Line2D.Double(x, y - half, x, y + half)
                            : new Line2D.Double(x - half, y, x + half, y));
        }
    }

    /// The marker of the series of this number; hollow ones are white inside.
    static Marker marker(int series, boolean hollow) {
        return new Shapely(series % 7, hollow);
    }

    /// Markers that differ in shape, so that the series can be told apart without colour.
    private static final class Shapely extends Marker {
        private final int kind;
        private final boolean hollow;

        Shapely(int kind, boolean hollow) {
            this.kind = kind;
            this.hollow = hollow;
        }

        @Override
        public void paint(Graphics2D g, double x, double y, int size) {
            double r = size / 2.0;
            var shape =
                    switch (kind) {
                        case 0 -> new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
                        case 1 -> new Rectangle2D.Double(x - r * .9, y - r * .9, 1.8 * r, 1.8 * r);
                        case 2 -> polygon(x, y, r * 1.2, 3, -Math.PI / 2);
                        case 3 -> polygon(x, y, r * 1.25, 4, 0);
                        case 4 -> polygon(x, y, r * 1.2, 3, Math.PI / 2);
                        case 5 -> star(x, y, r * 1.35);
                        default -> polygon(x, y, r * 1.15, 6, 0);
                    };
            var colour = g.getColor();
            if (hollow) {
                g.setColor(Theme.PAPER);
                g.fill(shape);
                g.setColor(colour);
                g.setStroke(new BasicStroke(2));
                g.draw(shape);
            } else {
                g.fill(shape);
            }
        }
    }

    private static Shape polygon(double x, double y, double r, int corners, double turn) {
        return path(
                IntStream.range(0, corners)
                        .mapToObj(i -> corner(x, y, r, turn + 2 * Math.PI * i / corners))
                        .toList());
    }

    private static Shape star(double x, double y, double r) {
        return path(
                IntStream.range(0, 10)
                        .mapToObj(i ->
                                corner(
                                        x,
                                        y,
                                        i % 2 == 0 ? r : r * 0.45,
                                        -Math.PI / 2 + Math.PI * i / 5))
                        .toList());
    }

    private static double[] corner(double x, double y, double r, double angle) {
        return new double[] {x + r * Math.cos(angle), y + r * Math.sin(angle)};
    }

    private static Shape path(List<double[]> corners) {
        var path = new Path2D.Double();
        path.moveTo(corners.getFirst()[0], corners.getFirst()[1]);
        for (var corner : corners.subList(1, corners.size())) path.lineTo(corner[0], corner[1]);
        path.closePath();
        return path;
    }

    /// Hatches a shape that is filled already; the first series has none. Lines of white, so that
    /// the colour stays what it is.
    static void hatch(Graphics2D g, Shape shape, int series) {
        int kind = series % 6;
        if (kind == 0) return;
        var clip = g.getClip();
        g.clip(shape);
        g.setColor(new Color(255, 255, 255, 150));
        g.setStroke(new BasicStroke(1.4f));
        var box = shape.getBounds2D();
        var lines = new Path2D.Double();
        if (kind == 1 || kind == 3) diagonals(lines, box, 1);
        if (kind == 2 || kind == 3) diagonals(lines, box, -1);
        if (kind == 4)
            for (double y = box.getY() + HATCH / 2; y < box.getMaxY(); y += HATCH)
                line(lines, box.getX(), y, box.getMaxX(), y);
        if (kind == 5)
            for (double x = box.getX() + HATCH / 2; x < box.getMaxX(); x += HATCH)
                line(lines, x, box.getY(), x, box.getMaxY());
        g.draw(lines);
        g.setClip(clip);
    }

    private static void diagonals(Path2D lines, Rectangle2D box, int slope) {
        double h = box.getHeight();
        for (double x = box.getX() - h; x < box.getMaxX() + h; x += HATCH)
            line(
                    lines,
                    x,
                    slope > 0 ? box.getMaxY() : box.getY(),
                    x + h,
                    slope > 0 ? box.getY() : box.getMaxY());
    }

    private static void line(Path2D lines, double x1, double y1, double x2, double y2) {
        lines.moveTo(x1, y1);
        lines.lineTo(x2, y2);
    }

    /// The key of a filled shape.
    static Frame.Swatch box(Color colour, int hatching) {
        return (g, x, y) -> {
            var shape = new Rectangle2D.Double(x - 11, y - 8, 22, 16);
            g.setColor(colour);
            g.fill(shape);
            hatch(g, shape, hatching);
        };
    }

    /// The key of a line, with or without a marker.
    static Frame.Swatch stroke(Color colour, BasicStroke stroke, Marker marker) {
        return (g, x, y) -> {
            g.setColor(colour);
            if (stroke != null) {
                g.setStroke(stroke);
                g.draw(new Line2D.Double(x - 15, y, x + 15, y));
            }
            if (marker != null) marker.paint(g, x, y, 10);
        };
    }
}
