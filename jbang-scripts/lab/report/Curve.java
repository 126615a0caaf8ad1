package lab.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lab.measure.Fit;
import lab.measure.Scaling;
import lab.results.ResultRow;

/// Speedup against workers, and the models that were fitted to it.
///
/// @param points what was measured, with growing numbers of workers
/// @param cores how many processors the JVM could use
/// @param fits the models; none where there are not two core counts to fit them to
record Curve(List<ResultRow> points, int cores, List<Fitted> fits) {
    private static final List<Integer> BEYOND = List.of(2, 4, 8);

    /// A model with its parameters fitted.
    ///
    /// @param name what it is called
    /// @param parameters what was fitted, in words
    /// @param fit the fit itself
    record Fitted(String name, String parameters, Fit fit) {}

    /// The curve of one model's rows.
    static Curve of(List<ResultRow> rows) {
        var points =
                rows.stream().sorted((a, b) -> Integer.compare(a.workers(), b.workers())).toList();
        int cores = points.getFirst().cores();
        var seen =
                points.stream()
                        .map(row ->
                                new Scaling.Point(
                                        Math.min(row.workers(), cores), row.speedup().estimate()))
                        .toList();
        if (seen.stream().map(Scaling.Point::processors).distinct().count() < 2)
            return new Curve(points, cores, List.of());
        boolean identified = Scaling.identifiesUsl(seen);
        return new Curve(
                points,
                cores,
                List.of(
                        amdahl(Scaling.amdahl(seen)),
                        usl(identified ? Scaling.usl(seen) : Scaling.worstUsl(seen), identified)));
    }

    private static Fitted amdahl(Fit.Amdahl fit) {
        return new Fitted("Amdahl", "serial part " + Words.percent(fit.serial()), fit);
    }

    private static Fitted usl(Fit.Usl fit, boolean identified) {
        return new Fitted(
                identified ? "USL" : "USL at worst",
                "contention %s, coherency %s"
                        .formatted(Words.percent(fit.contention()), Words.percent(fit.coherency())),
                fit);
    }

    String model() {
        return points.getFirst().variant();
    }

    /// The processors that a point can keep busy.
    int processors(ResultRow point) {
        return Math.min(point.workers(), cores);
    }

    /// The core counts beyond the machine for which the fits predict; none without a fit.
    List<Integer> predicted() {
        return fits.isEmpty() ? List.of() : BEYOND.stream().map(times -> times * cores).toList();
    }

    /// The most workers or cores that there is a figure for.
    int widest() {
        return Stream.concat(points.stream().map(ResultRow::workers), predicted().stream())
                .max(Integer::compare)
                .orElseThrow();
    }

    /// What the page says of a curve that nothing could be fitted to.
    Optional<String> whyNoFit() {
        if (!fits.isEmpty()) return Optional.empty();
        return Optional.of(
                cores == 1
                        ? "There is one core, so there is no curve to fit."
                        : "Only one number of cores was measured, so there is no curve to fit.");
    }
}
