package lab.report;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// A logarithmic axis.
///
/// @param low the value at its start, above 0
/// @param high the value at its end, above `low`
/// @param from the place of the start
/// @param to the place of the end
record Axis(double low, double high, double from, double to) {
    private static final int MOST_TICKS = 7;
    private static final List<List<Double>> DIGITS =
            List.of(List.of(1.0, 1.5, 2.0, 3.0, 5.0, 7.0), List.of(1.0, 2.0, 5.0), List.of(1.0));

    /// An axis that holds the values, with a little room beyond.
    static Axis around(DoubleStream values, double from, double to) {
        var seen = values.summaryStatistics();
        double middle = Math.sqrt(seen.getMin() * seen.getMax());
        double ratio = Math.max(2, seen.getMax() / seen.getMin() * 1.1);
        return new Axis(middle / Math.sqrt(ratio), middle * Math.sqrt(ratio), from, to);
    }

    double at(double value) {
        return from + (to - from) * Math.log(value / low) / Math.log(high / low);
    }

    /// Round values within the axis, as many as it has room for.
    List<Double> ticks() {
        for (var digits : DIGITS) {
            var ticks = ticks(digits, 1);
            if (ticks.size() <= MOST_TICKS) return ticks;
        }
        for (int every = 2; ; every++) {
            var ticks = ticks(List.of(1.0), every);
            if (ticks.size() <= MOST_TICKS) return ticks;
        }
    }

    private List<Double> ticks(List<Double> digits, int every) {
        int first = (int) Math.floor(Math.log10(low));
        int last = (int) Math.ceil(Math.log10(high));
        return IntStream.rangeClosed(first, last)
                .filter(decade -> decade % every == 0)
                .boxed()
                .flatMap(decade -> digits.stream().map(digit -> digit * Math.pow(10, decade)))
                .filter(tick -> tick >= low && tick <= high)
                .toList();
    }
}
