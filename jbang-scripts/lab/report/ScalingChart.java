package lab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import lab.measure.Fit;
import lab.results.ResultRow;
import lab.view.Numbers;
import org.jsoup.nodes.Element;

/// Speedup against workers, both logarithmic: what was measured with its intervals, the ideal, the
/// fits, and beyond the cores, or beyond the threads that were tried, what the fits predict, drawn
/// as a prediction.
final class ScalingChart {
    private static final int HEIGHT = 300;
    private static final int TOP = 24;
    private static final int BOTTOM = 262;
    private static final int LABEL = 15;
    private static final int STEPS = 31;
    private static final int MOST_TICKS = 9;

    private final Curve curve;
    private final Axis x;
    private final Axis y;

    private ScalingChart(Curve curve) {
        this.curve = curve;
        this.x = new Axis(1, Math.max(2, curve.widest()), 9, 96);
        var seen =
                DoubleStream.concat(
                        DoubleStream.of(1, curve.measured()),
                        DoubleStream.concat(
                                curve.points().stream()
                                        .flatMapToDouble(p ->
                                                DoubleStream.of(
                                                        p.speedup().low(), p.speedup().high())),
                                curve.fits().stream()
                                        .flatMapToDouble(f ->
                                                curve.predicted().stream()
                                                        .mapToDouble(f.fit()::speedup))));
        this.y = Axis.around(seen, BOTTOM, TOP + 10);
    }

    static void add(Element parent, String id, Curve curve) {
        var figure = parent.appendElement("figure");
        var caption = figure.appendElement("figcaption");
        caption.text(
                ("Speedup of %s against its %ss, measured on %s, with 95%% intervals. Dotted: as"
                                + " many times as fast as there are %ss.")
                        .formatted(
                                curve.model(),
                                curve.worker(),
                                Words.count(curve.cores(), "core"),
                                curve.bound()));
        for (var fit : curve.fits())
            caption.appendText(" Fitted %s: %s.".formatted(fit.name(), fit.parameters()));
        if (!curve.fits().isEmpty())
            caption.appendText(
                    " Dashed, with open marks: what %s for more %ss; not measured."
                            .formatted(
                                    curve.fits().size() == 1
                                            ? "the fit predicts"
                                            : "the fits predict",
                                    curve.bound()));
        for (var remark : curve.remarks()) caption.appendText(" " + remark);
        new ScalingChart(curve).draw(figure, id);
    }

    private void draw(Element figure, String id) {
        var drawing =
                Drawing.in(
                        figure,
                        id,
                        "Scaling of %s on %s"
                                .formatted(curve.model(), curve.points().getFirst().workload()),
                        words(),
                        HEIGHT);
        frame(drawing);
        int most = curve.measured();
        drawing.line("ideal", x.at(1), y.at(1), x.at(most), y.at(most));
        var labels = new ArrayList<Label>();
        for (var fitted : curve.fits()) {
            var style = fitted.fit() instanceof Fit.Amdahl ? "fit1" : "fit2";
            drawing.curve("line " + style, line(fitted.fit(), 1, most), false);
            drawing.curve("line " + style, line(fitted.fit(), most, x.high()), true);
            for (int more : curve.predicted())
                drawing.dot("open " + style, x.at(more), y.at(fitted.fit().speedup(more)), 4);
            double last = fitted.fit().speedup(curve.widest());
            labels.add(
                    new Label(
                            "%s %s".formatted(fitted.name(), Numbers.three(last)),
                            "strong halo " + style,
                            y.at(last) - 9));
        }
        for (var point : curve.points()) measured(drawing, point);
        place(drawing, labels);
    }

    private void frame(Drawing drawing) {
        if (!curve.predicted().isEmpty()) {
            drawing.box("beyond", x.at(curve.measured()), TOP - 4, x.to() + 2, BOTTOM);
            drawing.text("tick", "end", x.to() + 2, 12, "fits: predicted, not measured");
        }
        for (double tick : y.ticks()) {
            drawing.line(tick == 1 ? "one" : "grid", x.from(), y.at(tick), x.to() + 2, y.at(tick));
            drawing.text("tick", "end", x.from() - 1.5, y.at(tick) + 4, Numbers.shortest(tick));
        }
        int step = Math.log(x.high()) / Math.log(2) < MOST_TICKS ? 2 : 4;
        for (long workers = 1; workers <= x.high(); workers *= step)
            drawing.text("tick", "middle", x.at(workers), BOTTOM + 16, String.valueOf(workers));
        drawing.text(
                "tick",
                "end",
                x.to() + 2,
                BOTTOM + 33,
                curve.waits()
                        ? "threads"
                        : curve.fits().isEmpty() ? "workers" : "workers; of the fits, cores");
        drawing.text("tick", "start", 0, 12, "speedup");
    }

    private void measured(Drawing drawing, ResultRow point) {
        double at = x.at(point.workers());
        double low = y.at(point.speedup().low());
        double high = y.at(point.speedup().high());
        drawing.line("whisker", at, low, at, high);
        drawing.line("whisker", at - 0.8, low, at + 0.8, low);
        drawing.line("whisker", at - 0.8, high, at + 0.8, high);
        drawing.dot("dot", at, y.at(point.speedup().estimate()), 4);
    }

    private double[][] line(Fit fit, double from, double to) {
        var points = new double[STEPS + 1][];
        for (int i = 0; i <= STEPS; i++) {
            double workers = from * Math.pow(to / from, (double) i / STEPS);
            points[i] = new double[] {x.at(workers), y.at(fit.speedup(workers))};
        }
        return points;
    }

    private record Label(String text, String style, double y) {}

    /// From below to above, each clear of the one before, and none above the frame.
    private void place(Drawing drawing, List<Label> labels) {
        double free = BOTTOM - 4;
        double highest = TOP + 5 + LABEL * (labels.size() - 1);
        for (var label :
                labels.stream().sorted(Comparator.comparing(Label::y).reversed()).toList()) {
            double at = Math.min(Math.max(label.y(), highest), free);
            drawing.text(label.style(), "end", x.to() + 2, at, label.text());
            free = at - LABEL;
            highest -= LABEL;
        }
    }

    private String words() {
        var text = new StringBuilder("Measured: ");
        text.append(
                curve.points().stream()
                        .map(p ->
                                "%s with %s"
                                        .formatted(
                                                Numbers.interval(p.speedup()),
                                                Words.count(p.workers(), curve.worker())))
                        .collect(Collectors.joining(", ", "", ".")));
        for (var fitted : curve.fits())
            text.append(" Fitted %s: %s;".formatted(fitted.name(), fitted.parameters()))
                    .append(
                            curve.predicted().stream()
                                    .map(more ->
                                            "%s for %s"
                                                    .formatted(
                                                            Numbers.three(
                                                                    fitted.fit().speedup(more)),
                                                            Words.count(more, curve.bound())))
                                    .collect(
                                            Collectors.joining(
                                                    ", ", " it predicts ", ", not measured.")));
        return text.toString();
    }
}
