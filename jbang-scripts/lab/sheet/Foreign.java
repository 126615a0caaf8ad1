package lab.sheet;

import java.util.List;
import java.util.Optional;
import lab.measure.Comparison;
import lab.measure.Plan;
import lab.results.Note;

/// The models of another language, on the same workloads, by clocks of their own: neither its start
/// nor the way there is in the figures.
public interface Foreign {
    /// What came of a workload.
    ///
    /// @param measured the comparison of the experiment `cpython`, the baseline first; empty if
    ///   nothing could be measured
    /// @param failed a note for each model that failed
    record Outcome(Optional<Comparison> measured, List<Note> failed) {
        /// What came of it.
        public Outcome {
            failed = List.copyOf(failed);
        }
    }

    /// Its models by their names, the first being what the others are compared with.
    List<String> models();

    /// Why a model has no figures for a workload, as far as that is known before: it makes no
    /// sense, or the language is not here. Empty if it is to be measured.
    Optional<Note> note(String model, Job job);

    /// Measures some of its models on a workload side by side, answers first. One that fails
    /// becomes a note, and the others go on.
    ///
    /// @param models by their names, the baseline first
    /// @param plan how long it may take
    /// @param seed draws the order of the models within each round
    /// @throws InterruptedException if the caller is interrupted; what ran has been stopped
    Outcome measure(Job job, List<String> models, Plan plan, long seed) throws Exception;

    /// What it got of a workload that it has measured, as it may get less than Java does.
    default Optional<String> input(Job job) {
        return Optional.empty();
    }

    /// The same with some of its models only.
    ///
    /// @param names which, besides the baseline
    default Foreign only(List<String> names) {
        var baseline = models().getFirst();
        return new Chosen(
                this,
                models().stream()
                        .filter(model -> model.equals(baseline) || names.contains(model))
                        .toList());
    }
}
