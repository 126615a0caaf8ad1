package lab.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;

/// Fits models of speedup by least squares (Levenberg 1944, Marquardt 1963), and extrapolates them.
public final class Scaling {
    private static final int RESAMPLES = 400;
    private static final long SEED = 1967;
    private static final double STEP = 1e-6;
    private static final double SMALL = 0.05;
    private static final int IDENTIFYING_CORE_COUNTS = 3;

    private Scaling() {}

    /// A speedup seen on so many processors.
    ///
    /// @param processors how many could be busy
    /// @param speedup against the sequential version
    public record Point(double processors, double speedup) {}

    /// Fits both models to what was measured, and predicts two, four and eight times the cores.
    ///
    /// @param comparison the sequential version first, then one variant for each worker count
    /// @param cores how many processors the JVM may use
    public static ScalingCurve of(Comparison comparison, int cores) {
        var parallel = comparison.measurements().subList(1, comparison.measurements().size());
        var points = points(parallel, cores, m -> m.speedup().estimate());
        boolean identified = identifiesUsl(points);
        if (coreCounts(points) < 2)
            return new ScalingCurve(
                    comparison, cores, Optional.empty(), Optional.empty(), false, List.of());
        Function<List<Point>, Fit.Usl> fitUsl = identified ? Scaling::usl : Scaling::worstUsl;
        var predictions = new ArrayList<ScalingCurve.Prediction>();
        var resampled = resampledPoints(comparison, parallel, cores);
        predictions.addAll(predict("Amdahl", cores, points, resampled, Scaling::amdahl));
        predictions.addAll(predict("USL", cores, points, resampled, fitUsl));
        return new ScalingCurve(
                comparison,
                cores,
                Optional.of(amdahl(points)),
                Optional.of(fitUsl.apply(points)),
                identified,
                predictions);
    }

    /// Whether the points can tell the two parameters of the Universal Scalability Law apart, for
    /// which it takes three core counts.
    public static boolean identifiesUsl(List<Point> points) {
        return coreCounts(points) >= IDENTIFYING_CORE_COUNTS;
    }

    private static long coreCounts(List<Point> points) {
        return points.stream().map(Point::processors).distinct().count();
    }

    /// The fit of Amdahl's law; a speedup above the ideal counts as a serial part of 0.
    public static Fit.Amdahl amdahl(List<Point> points) {
        var root = leastSquares(points, x -> new Fit.Amdahl(part(x[0])), Math.sqrt(SMALL));
        return new Fit.Amdahl(part(root[0]));
    }

    /// A number from 0 to 1 for any number, smoothly, so that no step of the search leaves the law
    /// or gets stuck at its end.
    private static double part(double x) {
        return x * x / (1 + x * x);
    }

    /// The fit of the Universal Scalability Law. It takes three core counts to tell its two
    /// parameters apart.
    public static Fit.Usl usl(List<Point> points) {
        var root =
                leastSquares(
                        points,
                        x -> new Fit.Usl(x[0] * x[0], x[1] * x[1]),
                        Math.sqrt(SMALL),
                        Math.sqrt(SMALL / 10));
        return new Fit.Usl(root[0] * root[0], root[1] * root[1]);
    }

    /// The Universal Scalability Law without contention: all of the loss is put on coherency, which
    /// grows fastest. What is true lies between this and Amdahl's law.
    public static Fit.Usl worstUsl(List<Point> points) {
        var root = leastSquares(points, x -> new Fit.Usl(0, x[0] * x[0]), Math.sqrt(SMALL / 10));
        return new Fit.Usl(0, root[0] * root[0]);
    }

    private static List<Point> points(
            List<Measurement> parallel, int cores, Function<Measurement, Double> speedup) {
        return parallel.stream()
                .map(m -> new Point(Math.min(m.workers(), cores), speedup.apply(m)))
                .toList();
    }

    /// The points as they would be had other rounds of the same kind been drawn (Efron 1979). A
    /// round is drawn whole, since what disturbed one of its variants may have disturbed the
    /// others.
    private static List<List<Point>> resampledPoints(
            Comparison comparison, List<Measurement> parallel, int cores) {
        var random = new SplittableRandom(SEED);
        var sequential = comparison.measurements().getFirst().samples();
        int rounds = sequential.size();
        var resampled = new ArrayList<List<Point>>();
        for (int r = 0; r < RESAMPLES; r++) {
            var drawn = random.ints(rounds, 0, rounds).toArray();
            resampled.add(
                    points(
                            parallel,
                            cores,
                            m ->
                                    Statistics.median(
                                            Arrays.stream(drawn)
                                                    .mapToDouble(i -> ratio(sequential, m, i))
                                                    .toArray())));
        }
        return resampled;
    }

    private static double ratio(List<Sample> sequential, Measurement parallel, int round) {
        return (double) sequential.get(round).wallNanos()
                / parallel.samples().get(round).wallNanos();
    }

    private static List<ScalingCurve.Prediction> predict(
            String model,
            int cores,
            List<Point> points,
            List<List<Point>> resampled,
            Function<List<Point>, ? extends Fit> fit) {
        var best = fit.apply(points);
        var others = resampled.stream().map(fit).toList();
        var predictions = new ArrayList<ScalingCurve.Prediction>();
        for (int more : List.of(2 * cores, 4 * cores, 8 * cores))
            predictions.add(
                    new ScalingCurve.Prediction(
                            model,
                            more,
                            Statistics.percentiles(
                                    best.speedup(more),
                                    others.stream()
                                            .mapToDouble(other -> other.speedup(more))
                                            .toArray())));
        return predictions;
    }

    private static double[] leastSquares(
            List<Point> points, Function<double[], Fit> model, double... start) {
        var seen = points.stream().mapToDouble(Point::speedup).toArray();
        MultivariateJacobianFunction residuals = at -> linearise(points, model, at);
        var problem =
                new LeastSquaresBuilder()
                        .start(start)
                        .model(residuals)
                        .target(seen)
                        .maxEvaluations(1_000)
                        .maxIterations(1_000)
                        .build();
        return new LevenbergMarquardtOptimizer().optimize(problem).getPoint().toArray();
    }

    /// The model's values at a point, and its derivatives by central differences.
    private static Pair<RealVector, RealMatrix> linearise(
            List<Point> points, Function<double[], Fit> model, RealVector at) {
        var jacobian = MatrixUtils.createRealMatrix(points.size(), at.getDimension());
        for (int parameter = 0; parameter < at.getDimension(); parameter++) {
            var above = at.toArray();
            var below = at.toArray();
            above[parameter] += STEP;
            below[parameter] -= STEP;
            DoubleUnaryOperator up = model.apply(above)::speedup;
            DoubleUnaryOperator down = model.apply(below)::speedup;
            for (int i = 0; i < points.size(); i++) {
                double p = points.get(i).processors();
                jacobian.setEntry(
                        i, parameter, (up.applyAsDouble(p) - down.applyAsDouble(p)) / (2 * STEP));
            }
        }
        var fit = model.apply(at.toArray());
        var values = points.stream().mapToDouble(p -> fit.speedup(p.processors())).toArray();
        return new Pair<>(new ArrayRealVector(values, false), jacobian);
    }
}
