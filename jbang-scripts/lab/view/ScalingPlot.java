package lab.view;

import static lab.view.ScalingAxes.log2;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import lab.measure.Interval;
import lab.measure.ScalingCurve;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// The picture of a scaling curve: measured points, the ideal, the fits as far as there are cores,
/// and beyond them, dashed and with open marks on shaded ground, what the fits predict.
final class ScalingPlot {
    private static final int STEPS = 60;
    private static final double DASH_STEP = 4;
    private static final Color SHADE = new Color(0xF4F4F4);
    private static final Color IDEAL = new Color(0x8A8A8A);
    private static final Color MEASURED = Theme.colour(0);

    private final String title;
    private final ScalingCurve curve;
    private final ScalingAxes axes;
    private final List<ScalingModel> models;
    private final int cores;

    private ScalingPlot(String title, ScalingCurve curve) {
        this.title = title;
        this.curve = curve;
        this.axes = new ScalingAxes(curve);
        this.models = ScalingModel.of(curve);
        this.cores = curve.cores();
    }

    static Chart<?, ?> of(String title, ScalingCurve curve) {
        return new ScalingPlot(title, curve).chart();
    }

    private Chart<?, ?> chart() {
        var frame =
                new Frame(title, axes.x(), axes.y(), legend(), this::ground, Frame.Painter.none());
        var chart = new FramedXy(frame, Theme.HEIGHT + 20);
        var ideal = axes.ideal();
        chart.line("ideal", ideal[0], ideal[1], IDEAL, Theme.SOLID, SeriesMarkers.NONE);
        for (var model : models) {
            if (cores > 1) {
                var fit = ScalingAxes.curve(model, 1, cores, STEPS);
                line(chart, model, ", fitted", fit[0], fit[1]);
            }
            if (!model.predictions().isEmpty()) predictions(chart, model);
        }
        var points = curve.points();
        var x = points.stream().mapToDouble(m -> log2(m.workers())).toArray();
        var y = points.stream().map(m -> log2(m.speedup())).toList();
        Plots.whiskers(chart, "measured, 95% interval", x, y, MEASURED, 15);
        chart.points("measured", x, estimates(y), MEASURED, Plots.marker(0, false));
        return chart;
    }

    private void predictions(FramedXy chart, ScalingModel model) {
        var colour = Theme.colour(model.series());
        double length = log2(axes.widest() / cores) / (axes.x().high() - axes.x().low());
        int steps = (int) Math.ceil(length * Theme.WIDTH / DASH_STEP);
        var dashes = dashes(ScalingAxes.curve(model, cores, axes.widest(), steps));
        line(chart, model, ", prediction beyond the cores", dashes[0], dashes[1]);
        var x = model.predictions().stream().mapToDouble(p -> log2(p.cores())).toArray();
        var y = model.predictions().stream().map(p -> log2(p.speedup())).toList();
        var name = model.name() + ", prediction";
        Plots.whiskers(chart, name + ", 95% interval", x, y, colour, 13);
        chart.points(name, x, estimates(y), colour, Plots.marker(model.series(), true));
    }

    private static void line(
            FramedXy chart, ScalingModel model, String what, double[] x, double[] y) {
        var colour = Theme.colour(model.series());
        chart.line(model.name() + what, x, y, colour, Theme.SOLID, SeriesMarkers.NONE);
    }

    /// The line with gaps. XChart begins the dashes of a stroke anew at each point, so that of a
    /// line of many points nothing would be left out.
    private static double[][] dashes(double[][] line) {
        var y = line[1].clone();
        for (int i = 4; i < y.length; i += 5) y[i] = Double.NaN;
        return new double[][] {line[0], y};
    }

    private static double[] estimates(List<Interval> intervals) {
        return intervals.stream().mapToDouble(Interval::estimate).toArray();
    }

    private List<Frame.Key> legend() {
        var keys = new ArrayList<Frame.Key>();
        keys.add(new Frame.Key("measured, 95% interval", this::measuredKey));
        keys.add(
                new Frame.Key("ideal: N times on N cores", Plots.stroke(IDEAL, Theme.SOLID, null)));
        for (var model : models)
            keys.add(
                    new Frame.Key(
                            model.name() + ": " + model.parameters(),
                            Plots.stroke(Theme.colour(model.series()), Theme.SOLID, null)));
        if (!curve.predictions().isEmpty())
            keys.add(new Frame.Key("prediction, not measured", this::predictionKey));
        return keys;
    }

    private void measuredKey(Graphics2D g, double x, double y) {
        g.setColor(MEASURED);
        g.setStroke(Theme.WHISKER);
        g.draw(new Line2D.Double(x, y - 9, x, y + 9));
        g.draw(new Line2D.Double(x - 5, y - 9, x + 5, y - 9));
        g.draw(new Line2D.Double(x - 5, y + 9, x + 5, y + 9));
        Plots.marker(0, false).paint(g, x, y, 10);
    }

    private void predictionKey(Graphics2D g, double x, double y) {
        g.setColor(Theme.INK);
        g.setStroke(Theme.SOLID);
        for (int side : new int[] {-1, 1})
            g.draw(new Line2D.Double(x + side * 9, y, x + side * 14, y));
        Plots.marker(0, true).paint(g, x, y, 9);
    }

    private void ground(Graphics2D g, Frame.Scale scale) {
        if (!curve.predictions().isEmpty()) beyond(g, scale);
        coresLine(g, scale);
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
}
