package lab.measure;

import java.util.List;
import java.util.OptionalDouble;

/// Where it begins to be worth it.
public final class BreakEven {
    private BreakEven() {}

    /// The size at which a speedup first reaches 1, between the size where it is below and the
    /// next. On a logarithmic scale of sizes a straight line is drawn through the two.
    ///
    /// @param sizes ascending, all above 0, in any unit
    /// @param speedups one for each size
    /// @return the size, in the same unit; empty if no speedup goes from below 1 to 1 or above
    public static OptionalDouble between(double[] sizes, List<Interval> speedups) {
        if (sizes.length != speedups.size())
            throw new IllegalArgumentException(
                    "every size needs a speedup: %d and %d"
                            .formatted(sizes.length, speedups.size()));
        for (int i = 1; i < sizes.length; i++) {
            double below = speedups.get(i - 1).estimate();
            double above = speedups.get(i).estimate();
            if (below < 1 && above >= 1) {
                double part = (1 - below) / (above - below);
                return OptionalDouble.of(sizes[i - 1] * Math.pow(sizes[i] / sizes[i - 1], part));
            }
        }
        return OptionalDouble.empty();
    }
}
