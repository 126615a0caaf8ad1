package lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import lab.interpreter.Interpreter;
import lab.measure.Comparison;
import lab.measure.Interval;
import lab.measure.Statistics;
import lab.measure.Variant;
import lab.view.Line;

/// Teams of threads that share a job in an interpreter, and what they gain.
///
/// @param lab where they work
public record Teams(Lab lab) {
    private static final int LARGEST = 16;

    /// A share of a job, done in an interpreter.
    @FunctionalInterface
    public interface Share {
        /// Does the share.
        ///
        /// @param interpreter not yet entered
        /// @param w which share, from 0
        /// @param n how many shares there are
        /// @return what is to be added up
        long of(Interpreter interpreter, int w, int n) throws Exception;
    }

    /// The sizes to try: the worker counts of the lab, up to 16.
    public List<Integer> sizes() {
        return lab.workers().stream().map(n -> Math.min(n, LARGEST)).distinct().toList();
    }

    /// The largest size to try.
    public int most() {
        return sizes().getLast();
    }

    /// Ways to do a job: a plain call first, then teams of each size under each rule, which are
    /// called `rule × n`.
    ///
    /// @param rules interpreters, each with its name
    public List<Variant<Long>> ways(
            Callable<Long> plain, SequencedMap<String, Interpreter> rules, Share share) {
        var ways = new ArrayList<Variant<Long>>();
        ways.add(new Variant<>("plain", 1, plain));
        for (int n : sizes())
            rules.forEach((name, rule) ->
                    ways.add(new Variant<>(name + " × " + n, n, () -> shared(rule, n, share))));
        return ways;
    }

    private static long shared(Interpreter rule, int n, Share share) throws Exception {
        var shares = new ArrayList<Callable<Long>>();
        for (int i = 0; i < n; i++) {
            int w = i;
            shares.add(() -> share.of(rule, w, n));
        }
        long sum = 0;
        try (var pool = Executors.newFixedThreadPool(n)) {
            for (var part : pool.invokeAll(shares)) sum += part.get();
        }
        return sum;
    }

    /// How many cores' worth of work a way got done at a time: the processor time of the first way
    /// over the elapsed time of this one. Where the first way had a core of its own this is the
    /// speedup. Where it had to share one it is less, so that a way cannot shine by taking a larger
    /// share of a busy processor than the first one got.
    public static Interval usefulCores(Comparison measured, String way) {
        var first = measured.measurements().getFirst().samples();
        var samples = measured.of(way).samples();
        return Statistics.medianInterval(
                IntStream.range(0, samples.size())
                        .mapToDouble(
                                r -> (double) first.get(r).cpuNanos() / samples.get(r).wallNanos())
                        .toArray());
    }

    /// Speedup against the number of workers, for ways that are called `name × n`.
    ///
    /// @param label what the legend calls the line
    public static Line speedups(
            String label, Comparison measured, String name, List<Integer> workers) {
        return new Line(
                label,
                workers.stream().mapToDouble(n -> n).toArray(),
                workers.stream().map(n -> measured.of(name + " × " + n).speedup()).toList());
    }

    /// The highest of these speedups.
    public static Interval best(Comparison measured, String name, List<Integer> workers) {
        return speedups(name, measured, name, workers).y().stream()
                .max(Comparator.comparingDouble(Interval::estimate))
                .orElseThrow();
    }
}
