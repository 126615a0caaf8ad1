package lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import lab.lock.Dinner;
import lab.lock.NamedLock;
import lab.lock.WaitForGraph;
import lab.lock.Watch;
import lab.lock.Watched;
import lab.measure.Interval;
import lab.measure.Measurement;
import lab.measure.Statistics;
import lab.view.Figure;
import lab.view.Figures;
import lab.view.Line;
import lab.view.Rows;
import lab.view.Waiting;
import tech.tablesaw.api.Table;

/// Locks in a lab: threads that are watched for deadlocks and stopped when the lab is, deadlocks as
/// figures, and what calls under a lock cost.
///
/// @param lab where they are run
public record Locks(Lab lab) {
    private static final int PHILOSOPHERS = 5;
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
    /// @throws Exception if the calling thread is interrupted, or what a philosopher threw
    public Dinner.Served dinner(int meals, Dinner.Manners manners) throws Exception {
        return lab.run(() -> new Dinner(PHILOSOPHERS, meals, lab.cancellation()).serve(manners));
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

    /// How many calls a second were made, in millions, against anything.
    ///
    /// @param name what the legend calls it
    /// @param x where the points are, ascending
    /// @param measured what was measured there
    /// @param calls how many calls a measurement made
    /// @return a line of calls over elapsed time, the start of the threads included
    public Line millionsPerSecond(
            String name, List<Integer> x, IntFunction<Measurement> measured, int calls) {
        return new Line(
                name,
                x.stream().mapToDouble(at -> at).toArray(),
                x.stream().map(at -> perSecond(measured.apply(at), calls)).toList());
    }

    private static Interval perSecond(Measurement measured, int calls) {
        return Statistics.medianInterval(
                measured.samples().stream()
                        .mapToDouble(sample -> calls * 1e3 / sample.wallNanos())
                        .toArray());
    }
}
