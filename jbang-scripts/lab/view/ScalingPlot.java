package lab.view;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import lab.measure.Fit;
import lab.measure.Interval;
import lab.measure.MachineCard;
import lab.measure.Measurement;
import lab.measure.ScalingCurve;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/// Speedup against the number of workers: what was measured, what the models fitted to it say, and what
/// they predict for more cores. Both axes double from tick to tick, so that the ideal is a straight line
/// and a machine of two cores is not squeezed into a corner by a prediction for sixteen.
final class ScalingPlot {
    private static final double LOG2 = Math.log(2);
    private static final int STEPS = 60;
    private static final Color SHADE = new Color(0xF4F4F4);
    private static final Color IDEAL = new Color(0x8A8A8A);
    private static final Color MEASURED = Theme.colour(0);

    private final String title;
    private final ScalingCurve curve;
    private final int cores;
    private final double widest;

    private ScalingPlot(String title, ScalingCurve curve) {
        this.title = title;
        this.curve = curve;
        this.cores = curve.cores();
        this.widest =
                Stream.concat(
                                curve.points().stream().map(Measurement::workers),
                                curve.predictions().stream().map(ScalingCurve.Prediction::cores))
                        .mapToInt(n -> n)
                        .max()
                        .orElse(1);
    }

    static Figure figure(String name, String title, ScalingCurve curve, MachineCard machine) {
        var plot = new ScalingPlot(title, curve);
        return new Figure(
                name, title, plot.caption(machine), plot.alt(), plot.data(), plot::chart, plot.text());
    }

    private Chart<?, ?> chart() {
        var frame = new Frame(title, xAxis(), yAxis(), legend(), this::beyond, this::coresLine);
        var chart = new FramedXy(frame, Theme.HEIGHT + 20);
        var ideal = ideal();
        chart.line("ideal", ideal[0], ideal[1], IDEAL, Theme.SOLID, SeriesMarkers.NONE);
        for (var model : models()) {
            int colour = model.colour();
            if (cores > 1) fitted(chart, model, 1, cores, Theme.colour(colour), false);
            if (model.predictions().isEmpty()) continue;
            fitted(chart, model, cores, widest, Theme.colour(colour), true);
            var x = model.predictions().stream().mapToDouble(p -> log2(p.cores())).toArray();
            var y = model.predictions().stream().map(p -> log2(p.speedup())).toList();
            var name = model.name() + ", prediction";
            Plots.whiskers(chart, name + ", 95% interval", x, y, Theme.colour(colour), 12);
            chart.points(
                    name,
                    x,
                    y.stream().mapToDouble(Interval::estimate).toArray(),
                    Theme.colour(colour),
                    Plots.marker(model.colour(), true));
        }
        var points = curve.points();
        var x = points.stream().mapToDouble(m -> log2(m.workers())).toArray();
        var y = points.stream().map(m -> log2(m.speedup())).toList();
        Plots.whiskers(chart, "measured, 95% interval", x, y, MEASURED, 14);
        chart.points(
                "measured",
                x,
                y.stream().mapToDouble(Interval::estimate).toArray(),
                MEASURED,
                Plots.marker(0, false));
        return chart;
    }

    /// A model that was fitted, and what it is called. @param colour of the theme, and its marker too
    private record Model(
            String name, String parameters, Fit fit, int colour, List<ScalingCurve.Prediction> predictions) {}

    private List<Model> models() {
        var models = new ArrayList<Model>();
        curve.amdahl()
                .ifPresent(
                        fit ->
                                models.add(
                                        new Model(
                                                "Amdahl's law",
                                                "serial part " + percent(fit.serial()),
                                                fit,
                                                1,
                                                predictions("Amdahl"))));
        curve.usl()
                .ifPresent(
                        fit ->
                                models.add(
                                        new Model(
                                                Tables.model(curve, "USL"),
                                                "contention %s, coherency %s"
                                                        .formatted(
                                                                percent(fit.contention()),
                                                                percent(fit.coherency())),
                                                fit,
                                                2,
                                                predictions("USL"))));
        return models;
    }

    private List<ScalingCurve.Prediction> predictions(String model) {
        return curve.predictions().stream().filter(p -> p.model().equals(model)).toList();
    }

    private static String percent(double part) {
        return Numbers.shortest(Math.round(part * 10_000) / 100.0) + "%";
    }

    private void fitted(
            FramedXy chart, Model model, double from, double to, Color colour, boolean predicted) {
        var x = steps(from, to);
        var y = DoubleStream.of(x).map(l -> log2(model.fit().speedup(Math.pow(2, l)))).toArray();
        chart.line(
                model.name() + (predicted ? ", beyond the cores" : ", fitted"),
                x,
                y,
                colour,
                predicted ? Theme.DASHED : Theme.SOLID,
                SeriesMarkers.NONE);
    }

    private static double[] steps(double from, double to) {
        double low = log2(from);
        double high = log2(to);
        var x = new double[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) x[i] = low + (high - low) * i / STEPS;
        return x;
    }

    /// One for one up to the cores, then flat as far as there were workers: no machine has more to give.
    private double[][] ideal() {
        int most = curve.points().stream().mapToInt(Measurement::workers).max().orElse(cores);
        double top = log2(cores);
        return most > cores
                ? new double[][] {{0, top, log2(most)}, {0, top, top}}
                : new double[][] {{0, top}, {0, top}};
    }

    private Frame.Axis xAxis() {
        var counts = new TreeSet<Integer>();
        curve.points().forEach(m -> counts.add(m.workers()));
        curve.predictions().forEach(p -> counts.add(p.cores()));
        var ticks =
                counts.stream().map(n -> new Frame.Tick(log2(n), String.valueOf(n))).toList();
        double pad = Math.max(0.12, log2(widest) * 0.04);
        var what = curve.predictions().isEmpty() ? "workers" : "workers; for the predictions, cores";
        return new Frame.Axis(what, -pad, log2(widest) + pad, ticks, false);
    }

    private Frame.Axis yAxis() {
        double low = 1;
        double high = Math.max(2, cores);
        for (var m : curve.points()) {
            low = Math.min(low, m.speedup().low());
            high = Math.max(high, m.speedup().high());
        }
        for (var p : curve.predictions()) {
            low = Math.min(low, Math.max(p.speedup().estimate() / 1.2, 1.0 / 16));
            high = Math.max(high, p.speedup().estimate() * 1.1);
        }
        double from = log2(low) - 0.35;
        double to = log2(high) + 0.25;
        var ticks = new ArrayList<Frame.Tick>();
        for (int e = (int) Math.ceil(from); e <= to; e++)
            ticks.add(new Frame.Tick(e, Numbers.shortest(Math.pow(2, e))));
        return new Frame.Axis(
                "speedup: times as fast as " + reference(), from, to, ticks, true);
    }

    private List<Frame.Key> legend() {
        var keys = new ArrayList<Frame.Key>();
        keys.add(
                new Frame.Key(
                        "measured, 95% interval",
                        Plots.stroke(MEASURED, null, Plots.marker(0, false))));
        keys.add(
                new Frame.Key(
                        "ideal: N times on N cores", Plots.stroke(IDEAL, Theme.SOLID, null)));
        for (var model : models())
            keys.add(
                    new Frame.Key(
                            model.name() + ": " + model.parameters(),
                            Plots.stroke(Theme.colour(model.colour()), Theme.SOLID, null)));
        if (!curve.predictions().isEmpty())
            keys.add(
                    new Frame.Key(
                            "prediction, not measured",
                            Plots.stroke(Theme.INK, Theme.DASHED, Plots.marker(0, true))));
        return keys;
    }

    private void beyond(Graphics2D g, Frame.Scale scale) {
        var plot = scale.plot();
        double x = scale.x(log2(cores));
        g.setColor(SHADE);
        g.fill(new Rectangle2D.Double(x, plot.getY(), plot.getMaxX() - x, plot.getHeight()));
        g.setColor(Theme.GRID);
        g.setStroke(Theme.HAIR);
        for (var tick : scale.yAxis().ticks())
            g.draw(new Line2D.Double(x, scale.y(tick.at()), plot.getMaxX(), scale.y(tick.at())));
    }

    private void coresLine(Graphics2D g, Frame.Scale scale) {
        var plot = scale.plot();
        double x = scale.x(log2(cores));
        g.setColor(Theme.MUTED);
        g.setStroke(Theme.REFERENCE);
        g.draw(new Line2D.Double(x, plot.getY(), x, plot.getMaxY()));
        var label = cores == 1 ? "1 core: all there is" : cores + " cores: all there are";
        boolean right = x + Theme.width(label, Theme.SMALL) + 14 < plot.getMaxX();
        Theme.text(
                g,
                label,
                Theme.SMALL,
                Theme.MUTED,
                right ? x + 7 : x - 7,
                plot.getMaxY() - 9,
                right ? 0 : 1);
    }

    private String reference() {
        return curve.comparison().measurements().getFirst().variant();
    }

    private String caption(MachineCard machine) {
        var rounds = Tables.rounds(List.of(curve.comparison()));
        var predicted =
                curve.predictions().isEmpty()
                        ? ""
                        : " Dashed, with open marks: what the fits predict for more cores, not"
                                + " measured; the error bars there hold the scatter of the rounds,"
                                + " not the doubt in the models.";
        return "Points: median speedup over %s of %s, over %s, with 95%% bootstrap intervals.%s %s."
                .formatted(
                        reference(),
                        curve.comparison().workload(),
                        rounds,
                        predicted,
                        machine.line());
    }

    private String alt() {
        var text = new StringBuilder("Speedup of ");
        text.append(curve.comparison().workload())
                .append(" against workers, on ")
                .append(cores == 1 ? "1 core" : cores + " cores")
                .append(". Measured: ");
        text.append(
                String.join(
                        ", ",
                        curve.points().stream()
                                .map(
                                        m ->
                                                "%s with %d"
                                                        .formatted(
                                                                Numbers.three(
                                                                        m.speedup().estimate()),
                                                                m.workers()))
                                .toList()));
        text.append('.');
        for (var model : models()) {
            text.append(" Fitted ").append(model.name()).append(": ").append(model.parameters());
            if (!model.predictions().isEmpty()) {
                var last = model.predictions().getLast();
                text.append("; it predicts ")
                        .append(Numbers.three(last.speedup().estimate()))
                        .append(" on ")
                        .append(last.cores())
                        .append(" cores, which was not measured");
            }
            text.append('.');
        }
        return text.toString();
    }

    private Table data() {
        var points = curve.points();
        var predictions = curve.predictions();
        var speedups =
                Stream.concat(
                                points.stream().map(Measurement::speedup),
                                predictions.stream().map(ScalingCurve.Prediction::speedup))
                        .toList();
        return Table.create(
                title,
                Tables.words(
                        "kind",
                        Stream.concat(
                                points.stream().map(m -> "measured"),
                                predictions.stream().map(p -> "predicted by " + p.model()))),
                IntColumn.create(
                        "workers",
                        Stream.concat(
                                        points.stream().map(Measurement::workers),
                                        predictions.stream().map(ScalingCurve.Prediction::cores))
                                .mapToInt(n -> n)),
                Tables.figures("speedup", speedups.stream().map(Interval::estimate)),
                Tables.figures("speedup_low", speedups.stream().map(Interval::low)),
                Tables.figures("speedup_high", speedups.stream().map(Interval::high)));
    }

    private TextChart text() {
        var layers = new ArrayList<TextPlot.Layer>();
        var ideal = ideal();
        layers.add(
                new TextPlot.Layer("ideal: N times on N cores", '─', '-', true, ideal[0], ideal[1]));
        char mark = 'a';
        for (var model : models()) {
            var x = steps(1, model.predictions().isEmpty() ? cores : widest);
            var y = DoubleStream.of(x).map(l -> log2(model.fit().speedup(Math.pow(2, l)))).toArray();
            var beyond = model.predictions().isEmpty() ? "" : "; beyond the cores a prediction, not measured";
            layers.add(
                    new TextPlot.Layer(
                            model.name() + ": " + model.parameters() + beyond, mark, mark, false, x, y));
            mark = 'u';
        }
        var points = curve.points();
        layers.add(
                new TextPlot.Layer(
                        "measured on " + (cores == 1 ? "1 core" : cores + " cores"),
                        '●',
                        'O',
                        false,
                        points.stream().mapToDouble(m -> log2(m.workers())).toArray(),
                        points.stream().mapToDouble(m -> log2(m.speedup().estimate())).toArray()));
        return new TextPlot(xAxis(), yAxis(), layers);
    }

    private static double log2(double value) {
        return Math.log(value) / LOG2;
    }

    private static Interval log2(Interval interval) {
        return new Interval(
                log2(interval.low()), log2(interval.estimate()), log2(interval.high()));
    }
}
