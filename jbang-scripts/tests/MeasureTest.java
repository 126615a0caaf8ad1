package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lab.measure.Answers;
import lab.measure.Comparison;
import lab.measure.Counters;
import lab.measure.Experiment;
import lab.measure.Interval;
import lab.measure.Listener;
import lab.measure.Machine;
import lab.measure.Measurement;
import lab.measure.Plan;
import lab.measure.ProcessorClock;
import lab.measure.Sample;
import lab.measure.Scaling;
import lab.measure.Statistics;
import lab.measure.Variant;
import lab.measure.WrongAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Measuring: answers, rounds, accounts, intervals and fits, on work whose figures are known.
class MeasureTest {
    private static final Plan SHORT = new Plan(4, 6, Duration.ofMillis(1), Duration.ofMillis(50));

    @Test
    void aWrongAnswerIsAnErrorThatNamesTheVariantAndBothAnswers() {
        var wrong =
                assertThrows(
                        WrongAnswer.class,
                        () ->
                                run(
                                        Answers.equalTo(42),
                                        variant("good", () -> 42),
                                        variant("bad", () -> 41)));
        assertTrue(wrong.getMessage().contains("'bad'"), wrong.getMessage());
        assertTrue(wrong.getMessage().contains("41"), wrong.getMessage());
        assertTrue(wrong.getMessage().contains("42"), wrong.getMessage());
    }

    @Test
    void aWrongAnswerOfTheFirstVariantIsFoundOutByWhatIsKnown() {
        var wrong =
                assertThrows(
                        WrongAnswer.class,
                        () ->
                                run(
                                        Answers.equalTo(42),
                                        variant("first", () -> 41),
                                        variant("b", () -> 41)));
        assertTrue(wrong.getMessage().contains("'first'"), wrong.getMessage());
    }

    @Test
    void aVariantThatIsRightOnceAndWrongLaterIsFoundOut() {
        var runs = new AtomicInteger();
        var wrong =
                assertThrows(
                        WrongAnswer.class,
                        () ->
                                run(
                                        Answers.equalTo(7),
                                        variant("steady", () -> 7),
                                        variant(
                                                "racy",
                                                () -> runs.incrementAndGet() == 4 ? 6 : 7)));
        assertTrue(wrong.getMessage().contains("'racy'"), wrong.getMessage());
    }

    @Test
    void noAnswerIsAWrongAnswer() {
        assertThrows(
                WrongAnswer.class, () -> run(Answers.equalTo(7), variant("silent", () -> null)));
    }

    @Test
    void twoVariantsOfOneNameAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> run(Answers.equalTo(1), variant("a", () -> 1), variant("a", () -> 1)));
    }

    @Test
    void everyRoundRunsEveryVariantOnceInAnOrderDrawnAnew() throws Exception {
        var ran = Collections.synchronizedList(new ArrayList<String>());
        var variants = new ArrayList<Variant<Integer>>();
        for (var name : List.of("a", "b", "c"))
            variants.add(
                    variant(
                            name,
                            () -> {
                                ran.add(name);
                                return 1;
                            }));
        var plan = new Plan(20, 20, Duration.ZERO, Duration.ofMillis(1));
        var comparison = experiment(Answers.equalTo(1), plan).run(variants);
        var measured = ran.subList(ran.size() - 60, ran.size());
        var orders = new HashSet<List<String>>();
        for (int round = 0; round < 20; round++) {
            var order = List.copyOf(measured.subList(3 * round, 3 * round + 3));
            assertEquals(3, new HashSet<>(order).size(), "round " + round + " ran " + order);
            orders.add(order);
        }
        assertTrue(orders.size() > 2, "the order never changed: " + orders);
        for (var measurement : comparison.measurements()) assertEquals(20, measurement.rounds());
    }

    @Test
    void roundsEndWithTheTimeButNotBeforeTheLeast() throws Exception {
        var slow =
                variant(
                        "slow",
                        () -> {
                            Thread.sleep(30);
                            return 1;
                        });
        var plan = new Plan(3, 1_000, Duration.ZERO, Duration.ofMillis(1));
        var measured = experiment(Answers.equalTo(1), plan).run(List.of(slow));
        int rounds = only(measured).rounds();
        if (measured.warnings().isEmpty()) assertEquals(3, rounds);
        else assertTrue(3 <= rounds && rounds <= 6, "twice as many if disturbed, not " + rounds);
        var quick = new Plan(3, 12, Duration.ZERO, Duration.ofSeconds(30));
        assertEquals(
                12,
                only(experiment(Answers.equalTo(1), quick).run(List.of(variant("q", () -> 1))))
                        .rounds());
    }

    @Test
    void progressGoesUpToOne() throws Exception {
        var heard = new ArrayList<Double>();
        new Experiment<>(
                        "e",
                        "w",
                        Answers.equalTo(1),
                        SHORT,
                        2,
                        2,
                        1,
                        (fraction, doing) -> heard.add(fraction))
                .run(List.of(variant("a", () -> 1)));
        var sorted = new ArrayList<>(heard);
        Collections.sort(sorted);
        assertEquals(sorted, heard);
        assertEquals(1.0, heard.getLast());
    }

    @Test
    void anInterruptedExperimentStops() {
        var ran = new AtomicInteger();
        Thread.currentThread().interrupt();
        assertThrows(
                CancellationException.class,
                () -> run(Answers.equalTo(1), variant("a", ran::incrementAndGet)));
        assertEquals(0, ran.get());
        assertFalse(Thread.interrupted());
    }

    @Test
    void theAccountsAreThoseOfTheRun() throws Exception {
        var idle =
                variant(
                        "idle",
                        () -> {
                            Thread.sleep(20);
                            return 1;
                        });
        var hungry = variant("hungry", () -> allocate(10_000_000));
        var crowd = new Variant<>("crowd", 3, () -> together(3));
        var comparison = run(Answers.equalTo(1), idle, hungry, crowd);
        assertTrue(comparison.of("idle").medianMillis() >= 20);
        assertTrue(comparison.of("idle").busyCores() < 0.9, "sleeping is not computing");
        assertEquals(10, comparison.of("hungry").allocatedMegabytes(), 1);
        assertEquals(3, comparison.of("crowd").peakThreads());
        assertEquals(Interval.exactly(1), comparison.of("idle").speedup());
        assertTrue(comparison.measurements().stream().allMatch(Measurement::answerOk));
    }

    /// Of five values there is no more than the range, which covers 93.75%.
    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8, 9, 15, 31})
    void theIntervalCoversTheTrueMedianAboutNineteenTimesInTwenty(int rounds) {
        var random = new Random(7);
        int trials = 4_000;
        int covered = 0;
        for (int t = 0; t < trials; t++) {
            var values =
                    IntStream.range(0, rounds)
                            .mapToDouble(i -> Math.exp(random.nextGaussian()))
                            .toArray();
            if (Statistics.medianInterval(values).includes(1)) covered++;
        }
        double coverage = (double) covered / trials;
        assertTrue(0.925 <= coverage && coverage <= 0.97, "coverage " + coverage);
    }

    @Test
    void timesFallUntilTheyHaveSettled() {
        var falling = LongStream.rangeClosed(1, 30).map(run -> 1_000 / run).boxed().toList();
        var settled = LongStream.range(0, 30).map(run -> 1_000 + run % 7).boxed().toList();
        assertTrue(Statistics.areFalling(falling));
        assertTrue(Statistics.areFalling(falling.subList(0, 9)));
        assertFalse(Statistics.areFalling(falling.subList(0, 8)), "too few to tell");
        assertFalse(Statistics.areFalling(settled));
        assertFalse(Statistics.areFalling(falling.reversed()), "they rise");
        assertFalse(Statistics.areFalling(List.of()));
    }

    @Test
    void theSpeedupSurvivesAClockThatDrifts() {
        var random = new Random(11);
        var slower = new ArrayList<Sample>();
        var faster = new ArrayList<Sample>();
        for (int round = 0; round < 21; round++) {
            double clock = 1 + 0.5 * round / 20;
            slower.add(sample((long) (2e6 * clock * (1 + 0.005 * random.nextGaussian()))));
            faster.add(sample((long) (1e6 * clock * (1 + 0.005 * random.nextGaussian()))));
        }
        var speedup = Statistics.pairedSpeedup(slower, faster);
        assertTrue(speedup.includes(2), speedup.toString());
        assertTrue(speedup.high() - speedup.low() < 0.05, speedup.toString());
    }

    @Test
    void onOneCoreNothingIsFitted() {
        var curve = Scaling.of(curve(n -> 1_000_000, 1, 2), 1);
        assertTrue(
                curve.amdahl().isEmpty() && curve.usl().isEmpty() && curve.predictions().isEmpty());
    }

    @Test
    void onTwoCoresTheLossIsFoundAndThePredictionsSayWhatItCouldBe() {
        // Nine tenths of the work divide: 1.818 on two.
        var curve = Scaling.of(curve(n -> 100_000 + 900_000 / Math.min(n, 2), 1, 2, 4), 2);
        assertEquals(0.1, curve.amdahl().orElseThrow().serial(), 1e-3);
        assertFalse(curve.uslIdentified());
        assertEquals(0, curve.usl().orElseThrow().contention());
        for (var prediction : curve.predictions()) {
            double ideal = 1 / (0.1 + 0.9 / prediction.cores());
            if (prediction.model().equals("Amdahl"))
                assertEquals(ideal, prediction.speedup().estimate(), 0.02 * ideal);
            else assertTrue(prediction.speedup().estimate() < ideal, prediction.toString());
        }
        assertEquals(
                List.of(4, 8, 16, 4, 8, 16),
                curve.predictions().stream().map(p -> p.cores()).toList());
    }

    @Test
    void onEightCoresContentionAndCoherencyAreToldApart() {
        IntToLongFunction nanos =
                n -> Math.round(1e9 * (1 + 0.05 * (n - 1) + 0.002 * n * (n - 1)) / n);
        var curve = Scaling.of(curve(n -> nanos.applyAsLong(Math.min(n, 8)), 1, 2, 4, 8, 16), 8);
        assertTrue(curve.uslIdentified());
        assertEquals(0.05, curve.usl().orElseThrow().contention(), 1e-3);
        assertEquals(0.002, curve.usl().orElseThrow().coherency(), 1e-4);
    }

    @Test
    void theMachineCardIsOfThisMachine() {
        var card = Machine.card();
        assertEquals(Runtime.getRuntime().availableProcessors(), card.cores());
        assertTrue(card.onlineCores() >= card.cores(), card.toString());
        assertFalse(card.cpu().isBlank() || card.os().isBlank());
        assertTrue(card.jdk().contains(Integer.toString(Runtime.version().feature())), card.jdk());
        assertTrue(card.heapMegabytes() > 0 && card.memoryMegabytes() >= card.heapMegabytes());
        assertTrue(card.line().contains(card.cores() == 1 ? "1 core," : card.cores() + " cores"));
    }

    private static Integer allocate(int bytes) {
        return new byte[bytes].length / bytes;
    }

    /// Starts so many threads that are all alive at once.
    private static Integer together(int threads) throws Exception {
        var all = new CountDownLatch(threads);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            Callable<Integer> meet =
                    () -> {
                        all.countDown();
                        all.await();
                        return 1;
                    };
            return pool.invokeAll(Collections.nCopies(threads, meet)).getFirst().get();
        }
    }

    private static Variant<Integer> variant(String name, Callable<Integer> body) {
        return new Variant<>(name, 1, body);
    }

    @SafeVarargs
    private static Comparison run(Answers<Integer> answers, Variant<Integer>... variants)
            throws Exception {
        return experiment(answers, SHORT).run(List.of(variants));
    }

    private static Experiment<Integer> experiment(Answers<Integer> answers, Plan plan) {
        return new Experiment<>("experiment", "job", answers, plan, 2, 2, 1, Listener.none());
    }

    private static Measurement only(Comparison comparison) {
        return comparison.measurements().getFirst();
    }

    /// A comparison whose sequential version takes what one worker takes.
    private static Comparison curve(IntToLongFunction nanos, int... workers) {
        var measurements = new ArrayList<Measurement>();
        measurements.add(measurement("sequential", 1, nanos.applyAsLong(1), nanos.applyAsLong(1)));
        for (int n : workers)
            measurements.add(
                    measurement(n + " workers", n, nanos.applyAsLong(n), nanos.applyAsLong(1)));
        return new Comparison(measurements, List.of());
    }

    private static Measurement measurement(String name, int workers, long nanos, long sequential) {
        var samples = Collections.nCopies(5, sample(nanos));
        var speedup = Statistics.pairedSpeedup(Collections.nCopies(5, sample(sequential)), samples);
        return new Measurement("scaling", "job", name, workers, samples, speedup, true);
    }

    private static Sample sample(long nanos) {
        return new Sample(nanos, nanos, 0, 0);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theClockOfAnotherProcessCountsWhatThatUses() throws Exception {
        var child = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try {
            var clock = ProcessorClock.of(child.toHandle());
            long limit = System.nanoTime() + 20_000_000_000L;
            long start = System.nanoTime();
            long before = clock.getAsLong();
            while (clock.getAsLong() - before < 30_000_000 && System.nanoTime() < limit)
                Thread.sleep(5);
            long used = clock.getAsLong() - before;
            assertTrue(used >= 30_000_000, "it computes, and used only " + used + " ns");
            assertTrue(used < 1.1 * (System.nanoTime() - start) + 20_000_000, "it is one thread");
            child.destroyForcibly().waitFor();
            long atTheEnd = clock.getAsLong();
            assertTrue(atTheEnd >= before + used, "what was used is not taken back");
            assertEquals(atTheEnd, clock.getAsLong());
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void whatOthersUsedOnItsBehalfIsInASample() throws Exception {
        var used = new AtomicLong(7);
        var timed = new Counters().time(() -> used.addAndGet(5_000_000_000L), used::get);
        assertTrue(timed.sample().cpuNanos() >= 5_000_000_000L);
        assertTrue(timed.sample().cpuNanos() < 10_000_000_000L, "but not what was used before");
    }
}
