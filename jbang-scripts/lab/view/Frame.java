package lab.view;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What surrounds the data of a chart: title, legend, axes, grid. It gives every label the room
/// that it needs, which XChart's own axes do not when names are long, and leaves the plot itself to
/// XChart.
///
/// @param title what the chart is about
/// @param x the horizontal axis
/// @param y the vertical axis; its title stands above it, where it can be read
/// @param legend the keys, in the order of the series; empty where the labels say it all
/// @param under drawn before the data, over the grid
/// @param over drawn after the data
record Frame(String title, Axis x, Axis y, List<Key> legend, Painter under, Painter over) {
    private static final double PAD = 16;
    private static final double RIGHT = 28;
    private static final double TITLE_LINE = 24;
    private static final double TEXT_LINE = 18;
    private static final double LEGEND_LINE = 24;
    private static final double SWATCH = 30;
    private static final double TWO_LINES = 33;

    /// Draws in the coordinates of the data.
    interface Painter {
        void paint(Graphics2D g, Scale scale);

        /// Draws nothing.
        static Painter none() {
            return (g, scale) -> {};
        }

        /// Draws this, then that.
        default Painter then(Painter that) {
            return (g, scale) -> {
                paint(g, scale);
                that.paint(g, scale);
            };
        }
    }

    /// A place on an axis. @param at where. @param label what it is called; empty for a bare grid
    /// line
    record Tick(double at, String label) {}

    /// An axis from `low` to `high`, with its ticks and, if so wanted, grid lines at them.
    record Axis(String title, double low, double high, List<Tick> ticks, boolean grid) {
        /// Round numbers from low to high, about so many.
        static Axis numbers(String title, double low, double high, int about) {
            double step = roundStep((high - low) / about);
            var ticks = new ArrayList<Tick>();
            for (long k = (long) Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++)
                ticks.add(new Tick(k * step, Numbers.plain(k * step, step)));
            return new Axis(title, low, high, ticks, true);
        }

        /// A logarithmic axis from low to high, with ticks at 1, 2, 5, 10 and so on, or at the
        /// decades. Its places are decimal logarithms.
        static Axis log(String title, double low, double high) {
            double from = Math.log10(low);
            double to = Math.log10(high);
            var digits = to - from > 2.5 ? new int[] {1} : new int[] {1, 2, 5};
            var ticks = new ArrayList<Tick>();
            for (int decade = (int) Math.floor(from); decade <= to; decade++)
                for (int digit : digits) {
                    double value = digit * Math.pow(10, decade);
                    double at = Math.log10(value);
                    if (at >= from - 1e-9 && at <= to + 1e-9)
                        ticks.add(new Tick(at, Numbers.shortest(value)));
                }
            return new Axis(title, from, to, ticks, true);
        }

        /// The next of 1, 2, 5, 10, ... that is not below.
        static double roundStep(double atLeast) {
            double decade = Math.pow(10, Math.floor(Math.log10(atLeast)));
            for (double digit : new double[] {1, 2, 5})
                if (digit * decade >= atLeast * (1 - 1e-9)) return digit * decade;
            return 10 * decade;
        }
    }

    /// A line of the legend.
    record Key(String label, Swatch swatch) {}

    /// The picture of a series in the legend, drawn around the point given.
    interface Swatch {
        void paint(Graphics2D g, double x, double y);
    }

    /// Where the data lies in the picture, in pixels from its top left corner.
    record Scale(Rectangle2D plot, Axis xAxis, Axis yAxis) {
        double x(double value) {
            return plot.getX()
                    + (value - xAxis.low()) / (xAxis.high() - xAxis.low()) * plot.getWidth();
        }

        double y(double value) {
            return plot.getMaxY()
                    - (value - yAxis.low()) / (yAxis.high() - yAxis.low()) * plot.getHeight();
        }
    }

    /// How much taller the picture should be than usual, for the rows of the legend beyond so many.
    int legendRoom(int usualRows) {
        int rows = rows(Theme.WIDTH - 2 * PAD).size();
        return (int) (LEGEND_LINE * Math.max(0, rows - usualRows));
    }

    /// Draws what is around the data, and has the data drawn in its place.
    ///
    /// @param data draws it into the rectangle given
    void paint(Graphics2D g, int width, int height, Consumer<Rectangle2D> data) {
        Theme.smooth(g);
        g.setColor(Theme.PAPER);
        g.fill(new Rectangle2D.Double(0, 0, width, height));

        var titleLines = Theme.wrap(title, Theme.TITLE, width - 2 * PAD, 2);
        var legendRows = rows(width - 2 * PAD);
        double legendTop = PAD + titleLines.size() * TITLE_LINE;
        double yTitleTop = legendTop + legendRows.size() * LEGEND_LINE + 4;
        double top = Math.ceil(yTitleTop + (y.title().isEmpty() ? 6 : TEXT_LINE + 12));
        double left = Math.ceil(PAD + yLabelWidth(width) + 10);
        var xLabels = xLabels(width - RIGHT - left);
        int xLines = xLabels.stream().mapToInt(List::size).max().orElse(0);
        double bottom = 12 + xLines * TEXT_LINE + (x.title().isEmpty() ? 0 : TEXT_LINE + 6);
        var plot = new Rectangle2D.Double(left, top, width - RIGHT - left, height - top - bottom);
        var scale = new Scale(plot, x, y);

        for (int i = 0; i < titleLines.size(); i++)
            Theme.text(
                    g,
                    titleLines.get(i),
                    Theme.TITLE,
                    Theme.INK,
                    PAD,
                    PAD + 17 + i * TITLE_LINE,
                    0);
        legend(g, legendRows, legendTop);
        Theme.text(g, y.title(), Theme.SMALL, Theme.MUTED, PAD, yTitleTop + 14, 0);
        yAxis(g, scale);
        xAxis(g, scale, xLabels, height);
        under.paint(g, scale);
        data.accept(plot);
        Theme.smooth(g);
        over.paint(g, scale);
    }

    private double yLabelWidth(int width) {
        double widest = 0;
        for (var tick : y.ticks()) widest = Math.max(widest, Theme.width(tick.label(), Theme.TEXT));
        return Math.min(widest, width * 0.36);
    }

    private void yAxis(Graphics2D g, Scale scale) {
        var plot = scale.plot();
        double room = y.ticks().size() < 2 ? plot.getHeight() : plot.getHeight() / y.ticks().size();
        var font = room < 14 ? Theme.TINY : room < 17 ? Theme.SMALL : Theme.TEXT;
        double free = Double.POSITIVE_INFINITY;
        for (var tick :
                y.ticks().stream().sorted((a, b) -> Double.compare(a.at(), b.at())).toList()) {
            double at = scale.y(tick.at());
            if (y.grid()) line(g, plot.getX(), at, plot.getMaxX(), at);
            if (tick.label().isEmpty() || at + font.getSize() * 0.9 > free) continue;
            var lines =
                    Theme.wrap(tick.label(), font, plot.getX() - PAD - 8, room < TWO_LINES ? 1 : 2);
            double first = at + font.getSize() * 0.36 - (lines.size() - 1) * TEXT_LINE / 2;
            for (int i = 0; i < lines.size(); i++)
                Theme.text(
                        g,
                        lines.get(i),
                        font,
                        Theme.INK,
                        plot.getX() - 9,
                        first + i * TEXT_LINE,
                        1);
            free = at;
        }
    }

    private void xAxis(Graphics2D g, Scale scale, List<List<String>> labels, int height) {
        var plot = scale.plot();
        double free = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < labels.size(); t++) {
            double at = scale.x(x.ticks().get(t).at());
            if (x.grid()) line(g, at, plot.getY(), at, plot.getMaxY());
            double half =
                    labels.get(t).stream()
                                    .mapToDouble(line -> Theme.width(line, Theme.TEXT))
                                    .max()
                                    .orElse(0)
                            / 2;
            if (half == 0 || at - half < free) continue;
            free = at + half + 8;
            for (int i = 0; i < labels.get(t).size(); i++)
                Theme.text(
                        g,
                        labels.get(t).get(i),
                        Theme.TEXT,
                        Theme.INK,
                        at,
                        plot.getMaxY() + 18 + i * TEXT_LINE,
                        0.5);
        }
        g.setColor(Theme.MUTED);
        g.setStroke(Theme.HAIR);
        g.draw(new Line2D.Double(plot.getX(), plot.getMaxY(), plot.getMaxX(), plot.getMaxY()));
        Theme.text(g, x.title(), Theme.SMALL, Theme.MUTED, plot.getCenterX(), height - 12, 0.5);
    }

    private List<List<String>> xLabels(double plotWidth) {
        double room = plotWidth / Math.max(1, x.ticks().size()) - 8;
        var labels = new ArrayList<List<String>>();
        for (var tick : x.ticks())
            labels.add(
                    tick.label().contains(" ")
                            ? Theme.wrap(tick.label(), Theme.TEXT, room, 3)
                            : List.of(tick.label()));
        return labels;
    }

    private List<List<Key>> rows(double width) {
        var rows = new ArrayList<List<Key>>();
        double free = 0;
        for (var key : legend) {
            double needed = keyWidth(key, width);
            if (needed > free) {
                rows.add(new ArrayList<>());
                free = width;
            }
            rows.getLast().add(key);
            free -= needed;
        }
        return rows;
    }

    private static double keyWidth(Key key, double width) {
        return Math.min(width, SWATCH + 6 + Theme.width(key.label(), Theme.TEXT) + 22);
    }

    private void legend(Graphics2D g, List<List<Key>> rows, double top) {
        for (int r = 0; r < rows.size(); r++) {
            double at = PAD;
            double middle = top + r * LEGEND_LINE + LEGEND_LINE / 2;
            for (var key : rows.get(r)) {
                key.swatch().paint(g, at + SWATCH / 2, middle);
                Theme.text(
                        g,
                        Theme.shorten(key.label(), Theme.TEXT, Theme.WIDTH - 2 * PAD - SWATCH - 6),
                        Theme.TEXT,
                        Theme.INK,
                        at + SWATCH + 6,
                        middle + 5,
                        0);
                at += keyWidth(key, Theme.WIDTH - 2 * PAD);
            }
        }
    }

    private static void line(Graphics2D g, double x1, double y1, double x2, double y2) {
        g.setColor(Theme.GRID);
        g.setStroke(Theme.HAIR);
        g.draw(new Line2D.Double(x1, y1, x2, y2));
    }
}
