package lab;

import java.util.List;
import lab.measure.BreakEven;
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

    /// Where a line first reaches a speedup of 1, in words.
    public static String breakEven(Line line) {
        var size = BreakEven.between(line.x(), line.y());
        return line.name()
                + (size.isPresent()
                        ? ": break-even at tasks of %.3f ms".formatted(size.getAsDouble())
                        : ": no break-even in this range");
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
