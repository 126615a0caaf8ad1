package lab.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// How long calls took, as a distribution: an HdrHistogram (Tene), exact to one part in a thousand.
public final class Latencies {
    private static final long LEAST_NANOS = 1_000;
    private static final long MOST_NANOS = Duration.ofHours(1).toNanos();
    private static final int DIGITS = 3;
    private static final int STEPS_A_HALVING = 4;

    private final Histogram histogram; // written only before it is published

    private Latencies(Histogram histogram) {
        this.histogram = histogram;
    }

    /// The distribution of these values, in nanoseconds. What is longer than an hour counts as an
    /// hour.
    public static Latencies of(long... nanos) {
        return of(nanos, nanos.length);
    }

    static Latencies of(long[] nanos, int count) {
        var histogram = new Histogram(LEAST_NANOS, MOST_NANOS, DIGITS);
        for (int i = 0; i < count; i++) histogram.recordValue(Math.clamp(nanos[i], 0, MOST_NANOS));
        return new Latencies(histogram);
    }

    /// All of them together.
    public static Latencies together(List<Latencies> parts) {
        var all = new Histogram(LEAST_NANOS, MOST_NANOS, DIGITS);
        for (var part : parts) all.add(part.histogram);
        return new Latencies(all);
    }

    /// How many calls.
    public long count() {
        return histogram.getTotalCount();
    }

    /// The latency that so many percent of the calls did not exceed, in milliseconds; 0 if there
    /// was no call.
    ///
    /// @param percentile from 0 to 100: 50 is the median
    public double percentileMillis(double percentile) {
        return count() == 0 ? 0 : histogram.getValueAtPercentile(percentile) / 1e6;
    }

    /// Half of the calls took no longer, in milliseconds.
    public double medianMillis() {
        return percentileMillis(50);
    }

    /// The mean, in milliseconds: the W of Little's law.
    public double meanMillis() {
        return histogram.getMean() / 1e6;
    }

    /// The slowest call, in milliseconds.
    public double maxMillis() {
        return percentileMillis(100);
    }

    /// The share of the calls that took longer than this, from 0 to 1.
    public double shareAbove(double millis) {
        if (count() == 0) return 0;
        long limit = Math.round(Math.clamp(millis * 1e6, 0, MOST_NANOS - 1.0));
        long above = count() - histogram.getCountBetweenValues(0, limit);
        return (double) above / count();
    }

    /// A point of the curve of percentiles.
    ///
    /// @param oneIn one call in so many took longer: 100 for the 99th percentile
    /// @param millis the latency that the others did not exceed
    public record Point(double oneIn, double millis) {
        /// The percentile, from 0 to 100.
        public double percentile() {
            return 100 * (1 - 1 / oneIn);
        }
    }

    /// The curve of percentiles, from the fastest call to the slowest but a few: as far as there
    /// are calls to tell. On a logarithmic axis every step to the right is a call that is rarer.
    public List<Point> curve() {
        var points = new ArrayList<Point>();
        double step = Math.pow(2, 1.0 / STEPS_A_HALVING);
        for (double oneIn = 1; oneIn <= Math.max(1, count()); oneIn *= step) {
            double percentile = 100 * (1 - 1 / oneIn);
            points.add(new Point(oneIn, percentileMillis(percentile)));
        }
        return List.copyOf(points);
    }

    /// Values in milliseconds that are distributed as the calls were, ascending: at most so many,
    /// for a chart.
    public double[] millis(int most) {
        int size = (int) Math.min(most, count());
        var values = new double[size];
        for (int i = 0; i < size; i++) values[i] = percentileMillis(100 * (i + 0.5) / size);
        Arrays.sort(values);
        return values;
    }

    /// For a reader: `median 50.9 ms, 99% below 61.2 ms, slowest 74.0 ms, 2,000 calls`.
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "median %.1f ms, 99%% below %.1f ms, slowest %.1f ms, %,d calls",
                medianMillis(),
                percentileMillis(99),
                maxMillis(),
                count());
    }
}
