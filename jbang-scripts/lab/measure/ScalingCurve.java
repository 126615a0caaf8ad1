package lab.measure;

import java.util.List;
import java.util.Optional;

/// Speedup against the number of workers, the models fitted to it, and what they predict.
///
/// The models are fitted over the processors that can be busy, `min(workers, cores)`: workers past
/// the cores tell nothing about a larger machine.
///
/// @param comparison what was measured: the sequential version first, then one for each worker
///   count
/// @param cores how many processors the JVM may use
/// @param amdahl the fit of Amdahl's law; empty on one core, where nothing can be fitted
/// @param usl the fit of the Universal Scalability Law; empty on one core
/// @param uslIdentified whether there were the three core counts that it takes to tell contention
///   from coherency; if not, `usl` is the worst case, in which all of the loss is coherency, as
///   Amdahl's law is the best, in which none is
/// @param predictions what the fits predict for more cores than there are
public record ScalingCurve(
        Comparison comparison,
        int cores,
        Optional<Fit.Amdahl> amdahl,
        Optional<Fit.Usl> usl,
        boolean uslIdentified,
        List<Prediction> predictions) {
    public ScalingCurve {
        predictions = List.copyOf(predictions);
    }

    /// The speedups that were measured, without the sequential version.
    public List<Measurement> points() {
        return comparison.measurements().subList(1, comparison.measurements().size());
    }

    /// A speedup that was not measured.
    ///
    /// @param model `Amdahl` or `USL`
    /// @param cores on so many cores
    /// @param speedup predicted, with the 95% interval that the scatter of the rounds gives
    public record Prediction(String model, int cores, Interval speedup) {}
}
