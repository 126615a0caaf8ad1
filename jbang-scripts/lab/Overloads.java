package lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import lab.executor.Overloaded;
import lab.executor.Overloaded.Fate;
import lab.load.Latencies;
import lab.load.OpenLoop;
import lab.measure.Interval;
import lab.measure.Statistics;
import lab.view.Figure;
import lab.view.Figures;
import lab.view.Line;
import lab.view.Rows;
import tech.tablesaw.api.Table;

/// Pools to which tasks came faster than they could do them, several times each.
///
/// @param lab where it was
/// @param arrivals the schedule
/// @param tries for each pool what became of the tasks, try by try
public record Overloads(Lab lab, OpenLoop arrivals, SequencedMap<String, List<Overloaded>> tries) {
    private static final int MOMENTS = 24;

    /// A try with one pool.
    @FunctionalInterface
    interface Try {
        Overloaded with(ThreadPoolExecutor pool) throws Exception;
    }

    /// To be called where Stop can stop it.
    static Overloads measure(
            Lab lab,
            OpenLoop arrivals,
            int times,
            Random random,
            SequencedMap<String, Supplier<ThreadPoolExecutor>> pools,
            Try one)
            throws Exception {
        var tries = new LinkedHashMap<String, List<Overloaded>>();
        pools.keySet().forEach(name -> tries.put(name, new ArrayList<>()));
        var order = new ArrayList<>(pools.keySet());
        for (int i = 0; i < times; i++) {
            Collections.shuffle(order, random);
            for (var name : order) tries.get(name).add(one.with(pools.get(name).get()));
        }
        return new Overloads(lab, arrivals, tries);
    }

    /// How many tasks met a fate in a try, over all tries.
    public int count(String pool, Fate fate) {
        return tries.get(pool).stream().mapToInt(run -> run.count(fate)).sum();
    }

    /// How many arrived, over all tries.
    public int arrived() {
        return arrivals.calls() * times();
    }

    private int times() {
        return tries.firstEntry().getValue().size();
    }

    /// How many were done, over all tries, no matter by whom.
    public int done(String pool) {
        return tries.get(pool).stream().mapToInt(Overloaded::done).sum();
    }

    /// The most tasks that were seen in the queue in any try.
    public int longest(String pool) {
        return tries.get(pool).stream().mapToInt(Overloaded::longest).max().orElseThrow();
    }

    /// The median latency of a try, over the tries, in milliseconds.
    public Interval latency(String pool) {
        return over(pool, run -> run.latencies().medianMillis());
    }

    private Latencies all(String pool) {
        return Latencies.together(tries.get(pool).stream().map(Overloaded::latencies).toList());
    }

    /// By how much the last task came later than its schedule, over the tries, in milliseconds.
    public Interval late(String pool) {
        return over(pool, run -> run.lateNanos() / 1e6);
    }

    private Interval over(String pool, ToDoubleFunction<Overloaded> figure) {
        return Statistics.medianInterval(tries.get(pool).stream().mapToDouble(figure).toArray());
    }

    /// What became of the tasks of all tries, in a line.
    public String line(String pool) {
        return "of %d times %d tasks %d done, %d refused, %d lost; longest queue %d"
                .formatted(
                        times(),
                        arrivals.calls(),
                        done(pool),
                        count(pool, Fate.REFUSED),
                        count(pool, Fate.LOST),
                        longest(pool));
    }

    /// What became of the tasks of all tries, a row for each pool.
    ///
    /// @param title to which is added how many tries and tasks there were
    public Table table(String title) {
        var rows = new ArrayList<List<?>>();
        for (var pool : tries.keySet())
            rows.add(
                    List.of(
                            pool,
                            done(pool),
                            count(pool, Fate.REFUSED),
                            count(pool, Fate.LOST),
                            longest(pool),
                            late(pool).estimate(),
                            all(pool).medianMillis(),
                            all(pool).percentileMillis(99)));
        return Rows.table(
                "%s: %d times %d tasks".formatted(title, times(), arrivals.calls()),
                List.of(
                        "what happens",
                        "done",
                        "refused",
                        "lost",
                        "longest queue of one",
                        "source late ms",
                        "median latency ms",
                        "99% ms"),
                rows);
    }

    /// How long the queues were, against time. What was empty in one of the tries is left out, as a
    /// logarithmic axis has no 0.
    ///
    /// @param name the stem of the files
    /// @param title to which is added when the last task came
    public Figure queues(String name, String title) {
        double end =
                tries.keySet().stream()
                        .mapToDouble(
                                pool -> over(pool, run -> run.queue().getLast().nanos()).estimate())
                        .max()
                        .orElseThrow();
        var lines = queues(end, 1);
        return Figures.lines(
                name,
                "%s; the last comes at %.0f ms".formatted(title, lastMillis()),
                "milliseconds",
                "tasks in the queue",
                false,
                lines.isEmpty() ? queues(end, 0) : lines,
                lab.machine());
    }

    private List<Line> queues(double end, int least) {
        var lines = new ArrayList<Line>();
        for (var pool : tries.keySet()) {
            var at = new ArrayList<Double>();
            var y = new ArrayList<Interval>();
            for (double moment : moments(end)) {
                var length = over(pool, run -> run.queueAt((long) moment));
                if (length.low() < least) continue;
                at.add(moment / 1e6);
                y.add(length);
            }
            if (!y.isEmpty()) lines.add(new Line(pool, places(at), y));
        }
        return lines;
    }

    private double lastMillis() {
        return arrivals.schedule()[arrivals.calls() - 1] / 1e6;
    }

    /// The latencies of those that were done, against the time at which they were to arrive.
    ///
    /// @param name the stem of the files
    public Figure latencies(String name, String title) {
        var moments = moments(lastMillis() * 1e6 + 1);
        long step = Math.round(moments[1] - moments[0]);
        var lines = new ArrayList<Line>();
        for (var pool : tries.keySet()) {
            var at = new ArrayList<Double>();
            var y = new ArrayList<Interval>();
            for (double moment : moments) {
                var medians =
                        tries.get(pool).stream()
                                .map(run -> run.latencies((long) moment, (long) moment + step))
                                .filter(some -> some.count() > 0)
                                .mapToDouble(Latencies::medianMillis)
                                .toArray();
                if (medians.length == 0) continue; // all of them were lost or refused
                at.add(moment / 1e6);
                y.add(Statistics.medianInterval(medians));
            }
            lines.add(new Line(pool, places(at), y));
        }
        return Figures.lines(
                name,
                title,
                "milliseconds, when it was to arrive",
                "latency in milliseconds",
                false,
                lines,
                lab.machine());
    }

    private static double[] moments(double end) {
        return IntStream.range(0, MOMENTS).mapToDouble(i -> i * end / MOMENTS).toArray();
    }

    private static double[] places(List<Double> at) {
        return at.stream().mapToDouble(x -> x).toArray();
    }
}
