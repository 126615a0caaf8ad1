package lab.measure;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/// Medians and their confidence intervals.
public final class Statistics {
    private static final int RESAMPLES = 2_000;
    private static final double TAIL = 0.025;
    private static final long SEED = 1979;
    private static final int LEAST_THIRD = 3;
    private static final double FALLEN = 0.97;

    private Statistics() {}

    /// The median of the values; of an even number of them, the mean of the middle two.
    ///
    /// @throws IllegalArgumentException if there are no values
    public static double median(double... values) {
        if (values.length == 0) throw new IllegalArgumentException("no values, no median");
        var sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// Whether times are falling yet: the median of the last third of them is shorter by more than
    /// 3% than that of the third before. Of fewer than nine there is no telling, and they are not.
    public static boolean areFalling(List<Long> times) {
        int third = times.size() / 3;
        return third >= LEAST_THIRD && areFalling(times, third);
    }

    /// Whether the median of the last few times is shorter by more than 3% than that of as many
    /// before.
    ///
    /// @param few at most half as many as there are times
    static boolean areFalling(List<Long> times, int few) {
        int lately = times.size() - few;
        return median(values(times.subList(lately, times.size())))
                < FALLEN * median(values(times.subList(lately - few, lately)));
    }

    private static double[] values(List<Long> times) {
        return times.stream().mapToDouble(time -> time).toArray();
    }

    /// The median with its 95% interval, from interpolated order statistics (Hettmansperger and
    /// Sheather 1986): how many of the values lie below the true median is binomial, whatever they
    /// are distributed like. Fewer than six values have no such interval; theirs goes from the
    /// least to the greatest, which has the true median in it 94 times of 100 with five values, 88
    /// with four and 75 with three.
    public static Interval medianInterval(double... values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        double estimate = median(values);
        int n = sorted.length;
        int d = new BinomialDistribution(n, 0.5).inverseCumulativeProbability(TAIL);
        if (d < 1) return new Interval(sorted[0], estimate, sorted[n - 1]);
        double wider = coverage(n, d);
        double share = (wider - (1 - 2 * TAIL)) / (wider - coverage(n, d + 1));
        double inner = (n - d) * share / (d + (n - 2 * d) * share);
        return new Interval(
                Math.min(estimate, between(sorted[d - 1], sorted[d], inner)),
                estimate,
                Math.max(estimate, between(sorted[n - d], sorted[n - d - 1], inner)));
    }

    /// How likely the median is to lie between the value of this rank and that of the same rank
    /// from above.
    private static double coverage(int n, int rank) {
        return 1 - 2 * new BinomialDistribution(n, 0.5).cumulativeProbability(rank - 1);
    }

    private static double between(double outer, double inner, double share) {
        return outer + share * (inner - outer);
    }

    /// The middle 95% of what resampling gave, around the estimate.
    static Interval percentiles(double estimate, double[] resampled) {
        var sorted = resampled.clone();
        Arrays.sort(sorted);
        int tail = (int) (TAIL * sorted.length);
        return new Interval(
                Math.min(estimate, sorted[tail]),
                estimate,
                Math.max(estimate, sorted[sorted.length - 1 - tail]));
    }

    /// How many times as fast the second is as the first: the median, over the rounds, of the ratio
    /// of their elapsed times within one round. What slows a whole round down cancels out.
    ///
    /// @param slower a sample for each round
    /// @param faster a sample for each of the same rounds
    public static Interval pairedSpeedup(List<Sample> slower, List<Sample> faster) {
        return medianInterval(ratios(slower, faster));
    }

    /// The ratio of the elapsed times of each round.
    static double[] ratios(List<Sample> slower, List<Sample> faster) {
        if (slower.size() != faster.size())
            throw new IllegalArgumentException(
                    "pairs need the same rounds, not %d and %d"
                            .formatted(slower.size(), faster.size()));
        var ratios = new double[slower.size()];
        for (int r = 0; r < ratios.length; r++)
            ratios[r] = (double) slower.get(r).wallNanos() / faster.get(r).wallNanos();
        return ratios;
    }

    /// How many times as fast the second is as the first, measured in several JVMs: the geometric
    /// mean of the median ratios of each. One JVM differs from the next in what its compiler made
    /// of the code and where its objects lie, which all of its rounds share, so it is the JVMs that
    /// count as independent (Georges, Buytaert and Eeckhout 2007; Kalibera and Jones 2013).
    ///
    /// The interval is Student's for the logarithms of these medians, widened to what the rounds of
    /// all say taken together, if that is wider on a side.
    ///
    /// @param jvms the ratios of elapsed times of each, round by round; of one alone the rounds are
    ///   all there is to go by
    /// @throws IllegalArgumentException if there is no JVM, or one without a round
    public static Interval speedupOverJvms(List<double[]> jvms) {
        var all = medianInterval(jvms.stream().flatMapToDouble(Arrays::stream).toArray());
        int n = jvms.size();
        if (n == 1) return all;
        var logs = jvms.stream().mapToDouble(ratios -> Math.log(median(ratios))).toArray();
        double mean = Arrays.stream(logs).average().orElseThrow();
        double squares = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
        double half =
                new TDistribution(n - 1).inverseCumulativeProbability(1 - TAIL)
                        * Math.sqrt(squares / (n - 1) / n);
        double estimate = Math.exp(mean);
        return new Interval(
                Math.min(Math.min(estimate, Math.exp(mean - half)), all.low()),
                estimate,
                Math.max(Math.max(estimate, Math.exp(mean + half)), all.high()));
    }

    /// The ratio of two sums over the same rounds, with its 95% interval by drawing rounds anew.
    /// Fit for clocks too coarse for a single round.
    static Interval ratioOfSums(double[] above, double[] below) {
        if (above.length != below.length)
            throw new IllegalArgumentException(
                    "pairs need the same rounds, not %d and %d"
                            .formatted(above.length, below.length));
        var random = new SplittableRandom(SEED);
        var ratios = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            double over = 0;
            double under = 0;
            for (int i = 0; i < above.length; i++) {
                int drawn = random.nextInt(above.length);
                over += above[drawn];
                under += below[drawn];
            }
            ratios[r] = over / Math.max(1, under);
        }
        return percentiles(
                Arrays.stream(above).sum() / Math.max(1, Arrays.stream(below).sum()), ratios);
    }
}
