package lab;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongPredicate;
import lab.measure.Interval;
import lab.measure.Measurement;
import lab.measure.Statistics;
import lab.race.CacheLine;
import lab.race.Contention;
import lab.race.Expectation;
import lab.race.Interleavings;
import lab.race.Litmus;
import lab.race.Outcomes;
import lab.race.Signal;
import lab.view.Line;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// Races in a lab: for as long as the size asked for allows, stopped when the lab is, and as
/// tables.
///
/// @param lab where they are run
public record Races(Lab lab) {
    private static final int TRIALS = 100_000_000;
    private static final Duration BEFORE_SIGNAL = Duration.ofMillis(400);
    private static final Duration SIGNAL_PATIENCE = Duration.ofMillis(800);
    private static final Duration HOPPING = Duration.ofMillis(100);
    private static final int HOP_ATTEMPTS = 4;

    /// Runs a litmus test for a while, and counts its outcomes.
    ///
    /// @param observer reads the outcome off a state that all actors are done with
    public <S, O> Outcomes<O> watch(
            Litmus<S> litmus, Litmus.Observer<? super S, ? extends O> observer) throws Exception {
        var time =
                switch (lab.size()) {
                    case QUICK -> Duration.ofMillis(150);
                    case STANDARD -> Duration.ofMillis(1_000);
                    case FULL -> Duration.ofMillis(5_000);
                };
        return lab.run(() -> litmus.run(observer, TRIALS, time, lab.cancellation()));
    }

    /// Divides calls over workers that make them at the same time.
    ///
    /// @param calls how many calls all of them make together
    /// @param worker gives each worker the call that it makes, before any of them starts
    public void together(int workers, int calls, IntFunction<Runnable> worker) throws Exception {
        var contention = new Contention(workers, calls, lab.cancellation());
        lab.run(() -> {
            contention.run(worker);
            return null;
        });
    }

    /// Raises a flag that a thread has been waiting for long enough to have been compiled.
    ///
    /// @param waiter waits until it sees the flag, or for so many nanoseconds; returns whether it
    ///   did
    /// @param raise raises the flag
    public Signal signal(LongPredicate waiter, Runnable raise) throws Exception {
        return lab.run(() ->
                Signal.raise(waiter, raise, BEFORE_SIGNAL, SIGNAL_PATIENCE, lab.cancellation()));
    }

    /// How long a cache line takes from core to core just now, in a sentence.
    public String hop() throws Exception {
        var hop = OptionalDouble.empty();
        // Two new threads can share a core for a while, and then nothing hops.
        for (int attempt = 0; attempt < HOP_ATTEMPTS && hop.isEmpty() && lab.cores() > 1; attempt++)
            hop = lab.run(() -> CacheLine.hopNanos(HOPPING, lab.cancellation()));
        if (hop.isPresent())
            return "a cache line takes %.0f ns from core to core".formatted(hop.getAsDouble());
        return lab.cores() == 1
                ? "one core: nothing has to travel"
                : "no cache line was seen travelling: the cores are too busy";
    }

    /// The outcomes of a litmus test, as a table.
    public <O> Table table(String title, Outcomes<O> outcomes, List<Expectation<O>> expectations) {
        var outcome = StringColumn.create("outcome");
        var times = LongColumn.create("times");
        var percent = DoubleColumn.create("percent");
        var grade = StringColumn.create("grade");
        var meaning = StringColumn.create("meaning");
        for (var row : outcomes.rows(expectations)) {
            outcome.append(row.outcome());
            times.append(row.times());
            percent.append(100 * row.share());
            grade.append(row.grade().name().toLowerCase(java.util.Locale.ROOT));
            meaning.append(row.meaning());
        }
        return Table.create(title, outcome, times, percent, grade, meaning);
    }

    /// Every interleaving, as a table sorted by outcome: in which order the steps were taken, and
    /// what came of it.
    public <S> Table table(
            String title, List<Interleavings.Run<S>> runs, Function<? super S, ?> outcome) {
        var order = StringColumn.create("order");
        var result = StringColumn.create("outcome");
        for (var run : runs) {
            order.append(String.join(", ", run.order()));
            result.append(run.deadlocked() ? "deadlock" : String.valueOf(outcome.apply(run.end())));
        }
        return Table.create(title, order, result).sortAscendingOn("outcome");
    }

    /// What a call took, against the number of workers.
    ///
    /// @param name what the legend calls it
    /// @param workers the numbers of workers, ascending
    /// @param measured what was measured with so many
    /// @param calls how many calls all of them made together
    /// @return a line of nanoseconds: elapsed time over calls, the start of the workers included
    public Line nanosPerCall(
            String name, List<Integer> workers, IntFunction<Measurement> measured, int calls) {
        return new Line(
                name,
                workers.stream().mapToDouble(n -> n).toArray(),
                workers.stream().map(n -> perCall(measured.apply(n), calls)).toList());
    }

    private static Interval perCall(Measurement measured, int calls) {
        return Statistics.medianInterval(
                measured.samples().stream()
                        .mapToDouble(sample -> (double) sample.wallNanos() / calls)
                        .toArray());
    }

    /// Lines over the same numbers of workers, as a table of their estimates.
    public Table table(String title, List<Line> lines) {
        var table = Table.create(title);
        table.addColumns(StringColumn.create("", lines.stream().map(Line::name).toList()));
        var workers = lines.isEmpty() ? new double[0] : lines.getFirst().x();
        for (int i = 0; i < workers.length; i++) {
            int place = i;
            table.addColumns(
                    DoubleColumn.create(
                            "%.0f at once".formatted(workers[i]),
                            lines.stream()
                                    .mapToDouble(line -> line.y().get(place).estimate())
                                    .toArray()));
        }
        return table;
    }
}
