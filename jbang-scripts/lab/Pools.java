package lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import lab.executor.Engine;
import lab.executor.Overload;
import lab.executor.Starvation;
import lab.executor.Watched;
import lab.load.Caller;
import lab.load.OpenLoop;
import lab.measure.Answers;
import lab.measure.Comparison;
import lab.measure.Plan;
import lab.measure.Variant;
import lab.view.Rows;
import lab.work.Size;
import tech.tablesaw.api.Table;

/// Executors in a lab: used, measured in all sizes, overloaded and watched; what they run stops
/// when the lab does.
///
/// @param lab where they run
public record Pools(Lab lab) {
    private static final int WIDEST_BASE = 8;
    private static final double OVERLOAD = 3;
    private static final int OVERLOADED_WORKERS = 4;

    /// Uses an engine, so that Stop can stop it.
    ///
    /// @throws Exception what the use throws, or if the calling thread is interrupted
    public <T> T use(Engine engine, Engine.Use<T> use) throws Exception {
        return lab.run(() -> engine.use(use));
    }

    /// How long to measure, given that there are many things to.
    Plan plan() {
        return switch (lab.size()) {
            case QUICK -> new Plan(3, 15, Duration.ofMillis(10), Duration.ofMillis(50));
            case STANDARD -> new Plan(5, 31, Duration.ofMillis(300), Duration.ofMillis(900));
            case FULL -> lab.plan();
        };
    }

    /// Measures how fast the same lines are on each engine, against the first.
    ///
    /// @param job what is done, in a word
    /// @param right what the lines should return
    /// @throws lab.measure.WrongAnswer if they return something else on one of them
    /// @throws Exception if the calling thread is interrupted
    public <T> Comparison race(
            String job, SequencedMap<String, Engine> engines, T right, Engine.Use<T> lines)
            throws Exception {
        var variants = new ArrayList<Variant<T>>();
        engines.forEach((name, engine) ->
                variants.add(new Variant<>(name, lab.cores(), () -> engine.use(lines))));
        return lab.compare(plan(), "engines", job, Answers.equalTo(right), variants);
    }

    /// Gives a task to a fixed pool of its own, and watches whether the pool comes to wait for
    /// itself.
    ///
    /// @param task makes the task, which may hand others to the pool that it is given
    /// @throws Exception what the task throws, or if the calling thread is interrupted
    public <T> Watched<T> watch(int workers, Function<ExecutorService, Callable<T>> task)
            throws Exception {
        return lab.run(() -> Watched.run(workers, task, lab.cancellation()));
    }

    /// Who waits for what in a pool that waits for itself, as a table.
    public static Table table(String title, Starvation starvation) {
        var rows = new ArrayList<List<?>>();
        for (var wait : starvation.waits())
            rows.add(
                    List.of(
                            wait.worker(),
                            wait.runs(),
                            wait.awaits(),
                            wait.place() == 0 ? "a worker has it" : "no. " + wait.place()));
        return Rows.table(title, List.of("worker", "runs", "waits for", "in the queue"), rows);
    }

    /// The pool sizes to try: powers of two from an eighth of the cores, or one, up to twice the
    /// [#callers]; powers of four if it has to be quick.
    List<Integer> sizes() {
        var sizes = new TreeSet<Integer>();
        int step = lab.size() == Size.QUICK ? 4 : 2;
        for (int n = base(); n <= 2 * callers(); n *= step) sizes.add(n);
        return List.copyOf(sizes);
    }

    /// How many callers want an answer at the same time: 16, or 8 if it has to be quick, and more
    /// on many cores.
    public int callers() {
        return (lab.size() == Size.QUICK ? 8 : 16) * base();
    }

    /// How many calls they make together. A mean of those after the first ones is taken.
    int calls() {
        return (lab.size() == Size.QUICK ? 2 : 3) * callers();
    }

    private int base() {
        return Math.max(1, Integer.highestOneBit(lab.cores()) / WIDEST_BASE);
    }

    /// Measures what pools of several sizes make of calls, all for the same number of callers.
    ///
    /// @param kind what kind of calls they are, in a word
    /// @param expected the right answer to each call
    /// @throws lab.measure.WrongAnswer if one gets another answer
    /// @throws Exception if the calling thread is interrupted
    public <A> PoolSizes sizes(
            String kind, Caller.Blocking<A> call, IntFunction<? extends A> expected)
            throws Exception {
        return PoolSizes.measure(this, kind, call, expected);
    }

    /// Overloads pools of four workers, one after the other, several times over: three times as
    /// many tasks come as the workers can do in that time.
    ///
    /// @param pools each makes such a pool, anew each time
    /// @param service how long a call takes at least
    /// @param call what each task does
    /// @param expected the right answer to each call
    /// @throws Exception if the calling thread is interrupted
    public <A> Overloads overload(
            SequencedMap<String, Supplier<ThreadPoolExecutor>> pools,
            Duration service,
            Caller.Blocking<A> call,
            IntFunction<? extends A> expected)
            throws Exception {
        int tasks = lab.size() == Size.QUICK ? 80 : 400;
        int tries =
                switch (lab.size()) {
                    case QUICK -> 3;
                    case STANDARD -> 5;
                    case FULL -> 21;
                };
        double perSecond = OVERLOAD * OVERLOADED_WORKERS * 1e9 / service.toNanos();
        var arrivals = OpenLoop.even(perSecond, tasks);
        var order = new Random(lab.seed());
        return lab.run(() ->
                Overloads.measure(
                        lab,
                        arrivals,
                        tries,
                        order,
                        pools,
                        pool -> Overload.of(pool, arrivals, call, expected, lab.cancellation())));
    }
}
