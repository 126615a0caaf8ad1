package lab.view;

import java.awt.Graphics2D;
import java.awt.geom.Area;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import lab.measure.Comparison;
import lab.measure.Interval;
import lab.measure.Measurement;
import org.knowm.xchart.internal.chartpart.Chart;

/// Bars for how many times as fast each variant is as the first.
///
/// One workload gives lying bars with the variants' names beside them. Several give groups of
/// standing bars with a legend; there the first variant is the line at 1, as it would be the same
/// in each group.
final class SpeedupBars {
    private static final double ROW = 34;
    private static final double THICK = 0.68;
    private static final double GROUP_FILL = 0.82;
    private static final double BAR_FILL = 0.9;
    private static final double WIDEST_BAR = 0.26;
    private static final double LABELLED_BAR = 30;
    private static final double WHISKER_ROOM = 14;

    private final List<Comparison> comparisons;
    private final String title;
    private final List<String> variants;

    private SpeedupBars(String title, List<Comparison> comparisons) {
        this.title = title;
        this.comparisons = List.copyOf(comparisons);
        var names = new LinkedHashSet<String>();
        for (var comparison : comparisons)
            comparison.measurements().stream()
                    .skip(1)
                    .map(Measurement::variant)
                    .forEach(names::add);
        this.variants = List.copyOf(names);
    }

    static Chart<?, ?> of(String title, List<Comparison> comparisons) {
        return new SpeedupBars(title, comparisons).chart();
    }

    private Chart<?, ?> chart() {
        return comparisons.size() == 1 ? lying(comparisons.getFirst()) : standing();
    }

    private Chart<?, ?> lying(Comparison comparison) {
        var all = comparison.measurements();
        int n = all.size();
        var rows = new ArrayList<Frame.Tick>();
        for (int i = 0; i < n; i++) rows.add(new Frame.Tick(n - 1 - i, all.get(i).variant()));
        var x =
                Frame.Axis.numbers(
                        "speedup: times as fast as " + SpeedupFigure.reference(comparisons),
                        0,
                        top() * 1.22,
                        7);
        var y = new Frame.Axis("", -0.6, n - 0.4, rows, false);
        var labels = Frame.Painter.none();
        for (int i = 0; i < n; i++) {
            var value = all.get(i).speedup();
            labels = labels.then(valueBeside(value, n - 1 - i));
        }
        var frame =
                new Frame(
                        title,
                        x,
                        y,
                        List.of(),
                        Frame.Painter.none(),
                        uprightReference().then(labels));
        var chart = new FramedXy(frame, (int) Math.max(240, 130 + ROW * n));
        var values = all.stream().map(Measurement::speedup).toList();
        var at = new double[n];
        for (int i = 0; i < n; i++) {
            at[i] = n - 1 - i;
            double high = at[i] + THICK / 2;
            double low = at[i] - THICK / 2;
            double end = values.get(i).estimate();
            chart.area(
                    all.get(i).variant(),
                    new double[] {0, end, end, 0},
                    new double[] {low, low, high, high},
                    i == 0 ? Theme.colour(6) : Theme.colour(0));
        }
        var measured = values.subList(1, n);
        Plots.lyingWhiskers(
                chart, "95% interval", measured, Arrays.copyOfRange(at, 1, n), Theme.INK, 12);
        return chart;
    }

    private Chart<?, ?> standing() {
        var groups = new ArrayList<Frame.Tick>();
        for (int g = 0; g < comparisons.size(); g++)
            groups.add(new Frame.Tick(g, comparisons.get(g).workload()));
        var x = new Frame.Axis("", -0.5, comparisons.size() - 0.5, groups, false);
        var y =
                Frame.Axis.numbers(
                        "speedup: times as fast as " + SpeedupFigure.reference(comparisons),
                        0,
                        top() * 1.12,
                        6);
        var keys = new ArrayList<Frame.Key>();
        for (int v = 0; v < variants.size(); v++)
            keys.add(new Frame.Key(variants.get(v), Plots.box(Theme.colour(v), v)));
        var frame =
                new Frame(
                        title,
                        x,
                        y,
                        keys,
                        Frame.Painter.none(),
                        ((Frame.Painter) this::hatchings).then(this::level).then(this::values));
        var chart = new FramedXy(frame, Theme.HEIGHT + frame.legendRoom(2));
        var at = new ArrayList<Double>();
        var intervals = new ArrayList<Interval>();
        for (int v = 0; v < variants.size(); v++) {
            var xs = new ArrayList<Double>();
            var ys = new ArrayList<Double>();
            for (int g = 0; g < comparisons.size(); g++) {
                var value = speedup(g, v);
                if (value == null) continue;
                double l = left(g, v);
                double r = l + barWidth() * BAR_FILL;
                double h = value.estimate();
                if (!xs.isEmpty()) {
                    xs.add(l);
                    ys.add(Double.NaN);
                }
                xs.addAll(List.of(l, l, r, r));
                ys.addAll(List.of(0.0, h, h, 0.0));
                at.add((l + r) / 2);
                intervals.add(value);
            }
            chart.area(variants.get(v), Plots.array(xs), Plots.array(ys), Theme.colour(v));
        }
        Plots.whiskers(chart, "95% interval", Plots.array(at), intervals, Theme.INK, 9);
        return chart;
    }

    private double barWidth() {
        return Math.min(WIDEST_BAR, GROUP_FILL / variants.size());
    }

    private double left(int group, int variant) {
        double first = group - barWidth() * variants.size() / 2;
        return first + barWidth() * (variant + (1 - BAR_FILL) / 2);
    }

    private Interval speedup(int group, int variant) {
        return comparisons.get(group).measurements().stream()
                .skip(1)
                .filter(m -> m.variant().equals(variants.get(variant)))
                .map(Measurement::speedup)
                .findFirst()
                .orElse(null);
    }

    private double top() {
        return comparisons.stream()
                .flatMap(c -> c.measurements().stream())
                .mapToDouble(m -> m.speedup().high())
                .reduce(1, Math::max);
    }

    /// Hatches the bars, but not where their error bars are.
    private void hatchings(Graphics2D g, Frame.Scale scale) {
        for (int v = 0; v < variants.size(); v++)
            for (int w = 0; w < comparisons.size(); w++) {
                var value = speedup(w, v);
                if (value == null) continue;
                double x = scale.x(left(w, v));
                double y = scale.y(value.estimate());
                double wide = scale.x(left(w, v) + barWidth() * BAR_FILL) - x;
                var bar = new Area(new Rectangle2D.Double(x, y, wide, scale.y(0) - y));
                double low = Math.min(scale.y(0), scale.y(value.low()) + 3);
                bar.subtract(
                        new Area(
                                new Rectangle2D.Double(
                                        x + (wide - WHISKER_ROOM) / 2,
                                        y,
                                        WHISKER_ROOM,
                                        Math.max(0, low - y))));
                Plots.hatch(g, bar, v);
            }
    }

    private void level(Graphics2D g, Frame.Scale scale) {
        var plot = scale.plot();
        g.setColor(Theme.INK);
        g.setStroke(Theme.REFERENCE);
        g.draw(new Line2D.Double(plot.getX(), scale.y(1), plot.getMaxX(), scale.y(1)));
    }

    private void values(Graphics2D g, Frame.Scale scale) {
        double wide = scale.x(barWidth()) - scale.x(0);
        if (wide < LABELLED_BAR) return;
        for (int v = 0; v < variants.size(); v++)
            for (int w = 0; w < comparisons.size(); w++) {
                var value = speedup(w, v);
                if (value == null) continue;
                Theme.rimmedText(
                        g,
                        Numbers.three(value.estimate()),
                        Theme.SMALL,
                        Theme.INK,
                        scale.x(left(w, v) + barWidth() * BAR_FILL / 2),
                        scale.y(value.high()) - 6,
                        0.5);
            }
    }

    /// The estimate beside its bar, and that it cannot be told from 1 where there is room to say
    /// so.
    private static Frame.Painter valueBeside(Interval value, double row) {
        boolean exact = value.low() == value.high();
        var label = exact ? Numbers.exact(value.estimate()) : Numbers.three(value.estimate());
        return (g, scale) -> {
            double x = scale.x(value.high()) + 8;
            double y = scale.y(row) + 5;
            Theme.rimmedText(g, label, Theme.STRONG, Theme.INK, x, y, 0);
            double after = x + Theme.width(label, Theme.STRONG) + 8;
            var note = Tables.NO_DIFFERENCE;
            boolean fits = after + Theme.width(note, Theme.SMALL) < scale.plot().getMaxX() + 20;
            if (!exact && value.includes(1) && fits)
                Theme.rimmedText(g, note, Theme.SMALL, Theme.MUTED, after, y, 0);
        };
    }

    private static Frame.Painter uprightReference() {
        return (g, scale) -> {
            g.setColor(Theme.INK);
            g.setStroke(Theme.REFERENCE);
            g.draw(
                    new Line2D.Double(
                            scale.x(1), scale.plot().getY(), scale.x(1), scale.plot().getMaxY()));
        };
    }
}
