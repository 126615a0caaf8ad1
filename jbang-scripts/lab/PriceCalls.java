package lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import lab.lock.Guard;
import lab.lock.PriceList;
import lab.measure.Answers;
import lab.measure.Comparison;
import lab.measure.Interval;
import lab.measure.Measurement;
import lab.measure.Statistics;
import lab.measure.Variant;
import lab.view.Figure;
import lab.view.Figures;
import lab.view.Line;
import lab.work.Size;

/// Calls to a [PriceList] by a thread for each core, two at least, under guards of several kinds. A
/// variant is called by its guard, and by the percentage of its calls that write: `read-write,
/// 10%`.
public final class PriceCalls {
    private static final int LONG = 100;
    private static final int SHORT = 1;
    private static final int SHORT_FOR_A_LONG_ONE = 20;
    private static final int EXPERIMENTS_IN_ONE = 4;

    private final Lab lab;
    private final Map<String, Supplier<Guard>> guards;
    private final int calls;
    private final LongAdder torn = new LongAdder();

    PriceCalls(Lab lab, Map<String, Supplier<Guard>> guards) {
        this.lab = lab;
        this.guards = new LinkedHashMap<>(guards);
        this.calls = lab.size() == Size.QUICK ? 10_000 : 40_000;
    }

    /// Measures long calls.
    ///
    /// @param percents how many of a hundred calls write
    public Comparison longCalls(List<Integer> percents) throws Exception {
        var variants = new ArrayList<Variant<Long>>();
        guards.forEach((name, guard) -> {
            for (int percent : percents)
                variants.add(variant(name(name, percent), guard, percent, LONG, calls));
        });
        return lab.compare(
                lab.plan().times(EXPERIMENTS_IN_ONE),
                "readers and writers",
                "long calls",
                Answers.equalTo((long) calls),
                variants);
    }

    /// Measures short calls, which only read, twenty times as many.
    public Comparison shortCalls() throws Exception {
        int many = SHORT_FOR_A_LONG_ONE * calls;
        var variants = new ArrayList<Variant<Long>>();
        guards.forEach((name, guard) -> variants.add(variant(name, guard, 0, SHORT, many)));
        return lab.compare(
                lab.plan(), "readers only", "short calls", Answers.equalTo((long) many), variants);
    }

    private static String name(String guard, int percent) {
        return guard + ", " + percent + "%";
    }

    private Variant<Long> variant(
            String name, Supplier<Guard> guard, int percent, int times, int many) {
        int threads = Math.max(2, lab.cores());
        return new Variant<>(
                name,
                threads,
                () -> {
                    var prices = new PriceList(guard.get(), times);
                    new Races(lab).together(threads, many, t -> prices.client(percent));
                    torn.add(prices.torn());
                    return prices.calls();
                });
    }

    /// How many calls saw half a change, of all that were made.
    public long torn() {
        return torn.sum();
    }

    /// Long calls a second against the percentage of writes, a line for each guard.
    ///
    /// @param name the stem of the files
    /// @param measured what [#longCalls] measured
    /// @param percents those that it was given
    public Figure figure(String name, String title, Comparison measured, List<Integer> percents) {
        var x = percents.stream().mapToDouble(percent -> percent).toArray();
        var lines = new ArrayList<Line>();
        for (var guard : guards.keySet())
            lines.add(
                    new Line(
                            guard,
                            x,
                            percents.stream()
                                    .map(percent -> measured.of(name(guard, percent)))
                                    .map(this::millionsPerSecond)
                                    .toList()));
        return Figures.lines(
                name,
                title,
                "writes, percent of the calls",
                "million calls a second",
                false,
                lines,
                lab.machine());
    }

    /// Over elapsed time, the start of the threads included.
    private Interval millionsPerSecond(Measurement measured) {
        return Statistics.medianInterval(
                measured.samples().stream()
                        .mapToDouble(sample -> calls * 1e3 / sample.wallNanos())
                        .toArray());
    }
}
