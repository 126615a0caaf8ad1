package lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import lab.interpreter.Visits;
import lab.measure.Comparison;
import lab.measure.Interval;
import lab.measure.Statistics;
import lab.view.Line;
import lab.view.Rows;
import lab.work.Size;
import tech.tablesaw.api.Table;

/// Interpreters in a lab: how many cores they make use of, and how long who visits them waits.
///
/// @param lab where they run
public record Interpreters(Lab lab) {
    /// How many cores' worth of work a way got done at a time: the processor time of the first way
    /// over the elapsed time of this one. Where the first way had a core of its own this is the
    /// speedup. Where it had to share one it is less, so that a way cannot shine by taking a larger
    /// share of a busy processor than the first one got.
    public static Interval usefulCores(Comparison measured, String way) {
        var first = measured.measurements().getFirst().samples();
        var samples = measured.of(way).samples();
        return Statistics.medianInterval(
                IntStream.range(0, samples.size())
                        .mapToDouble(r ->
                                (double) first.get(r).cpuNanos() / samples.get(r).wallNanos())
                        .toArray());
    }

    /// Speedup against the number of workers, for ways that are called `name × n`.
    ///
    /// @param label what the legend calls the line
    public static Line speedups(
            String label, Comparison measured, String name, List<Integer> workers) {
        return new Line(
                label,
                workers.stream().mapToDouble(n -> n).toArray(),
                workers.stream().map(n -> measured.of(name + " × " + n).speedup()).toList());
    }

    /// How long one visit may take before whoever computes beside it stops.
    Duration limit() {
        return switch (lab.size()) {
            case QUICK -> Duration.ofMillis(250);
            case STANDARD -> Duration.ofMillis(1_000);
            case FULL -> Duration.ofMillis(4_000);
        };
    }

    /// How many requests a visit has.
    int requests() {
        return switch (lab.size()) {
            case QUICK -> 10;
            case STANDARD -> 40;
            case FULL -> 200;
        };
    }

    private int turns() {
        return lab.size() == Size.QUICK ? 5 : 9;
    }

    /// A visit that can be made again and again.
    @FunctionalInterface
    public interface Visit {
        /// Visits once.
        Visits visit() throws Exception;
    }

    /// A visit to a server while others compute; see [Visits#to].
    public Visit to(Visits.Server server, int computing, Visits.Computer computer) {
        return () ->
                Visits.to(server, computing, computer, requests(), limit(), lab.cancellation());
    }

    /// Makes each of several visits five times and more, one after the other in turn.
    ///
    /// @param visits each with its name
    /// @return what was seen each time, for each of them
    public SequencedMap<String, List<Visits>> inTurn(SequencedMap<String, Visit> visits)
            throws Exception {
        return lab.run(() -> {
            var seen = new LinkedHashMap<String, List<Visits>>();
            visits.keySet().forEach(name -> seen.put(name, new ArrayList<>()));
            for (int turn = 0; turn < turns(); turn++)
                for (var visit : visits.entrySet())
                    seen.get(visit.getKey()).add(visit.getValue().visit());
            return seen;
        });
    }

    /// All latencies of some visits, in milliseconds.
    public static double[] millis(List<Visits> visits) {
        return visits.stream().flatMapToDouble(v -> DoubleStream.of(v.millis())).toArray();
    }

    /// The latency that so many percent of the answers of some visits keep to, in milliseconds.
    public static double percentile(List<Visits> visits, int percent) {
        var sorted = millis(visits);
        Arrays.sort(sorted);
        return sorted[Math.clamp(sorted.length * percent / 100, 0, sorted.length - 1)];
    }

    /// How many times as long the median answer took in the one as in the other, turn by turn.
    public static Interval slowdown(List<Visits> slow, List<Visits> fast) {
        return Statistics.medianInterval(
                IntStream.range(0, slow.size())
                        .mapToDouble(i ->
                                Statistics.median(slow.get(i).millis())
                                        / Statistics.median(fast.get(i).millis()))
                        .toArray());
    }

    /// A line through the medians of a figure, over the turns.
    ///
    /// @param name what the legend calls it
    /// @param x where the points are, ascending
    /// @param visits what was seen at each of them
    public static Line against(
            String name,
            List<Double> x,
            Collection<List<Visits>> visits,
            ToDoubleFunction<Visits> figure) {
        return new Line(
                name,
                x.stream().mapToDouble(at -> at).toArray(),
                visits.stream()
                        .map(seen ->
                                Statistics.medianInterval(
                                        seen.stream().mapToDouble(figure).toArray()))
                        .toList());
    }

    /// Latencies as a table: the middle one, the slowest tenth, and the slowest.
    public Table table(String title, Map<String, List<Visits>> visits) {
        var rows = new ArrayList<List<Object>>();
        visits.forEach((name, seen) ->
                rows.add(
                        List.of(
                                name,
                                millis(seen).length,
                                percentile(seen, 50),
                                percentile(seen, 90),
                                percentile(seen, 100))));
        return Rows.table(
                title, List.of("", "answers", "median", "one in ten takes", "slowest"), rows);
    }
}
