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

    /// Between which two sizes a line comes to a speedup of 1, in milliseconds and in words: the
    /// last of those from the start that surely are below it, and the first that surely is above.
    /// What the intervals leave open is in between.
    public static String breakEven(Line line) {
        int below = 0;
        while (below < line.x().length && line.y().get(below).below(1)) below++;
        int above = below;
        while (above < line.x().length && !line.y().get(above).above(1)) above++;
        boolean ends = above < line.x().length;
        if (below == 0) return ends ? "at most %.3f".formatted(line.x()[above]) : "not to be told";
        return ends
                ? "%.3f to %.3f".formatted(line.x()[below - 1], line.x()[above])
                : "more than %.3f".formatted(line.x()[below - 1]);
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
