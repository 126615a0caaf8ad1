package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import lab.measure.Comparison;
import lab.measure.Interval;
import lab.measure.Measurement;
import lab.measure.Sample;
import lab.measure.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is measured in several JVMs, as one figure.
class SeveralJvmsTest {
    private static final int JVMS = 4;
    private static final int ROUNDS = 9;

    /// Other JVMs differ by as much as one does from round to round, by less, by more, not at all.
    @ParameterizedTest
    @CsvSource({"0, 0.05", "0.02, 0.05", "0.05, 0.05", "0.05, 0.02", "0.2, 0.01", "0.3, 0"})
    void theIntervalHasTheTrueSpeedupInIt(double amongJvms, double amongRounds) {
        var random = new Random(13);
        int trials = 2_000;
        int covered = 0;
        for (int t = 0; t < trials; t++) {
            var jvms = new ArrayList<double[]>();
            for (int j = 0; j < JVMS; j++) {
                double jvm = amongJvms * random.nextGaussian();
                jvms.add(
                        DoubleStream.generate(random::nextGaussian)
                                .limit(ROUNDS)
                                .map(noise -> 2 * Math.exp(jvm + amongRounds * noise))
                                .toArray());
            }
            if (Statistics.speedupOverJvms(jvms).includes(2)) covered++;
        }
        double coverage = (double) covered / trials;
        assertTrue(coverage >= 0.93, "coverage " + coverage);
    }

    /// The rounds alone are sure of themselves, and wrong.
    @Test
    void itIsWiderThanWhatTheRoundsSay() {
        var jvms = List.of(ratios(1.90), ratios(1.95), ratios(2.05), ratios(2.10));
        var interval = Statistics.speedupOverJvms(jvms);
        assertEquals(Math.pow(1.90 * 1.95 * 2.05 * 2.10, 0.25), interval.estimate(), 1e-9);
        // 3.182 standard errors of the logarithms, by a table of Student's distribution
        assertEquals(1.858, interval.low(), 1e-3);
        assertEquals(2.149, interval.high(), 1e-3);
        var rounds =
                Statistics.medianInterval(
                        jvms.stream().flatMapToDouble(DoubleStream::of).toArray());
        assertTrue(interval.low() < rounds.low() && rounds.high() < interval.high());
    }

    /// JVMs that agree by chance do not make it narrower than that.
    @Test
    void itIsNoNarrowerThanWhatTheRoundsSay() {
        double[] scattered = {1, 1.5, 1.8, 1.9, 2, 2.1, 2.2, 2.5, 3};
        var interval = Statistics.speedupOverJvms(List.of(scattered, scattered.clone()));
        assertEquals(2, interval.estimate(), 1e-9);
        assertTrue(interval.low() < 1.95 && interval.high() > 2.05, interval::toString);
        assertEquals(
                Statistics.medianInterval(scattered),
                Statistics.speedupOverJvms(List.of(scattered)),
                "of one there are the rounds only");
    }

    private static double[] ratios(double median) {
        return new double[] {0.99 * median, median, 1.01 * median};
    }

    @Test
    void comparisonsOfSeveralBecomeOne() {
        var first =
                comparison(
                        List.of("noise"),
                        measurement("slow", 1, 4e6, 4e6, 4e6),
                        measurement("pool", 2, 2e6, 2e6, 2e6),
                        measurement("pool", 4, 1e6, 1e6, 1e6));
        var second =
                comparison(
                        List.of(),
                        measurement("slow", 1, 4e6, 4e6, 4e6),
                        measurement("pool", 4, 1e6, 1e6, 1e6),
                        measurement("new", 1, 1e6, 1e6, 1e6));
        var joined = Comparison.ofJvms(List.of(first, second));
        assertEquals(
                List.of("slow 1", "pool 4"),
                joined.measurements().stream().map(m -> m.variant() + " " + m.workers()).toList(),
                "what is not in both has no figures");
        assertEquals(Interval.exactly(1), joined.of("slow").speedup());
        assertEquals(4, joined.of("pool").speedup().estimate(), 1e-9);
        assertEquals(6, joined.of("pool").rounds());
        assertEquals(List.of("JVM 1 of 2: noise"), joined.warnings());
        assertThrows(IllegalArgumentException.class, () -> Comparison.ofJvms(List.of()));
    }

    private static Comparison comparison(List<String> warnings, Measurement... measured) {
        return new Comparison(List.of(measured), warnings);
    }

    private static Measurement measurement(String variant, int workers, double... nanos) {
        var samples =
                DoubleStream.of(nanos).mapToObj(n -> new Sample((long) n, (long) n, 0, 0)).toList();
        return new Measurement(
                "models", "job", variant, workers, samples, Interval.exactly(1), true);
    }
}
