package lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lab.lock.Dinner;
import lab.lock.Guard;
import lab.lock.NamedLock;
import lab.lock.Pause;
import lab.lock.Store;
import lab.lock.Tally;
import lab.lock.WaitForGraph;
import lab.lock.Watch;
import lab.lock.Watched;
import lab.lock.Way;
import lab.view.Figure;
import lab.view.Figures;
import lab.view.Rows;
import lab.view.Waiting;
import tech.tablesaw.api.Table;

/// Locks in a lab: threads that are watched for deadlocks and stopped when the lab is, deadlocks as
/// figures, and what calls under a lock cost.
///
/// @param lab where they are run
public record Locks(Lab lab) {
    private static final int PHILOSOPHERS = 5;
    private static final int AT_THE_TURNSTILE = 4;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};

    /// A watch to which threads are added with [Watch#with].
    ///
    /// @param locks those whose names a wait-for graph should tell
    public Watch watch(NamedLock... locks) {
        return watch(List.of(locks));
    }

    /// The same for a list of locks.
    public Watch watch(List<NamedLock> locks) {
        return Watch.over(locks, lab.cancellation());
    }

    /// Runs the threads of a watch to their end, on which Stop can insist.
    ///
    /// @throws IllegalStateException if there is a deadlock that cannot be broken
    /// @throws Exception if the calling thread is interrupted, or what a thread threw
    public Watched run(Watch watch) throws Exception {
        return lab.run(watch::run);
    }

    /// Serves dinner to five philosophers.
    ///
    /// @param meals how many each of them eats
    /// @param manners the way to take the left fork and the right one
    /// @param pause what each does between the two forks
    /// @throws Exception if the calling thread is interrupted, or what a philosopher threw
    public Dinner.Served dinner(int meals, Way manners, Pause pause) throws Exception {
        var dinner = new Dinner(PHILOSOPHERS, meals, lab.cancellation());
        return lab.run(() -> dinner.serve(manners, pause));
    }

    /// Four threads that want the same lock.
    ///
    /// @param kind makes the lock, a new one for each round
    /// @param calls how often all of them together take it in a round
    public Turnstiles turnstiles(Supplier<ReentrantLock> kind, int calls) {
        return new Turnstiles(new Races(lab), kind, AT_THE_TURNSTILE, calls);
    }

    /// Has two producers put items, 1 and 2 and so on, and two consumers take them.
    ///
    /// @param items how many each producer puts and each consumer takes
    /// @return the sum of what was taken
    /// @throws Exception if the calling thread is interrupted, or what a thread threw
    public long passOn(int items, Store store) throws Exception {
        var sum = new LongAdder();
        var watch = watch();
        for (int pair = 1; pair <= 2; pair++)
            watch =
                    watch.with(
                                    "producer " + pair,
                                    () -> {
                                        for (int i = 1; i <= items; i++) store.put(i);
                                    })
                            .with(
                                    "consumer " + pair,
                                    () -> {
                                        for (int i = 1; i <= items; i++) sum.add(store.take());
                                    });
        run(watch);
        return sum.sum();
    }

    /// Readers and writers of the same prices.
    ///
    /// @param guards the kinds of guard, by name, in the order in which they are shown
    public PriceCalls prices(Map<String, Supplier<Guard>> guards) {
        return new PriceCalls(lab, guards);
    }

    /// Has threads count together.
    ///
    /// @param tallies on how many counters: one for each thread, or one for all
    /// @param additions how many all threads make together
    /// @param way how a thread counts on its tally
    /// @return what all tallies have counted
    public long count(int threads, int tallies, int additions, Function<Tally, Runnable> way)
            throws Exception {
        var all = Stream.generate(Tally::new).limit(tallies).toList();
        new Races(lab).together(threads, additions, t -> way.apply(all.get(t % tallies)));
        return all.stream().mapToLong(Tally::count).sum();
    }

    /// Runs a program in a JVM of its own until it is deadlocked, tries to break the deadlock with
    /// interrupts, and ends that JVM. For locks that nothing inside a JVM can break.
    ///
    /// @param program has a constructor without parameters, and needs no class that is not the
    ///   JDK's, the library's, or written in the same cell or file
    /// @throws java.io.IOException if the JVM does not start, or breaks off
    /// @throws Exception if the calling thread is interrupted; the JVM has been ended
    public OtherJvm inAnotherJvm(Class<? extends Runnable> program) throws Exception {
        return lab.run(() -> OtherJvm.run(program));
    }

    /// A wait-for graph as a picture.
    ///
    /// @param name the stem of the files
    /// @throws IllegalArgumentException if nobody waits
    public Figure figure(String name, String title, WaitForGraph graph) {
        var waits =
                graph.waits().stream()
                        .map(wait ->
                                new Waiting(
                                        wait.thread(),
                                        wait.lock(),
                                        wait.holder(),
                                        graph.isInCycle(wait)))
                        .toList();
        return Figures.waitFor(name, title, waits, lab.machine());
    }

    /// How long most calls waited, and how long the unlucky ones did: a row for each set of waits,
    /// with its percentiles.
    ///
    /// @param unit of the waits, for the header
    /// @param waits what was measured, in any order, some in each set
    public Table percentiles(String title, String unit, Map<String, double[]> waits) {
        var header = new ArrayList<String>();
        header.add(unit);
        for (double percent : PERCENTILES) header.add("%s%%".formatted(percent).replace(".0", ""));
        header.add("longest");
        var rows = new ArrayList<List<?>>();
        waits.forEach((name, values) -> {
            var sorted = values.clone();
            Arrays.sort(sorted);
            var row = new ArrayList<Object>();
            row.add(name);
            for (double percent : PERCENTILES)
                row.add(sorted[(int) (percent / 100 * (sorted.length - 1))]);
            row.add(sorted[sorted.length - 1]);
            rows.add(row);
        });
        return Rows.table(title, header, rows);
    }
}
