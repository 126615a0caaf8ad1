package lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import lab.measure.Comparison;
import lab.measure.Counters;
import lab.measure.Interval;
import lab.measure.Measurement;
import lab.measure.Sample;
import lab.measure.Statistics;
import lab.measure.Turns;
import lab.measure.WrongAnswer;

/// How long it took to start something and have its answer, in rounds in which each way has its
/// turn, in an order drawn anew.
///
/// A comparison of the lab would take the processor time of child processes for that of strangers,
/// and call the machine disturbed; here only the clock counts.
///
/// @param samples for each way and each round, what each start took; the processor time is that of
///   this JVM, without what it started
public record StartTimes(SequencedMap<String, List<List<Sample>>> samples) {
    private static final int LEAST_ROUNDS = 5;
    private static final int REPEATS = 8;
    private static final long SHORT_NANOS = 10_000_000;
    private static final long LONG_NANOS = 100_000_000;

    /// Measures. What takes less than ten milliseconds is started eight times in each round. To
    /// warm up, each is started once, and again if that did not take long.
    ///
    /// @param ways each starts something, waits for its end, and returns its answer
    /// @param answer what each should answer
    /// @param time no round starts after it, once there are five, or as many as there can be
    /// @param most so many rounds at most
    /// @throws WrongAnswer if an answer is another one
    static StartTimes of(
            SequencedMap<String, Callable<String>> ways,
            String answer,
            Duration time,
            int most,
            long seed)
            throws Exception {
        var counters = new Counters();
        var repeats = new LinkedHashMap<String, Integer>();
        for (var way : ways.entrySet()) {
            long nanos = sample(way, answer, counters).wallNanos();
            if (nanos < LONG_NANOS) nanos = sample(way, answer, counters).wallNanos();
            repeats.put(way.getKey(), nanos < SHORT_NANOS ? REPEATS : 1);
        }
        var samples = new LinkedHashMap<String, List<List<Sample>>>();
        ways.keySet().forEach(name -> samples.put(name, new ArrayList<>()));
        new Turns(Math.min(most, LEAST_ROUNDS), most, time)
                .take(
                        ways.entrySet(),
                        new Random(seed),
                        way -> {
                            var row = new ArrayList<Sample>();
                            for (int i = 0; i < repeats.get(way.getKey()); i++)
                                row.add(sample(way, answer, counters));
                            samples.get(way.getKey()).add(row);
                        });
        return new StartTimes(samples);
    }

    private static Sample sample(
            Map.Entry<String, Callable<String>> way, String answer, Counters counters)
            throws Exception {
        if (Thread.interrupted()) throw new InterruptedException();
        var timed = counters.time(way.getValue());
        if (!answer.equals(timed.answer()))
            throw new WrongAnswer("start", way.getKey(), timed.answer(), "it should be " + answer);
        return timed.sample();
    }

    /// The same as a comparison with the first way: of each round, the start in the middle.
    Comparison comparison(String experiment, String job) {
        var middles = new LinkedHashMap<String, List<Sample>>();
        samples.forEach((way, rounds) ->
                middles.put(way, rounds.stream().map(StartTimes::middle).toList()));
        var first = middles.firstEntry().getValue();
        return new Comparison(
                middles.entrySet().stream()
                        .map(way ->
                                new Measurement(
                                        experiment,
                                        job,
                                        way.getKey(),
                                        1,
                                        way.getValue(),
                                        Statistics.pairedSpeedup(first, way.getValue()),
                                        true))
                        .toList(),
                List.of(),
                false);
    }

    private static Sample middle(List<Sample> round) {
        var sorted = new ArrayList<>(round);
        sorted.sort(Comparator.comparingLong(Sample::wallNanos));
        return sorted.get(sorted.size() / 2);
    }

    /// All times of a way, in milliseconds.
    public double[] of(String way) {
        return rows(way).stream()
                .flatMap(List::stream)
                .mapToDouble(sample -> sample.wallNanos() / 1e6)
                .toArray();
    }

    /// All times of all ways, in milliseconds: for a chart of how they are distributed.
    public SequencedMap<String, double[]> all() {
        var all = new LinkedHashMap<String, double[]>();
        samples.keySet().forEach(way -> all.put(way, of(way)));
        return all;
    }

    /// How many times as long one way takes as another: the median, over the rounds, of the ratio
    /// of their medians in a round, with its 95% interval.
    public Interval ratio(String longer, String shorter) {
        var above = rows(longer);
        var below = rows(shorter);
        var ratios = new double[above.size()];
        for (int r = 0; r < ratios.length; r++)
            ratios[r] = median(above.get(r)) / median(below.get(r));
        return Statistics.medianInterval(ratios);
    }

    private static double median(List<Sample> round) {
        return Statistics.median(round.stream().mapToDouble(Sample::wallNanos).toArray());
    }

    private List<List<Sample>> rows(String way) {
        var rows = samples.get(way);
        if (rows == null)
            throw new IllegalArgumentException(
                    "there is no way '%s', only %s".formatted(way, samples.keySet()));
        return rows;
    }
}
