package lab.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import lab.measure.Interval;
import lab.measure.MachineCard;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.Marker;
import tech.tablesaw.api.Table;

/// Lines through measured points with error bars. A speedup gets a line at 1.
final class LinePlot {
    private static final int MOST_OWN_TICKS = 12;
    private static final double LOG_FROM = 20;

    /// So many lines need not stand apart.
    private static final int FEW = 4;

    /// How much of the axis more of them share at a place.
    private static final double PLACE = 0.05;

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final boolean logX;
    private final List<Line> lines;

    private LinePlot(String title, String xLabel, String yLabel, boolean logX, List<Line> lines) {
        if (lines.isEmpty())
            throw new IllegalArgumentException("a chart needs a line: '%s'".formatted(title));
        if (logX && lines.stream().anyMatch(line -> line.x()[0] <= 0))
            throw new IllegalArgumentException(
                    "a logarithmic axis needs x above 0: '%s'".formatted(title));
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
        this.logX = logX;
        this.lines = List.copyOf(lines);
    }

    static Figure figure(
            String name,
            String title,
            String xLabel,
            String yLabel,
            boolean logX,
            List<Line> lines,
            MachineCard machine) {
        var plot = new LinePlot(title, xLabel, yLabel, logX, lines);
        var caption =
                "Points: medians. Error bars: 95%% intervals.%s%s%s %s."
                        .formatted(
                                plot.measured() > FEW ? " Lines stand a little apart." : "",
                                plot.isSpeedup() ? " Dashed: 1, as fast as sequential." : "",
                                lines.stream().anyMatch(Line::predicted)
                                        ? " Dashed, hollow: predicted, not measured."
                                        : "",
                                machine.line());
        return new Figure(name, title, caption, plot.alt(), plot.data(), plot::chart, plot.text());
    }

    private boolean isSpeedup() {
        return yLabel.toLowerCase(Locale.ROOT).startsWith("speedup");
    }

    /// Whether the vertical axis is logarithmic: where what is no speedup spans more than a decade
    /// or so.
    private boolean logY() {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (var line : lines)
            for (var y : line.y()) {
                low = Math.min(low, y.low());
                high = Math.max(high, y.high());
            }
        return !isSpeedup() && low > 0 && high / low > LOG_FROM;
    }

    private Chart<?, ?> chart() {
        var keys = new ArrayList<Frame.Key>();
        if (lines.size() > 1)
            for (int i = 0; i < lines.size(); i++)
                keys.add(
                        new Frame.Key(
                                lines.get(i).name(),
                                Plots.stroke(colour(i), stroke(i), marker(i))));
        var frame =
                new Frame(
                        title,
                        xAxis(),
                        yAxis(),
                        keys,
                        isSpeedup() ? LinePlot::level : Frame.Painter.none(),
                        Frame.Painter.none());
        var chart = new FramedXy(frame, Theme.HEIGHT + frame.legendRoom(2));
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var x = apart(i);
            var y = heights(line);
            if (!line.predicted())
                Plots.whiskers(chart, line.name() + ", 95% interval", x, y, colour(i), 11);
            chart.line(line.name(), x, estimates(y), colour(i), stroke(i), marker(i));
        }
        return chart;
    }

    private Color colour(int i) {
        return Theme.colour(kind(i));
    }

    private BasicStroke stroke(int i) {
        return lines.get(i).predicted() ? Theme.DASHED : Theme.SOLID;
    }

    private Marker marker(int i) {
        return Plots.marker(kind(i), lines.get(i).predicted());
    }

    /// The number of the measured line that this is, or that comes before it.
    private int kind(int i) {
        long before = lines.stream().limit(i + 1).filter(line -> !line.predicted()).count();
        return (int) Math.max(0, before - 1);
    }

    private int measured() {
        return kind(lines.size() - 1) + 1;
    }

    private static void level(Graphics2D g, Frame.Scale scale) {
        g.setColor(Theme.INK);
        g.setStroke(Theme.REFERENCE);
        g.draw(
                new Line2D.Double(
                        scale.plot().getX(), scale.y(1), scale.plot().getMaxX(), scale.y(1)));
    }

    private double[] places(Line line) {
        return logX ? DoubleStream.of(line.x()).map(Math::log10).toArray() : line.x();
    }

    /// The places of a line beside those of the others, where many would draw their error bars on
    /// one another: at most half of the way to the next place, all together.
    private double[] apart(int i) {
        var all = lines.stream().flatMapToDouble(line -> DoubleStream.of(places(line)));
        var sorted = all.distinct().sorted().toArray();
        double room = measured() > FEW ? PLACE * (xAxis().high() - xAxis().low()) : 0;
        for (int p = 1; p < sorted.length; p++)
            room = Math.min(room, (sorted[p] - sorted[p - 1]) / 2);
        double shift = room * ((kind(i) + 0.5) / measured() - 0.5);
        return DoubleStream.of(places(lines.get(i))).map(x -> x + shift).toArray();
    }

    private List<Interval> heights(Line line) {
        return logY()
                ? line.y().stream()
                        .map(y ->
                                new Interval(
                                        Math.log10(y.low()),
                                        Math.log10(y.estimate()),
                                        Math.log10(y.high())))
                        .toList()
                : line.y();
    }

    private static double[] estimates(List<Interval> heights) {
        return heights.stream().mapToDouble(Interval::estimate).toArray();
    }

    /// Ticks at the points themselves if they are few whole numbers, as worker counts are.
    private Frame.Axis xAxis() {
        var all = new TreeSet<Double>();
        for (var line : lines) for (double x : line.x()) all.add(x);
        double low = all.getFirst();
        double high = all.getLast();
        boolean own = all.size() <= MOST_OWN_TICKS && all.stream().allMatch(x -> x == Math.rint(x));
        if (logX) {
            var log = Frame.Axis.log(xLabel, low, low == high ? low * 10 : high);
            double pad = (log.high() - log.low()) * 0.03;
            var ticks =
                    own
                            ? all.stream()
                                    .map(x -> new Frame.Tick(Math.log10(x), Numbers.exact(x)))
                                    .toList()
                            : Frame.Axis.log(
                                            xLabel,
                                            Math.pow(10, log.low() - pad),
                                            Math.pow(10, log.high() + pad))
                                    .ticks();
            return new Frame.Axis(
                    xLabel + " (logarithmic)", log.low() - pad, log.high() + pad, ticks, true);
        }
        double pad = low == high ? 1 : (high - low) * 0.03;
        var numbers = Frame.Axis.numbers(xLabel, low - pad, high + pad, 9);
        return own
                ? new Frame.Axis(
                        xLabel,
                        low - pad,
                        high + pad,
                        all.stream().map(x -> new Frame.Tick(x, Numbers.exact(x))).toList(),
                        true)
                : numbers;
    }

    private Frame.Axis yAxis() {
        double high = isSpeedup() ? 1.05 : 0;
        double low = 0;
        for (var line : lines)
            for (var y : line.y()) {
                high = Math.max(high, y.high());
                low = Math.min(low, y.low());
            }
        if (logY()) {
            low =
                    lines.stream()
                            .flatMap(l -> l.y().stream())
                            .mapToDouble(Interval::low)
                            .min()
                            .orElse(1);
            return Frame.Axis.log(yLabel + " (logarithmic)", low / 1.2, high * 1.2);
        }
        if (high <= low) high = low + 1;
        return Frame.Axis.numbers(yLabel, low - (high - low) * 0.03, high * 1.06, 7);
    }

    private String alt() {
        var text = new StringBuilder("%s against %s. ".formatted(yLabel, xLabel));
        for (var line : lines) {
            int best = 0;
            for (int i = 0; i < line.x().length; i++)
                if (line.y().get(i).estimate() > line.y().get(best).estimate()) best = i;
            int last = line.x().length - 1;
            text.append(line.name())
                    .append(" goes from ")
                    .append(at(line, 0))
                    .append(" to ")
                    .append(at(line, last))
                    .append(", highest ")
                    .append(at(line, best))
                    .append(". ");
        }
        return text.toString().strip();
    }

    private static String at(Line line, int i) {
        return Numbers.three(line.y().get(i).estimate()) + " at " + Numbers.shortest(line.x()[i]);
    }

    private Table data() {
        var names = new ArrayList<String>();
        var x = new ArrayList<Double>();
        var y = new ArrayList<Interval>();
        for (var line : lines)
            for (int i = 0; i < line.x().length; i++) {
                names.add(line.name());
                x.add(line.x()[i]);
                y.add(line.y().get(i));
            }
        return Table.create(
                title,
                Tables.words("line", names.stream()),
                Tables.figures(xLabel, x.stream()),
                Tables.figures(yLabel, y.stream().map(Interval::estimate)),
                Tables.figures("low", y.stream().map(Interval::low)),
                Tables.figures("high", y.stream().map(Interval::high)));
    }

    private TextChart text() {
        var marks = "●■▲◆▼★○□△◇";
        var plain = "O#A*V+oxsd";
        var layers = new ArrayList<TextPlot.Layer>();
        var x = xAxis();
        if (isSpeedup())
            layers.add(
                    TextPlot.Layer.line(
                            "", '─', '-', new double[] {x.low(), x.high()}, new double[] {1, 1}));
        for (int i = 0; i < lines.size(); i++)
            layers.add(
                    TextPlot.Layer.points(
                            lines.get(i).name(),
                            marks.charAt(i % marks.length()),
                            plain.charAt(i % plain.length()),
                            places(lines.get(i)),
                            estimates(heights(lines.get(i)))));
        return new TextPlot(x, yAxis(), layers);
    }
}
