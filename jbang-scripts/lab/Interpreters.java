package lab;

import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import lab.interpreter.Interpreter;
import lab.interpreter.InterpreterLock;
import lab.interpreter.Visits;
import lab.measure.Interval;
import lab.measure.Statistics;
import lab.view.Figure;
import lab.view.Figures;
import lab.view.Line;
import lab.view.Rows;
import lab.view.Span;
import lab.work.CountPrimes;
import lab.work.Size;
import tech.tablesaw.api.Table;

/// Interpreters in a lab, and how long who visits a server in one of them waits.
///
/// @param lab where they run
public record Interpreters(Lab lab) {
    private static final int STRETCH = 64;
    private static final Duration SHOWN = Duration.ofMillis(120);

    /// A server that runs in an interpreter.
    @FunctionalInterface
    public interface Server {
        /// Answers until there is nothing more to read.
        ///
        /// @param interpreter not yet entered
        void serve(Interpreter interpreter, ByteChannel line) throws Exception;
    }

    /// How long one visit may take before whoever computes beside it stops.
    Duration limit() {
        return switch (lab.size()) {
            case QUICK -> Duration.ofMillis(80);
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

    /// A visit to a server while others compute in the same interpreter; see [Visits#to].
    ///
    /// @param job what they compute: its last 64 numbers, again and again, a safe point after each
    ///   time
    /// @param computing how many of them there are
    public Visit visit(Interpreter interpreter, Server server, CountPrimes job, int computing) {
        return () -> visit(interpreter, server, job, computing, limit());
    }

    private Visits visit(
            Interpreter interpreter, Server server, CountPrimes job, int computing, Duration limit)
            throws Exception {
        return Visits.to(
                line -> server.serve(interpreter, line),
                computing,
                stop -> compute(interpreter, job, stop),
                requests(),
                limit,
                lab.cancellation());
    }

    private static long compute(Interpreter interpreter, CountPrimes job, BooleanSupplier stop)
            throws InterruptedException {
        interpreter.enter();
        try {
            long tested = 0;
            for (; !stop.getAsBoolean(); tested += STRETCH) {
                job.compute(job.items() - STRETCH, job.items());
                interpreter.safePoint();
            }
            return tested;
        } finally {
            interpreter.leave();
        }
    }

    /// Makes each of several visits five times and more, one after the other in turn.
    ///
    /// @param visits each with its name
    /// @return what was seen each time, for each of them
    public <K> SequencedMap<K, List<Visits>> inTurn(SequencedMap<K, Visit> visits)
            throws Exception {
        return lab.run(() -> {
            var seen = new LinkedHashMap<K, List<Visits>>();
            visits.keySet().forEach(name -> seen.put(name, new ArrayList<>()));
            for (int turn = 0; turn < turns(); turn++)
                for (var visit : visits.entrySet())
                    seen.get(visit.getKey()).add(visit.getValue().visit());
            return seen;
        });
    }

    /// Visits a server under locks of several switch intervals, in turn.
    ///
    /// @param millis the intervals
    /// @param computing how many threads compute meanwhile; see [#visit]
    public SequencedMap<Double, List<Visits>> sweep(
            List<Double> millis, Server server, CountPrimes job, int computing) throws Exception {
        var visits = new LinkedHashMap<Double, Visit>();
        for (double ms : millis) {
            var lock = new InterpreterLock(Duration.ofNanos(Math.round(ms * 1e6)));
            visits.put(ms, visit(lock, server, job, computing));
        }
        return inTurn(visits);
    }

    /// Makes one visit, short enough to be drawn.
    ///
    /// @param lock a fresh one
    /// @param computing how many threads compute meanwhile; see [#visit]
    /// @return who held the lock when
    public List<InterpreterLock.Turn> watch(
            InterpreterLock lock, Server server, CountPrimes job, int computing) throws Exception {
        lock.watch();
        lab.run(() -> visit(lock, server, job, computing, SHOWN));
        return lock.turns();
    }

    /// All latencies of some visits, in milliseconds.
    public static double[] millis(List<Visits> visits) {
        return visits.stream().flatMapToDouble(v -> DoubleStream.of(v.millis())).toArray();
    }

    /// All latencies of visits of several kinds, in milliseconds: for a chart of how they are
    /// distributed.
    public static SequencedMap<String, double[]> latencies(
            SequencedMap<String, List<Visits>> visits) {
        var latencies = new LinkedHashMap<String, double[]>();
        visits.forEach((kind, seen) -> latencies.put(kind, millis(seen)));
        return latencies;
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
    /// @param visits where the points are, ascending, and what was seen at each of them
    public static Line against(
            String name,
            SequencedMap<Double, List<Visits>> visits,
            ToDoubleFunction<Visits> figure) {
        return new Line(
                name,
                visits.keySet().stream().mapToDouble(at -> at).toArray(),
                visits.values().stream()
                        .map(seen ->
                                Statistics.medianInterval(
                                        seen.stream().mapToDouble(figure).toArray()))
                        .toList());
    }

    /// Who held a lock when, as a timeline.
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
                        .sorted(Comparator.comparing(Span::lane))
                        .toList();
        return Figures.timeline(name, title, spans, lab.machine());
    }

    /// For how long each thread held a lock, in words.
    public static String held(List<InterpreterLock.Turn> turns) {
        var held = new TreeMap<String, Double>();
        for (var turn : turns)
            held.merge(turn.thread(), (turn.toNanos() - turn.fromNanos()) / 1e6, Double::sum);
        return held.entrySet().stream()
                .map(who -> "%s for %.1f ms".formatted(who.getKey(), who.getValue()))
                .collect(Collectors.joining(", ", "the lock was held by ", ""));
    }

    /// Latencies as a table: the middle one, the slowest tenth, and the slowest.
    public Table table(String title, Map<String, List<Visits>> visits) {
        return Rows.table(
                title,
                List.of("", "answers", "median", "one in ten takes", "slowest"),
                visits,
                (name, seen) ->
                        List.of(
                                name,
                                millis(seen).length,
                                Statistics.median(millis(seen)),
                                percentile(seen, 90),
                                percentile(seen, 100)));
    }
}
