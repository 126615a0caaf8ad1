package lab.measure;

import java.util.List;
import java.util.Optional;

/// Speedup against the number of workers, the models fitted to it, and what they predict.
///
/// @param comparison what was measured: the sequential version first, then one for each worker count
/// @param cores how many processors the JVM may use
/// @param amdahl the fit of Amdahl's law; empty on one core, where nothing can be fitted
/// @param usl the fit of the Universal Scalability Law; empty with fewer than three core counts
/// @param predictions what Amdahl's fit predicts for more cores than there are
public record ScalingCurve(
        Comparison comparison,
        int cores,
        Optional<Fit.Amdahl> amdahl,
        Optional<Fit.Usl> usl,
        List<Prediction> predictions) {

    /// A speedup that was not measured.
    ///
    /// @param cores on so many cores
    /// @param speedup predicted, with the interval that the scatter of the rounds gives
    public record Prediction(int cores, Interval speedup) {}
}
