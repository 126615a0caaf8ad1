package lab.race;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Every order in which the steps of some threads can be taken one after the other, each thread's
/// own steps in the order of its program; and the state in which each order ends.
///
/// This is sequential consistency (Lamport 1979), which Java promises to programs without data
/// races only. For threads that touch one variable, in steps that depend on one another, it is all
/// that can happen; a program that races on several variables can do more (JLS 17.4).
public final class Interleavings {
    private static final int LIMIT = 100_000;

    private Interleavings() {}

    /// One interleaving.
    ///
    /// @param order the steps in the order in which they were taken: `Ann read`
    /// @param end the state after the last of them
    /// @param deadlocked whether it ended early: steps are left, and none of them can be taken
    /// @param <S> the type of the state
    public record Run<S>(List<String> order, S end, boolean deadlocked) {
        public Run {
            order = List.copyOf(order);
        }
    }

    /// All interleavings of the scripts from the state `start`, the first script's steps first.
    ///
    /// @throws IllegalArgumentException if there are more than 100,000
    @SafeVarargs
    public static <S> List<Run<S>> of(S start, Script<S>... scripts) {
        var search = new Search<>(scripts);
        search.from(start, new int[scripts.length], new ArrayList<>());
        return search.runs;
    }

    /// How many interleavings there are of threads with so many steps, if no step ever waits: the
    /// multinomial coefficient (n1 + n2 + ...)! / (n1! n2! ...).
    public static BigInteger count(int... steps) {
        var repeats = Arrays.stream(steps).mapToObj(Interleavings::factorial);
        return factorial(Arrays.stream(steps).sum())
                .divide(repeats.reduce(BigInteger.ONE, BigInteger::multiply));
    }

    private static BigInteger factorial(int n) {
        return Stream.iterate(BigInteger.ONE, i -> i.add(BigInteger.ONE))
                .limit(n)
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }

    /// A depth-first search. `done[i]` steps of script `i` have been taken, in the order `order`.
    private static final class Search<S> {
        private final Script<S>[] scripts;
        private final List<Run<S>> runs = new ArrayList<>();

        Search(Script<S>[] scripts) {
            this.scripts = scripts.clone();
        }

        void from(S state, int[] done, List<String> order) {
            boolean left = false;
            boolean moved = false;
            for (int i = 0; i < scripts.length; i++) {
                var steps = scripts[i].steps();
                if (done[i] == steps.size()) continue;
                left = true;
                var step = steps.get(done[i]);
                if (!step.enabled().test(state)) continue;
                moved = true;
                done[i]++;
                order.add(scripts[i].name() + " " + step.name());
                from(step.effect().apply(state), done, order);
                order.removeLast();
                done[i]--;
            }
            if (!moved) end(state, order, left);
        }

        private void end(S state, List<String> order, boolean deadlocked) {
            if (runs.size() == LIMIT)
                throw new IllegalArgumentException(
                        "more than %,d interleavings; take fewer threads or steps"
                                .formatted(LIMIT));
            runs.add(new Run<>(order, state, deadlocked));
        }
    }
}
