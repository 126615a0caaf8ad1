package lab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import lab.measure.Fit;
import lab.measure.Interval;
import lab.measure.Scaling;
import lab.results.ResultRow;
import lab.view.Numbers;

/// Speedup against workers, and the models that were fitted to it: over the cores that can be busy,
/// or where workers spend their time waiting, over the workers, as no core bounds them.
///
/// @param points what was measured, with growing numbers of workers
/// @param waits whether the workers wait
/// @param cores how many processors the JVM could use
/// @param fits the models that describe the points; none where there are not two numbers to fit
///   them to
/// @param leftOut why a model is not among them, a sentence each
record Curve(
        List<ResultRow> points, boolean waits, int cores, List<Fitted> fits, List<String> leftOut) {
    private static final List<Integer> BEYOND = List.of(1, 2, 4, 8);

    /// A fit that is farther from an interval, by this factor, does not describe what was measured.
    private static final double FAR = 1.2;

    /// A model with its parameters fitted.
    ///
    /// @param name what it is called
    /// @param parameters what was fitted, in words
    /// @param fit the fit itself
    /// @param low the same to the lower ends of all intervals
    /// @param high the same to their upper ends
    record Fitted(String name, String parameters, Fit fit, Fit low, Fit high) {
        /// What it predicts for so many, and from the ends of the intervals: `12.8 (6.9 to 16.0)`.
        String predicts(int number) {
            var ends =
                    DoubleStream.of(fit.speedup(number), low.speedup(number), high.speedup(number))
                            .summaryStatistics();
            return Numbers.interval(
                    new Interval(ends.getMin(), fit.speedup(number), ends.getMax()));
        }
    }

    /// The curve of one model's rows.
    static Curve of(List<ResultRow> rows, boolean waits) {
        var points = rows.stream().sorted(Comparator.comparingInt(ResultRow::workers)).toList();
        int cores = points.getFirst().cores();
        var bare = new Curve(points, waits, cores, List.of(), List.of());
        var seen = bare.seen(Interval::estimate);
        if (seen.stream().map(Scaling.Point::processors).distinct().count() < 2) return bare;
        var low = bare.seen(Interval::low);
        var high = bare.seen(Interval::high);
        var fits = new ArrayList<Fitted>();
        var leftOut = new ArrayList<String>();
        for (var fitted :
                List.of(
                        amdahl(Scaling.amdahl(seen), Scaling.amdahl(low), Scaling.amdahl(high)),
                        usl(Scaling.identifiesUsl(seen), seen, low, high)))
            bare.worst(fitted.fit())
                    .ifPresentOrElse(
                            point -> leftOut.add(bare.why(fitted, point)), () -> fits.add(fitted));
        return new Curve(points, waits, cores, List.copyOf(fits), List.copyOf(leftOut));
    }

    /// The points with one of the figures that their intervals have.
    private List<Scaling.Point> seen(ToDoubleFunction<Interval> figure) {
        return points.stream()
                .map(p -> new Scaling.Point(counted(p), figure.applyAsDouble(p.speedup())))
                .toList();
    }

    private static Fitted amdahl(Fit.Amdahl fit, Fit low, Fit high) {
        return new Fitted("Amdahl", "serial part " + Words.percent(fit.serial()), fit, low, high);
    }

    private static Fitted usl(
            boolean identified,
            List<Scaling.Point> seen,
            List<Scaling.Point> low,
            List<Scaling.Point> high) {
        Function<List<Scaling.Point>, Fit.Usl> fitting =
                identified ? Scaling::usl : Scaling::worstUsl;
        var fit = fitting.apply(seen);
        return new Fitted(
                identified ? "USL" : "USL at worst",
                "contention %s, coherency %s"
                        .formatted(Words.percent(fit.contention()), Words.percent(fit.coherency())),
                fit,
                fitting.apply(low),
                fitting.apply(high));
    }

    /// The point that a fit is farthest from, of those that it does not describe: it is too far, or
    /// it is Amdahl's, which cannot fall below 1, and the point does beyond its interval.
    private Optional<ResultRow> worst(Fit fit) {
        return points.stream()
                .filter(p ->
                        distance(fit, p) > FAR
                                || fit instanceof Fit.Amdahl
                                        && counted(p) > 1
                                        && p.speedup().below(1))
                .max(Comparator.comparingDouble(p -> distance(fit, p)));
    }

    /// By which factor a fit misses the interval of a point; at most 1 if it does not.
    private double distance(Fit fit, ResultRow point) {
        double speedup = fit.speedup(counted(point));
        return Math.max(point.speedup().low() / speedup, speedup / point.speedup().high());
    }

    private String why(Fitted fitted, ResultRow point) {
        return ("%s is left out, as it cannot describe this: fitted, it gives %s with %s, and"
                        + " measured is %s.")
                .formatted(
                        fitted.name(),
                        Numbers.three(fitted.fit().speedup(counted(point))),
                        Words.count(point.workers(), worker()),
                        Numbers.interval(point.speedup()));
    }

    String model() {
        return points.getFirst().variant();
    }

    /// What works, in a word.
    String worker() {
        return waits ? "thread" : "worker";
    }

    /// What bounds the speedup, in a word: what the fits are over.
    String bound() {
        return waits ? "thread" : "core";
    }

    /// What a fit takes a point for: its workers, or the processors that these can keep busy.
    int counted(ResultRow point) {
        return waits ? point.workers() : Math.min(point.workers(), cores);
    }

    /// The most of what the fits are over that was measured.
    int measured() {
        return counted(points.getLast());
    }

    /// The numbers beyond what was measured for which the fits predict; none without a fit.
    List<Integer> predicted() {
        if (fits.isEmpty()) return List.of();
        int base = waits ? measured() : cores;
        return BEYOND.stream().map(times -> times * base).filter(n -> n > measured()).toList();
    }

    /// The most workers or cores that there is a figure for.
    int widest() {
        return Stream.concat(points.stream().map(ResultRow::workers), predicted().stream())
                .max(Integer::compare)
                .orElseThrow();
    }

    /// What the page says of what was not fitted.
    List<String> remarks() {
        if (!fits.isEmpty() || !leftOut.isEmpty()) return leftOut;
        return List.of(
                waits
                        ? "Only one number of threads was measured, so there is no curve to fit."
                        : cores == 1
                                ? "There is one core, so there is no curve to fit."
                                : "Only one number of cores was measured, so there is no curve to"
                                        + " fit.");
    }
}
