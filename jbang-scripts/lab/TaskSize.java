package lab;

import java.util.List;
import lab.measure.Comparison;
import lab.view.Line;

/// What several ways gained on tasks of one size.
///
/// @param tasks how many tasks there were, all of about the same size
/// @param measured the ways, the first being one task after the other
public record TaskSize(int tasks, Comparison measured) {
    /// How long one task takes, one after the other, in milliseconds.
    public double millis() {
        return measured.measurements().getFirst().medianMillis() / tasks;
    }

    /// The speedup of a way against the size of the tasks.
    ///
    /// @param name what the legend calls it
    /// @param sizes ascending
    /// @param way what the comparisons call it
    public static Line line(String name, List<TaskSize> sizes, String way) {
        return new Line(
                name,
                sizes.stream().mapToDouble(TaskSize::millis).toArray(),
                sizes.stream().map(size -> size.measured().of(way).speedup()).toList());
    }
}
