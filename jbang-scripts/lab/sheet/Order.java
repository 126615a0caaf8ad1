package lab.sheet;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import lab.python.Python;
import lab.work.Size;

/// What a JVM is to measure that measures one workload.
///
/// @param job the workload
/// @param jvm the number of the JVM, from 0
/// @param size how much work
/// @param workers how many workers a model is told to use
/// @param seed draws what is drawn, the same in all of them
/// @param models by their names, the baseline first
/// @param counts how many workers a fixed pool is tried with
/// @param foreign the models of another language, the baseline first; empty for none
/// @param python the one that has them; null if there is none
/// @param leave what is not to be measured
/// @param diary the file that says what it is doing
record Order(
        String job,
        int jvm,
        Size size,
        int workers,
        long seed,
        List<String> models,
        Counts counts,
        List<String> foreign,
        Python python,
        List<Cell> leave,
        String diary) {
    /// What the order within rounds is drawn from: another seed in each JVM.
    long drawing() {
        return new SplittableRandom(seed + jvm).nextLong();
    }

    /// Whether a cell is not to be measured.
    boolean leaves(String experiment, String model, IntPredicate some) {
        return leave.stream()
                .anyMatch(cell ->
                        cell.experiment().equals(experiment)
                                && cell.model().equals(model)
                                && (cell.workers() == 0 || some.test(cell.workers())));
    }
}
