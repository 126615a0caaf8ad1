package lab;

import static java.util.Comparator.comparingDouble;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import lab.async.Way;
import lab.cancel.Cancellation;
import lab.load.Load;
import lab.measure.Comparison;
import lab.measure.Interval;
import lab.measure.Measurement;
import lab.measure.Sample;
import lab.measure.Statistics;
import lab.measure.Turns;
import lab.measure.WrongAnswer;
import lab.view.Line;
import lab.view.Rows;
import tech.tablesaw.api.Table;

/// How long several ways took to serve so many callers who all call at the same moment, for several
/// numbers of callers.
///
/// A comparison of the lab would repeat each for long enough to warm up, which ten thousand calls
/// are too dear for; and it would take the processor time of a service in another process for that
/// of strangers. Here the ways take turns for a few rounds, after calls that do not count.
///
/// @param job what is called
/// @param ways the names of the ways, in their order
/// @param byCallers what was measured, by the number of callers, ascending; a way that was not
///   tried with so many is not there
public record CallerTimes(
        String job, List<String> ways, SequencedMap<Integer, Comparison> byCallers) {
    private static final int WARM_UP_CALLERS = 100;
    private static final int DEAR = 1_000; // callers, of whom there are fewer rounds

    /// What to measure.
    ///
    /// @param job what they call, in a word or two
    /// @param expected the right answer to each call
    /// @param counts the numbers of callers
    /// @param ways the ways to serve them
    /// @param rounds how often each way serves each number of callers
    /// @param dearRounds how often if they are a thousand or more
    /// @param room for how many connections there is room at once
    record Task<A>(
            String job,
            IntFunction<A> expected,
            List<Integer> counts,
            List<Way<A>> ways,
            int rounds,
            int dearRounds,
            int room) {
        private Turns rounds(int callers) {
            return Turns.of(callers < DEAR ? rounds : dearRounds);
        }
    }

    /// Measures. Connections are opened in a burst that does not count, of no more callers than
    /// there are connections to open. Where there is no room for those of all ways, the ways do not
    /// take turns: each has its rounds one after another, and then closes its connections.
    ///
    /// @throws WrongAnswer if a call fails or is answered wrongly
    /// @throws Exception if the calling thread is interrupted
    static <A> CallerTimes of(Task<A> task, long seed, Cancellation cancellation) throws Exception {
        try {
            return measured(task, seed, cancellation);
        } finally {
            for (var way : task.ways) way.burst().close();
        }
    }

    private static <A> CallerTimes measured(Task<A> task, long seed, Cancellation cancellation)
            throws Exception {
        var random = new Random(seed);
        var measured = new TreeMap<Integer, Comparison>();
        int before = Math.min(WARM_UP_CALLERS, Collections.max(task.counts));
        for (var way : task.ways) serve(task, way, Math.min(way.most(), before), cancellation);
        for (int count : new TreeSet<>(task.counts)) {
            var samples = new LinkedHashMap<Way<A>, List<Sample>>();
            for (var way : task.ways) if (count <= way.most()) samples.put(way, new ArrayList<>());
            var ways = samples.sequencedKeySet();
            Turns.Turn<Way<A>> open =
                    way -> {
                        if (way.opening(count) > before)
                            serve(task, way, way.opening(count), cancellation);
                    };
            Turns.Turn<Way<A>> turn =
                    way -> samples.get(way).add(serve(task, way, count, cancellation));
            var rounds = task.rounds(count);
            if (ways.stream().mapToInt(way -> way.kept(count)).sum() <= task.room) {
                for (var way : ways) open.of(way);
                rounds.take(ways, random, turn);
            } else {
                for (var way : ways) way.reset().run();
                Turns.of(1)
                        .take(
                                ways,
                                random,
                                way -> {
                                    open.of(way);
                                    rounds.take(List.of(way), random, turn);
                                    way.reset().run();
                                });
            }
            measured.put(count, comparison(task.job, count, samples));
        }
        for (var way : task.ways) way.reset().run();
        return new CallerTimes(task.job, task.ways.stream().map(Way::name).toList(), measured);
    }

    private static <A> Sample serve(Task<A> task, Way<A> way, int count, Cancellation cancellation)
            throws Exception {
        if (Thread.interrupted()) throw new InterruptedException();
        Load load = way.burst().of(count, task.expected, cancellation);
        if (load.failed() > 0)
            throw new WrongAnswer(
                    task.job,
                    way.name(),
                    load.errorLine(),
                    "all of %d calls should be answered".formatted(count));
        return load.sample();
    }

    private static <A> Comparison comparison(
            String job, int count, SequencedMap<Way<A>, List<Sample>> samples) {
        var first = samples.firstEntry().getValue();
        var measurements = new ArrayList<Measurement>();
        samples.forEach((way, rounds) ->
                measurements.add(
                        new Measurement(
                                "callers, " + count,
                                job,
                                way.name(),
                                way.threads().applyAsInt(count),
                                rounds,
                                Statistics.pairedSpeedup(first, rounds),
                                true)));
        return new Comparison(measurements, List.of());
    }

    /// Whether all ways but the sequential one were tried with so many callers.
    public boolean triedByAll(int callers) {
        return byCallers.get(callers).measurements().size() >= ways.size() - 1;
    }

    /// How many times as long one way takes for so many callers as another, taken round by round.
    ///
    /// @throws IllegalArgumentException if one of them was not tried with so many
    public Interval ratio(String longer, String shorter, int callers) {
        return byCallers.get(callers).speedup(shorter, longer);
    }

    /// Elapsed milliseconds against the number of callers, a line for each way.
    public List<Line> lines() {
        return ways.stream().map(this::line).toList();
    }

    private Line line(String way) {
        var tried = byCallers.entrySet().stream().filter(e -> has(e.getValue(), way)).toList();
        return new Line(
                way,
                tried.stream().mapToDouble(e -> e.getKey()).toArray(),
                tried.stream().map(e -> millis(e.getValue().of(way))).toList());
    }

    private static boolean has(Comparison comparison, String way) {
        return comparison.measurements().stream().anyMatch(m -> m.variant().equals(way));
    }

    /// The median of the rounds, from the least to the greatest of them: too few for more.
    private static Interval millis(Measurement measurement) {
        var millis =
                measurement.samples().stream()
                        .mapToDouble(s -> s.wallNanos() / 1e6)
                        .summaryStatistics();
        return new Interval(millis.getMin(), measurement.medianMillis(), millis.getMax());
    }

    /// The most threads that a way had at one time, beyond those that were there before.
    public int peakThreads(String way, int callers) {
        return byCallers.get(callers).of(way).peakThreads();
    }

    /// How often each number of callers was served, in words: `5 rounds, 3 of 1,000 callers or
    /// more`.
    public String rounds() {
        int few = byCallers.firstEntry().getValue().measurements().getFirst().rounds();
        int many = byCallers.lastEntry().getValue().measurements().getFirst().rounds();
        return few == many
                ? few + " rounds"
                : "%d rounds, %d of %,d callers or more".formatted(few, many, DEAR);
    }

    /// The way with the lowest median, with a question mark if its slowest round was not faster
    /// than the fastest of every other way.
    private static String fastest(Comparison comparison) {
        var ways = comparison.measurements();
        var best = Collections.min(ways, comparingDouble(Measurement::medianMillis));
        boolean sure =
                ways.stream()
                        .filter(way -> way != best)
                        .allMatch(way -> millis(way).low() > millis(best).high());
        return best.variant() + (sure ? "" : "?");
    }

    /// Median milliseconds of several jobs, a row for each job and number of callers; nothing where
    /// a way was not tried. The last column has the fastest way, with a question mark if its rounds
    /// and those of another overlap.
    ///
    /// @param jobs with the same ways
    public static Table table(String title, List<CallerTimes> jobs) {
        var ways = jobs.getFirst().ways;
        var header = new ArrayList<>(List.of("job", "callers"));
        ways.forEach(way -> header.add(way + ", ms"));
        header.add("fastest");
        var rows = new ArrayList<List<?>>();
        for (var job : jobs)
            job.byCallers.forEach((count, comparison) -> {
                var row = new ArrayList<Object>(List.of(job.job, count));
                for (var way : ways)
                    row.add(has(comparison, way) ? comparison.of(way).medianMillis() : Double.NaN);
                row.add(fastest(comparison));
                rows.add(row);
            });
        return Rows.table(title, header, rows);
    }
}
