package lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import lab.load.Latencies;
import lab.load.Load;
import lab.measure.Comparison;
import lab.measure.Interval;
import lab.measure.Measurement;
import lab.measure.Neighbours;
import lab.measure.Plan;
import lab.measure.Sample;
import lab.measure.Statistics;
import lab.measure.Turns;

/// The same load carried in several ways, in rounds in which each way has its turn, in an order
/// drawn anew.
///
/// A comparison of the lab would take the processor time of a service for that of strangers, and
/// call the machine disturbed; here a service belongs to the experiment.
///
/// @param rounds for each way, what came of it in each round
/// @param disturbed whether strangers took processors away
public record Loads(SequencedMap<String, List<Load>> rounds, boolean disturbed) {
    private static final double DISTURBING_CORES = 0.2;

    /// Warms up, at least a round, and measures.
    ///
    /// @param ways each carries the load once
    /// @param neighbours tells strangers from the services
    /// @param strangers how many processors others may use without being in the way
    static Loads of(
            SequencedMap<String, Callable<Load>> ways,
            Plan plan,
            Neighbours neighbours,
            int strangers,
            long seed)
            throws Exception {
        long begun = System.nanoTime();
        do for (var way : ways.values()) way.call();
        while (System.nanoTime() - begun < plan.warmUp().toNanos());
        var rounds = new LinkedHashMap<String, List<Load>>();
        ways.keySet().forEach(name -> rounds.put(name, new ArrayList<>()));
        System.gc();
        neighbours.restart();
        Turns.of(plan)
                .take(
                        ways.entrySet(),
                        new Random(seed),
                        way -> rounds.get(way.getKey()).add(way.getValue().call()));
        var busy = neighbours.busyElsewhere();
        return new Loads(rounds, busy.orElse(0) > strangers + DISTURBING_CORES);
    }

    /// The names of the ways.
    public List<String> ways() {
        return List.copyOf(rounds.keySet());
    }

    /// What came of one way, a load for each round.
    ///
    /// @throws IllegalArgumentException if there is no such way
    public List<Load> of(String way) {
        var loads = rounds.get(way);
        if (loads == null)
            throw new IllegalArgumentException(
                    "there is no way '%s', only %s".formatted(way, rounds.keySet()));
        return loads;
    }

    /// The latencies of all rounds of one way.
    public Latencies latencies(String way) {
        return Latencies.together(of(way).stream().map(Load::latencies).toList());
    }

    /// How many calls of one way failed, in all rounds.
    public int failed(String way) {
        return of(way).stream().mapToInt(Load::failed).sum();
    }

    /// Whether every call of every way had the right answer.
    public boolean allRight() {
        return ways().stream().allMatch(way -> failed(way) == 0);
    }

    /// The elapsed time of one way in milliseconds, the median of the rounds with its 95% interval.
    public Interval millis(String way) {
        return median(way, Load::millis);
    }

    /// The throughput of one way in right answers a second.
    public Interval perSecond(String way) {
        return median(way, Load::perSecond);
    }

    /// A figure of one way, the median of the rounds with its 95% interval.
    public Interval median(String way, ToDoubleFunction<Load> figure) {
        return Statistics.medianInterval(of(way).stream().mapToDouble(figure).toArray());
    }

    /// How many times as long one way takes as another, taken round by round.
    public Interval ratio(String longer, String shorter) {
        return Statistics.pairedSpeedup(samples(longer), samples(shorter));
    }

    private List<Sample> samples(String way) {
        return of(way).stream().map(Load::sample).toList();
    }

    /// The same as a comparison with the first way. The workers of a way are the calls that it had
    /// open at one time; the processor time is that of this JVM, without the services.
    Comparison comparison(String experiment, String job) {
        var first = ways().getFirst();
        return new Comparison(
                ways().stream()
                        .map(way ->
                                new Measurement(
                                        experiment,
                                        job,
                                        way,
                                        of(way).stream().mapToInt(Load::mostAtOnce).max().orElse(1),
                                        samples(way),
                                        ratio(first, way),
                                        failed(way) == 0))
                        .toList(),
                List.of(),
                disturbed);
    }
}
