package lab.view;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import lab.measure.MachineCard;
import lab.measure.Statistics;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/// How often which value came: a ridge for each set of samples, all over one axis, with their
/// medians. The heights within a ridge compare; each ridge is as high as its most frequent bin.
final class Distribution {
    private static final int BINS = 40;
    private static final double LOG_FROM = 40;
    private static final double RIDGE = 0.74;
    private static final double ROW = 62;
    private static final double LONE_ROW = 260;
    private static final String LEVELS = " ▁▂▃▄▅▆▇█";
    private static final String PLAIN = " .:-=+*%#";

    private final String title;
    private final String xLabel;
    private final List<String> names;
    private final List<double[]> samples;
    private final boolean log;
    private final double low;
    private final double high;

    private Distribution(String title, String xLabel, Map<String, double[]> sets) {
        var ordered = new LinkedHashMap<>(sets);
        if (ordered.isEmpty() || ordered.values().stream().anyMatch(set -> set.length == 0))
            throw new IllegalArgumentException("no samples to show: '%s'".formatted(title));
        this.title = title;
        this.xLabel = xLabel;
        this.names = List.copyOf(ordered.keySet());
        double least = ordered.values().stream().flatMapToDouble(Arrays::stream).min().orElse(0);
        double most = ordered.values().stream().flatMapToDouble(Arrays::stream).max().orElse(1);
        this.log = least > 0 && spread(ordered) > LOG_FROM;
        this.samples = ordered.values().stream().map(set -> places(set, log)).toList();
        double from = log ? Math.log10(least) : least;
        double to = log ? Math.log10(most) : most;
        double pad = to > from ? (to - from) * 0.02 : Math.max(Math.abs(from) * 0.05, 0.5);
        this.low = from - pad;
        this.high = to + pad;
    }

    /// How many times as large the 95th percentile of all samples is as the 5th.
    private static double spread(Map<String, double[]> sets) {
        var all = sets.values().stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        return all[(int) (0.95 * (all.length - 1))] / all[(int) (0.05 * (all.length - 1))];
    }

    private static double[] places(double[] set, boolean log) {
        return log ? DoubleStream.of(set).map(Math::log10).toArray() : set.clone();
    }

    static Figure figure(
            String name,
            String title,
            String xLabel,
            Map<String, double[]> samples,
            MachineCard machine) {
        var distribution = new Distribution(title, xLabel, samples);
        var caption =
                ("Each ridge: how often which value came, in %d equal %s, as high as its most"
                                + " frequent one. Line: median. %s.")
                        .formatted(BINS, distribution.log ? "ratios" : "steps", machine.line());
        return new Figure(
                name,
                title,
                caption,
                distribution.alt(),
                distribution.data(),
                distribution::chart,
                distribution::text);
    }

    private Chart<?, ?> chart() {
        int n = names.size();
        var ticks = new ArrayList<Frame.Tick>();
        if (n > 1)
            for (int i = 0; i < n; i++) ticks.add(new Frame.Tick(n - 1 - i + 0.3, names.get(i)));
        var frame =
                new Frame(
                        title,
                        xAxis(),
                        new Frame.Axis("", -0.05, n, ticks, false),
                        List.of(),
                        this::floors,
                        this::medians);
        var chart = new FramedXy(frame, (int) (124 + (n == 1 ? LONE_ROW : ROW * n)));
        for (int i = 0; i < n; i++) {
            var counts = counts(i, BINS);
            double tallest = Arrays.stream(counts).max().orElse(1);
            var x = new double[2 * BINS + 2];
            var y = new double[2 * BINS + 2];
            double floor = n - 1 - i;
            x[0] = low;
            y[0] = floor;
            for (int b = 0; b < BINS; b++) {
                x[2 * b + 1] = low + (high - low) * b / BINS;
                x[2 * b + 2] = low + (high - low) * (b + 1) / BINS;
                y[2 * b + 1] = y[2 * b + 2] = floor + RIDGE * counts[b] / tallest;
            }
            x[2 * BINS + 1] = high;
            y[2 * BINS + 1] = floor;
            chart.area(names.get(i), x, y, Theme.colour(i));
        }
        return chart;
    }

    private Frame.Axis xAxis() {
        return log
                ? Frame.Axis.log(xLabel + " (logarithmic)", Math.pow(10, low), Math.pow(10, high))
                : Frame.Axis.numbers(xLabel, low, high, 8);
    }

    private double[] counts(int set, int bins) {
        var counts = new double[bins];
        for (double sample : samples.get(set))
            counts[Math.clamp((int) ((sample - low) / (high - low) * bins), 0, bins - 1)]++;
        return counts;
    }

    private void floors(Graphics2D g, Frame.Scale scale) {
        g.setColor(Theme.GRID);
        g.setStroke(Theme.HAIR);
        for (int i = 0; i < names.size(); i++)
            g.draw(
                    new Line2D.Double(
                            scale.plot().getX(), scale.y(i), scale.plot().getMaxX(), scale.y(i)));
    }

    private void medians(Graphics2D g, Frame.Scale scale) {
        for (int i = 0; i < names.size(); i++) {
            double floor = names.size() - 1 - i;
            double median = Statistics.median(samples.get(i));
            double x = scale.x(median);
            g.setColor(Theme.INK);
            g.setStroke(Theme.WHISKER);
            g.draw(new Line2D.Double(x, scale.y(floor), x, scale.y(floor + RIDGE + 0.06)));
            var label = "median " + Numbers.three(value(median));
            double half = Theme.width(label, Theme.SMALL) / 2;
            double at = Math.clamp(x, scale.plot().getX() + half, scale.plot().getMaxX() - half);
            Theme.text(
                    g, label, Theme.SMALL, Theme.INK, at, scale.y(floor + RIDGE + 0.08) - 1, 0.5);
        }
    }

    private double value(double place) {
        return log ? Math.pow(10, place) : place;
    }

    private String alt() {
        var said = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            var sorted = samples.get(i).clone();
            Arrays.sort(sorted);
            said.add(
                    "%s: %s values from %s to %s, median %s"
                            .formatted(
                                    names.get(i),
                                    Numbers.exact(sorted.length),
                                    Numbers.three(value(sorted[0])),
                                    Numbers.three(value(sorted[sorted.length - 1])),
                                    Numbers.three(value(Statistics.median(sorted)))));
        }
        return "%s: distribution, in %s. %s.".formatted(title, xLabel, String.join(". ", said));
    }

    private Table data() {
        var set = new ArrayList<String>();
        var value = new ArrayList<Double>();
        for (int i = 0; i < names.size(); i++)
            for (double sample : samples.get(i)) {
                set.add(names.get(i));
                value.add(value(sample));
            }
        return Table.create(
                title, Tables.words("set", set.stream()), Tables.figures(xLabel, value.stream()));
    }

    private String text(Terminal terminal) {
        var levels = terminal.unicode() ? LEVELS : PLAIN;
        int name = names.stream().mapToInt(String::length).max().orElse(0);
        int kept = Math.min(name, 26);
        int room = terminal.columns() - kept - 2 - 18;
        var text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            var counts = counts(i, room);
            double tallest = Arrays.stream(counts).max().orElse(1);
            text.append(TextBars.pad(TextBars.cut(names.get(i), kept, terminal.unicode()), kept))
                    .append("  ");
            for (double count : counts)
                text.append(
                        levels.charAt((int) Math.ceil(count / tallest * (levels.length() - 1))));
            text.append("  median ")
                    .append(Numbers.three(value(Statistics.median(samples.get(i)))))
                    .append('\n');
        }
        var from = Numbers.three(value(low));
        var to = Numbers.three(value(high));
        return text.append(" ".repeat(kept + 2))
                .append(from)
                .append(" ".repeat(Math.max(1, room - from.length() - to.length())))
                .append(to)
                .append("  ")
                .append(xLabel)
                .append(log ? ", logarithmic" : "")
                .append('\n')
                .toString();
    }
}
