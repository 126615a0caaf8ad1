package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lab.measure.Claim;
import lab.measure.Fit;
import lab.measure.Interval;
import lab.measure.Sample;
import lab.measure.Scaling;
import lab.measure.Statistics;
import lab.measure.Verdict;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/// What holds of the statistics, the fits and the claims whatever the figures are.
class MeasureProperties {
    private static final double CLOSE = 1e-9;

    @Property
    void asManyValuesLieBelowTheMedianAsAboveIt(
            @ForAll @Size(min = 1, max = 40)
                    List<@DoubleRange(min = -1e6, max = 1e6) Double> values) {
        double median = Statistics.median(array(values));
        long below = values.stream().filter(v -> v < median).count();
        long above = values.stream().filter(v -> v > median).count();
        assertTrue(below <= values.size() / 2 && above <= values.size() / 2, below + ", " + above);
    }

    @Property
    void theMedianDoesNotDependOnTheOrder(
            @ForAll @Size(min = 1, max = 40)
                    List<@DoubleRange(min = -1e6, max = 1e6) Double> values,
            @ForAll Random random) {
        double before = Statistics.median(array(values));
        Collections.shuffle(values, random);
        assertEquals(before, Statistics.median(array(values)));
    }

    @Property(tries = 100)
    void theIntervalOfTheMedianLiesWithinTheValuesAndIsRepeatable(
            @ForAll @Size(min = 1, max = 30)
                    List<@DoubleRange(min = 0.1, max = 1e6) Double> values) {
        var interval = Statistics.medianInterval(array(values));
        assertTrue(Collections.min(values) <= interval.low());
        assertTrue(interval.high() <= Collections.max(values));
        assertEquals(Statistics.median(array(values)), interval.estimate());
        assertEquals(interval, Statistics.medianInterval(array(values)));
    }

    @Property(tries = 100)
    void whatSlowsAWholeRoundDownCancelsOut(
            @ForAll @Size(min = 3, max = 30)
                    List<@LongRange(min = 1_000, max = 1_000_000) Long> clock,
            @ForAll @IntRange(min = 1, max = 64) int times) {
        var faster = clock.stream().map(MeasureProperties::sample).toList();
        var slower = clock.stream().map(c -> sample(c * times)).toList();
        assertEquals(Interval.exactly(times), Statistics.pairedSpeedup(slower, faster));
    }

    @Property
    void anIntervalIsInOrder(
            @ForAll @DoubleRange(min = -100, max = 100) double low,
            @ForAll @DoubleRange(min = -100, max = 100) double estimate,
            @ForAll @DoubleRange(min = -100, max = 100) double high) {
        if (low <= estimate && estimate <= high) {
            var interval = new Interval(low, estimate, high);
            assertTrue(
                    interval.includes(low)
                            && interval.includes(estimate)
                            && interval.includes(high));
        } else {
            assertThrows(IllegalArgumentException.class, () -> new Interval(low, estimate, high));
        }
    }

    @Property
    void aBoundLiesAboveAnIntervalInItOrBelow(
            @ForAll @DoubleRange(min = 0, max = 10) double low,
            @ForAll @DoubleRange(min = 0, max = 10) double width,
            @ForAll @DoubleRange(min = 0, max = 20) double bound) {
        var figure = new Interval(low, low + width / 2, low + width);
        var above = Claim.above("it is above", figure, bound).verdict();
        var atMost = Claim.atMost("it is at most", figure, bound).verdict();
        if (bound < figure.low()) {
            assertEquals(Verdict.HELD, above);
            assertEquals(Verdict.REFUTED, atMost);
        } else if (bound > figure.high()) {
            assertEquals(Verdict.REFUTED, above);
            assertEquals(Verdict.HELD, atMost);
        } else {
            assertEquals(Verdict.UNDECIDED, above);
            assertEquals(Verdict.HELD, atMost);
        }
    }

    @Property
    void amdahlNeverBeatsTheIdealOrItsLimit(
            @ForAll @DoubleRange(min = 0, max = 1) double serial,
            @ForAll @IntRange(min = 1, max = 1_000) int processors) {
        double speedup = new Fit.Amdahl(serial).speedup(processors);
        assertTrue(speedup >= 1 - CLOSE);
        assertTrue(speedup <= processors + CLOSE);
        if (serial > 0) assertTrue(speedup <= 1 / serial + CLOSE);
    }

    @Property
    void withoutCoherencyTheUniversalLawIsAmdahls(
            @ForAll @DoubleRange(min = 0, max = 1) double serial,
            @ForAll @IntRange(min = 1, max = 1_000) int processors) {
        assertEquals(
                new Fit.Amdahl(serial).speedup(processors),
                new Fit.Usl(serial, 0).speedup(processors),
                CLOSE * processors);
    }

    @Property(tries = 200)
    void theFitFindsAmdahlsSerialPart(
            @ForAll @DoubleRange(min = 0, max = 0.9) double serial,
            @ForAll @IntRange(min = 2, max = 64) int cores) {
        var fit = Scaling.amdahl(points(cores, new Fit.Amdahl(serial)));
        assertEquals(serial, fit.serial(), 1e-4);
    }

    @Property(tries = 200)
    void theFitFindsContentionAndCoherency(
            @ForAll @DoubleRange(min = 0, max = 0.5) double contention,
            @ForAll @DoubleRange(min = 0, max = 0.05) double coherency,
            @ForAll @IntRange(min = 4, max = 64) int cores) {
        var fit = Scaling.usl(points(cores, new Fit.Usl(contention, coherency)));
        assertEquals(contention, fit.contention(), 1e-3);
        assertEquals(coherency, fit.coherency(), 1e-3);
    }

    @Property(tries = 200)
    void theWorstCasePredictsNoMoreThanAmdahl(
            @ForAll @DoubleRange(min = 0, max = 0.5) double serial,
            @ForAll @IntRange(min = 2, max = 16) int cores) {
        var points = points(cores, new Fit.Amdahl(serial)).subList(cores - 1, cores);
        double best = Scaling.amdahl(points).speedup(4.0 * cores);
        double worst = Scaling.worstUsl(points).speedup(4.0 * cores);
        assertTrue(worst <= best + 1e-3, worst + " > " + best);
    }

    @Property(tries = 300)
    void whateverWasMeasuredCanBeFitted(
            @ForAll @Size(min = 1, max = 8)
                    List<@DoubleRange(min = 0.05, max = 1.2) Double> efficiencies) {
        var points =
                IntStream.range(0, efficiencies.size())
                        .mapToObj(i -> new Scaling.Point(i + 1, (i + 1) * efficiencies.get(i)))
                        .toList();
        double serial = Scaling.amdahl(points).serial();
        assertTrue(0 <= serial && serial <= 1, "serial part " + serial);
        for (var usl : List.of(Scaling.usl(points), Scaling.worstUsl(points))) {
            assertTrue(usl.contention() >= 0 && usl.coherency() >= 0, usl.toString());
            assertTrue(Double.isFinite(usl.speedup(64)), usl.toString());
        }
    }

    private static List<Scaling.Point> points(int cores, Fit truth) {
        return IntStream.rangeClosed(1, cores)
                .mapToObj(p -> new Scaling.Point(p, truth.speedup(p)))
                .toList();
    }

    private static Sample sample(long wallNanos) {
        return new Sample(wallNanos, wallNanos, 0, 0);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(v -> v).toArray();
    }
}
