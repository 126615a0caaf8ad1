package lab.view;

import java.util.Arrays;
import java.util.List;
import lab.measure.Interval;

/// A series of points that a line joins, each with its interval.
///
/// @param name what the legend calls it
/// @param x where the points are, ascending
/// @param y what was measured there, or is predicted
/// @param predicted whether a law says so, and no measurement; drawn dashed, in the colour of the
///   measured line before it
public record Line(String name, double[] x, List<Interval> y, boolean predicted) {
    /// A line of what was measured.
    public Line(String name, double[] x, List<Interval> y) {
        this(name, x, y, false);
    }

    /// A line of what a law predicts.
    public static Line predicted(String name, double[] x, double[] y) {
        return new Line(name, x, Arrays.stream(y).mapToObj(Interval::exactly).toList(), true);
    }

    public Line {
        x = x.clone();
        y = List.copyOf(y);
        if (x.length != y.size() || x.length == 0)
            throw new IllegalArgumentException(
                    "line '%s' needs as many y as x, and some, not %d and %d"
                            .formatted(name, y.size(), x.length));
        for (int i = 1; i < x.length; i++)
            if (!(x[i - 1] <= x[i]))
                throw new IllegalArgumentException(
                        "line '%s': x must ascend, not %s".formatted(name, Arrays.toString(x)));
    }
}
