package lab.results;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What is known of models by their names.
final class Models {
    /// What all others are compared with.
    static final String SEQUENTIAL = "sequential";

    /// The simplest to write and to reason about first.
    private static final List<String> SIMPLEST_FIRST =
            List.of(
                    SEQUENTIAL,
                    "parallel stream",
                    "fixed pool",
                    "virtual threads",
                    "fork/join",
                    "threads",
                    "event loop",
                    "process pool");

    private Models() {}

    /// The simplest first; what is not known comes last, and of the same model the fewest workers
    /// first.
    static Comparator<ResultRow> simplestFirst() {
        return Comparator.<ResultRow>comparingInt(row -> place(row.variant()))
                .thenComparing(ResultRow::variant)
                .thenComparing(ResultRow::workers);
    }

    private static int place(String model) {
        int place = SIMPLEST_FIRST.indexOf(model);
        return place < 0 ? SIMPLEST_FIRST.size() : place;
    }

    /// Whether a reader can choose it: the interpreter lock is there to be beaten, and CPython is
    /// another language.
    static boolean canBeChosen(String model) {
        return !isLock(model) && !model.toLowerCase(Locale.ROOT).contains("cpython");
    }

    /// Whether it is the interpreter lock.
    static boolean isLock(String model) {
        return model.startsWith("interpreter lock");
    }

    /// Whether it is a pool by its name.
    static boolean isPool(String model) {
        return model.contains("pool");
    }

    /// Whether it has a number of workers of its own, so that this can be a limit. The others have
    /// as many threads as there are tasks, or one.
    static boolean hasSize(String model) {
        return isPool(model) || model.equals("fork/join") || model.equals("parallel stream");
    }
}
