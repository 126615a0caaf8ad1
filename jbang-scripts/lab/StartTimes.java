package lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import lab.measure.Interval;
import lab.measure.Statistics;
import lab.measure.WrongAnswer;

/// How long it took to start something and have its answer, in rounds in which each way has its
/// turn, in an order drawn anew.
///
/// A comparison of the lab would take the processor time of child processes for that of strangers,
/// and call the machine disturbed; here only the clock counts.
///
/// @param micros for each way, a row of microseconds for each round
public record StartTimes(SequencedMap<String, List<double[]>> micros) {
    private static final int WARM_UP_ROUNDS = 2;
    private static final int LEAST_ROUNDS = 5;
    private static final int REPEATS = 8;
    private static final long SHORT_NANOS = 10_000_000;

    /// Measures. What takes less than ten milliseconds is started eight times in each round.
    ///
    /// @param ways each starts something, waits for its end, and returns its answer
    /// @param answer what each should answer
    /// @param time no round starts after it, once there are five
    /// @param most so many rounds at most
    /// @throws WrongAnswer if an answer is another one
    static StartTimes of(
            SequencedMap<String, Callable<String>> ways,
            String answer,
            Duration time,
            int most,
            long seed)
            throws Exception {
        var repeats = new LinkedHashMap<String, Integer>();
        for (int round = 0; round < WARM_UP_ROUNDS; round++)
            for (var way : ways.entrySet())
                repeats.put(way.getKey(), nanos(way, answer) < SHORT_NANOS ? REPEATS : 1);
        var micros = new LinkedHashMap<String, List<double[]>>();
        ways.keySet().forEach(name -> micros.put(name, new ArrayList<>()));
        var order = new ArrayList<>(ways.entrySet());
        var random = new Random(seed);
        long start = System.nanoTime();
        for (int round = 0;
                round < LEAST_ROUNDS || round < most && System.nanoTime() - start < time.toNanos();
                round++) {
            Collections.shuffle(order, random);
            for (var way : order) {
                var row = new double[repeats.get(way.getKey())];
                for (int i = 0; i < row.length; i++) row[i] = nanos(way, answer) / 1e3;
                micros.get(way.getKey()).add(row);
            }
        }
        return new StartTimes(micros);
    }

    private static long nanos(Map.Entry<String, Callable<String>> way, String answer)
            throws Exception {
        if (Thread.interrupted()) throw new InterruptedException();
        long start = System.nanoTime();
        var given = way.getValue().call();
        long nanos = System.nanoTime() - start;
        if (!answer.equals(given))
            throw new WrongAnswer("start", way.getKey(), given, "it should be " + answer);
        return nanos;
    }

    /// All times of a way, in microseconds.
    public double[] of(String way) {
        return rows(way).stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /// All times of all ways, in microseconds: for a chart of how they are distributed.
    public SequencedMap<String, double[]> all() {
        var all = new LinkedHashMap<String, double[]>();
        micros.keySet().forEach(way -> all.put(way, of(way)));
        return all;
    }

    /// How many times as long one way takes as another: the median, over the rounds, of the ratio
    /// of their medians in a round, with its 95% interval.
    public Interval ratio(String longer, String shorter) {
        var above = rows(longer);
        var below = rows(shorter);
        var ratios = new double[above.size()];
        for (int r = 0; r < ratios.length; r++)
            ratios[r] = Statistics.median(above.get(r)) / Statistics.median(below.get(r));
        return Statistics.medianInterval(ratios);
    }

    private List<double[]> rows(String way) {
        var rows = micros.get(way);
        if (rows == null)
            throw new IllegalArgumentException(
                    "there is no way '%s', only %s".formatted(way, micros.keySet()));
        return rows;
    }
}
