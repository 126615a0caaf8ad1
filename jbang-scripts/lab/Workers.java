package lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import lab.measure.Comparison;
import lab.measure.Plan;
import lab.measure.Statistics;
import lab.pool.Costs;
import lab.pool.Errand;
import lab.pool.ProcessPool;
import lab.pool.Settings;
import lab.pool.Task;
import lab.pool.Training;
import lab.system.Footprint;
import lab.system.ProcessAccount;
import lab.view.Rows;
import lab.view.Span;
import lab.view.Tables;
import lab.work.Size;
import tech.tablesaw.api.Table;

/// Pools of worker processes in a lab: they end when it does, or is stopped.
///
/// @param lab where they work
/// @param children for what they need besides
/// @param pools those that are open, by how they were started
public record Workers(Lab lab, Children children, ConcurrentMap<Settings, ProcessPool> pools) {
    private static final int TO_END_SECONDS = 5;
    private static final int LARGEST = 8;

    /// How [#starts] calls a worker that shares no class data.
    public static final String UNSHARED = "JVM without sharing";

    /// How [#starts] calls a worker as pools start it.
    public static final String AS_USUAL = "JVM with shared classes";

    /// Pools of a lab.
    public Workers(Lab lab) throws IOException {
        this(lab, new Children(lab), new ConcurrentHashMap<>());
    }

    /// How many workers to use at most: one for each core, but two at least, and eight at most,
    /// since each is a JVM.
    public int most() {
        return Math.clamp(lab.cores(), 2, LARGEST);
    }

    /// The numbers of workers to try: those of the lab up to [#most], and that.
    public List<Integer> numbers() {
        var numbers = new TreeSet<>(lab.workers().stream().map(n -> Math.min(n, most())).toList());
        numbers.add(most());
        return List.copyOf(numbers);
    }

    /// A pool with so many workers, all of them ready: the one that was opened before, if it is
    /// still open. A run that is interrupted closes it, so ask for it where it is used.
    public ProcessPool pool(int workers) throws InterruptedException {
        return pool(Settings.of(workers));
    }

    /// A pool with such workers; likewise.
    public ProcessPool pool(Settings settings) throws InterruptedException {
        var pool =
                pools.compute(
                        settings,
                        (key, open) -> open == null || open.isShutdown() ? open(key) : open);
        return pool.limit(settings.workers()).awaitStart();
    }

    private ProcessPool open(Settings settings) {
        var pool = ProcessPool.open(settings);
        lab.own(() -> stop(pool));
        return pool;
    }

    private static void stop(ProcessPool pool) throws InterruptedException {
        pool.shutdownNow();
        pool.awaitTermination(TO_END_SECONDS, TimeUnit.SECONDS);
    }

    /// How long to measure, given that there are many things to: a part of the time that the lab
    /// plans for one.
    public Plan plan() {
        return switch (lab.size()) {
            case QUICK -> new Plan(3, 9, Duration.ofMillis(10), Duration.ofMillis(50));
            case STANDARD -> new Plan(5, 31, Duration.ofMillis(200), Duration.ofMillis(600));
            case FULL -> lab.plan().times(0.75);
        };
    }

    /// Does something again and again for a while, so that every worker has compiled it.
    public void warmUp(Callable<?> work) throws Exception {
        var time = Duration.ofMillis(lab.size() == Size.QUICK ? 20 : 250);
        lab.run(() -> {
            long start = System.nanoTime();
            do work.call();
            while (System.nanoTime() - start < time.toNanos());
            return null;
        });
    }

    /// Waits until all errands have ended, however.
    ///
    /// @return those that failed
    public <A> List<Errand<A>> failed(List<Errand<A>> errands) throws Exception {
        return lab.run(() -> {
            var failed = new ArrayList<Errand<A>>();
            for (var errand : errands)
                if (errand.awaitEnd().state() == Future.State.FAILED) failed.add(errand);
            return failed;
        });
    }

    /// Writes numbers to a file that all processes can map into their memory, each in four bytes of
    /// the order that is native here. It goes when the lab is closed.
    ///
    /// @return its path
    public String file(String name, int... numbers) throws IOException {
        var bytes = ByteBuffer.allocate(Integer.BYTES * numbers.length);
        bytes.order(ByteOrder.nativeOrder()).asIntBuffer().put(numbers);
        return Files.write(children.folder().resolve(name), bytes.array()).toString();
    }

    /// The memory that one worker has to itself, in bytes: the median. Empty if this system does
    /// not tell.
    public static OptionalDouble memory(ProcessPool pool) {
        var bytes =
                pool.processes().stream()
                        .flatMap(worker -> ProcessAccount.of(worker.pid()).stream())
                        .mapToDouble(account -> Footprint.of(account).bytes())
                        .toArray();
        return bytes.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Statistics.median(bytes));
    }

    /// The same workers with an AOT cache, which is trained if that has not been done.
    public Settings trained(Settings settings) throws Exception {
        var cache = children.folder().resolve("worker-%08x.aot".formatted(settings.hashCode()));
        if (Files.exists(cache)) return settings.with("-XX:AOTCache=" + cache);
        return lab.run(() -> Training.train(settings, cache));
    }

    /// Measures how long it takes to open a pool with one worker, have the answer of a task, and
    /// close it: [#UNSHARED] and [#AS_USUAL]; if it need not be quick, with an AOT cache, too.
    public StartTimes starts() throws Exception {
        var one = Settings.of(1);
        var ways = new LinkedHashMap<String, Settings>();
        ways.put(UNSHARED, one.with("-Xshare:off"));
        ways.put(AS_USUAL, one);
        if (lab.size() == Size.QUICK) lab.say("an AOT cache takes seconds to train: not now");
        else ways.put("JVM with an AOT cache", trained(one));
        return starts(ways);
    }

    private StartTimes starts(SequencedMap<String, Settings> ways) throws Exception {
        var starts = new LinkedHashMap<String, Callable<String>>();
        ways.forEach((name, settings) -> starts.put(name, () -> first(settings)));
        int rounds = lab.size() == Size.QUICK ? 3 : 41;
        var time = children.budget(250);
        var times = lab.run(() -> StartTimes.of(starts, "hello", time, rounds, lab.seed()));
        lab.keep(times.comparison("start", "have a first answer"));
        return times;
    }

    private static String first(Settings settings) throws Exception {
        try (var pool = ProcessPool.open(settings)) {
            return pool.submit(() -> "hello").get();
        }
    }

    /// What errands take, apart by what it goes for: medians of a few dozen, one at a time, by one
    /// worker.
    ///
    /// @param tasks what each errand is called, and the task
    public SequencedMap<String, Costs> costs(ProcessPool pool, SequencedMap<String, Task<?>> tasks)
            throws Exception {
        int errands =
                switch (lab.size()) {
                    case QUICK -> 5;
                    case STANDARD -> 31;
                    case FULL -> 251;
                };
        var costs = new LinkedHashMap<String, Costs>();
        pool.limit(1); // the same one gets them all, and has compiled what brings them
        warmUp(() -> pool.submit(tasks.firstEntry().getValue()).get());
        for (var task : tasks.entrySet())
            costs.put(task.getKey(), lab.run(() -> median(pool, task.getValue(), errands)));
        return costs;
    }

    private static Costs median(ProcessPool pool, Task<?> task, int errands) throws Exception {
        for (int i = 0; i < errands; i++) pool.submit(task).get(); // warms up
        var all = new ArrayList<Costs>();
        for (int i = 0; i < errands; i++) {
            var errand = pool.submit(task);
            errand.get();
            all.add(errand.costs().orElseThrow());
        }
        return new Costs(
                median(all, Costs::serialise),
                median(all, Costs::travel),
                median(all, Costs::deserialise),
                median(all, Costs::compute),
                median(all, Costs::serialiseAnswer),
                median(all, Costs::deserialiseAnswer),
                median(all, Costs::taskBytes),
                median(all, Costs::answerBytes));
    }

    private static long median(List<Costs> all, ToLongFunction<Costs> part) {
        return Math.round(Statistics.median(all.stream().mapToDouble(part::applyAsLong).toArray()));
    }

    /// What was measured of ways to do a job, as a table. It leaves out what a comparison tells of
    /// this JVM only.
    public static Table table(String title, Comparison measured) {
        var speedups = Tables.speedups(measured).iterator();
        var rows = new ArrayList<List<?>>();
        for (var way : measured.measurements())
            rows.add(List.of(way.variant(), way.medianMillis(), speedups.next()));
        return Rows.table(title, List.of("way", "median ms", "speedup (95% interval)"), rows);
    }

    /// What errands take, as a table of microseconds.
    public static Table table(String title, Map<String, Costs> costs) {
        return Rows.table(
                title,
                List.of(
                        "task",
                        "bytes sent",
                        "serialise µs",
                        "travel µs",
                        "deserialise µs",
                        "compute µs",
                        "answer µs",
                        "all µs"),
                costs,
                (what, c) ->
                        List.of(
                                what,
                                c.taskBytes(),
                                c.serialise() / 1e3,
                                c.travel() / 1e3,
                                c.deserialise() / 1e3,
                                c.compute() / 1e3,
                                (c.serialiseAnswer() + c.deserialiseAnswer()) / 1e3,
                                c.total() / 1e3));
    }

    /// An errand as a timeline: who has it when. Its answer is a number, so half of what an errand
    /// with nothing travels is drawn on the way back, and the rest on the way there.
    ///
    /// @param nothing what an errand with nothing costs
    public static List<Span> spans(Costs costs, Costs nothing) {
        var spans = new ArrayList<Span>();
        long back = Math.min(nothing.travel(), costs.travel()) / 2;
        double at = span(spans, "here", "serialises", 0, costs.serialise());
        at = span(spans, "pipe", "travels", at, costs.travel() - back);
        at = span(spans, "worker", "deserialises", at, costs.deserialise());
        at = span(spans, "worker", "computes", at, costs.compute());
        at = span(spans, "worker", "serialises", at, costs.serialiseAnswer());
        at = span(spans, "pipe", "travels", at, back);
        span(spans, "here", "deserialises", at, costs.deserialiseAnswer());
        return spans;
    }

    private static double span(
            List<Span> spans, String lane, String state, double fromMillis, long nanos) {
        double to = fromMillis + nanos / 1e6;
        spans.add(new Span(lane, state, fromMillis, to));
        return to;
    }
}
