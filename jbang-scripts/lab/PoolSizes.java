package lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import lab.executor.Served;
import lab.load.Caller;
import lab.load.ClosedLoop;
import lab.measure.Answers;
import lab.measure.Comparison;
import lab.measure.Interval;
import lab.measure.Statistics;
import lab.measure.Variant;
import lab.view.Line;
import lab.view.Rows;
import tech.tablesaw.api.Table;

/// What pools of several sizes made of calls of one kind, and what two laws say that they can.
///
/// Little's law (Little 1961): the number of calls in a system is the rate at which they leave it
/// times the time that each spends in it, `L = X R`. Taken of the workers, who hold one call each
/// for a service time `S`, it bounds the throughput of `n` workers: `X <= n/S`. Taken of the house,
/// where each of `N` callers always has one call, it gives the latency: `R = N/X`; and as each of
/// them is with one worker at most, `X <= N/S`.
///
/// The utilisation law (Denning and Buzen 1978) gives the other bound: processors cannot be busier
/// than always, so with a processor time `C` for each call, `X <= cores/C`.
///
/// The bounds meet at `n = cores S/C = cores (1 + W/C)`, where `W = S - C` is what a call waits.
/// That is the sizing rule of Goetz ('Java Concurrency in Practice', 2006, section 8.2).
///
/// @param kind what the calls do, in a word
/// @param cores how many processors there are
/// @param callers how many callers wanted answers at the same time
/// @param comparison the times for all calls, a variant for each size
/// @param served for each size what was measured, an entry for each round
public record PoolSizes(
        String kind,
        int cores,
        int callers,
        Comparison comparison,
        Map<Integer, List<Served>> served) {
    private static final double NEARLY = 0.95;

    static <A> PoolSizes measure(
            Pools pools, String kind, Caller.Blocking<A> call, IntFunction<? extends A> expected)
            throws Exception {
        return pools.lab().run(() -> measured(pools, kind, call, expected));
    }

    /// To be called where Stop can stop it: the pools live as long as this does.
    private static <A> PoolSizes measured(
            Pools pools, String kind, Caller.Blocking<A> call, IntFunction<? extends A> expected)
            throws Exception {
        var lab = pools.lab();
        var loop = new ClosedLoop(pools.callers(), pools.calls());
        var open = new ArrayList<ExecutorService>();
        var served = new LinkedHashMap<Integer, List<Served>>();
        var variants = new ArrayList<Variant<Integer>>();
        try {
            for (int size : pools.sizes()) {
                var pool = Executors.newFixedThreadPool(size);
                open.add(pool);
                served.put(size, new ArrayList<>());
                variants.add(
                        new Variant<>(
                                name(size),
                                size,
                                () -> {
                                    var run =
                                            Served.by(
                                                    pool, loop, call, expected, lab.cancellation());
                                    served.get(size).add(run);
                                    return run.load().right();
                                }));
            }
            var comparison =
                    lab.compare(
                            pools.plan(),
                            "pool size",
                            kind,
                            Answers.equalTo(loop.calls()),
                            variants);
            int rounds = comparison.measurements().getFirst().rounds();
            served.replaceAll(
                    (size, runs) -> List.copyOf(runs.subList(runs.size() - rounds, runs.size())));
            return new PoolSizes(kind, lab.cores(), loop.callers(), comparison, served);
        } finally {
            open.forEach(ExecutorService::shutdownNow);
            open.forEach(ExecutorService::close);
        }
    }

    private static String name(int size) {
        return size == 1 ? "1 thread" : size + " threads";
    }

    /// The sizes, ascending.
    public List<Integer> sizes() {
        return served.keySet().stream().sorted().toList();
    }

    /// How long a worker has a call if there are few workers, in milliseconds.
    public double serviceMillis() {
        return median(Served::serviceMillis);
    }

    /// How much processor time of that there is, in milliseconds.
    public double processorMillis() {
        return median(Served::processorMillis);
    }

    private double median(ToDoubleFunction<Served> figure) {
        return Statistics.median(few().stream().mapToDouble(figure).toArray());
    }

    private List<Served> few() {
        return served.get(sizes().getFirst());
    }

    /// Calls answered a second, against the size.
    public Line throughput() {
        return line(run -> run.load().perSecond());
    }

    /// What a call took from when it was handed in, in milliseconds against the size: the mean, as
    /// that is what Little's law is about.
    public Line latency() {
        return line(Served::latencyMillis);
    }

    private Line line(ToDoubleFunction<Served> figure) {
        return new Line(
                kind + ", measured",
                places(),
                sizes().stream()
                        .map(size ->
                                Statistics.medianInterval(
                                        served.get(size).stream().mapToDouble(figure).toArray()))
                        .toList());
    }

    private double[] places() {
        return sizes().stream().mapToDouble(size -> size).toArray();
    }

    /// The most that workers, callers and processors allow, for the service time and the processor
    /// time of a call in the smallest pool.
    public Line predictedThroughput() {
        return predicted(this::allowed);
    }

    /// The least latency that follows from it.
    public Line predictedLatency() {
        return predicted(size -> callers / allowed(size) * 1e3);
    }

    private Line predicted(ToDoubleFunction<Integer> law) {
        return Line.predicted(
                kind + ", bound", places(), sizes().stream().mapToDouble(law).toArray());
    }

    private double allowed(int size) {
        return Math.min(
                Math.min(size, callers) * 1e3 / serviceMillis(), cores * 1e3 / processorMillis());
    }

    /// The smallest size whose throughput is the highest, or cannot be told from it, or is less
    /// than a twentieth below.
    public int best() {
        var measured = throughput().y();
        double most = measured.stream().mapToDouble(Interval::estimate).max().orElseThrow();
        for (int i = 0; i < measured.size(); i++)
            if (measured.get(i).high() >= NEARLY * most) return sizes().get(i);
        throw new AssertionError("the highest is as high as itself");
    }

    /// The size that the rule of Goetz gives for processors that are always busy.
    public double rule() {
        return cores * Math.max(1, serviceMillis() / processorMillis());
    }

    /// How the throughput of one size compares with that of another, round by round.
    public Interval gain(int size, int over) {
        return comparison.speedup(name(size), name(over));
    }

    /// How much more a size gets out of a second of processor time than another: 1 for no
    /// difference.
    public Interval processorGain(int size, int over) {
        return comparison.processorGain(comparison.of(name(size)), comparison.of(name(over)));
    }

    /// Throughput times service time in the smallest pool, whose workers are always busy: by
    /// Little's law the number of its workers.
    public Interval busyWorkers() {
        return Statistics.medianInterval(
                few().stream()
                        .mapToDouble(run -> run.load().perSecond() * run.serviceMillis() / 1e3)
                        .toArray());
    }

    /// For each kind what a call takes, the best size that was measured, and the rule's.
    public static Table table(String title, List<PoolSizes> kinds) {
        var rows = new ArrayList<List<?>>();
        for (var kind : kinds)
            rows.add(
                    List.of(
                            kind.kind(),
                            kind.callers(),
                            kind.serviceMillis(),
                            kind.processorMillis(),
                            kind.best(),
                            Math.round(kind.rule())));
        return Rows.table(
                title,
                List.of(
                        "calls",
                        "callers",
                        "service ms",
                        "of it processor ms",
                        "best size",
                        "the rule's"),
                rows);
    }

    /// The measured lines of all kinds, each with its prediction.
    public static List<Line> lines(
            List<PoolSizes> kinds,
            Function<PoolSizes, Line> measured,
            Function<PoolSizes, Line> predicted) {
        return kinds.stream()
                .flatMap(kind -> Stream.of(measured.apply(kind), predicted.apply(kind)))
                .toList();
    }
}
