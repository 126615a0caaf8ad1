package lab.view;

import java.util.ArrayList;
import java.util.List;
import lab.measure.Fit;
import lab.measure.ScalingCurve;

/// A model that was fitted to a scaling curve, as a chart shows it.
///
/// @param name what it is called
/// @param parameters what was fitted, in words
/// @param fit the fit itself
/// @param series the number of its colour and marker
/// @param predictions what it says of more cores than there are
record ScalingModel(
        String name,
        String parameters,
        Fit fit,
        int series,
        List<ScalingCurve.Prediction> predictions) {

    /// The models of a curve; none on one core.
    static List<ScalingModel> of(ScalingCurve curve) {
        var models = new ArrayList<ScalingModel>();
        curve.amdahl()
                .ifPresent(fit ->
                        models.add(
                                new ScalingModel(
                                        "Amdahl's law",
                                        "serial part " + percent(fit.serial()),
                                        fit,
                                        1,
                                        predictions(curve, "Amdahl"))));
        curve.usl()
                .ifPresent(fit ->
                        models.add(
                                new ScalingModel(
                                        Tables.model(curve, "USL"),
                                        "contention %s, coherency %s"
                                                .formatted(
                                                        percent(fit.contention()),
                                                        percent(fit.coherency())),
                                        fit,
                                        2,
                                        predictions(curve, "USL"))));
        return models;
    }

    private static List<ScalingCurve.Prediction> predictions(ScalingCurve curve, String model) {
        return curve.predictions().stream().filter(p -> p.model().equals(model)).toList();
    }

    private static String percent(double part) {
        return Numbers.shortest(Math.round(part * 10_000) / 100.0) + "%";
    }
}
