package lab.sheet;

import java.util.List;

/// How many workers a fixed pool is tried with.
///
/// @param computing where tasks compute
/// @param waiting where they wait, which a pool of a few per processor is too small for
public record Counts(List<Integer> computing, List<Integer> waiting) {
    /// Does without.
    public static final Counts NONE = new Counts(List.of(), List.of());

    /// Ascending counts.
    public Counts {
        computing = List.copyOf(computing);
        waiting = List.copyOf(waiting);
    }

    /// Those for these tasks.
    public List<Integer> of(Tasks<?, ?> tasks) {
        return tasks.waits() ? waiting : computing;
    }

    /// Whether there are none.
    boolean none() {
        return computing.isEmpty() && waiting.isEmpty();
    }
}
