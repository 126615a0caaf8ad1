package lab.view;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import lab.measure.Interval;

/// Numbers as a reader wants them: three significant digits, whatever the locale.
public final class Numbers {
    private static final double SMALLEST = 1e-4;
    private static final double TINY = 0.1;
    private static final double LARGEST = 1e12;

    private Numbers() {}

    /// Three significant digits, or two decimals: `0.00123`, `0.12`, `1.23`, `123`, `1,230,000`.
    public static String three(double value) {
        if (Double.isNaN(value)) return "";
        if (Double.isInfinite(value)) return value > 0 ? "∞" : "-∞";
        double size = Math.abs(value);
        if (size == 0) return "0";
        if (size < SMALLEST || size >= LARGEST) return String.format(Locale.ROOT, "%.2e", value);
        var rounded = new BigDecimal(value).round(new MathContext(3));
        int decimals = decimals(rounded.doubleValue());
        return decimals == 0
                ? String.format(Locale.ROOT, "%,.0f", rounded)
                : String.format(Locale.ROOT, "%,." + decimals + "f", value); // rounded once
    }

    /// The estimate and its interval, all with as many decimals as the estimate's third digit has,
    /// or its second where it is below 0.1.
    public static String interval(Interval interval) {
        if (interval.low() == interval.high()) return exact(interval.estimate());
        double size = Math.abs(interval.estimate());
        if (size != 0 && size < SMALLEST || size >= LARGEST)
            return "%s (%s to %s)"
                    .formatted(
                            three(interval.estimate()),
                            three(interval.low()),
                            three(interval.high()));
        int decimals = size < TINY ? decimals(size) - 1 : decimals(size);
        var format = "%,." + decimals + "f";
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                interval.estimate(),
                interval.low(),
                interval.high());
    }

    /// Three significant digits, but a whole number as it is: `1`, `1.50`.
    public static String exact(double value) {
        return value == Math.rint(value) && Math.abs(value) < LARGEST
                ? String.format(Locale.ROOT, "%,.0f", value)
                : three(value);
    }

    /// As few digits as it takes, up to three: `0.001`, `0.5`, `1`, `250`, `10,000`.
    public static String shortest(double value) {
        if (value == 0) return "0";
        var rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
        double size = Math.abs(value);
        if (size < 1e-6 || size >= LARGEST) return rounded.toString();
        return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
    }

    /// A multiple of a step, with the decimals that the step has: `0.5`, `1.0`, `1.5`.
    static String plain(double value, double step) {
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        if (decimals > 6) return three(value);
        return String.format(Locale.ROOT, "%,." + decimals + "f", value == 0 ? 0.0 : value);
    }

    /// The decimals that three significant digits take; no more than two for what is not below 0.1.
    private static int decimals(double value) {
        double size = Math.abs(value);
        if (size == 0 || size >= TINY && size < 1) return 2;
        return Math.max(0, 2 - (int) Math.floor(Math.log10(size) + 1e-12));
    }
}
