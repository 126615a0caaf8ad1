package lab.view;

import java.util.ArrayList;
import java.util.TreeSet;
import java.util.stream.Stream;
import lab.measure.Interval;
import lab.measure.Measurement;
import lab.measure.ScalingCurve;

/// The axes of a scaling curve. Both double from tick to tick, so that the ideal is a straight line
/// and a machine of two cores is not squeezed into a corner by a prediction for sixteen.
///
/// @param curve what is shown
record ScalingAxes(ScalingCurve curve) {
    private static final double LOG2 = Math.log(2);
    private static final double LEAST_SHOWN = 1.0 / 16;

    static double log2(double value) {
        return Math.log(value) / LOG2;
    }

    static Interval log2(Interval interval) {
        return new Interval(log2(interval.low()), log2(interval.estimate()), log2(interval.high()));
    }

    /// The largest number on the horizontal axis.
    double widest() {
        return Stream.concat(
                        curve.points().stream().map(Measurement::workers),
                        curve.predictions().stream().map(ScalingCurve.Prediction::cores))
                .mapToInt(n -> n)
                .max()
                .orElse(1);
    }

    Frame.Axis x() {
        var counts = new TreeSet<Integer>();
        curve.points().forEach(m -> counts.add(m.workers()));
        curve.predictions().forEach(p -> counts.add(p.cores()));
        var ticks = counts.stream().map(n -> new Frame.Tick(log2(n), String.valueOf(n))).toList();
        double pad = Math.max(0.12, log2(widest()) * 0.04);
        var title =
                curve.predictions().isEmpty()
                        ? "workers (logarithmic)"
                        : "workers (logarithmic); for the predictions, cores";
        return new Frame.Axis(title, -pad, log2(widest()) + pad, ticks, false);
    }

    Frame.Axis y() {
        double low = 1;
        double high = Math.max(2, curve.cores());
        for (var m : curve.points()) {
            low = Math.min(low, m.speedup().low());
            high = Math.max(high, m.speedup().high());
        }
        for (var p : curve.predictions()) {
            low = Math.min(low, Math.max(p.speedup().estimate() / 1.2, LEAST_SHOWN));
            high = Math.max(high, p.speedup().estimate() * 1.1);
        }
        double from = log2(low) - 0.35;
        double to = log2(high) + 0.25;
        var ticks = new ArrayList<Frame.Tick>();
        for (int e = (int) Math.ceil(from); e <= to; e++)
            ticks.add(new Frame.Tick(e, Numbers.shortest(Math.pow(2, e))));
        var title = "speedup: times as fast as " + reference() + " (logarithmic)";
        return new Frame.Axis(title, from, to, ticks, true);
    }

    /// What the others are compared with.
    String reference() {
        return curve.comparison().measurements().getFirst().variant();
    }

    /// One for one up to the cores, then flat as far as there were workers: no machine has more to
    /// give.
    ///
    /// @return the places on the horizontal axis, and those on the vertical one
    double[][] ideal() {
        int most = curve.points().stream().mapToInt(Measurement::workers).max().orElse(1);
        double top = log2(curve.cores());
        return most > curve.cores()
                ? new double[][] {{0, top, log2(most)}, {0, top, top}}
                : new double[][] {{0, top}, {0, top}};
    }

    /// A model from so many processors to so many, in so many steps.
    ///
    /// @return the places on the horizontal axis, and those on the vertical one
    static double[][] curve(ScalingModel model, double from, double to, int steps) {
        double low = log2(from);
        double high = log2(to);
        var line = new double[2][steps + 1];
        for (int i = 0; i <= steps; i++) {
            line[0][i] = low + (high - low) * i / steps;
            line[1][i] = log2(model.fit().speedup(Math.pow(2, line[0][i])));
        }
        return line;
    }
}
