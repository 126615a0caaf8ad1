package lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import lab.interpreter.InterpreterLock;
import lab.interpreter.Visits;
import lab.measure.Comparison;
import lab.measure.Interval;
import lab.measure.Statistics;
import lab.view.Figure;
import lab.view.Figures;
import lab.view.Line;
import lab.view.Rows;
import lab.view.Span;
import lab.work.Size;
import tech.tablesaw.api.Table;

/// Interpreters in a lab: how many cores they make use of, and how long who visits them waits.
///
/// @param lab where they run
public record Interpreters(Lab lab) {
    private static final double SHOWN_MILLIS = 100;

    /// How many cores' worth of work a way got done at a time: the processor time of the first way
    /// over the elapsed time of this one. Where the first way had a core of its own this is the
    /// speedup. Where it had to share one it is less, so that a way cannot shine by taking a larger
    /// share of a busy processor than the first one got.
    public static Interval usefulCores(Comparison measured, String way) {
        var first = measured.measurements().getFirst().samples();
        var samples = measured.of(way).samples();
        return Statistics.medianInterval(
                IntStream.range(0, samples.size())
                        .mapToDouble(
                                r -> (double) first.get(r).cpuNanos() / samples.get(r).wallNanos())
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
            case QUICK -> Duration.ofMillis(120);
            case STANDARD -> Duration.ofMillis(600);
            case FULL -> Duration.ofMillis(3_000);
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
        return percentile(millis(visits), percent);
    }

    /// The latency that so many percent of some latencies keep to.
    public static double percentile(double[] millis, int percent) {
        var sorted = millis.clone();
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

    /// Who held a lock when, as a timeline of the first tenth of a second.
    ///
    /// @param name the stem of the files
    /// @param turns at least one
    public Figure timeline(String name, String title, List<InterpreterLock.Turn> turns) {
        long start = turns.getFirst().fromNanos();
        var spans =
                turns.stream()
                        .map(turn ->
                                new Span(
                                        turn.thread(),
                                        "holds the lock",
                                        (turn.fromNanos() - start) / 1e6,
                                        (turn.toNanos() - start) / 1e6))
                        .filter(span -> span.fromMillis() < SHOWN_MILLIS)
                        .sorted(Comparator.comparing(Span::lane))
                        .toList();
        return Figures.timeline(name, title, spans, lab.machine());
    }

    /// For how long each thread held a lock, in milliseconds.
    public static SequencedMap<String, Double> held(List<InterpreterLock.Turn> turns) {
        var held = new TreeMap<String, Double>();
        for (var turn : turns)
            held.merge(turn.thread(), (turn.toNanos() - turn.fromNanos()) / 1e6, Double::sum);
        return held;
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
