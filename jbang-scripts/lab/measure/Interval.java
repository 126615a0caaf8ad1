package lab.measure;

import java.util.Locale;

/// An estimate and the 95% confidence interval around it, in whatever unit the estimate has.
///
/// @param low the lower end
/// @param estimate the point estimate
/// @param high the upper end; `low <= estimate <= high`
public record Interval(double low, double estimate, double high) {
    public Interval {
        if (!(low <= estimate && estimate <= high))
            throw new IllegalArgumentException(
                    "an interval must be in order: " + low + ", " + estimate + ", " + high);
    }

    /// The interval of a value that is known exactly.
    public static Interval exactly(double value) {
        return new Interval(value, value, value);
    }

    /// Whether the value lies in the interval, its ends included.
    public boolean includes(double value) {
        return low <= value && value <= high;
    }

    /// Whether the whole interval lies above the value.
    public boolean above(double value) {
        return low > value;
    }

    /// Whether the whole interval lies below the value.
    public boolean below(double value) {
        return high < value;
    }

    /// For a reader: `1.92 (1.89 to 1.94)`.
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", estimate, low, high);
    }
}
