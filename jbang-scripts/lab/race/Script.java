package lab.race;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// What one thread does, as a list of steps of which nothing can come in between.
///
/// @param name the thread's name
/// @param steps in the order of the program
/// @param <S> the type of the state; immutable, so that every interleaving starts from the same one
public record Script<S>(String name, List<Step<S>> steps) {
    public Script {
        steps = List.copyOf(steps);
    }

    /// An atomic step.
    ///
    /// @param name what it does, in a word
    /// @param enabled whether it can be taken in a state; a thread waits until its next step can be
    /// @param effect the state after it
    /// @param <S> the type of the state
    public record Step<S>(String name, Predicate<S> enabled, UnaryOperator<S> effect) {}

    /// A script without steps as yet.
    public static <S> Script<S> named(String name) {
        return new Script<>(name, List.of());
    }

    /// This script and one step more, which can always be taken.
    public Script<S> step(String step, UnaryOperator<S> effect) {
        return step(step, state -> true, effect);
    }

    /// This script and one step more, before which the thread waits until `enabled` holds.
    public Script<S> step(String step, Predicate<S> enabled, UnaryOperator<S> effect) {
        return plus(List.of(new Step<>(step, enabled, effect)));
    }

    /// This script, and then the steps of the other.
    public Script<S> then(Script<S> other) {
        return plus(other.steps);
    }

    private Script<S> plus(List<Step<S>> more) {
        var all = new ArrayList<>(steps);
        all.addAll(more);
        return new Script<>(name, all);
    }
}
