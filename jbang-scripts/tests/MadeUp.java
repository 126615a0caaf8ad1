package tests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lab.measure.Comparison;
import lab.measure.Interval;
import lab.measure.MachineCard;
import lab.measure.Measurement;
import lab.measure.Sample;
import lab.measure.Scaling;
import lab.view.Figure;
import lab.view.Figures;
import lab.view.Line;
import lab.view.Span;
import lab.view.Waiting;

/// Results that nobody measured, to test how results are shown.
final class MadeUp {
    static final MachineCard MACHINE =
            new MachineCard(
                    "Test <CPU> & Co", 2, 2, 0, 1, 4_096, 1_024, "Test JDK 25", "Test OS 1 amd64");

    private static final int ROUNDS = 9;
    private static final double MILLION = 1e6;

    private MadeUp() {}

    /// A variant that took so many milliseconds in each round, a little more in each.
    static Measurement measurement(
            String workload, String variant, int workers, double millis, Interval speedup) {
        var samples =
                IntStream.range(0, ROUNDS)
                        .mapToObj(r -> {
                            long wall = Math.round((millis + r * 0.001) * MILLION);
                            return new Sample(wall, wall * workers, 1_200_000, workers);
                        })
                        .toList();
        return new Measurement("how to split", workload, variant, workers, samples, speedup, true);
    }

    static Comparison primes() {
        var job = "count primes";
        return comparison(
                measurement(job, "sequential", 1, 240, Interval.exactly(1)),
                measurement(job, "static, \"equal\" ranges", 2, 165, interval(1.38, 1.45, 1.47)),
                measurement(job, "dynamic chunks", 2, 124, interval(1.90, 1.93, 1.94)),
                measurement(job, "a thread more", 3, 238, interval(0.97, 1.01, 1.04)),
                measurement(job, "a task per number", 2, 11_400, interval(0.020, 0.021, 0.023)));
    }

    static Comparison words() {
        var job = "word count over the State of the Union addresses, all of them";
        return comparison(
                measurement(job, "sequential", 1, 99.5, Interval.exactly(1)),
                measurement(job, "static, \"equal\" ranges", 2, 60.2, interval(1.60, 1.65, 1.66)),
                measurement(job, "dynamic chunks", 2, 61.3, interval(1.58, 1.62, 1.70)));
    }

    /// One against the other, with a long name for the first, and nothing to tell them apart.
    static Comparison draw() {
        return comparison(
                measurement(
                        "n-queens",
                        "the plain old sequential version with a long name, on one thread",
                        1,
                        80,
                        Interval.exactly(1)),
                measurement("n-queens", "2 threads", 2, 80, interval(0.99, 1, 1.002)));
    }

    private static Comparison comparison(Measurement... measurements) {
        return new Comparison(List.of(measurements), List.of());
    }

    static Interval interval(double low, double estimate, double high) {
        return new Interval(low, estimate, high);
    }

    /// Workers from one to twice the cores, with a serial part of a twentieth.
    static Comparison scaling(int cores) {
        var measured = new ArrayList<Measurement>();
        measured.add(measurement("count primes", "sequential", 1, 240, Interval.exactly(1)));
        for (int n = 1; n <= 2 * cores; n++) {
            double speedup = 1 / (0.05 + 0.95 / Math.min(n, cores));
            measured.add(
                    measurement(
                            "count primes",
                            n + " workers",
                            n,
                            240 / speedup,
                            interval(speedup * 0.97, speedup, speedup * 1.01)));
        }
        return new Comparison(measured, List.of());
    }

    /// Threads with names that differ at the end only, in three states.
    static List<Span> spans(int lanes) {
        var random = new SplittableRandom(1);
        var states = List.of("runs", "waits for the lock", "sleeps");
        var spans = new ArrayList<Span>();
        for (int lane = 1; lane <= lanes; lane++) {
            double at = 1_000 + random.nextDouble();
            for (int s = 0; s < 6; s++) {
                double end = at + random.nextDouble() * 3;
                spans.add(new Span("pool-of-threads-1-thread-" + lane, states.get(s % 3), at, end));
                at = end + (s % 2) * 0.4;
            }
        }
        return spans;
    }

    /// A figure of every kind, with few series and many, short names and long, tiny values and
    /// huge.
    static Stream<Figure> figures() {
        var random = new SplittableRandom(2);
        var times = new LinkedHashMap<String, double[]>();
        times.put("sequential", random.doubles(100, 240, 260).toArray());
        times.put("static split over two threads", random.doubles(100, 160, 190).toArray());
        var hops = new LinkedHashMap<String, double[]>();
        hops.put("hop", random.doubles(500).map(x -> Math.pow(10, 4 * x - 1)).toArray());
        return Stream.of(
                Figures.speedups("bars", "Bars of one", List.of(primes()), MACHINE),
                Figures.speedups(
                        "groups", "Bars <of> two & more", List.of(primes(), words()), MACHINE),
                Figures.speedups("draw", "Bars of a draw", List.of(draw()), MACHINE),
                scaling("scaling-one", 1),
                scaling("scaling-two", 2),
                scaling("scaling-eight", 8),
                Figures.timeline("timeline", "Timeline of threads", spans(3), MACHINE),
                Figures.histogram("times", "Histogram of times", "ms", times, MACHINE),
                Figures.histogram("hops", "Histogram of hops", "ns", hops, MACHINE),
                heatmap(),
                lines("speedup", "speedup"),
                lines("deposits", "million deposits a second"),
                Figures.waitFor("deadlock", "Deadlock of two", waits(), MACHINE),
                Figures.waitFor("chain", "Nobody is deadlocked", waits().subList(2, 4), MACHINE));
    }

    /// Two who wait for each other, and two who are caught behind them.
    static List<Waiting> waits() {
        var longName = "a thread whose name says at length what it is there for";
        return List.of(
                new Waiting("teller 1", "Bob's <account>", "teller 2", true),
                new Waiting("teller 2", "Ann's account & more", "teller 1", true),
                new Waiting(longName, "Bob's <account>", "teller 2", false),
                new Waiting("teller 4", "a lock of its own", longName, false));
    }

    private static Figure scaling(String name, int cores) {
        return Figures.scaling(
                name, "Scaling on so many cores", Scaling.of(scaling(cores), cores), MACHINE);
    }

    private static Figure heatmap() {
        return Figures.heatmap(
                "heatmap",
                "Heat map of hops",
                List.of("core 0", "core 1", "the last of the cores"),
                List.of("core 0", "core 1"),
                new double[][] {{Double.NaN, 25.5, 265}, {0.001, Double.NaN, 1_200_000}},
                "ns",
                MACHINE);
    }

    private static Figure lines(String name, String yLabel) {
        var x = new double[] {1, 4, 16, 64};
        var one =
                List.of(
                        interval(0.2, 0.3, 0.35),
                        interval(0.7, 0.8, 0.9),
                        interval(1.4, 1.5, 1.6),
                        interval(1.9, 1.95, 1.96));
        var other =
                one.stream()
                        .map(y -> interval(y.low() * 9, y.estimate() * 9, y.high() * 9))
                        .toList();
        return Figures.lines(
                name,
                "Lines through points",
                "time of a task, µs",
                yLabel,
                true,
                List.of(new Line("pool tasks", x, one), new Line("virtual threads", x, other)),
                MACHINE);
    }
}
