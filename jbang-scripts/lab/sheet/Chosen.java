package lab.sheet;

import java.util.List;
import java.util.Optional;
import lab.measure.Plan;
import lab.results.Note;

/// Some models of another language.
///
/// @param language which
/// @param models by their names, the baseline first
record Chosen(Foreign language, List<String> models) implements Foreign {
    @Override
    public Optional<Note> note(String model, Job job) {
        return language.note(model, job);
    }

    @Override
    public Optional<String> input(Job job) {
        return language.input(job);
    }

    @Override
    public Outcome measure(Job job, List<String> some, Plan plan, long seed) throws Exception {
        return language.measure(job, some, plan, seed);
    }
}
