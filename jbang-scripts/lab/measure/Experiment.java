package lab.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/// Measures the variants of one job side by side, as JMH would as far as one JVM allows: answers
/// first, then warm-up, then rounds in which every variant runs once, in an order drawn anew for
/// each round.
///
/// Unlike JMH it does not fork: the variants share one JVM, its compiled code and its heap. What
/// they share, all pay for alike; what one leaves behind is why the order changes. What another JVM
/// would have made of them, only another run in another JVM tells: see [Comparison#ofJvms].
///
/// @param name the experiment within its lesson
/// @param workload the job
/// @param answers how the answers are judged
/// @param plan how long it may take
/// @param cores how many processors this JVM may use
/// @param onlineCores how many processors the system has
/// @param seed draws the order of the variants within each round
/// @param listener hears how far it is
/// @param <A> the type of the answer
public record Experiment<A>(
        String name,
        String workload,
        Answers<A> answers,
        Plan plan,
        int cores,
        int onlineCores,
        long seed,
        Listener listener) {
    private static final int SETTLING_ROUNDS = 5;
    private static final double DISTURBING_CORES = 0.2;
    private static final int COMPILER_PATIENCE = 3;
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(50);

    /// An experiment on a machine.
    public static <A> Experiment<A> on(
            MachineCard machine,
            String name,
            String workload,
            Answers<A> answers,
            Plan plan,
            long seed,
            Listener listener) {
        return new Experiment<>(
                name,
                workload,
                answers,
                plan,
                machine.cores(),
                machine.onlineCores(),
                seed,
                listener);
    }

    /// Runs the experiment on the calling thread.
    ///
    /// @param variants the ways to do the job, the first being what the others are compared with
    /// @throws WrongAnswer if a variant's answer is not the first's, or is wrong in itself
    /// @throws CancellationException if the calling thread is interrupted
    /// @throws Exception whatever a variant throws
    public Comparison run(List<Variant<A>> variants) throws Exception {
        if (variants.isEmpty()) throw new IllegalArgumentException("nothing to measure");
        if (variants.stream().map(Variant::name).distinct().count() < variants.size())
            throw new IllegalArgumentException("two variants have the same name");
        listener.at(0, "checking the answers");
        var counters = new Counters();
        var right = verify(variants, counters);
        listener.at(0.05, "warming up");
        warmUp(variants, right, counters);
        System.gc();
        awaitCompilers(variants, right, counters);
        return measure(variants, right, counters);
    }

    private A verify(List<Variant<A>> variants, Counters counters) throws Exception {
        A right = null;
        for (var variant : variants) {
            var answer = runOnce(variant, right, counters).answer();
            if (right == null) right = answer;
        }
        return right;
    }

    /// Runs a variant once and judges its answer, on its own and against the right one.
    private Counters.Timed<A> runOnce(Variant<A> variant, A right, Counters counters)
            throws Exception {
        if (Thread.interrupted()) throw new CancellationException("stopped");
        Counters.Timed<A> timed = counters.time(variant.body(), variant.elsewhere());
        if (timed.answer() == null)
            throw new WrongAnswer(workload, variant.name(), "nothing", "it should have answered");
        if (right == null) {
            var objection = answers.objection().apply(timed.answer());
            if (objection.isPresent()) throw wrong(variant, timed.answer(), objection.get());
        } else if (!answers.same().test(right, timed.answer())) {
            throw wrong(
                    variant,
                    timed.answer(),
                    "the right answer is " + answers.describe().apply(right));
        }
        return timed;
    }

    private WrongAnswer wrong(Variant<A> variant, A answer, String instead) {
        return new WrongAnswer(workload, variant.name(), answers.describe().apply(answer), instead);
    }

    /// Runs rounds until none of the variants has become faster over the last few, but for half of
    /// the time at least: the compilers are at work for longer than times fall.
    private void warmUp(List<Variant<A>> variants, A right, Counters counters) throws Exception {
        long start = System.nanoTime();
        long most = plan.warmUp().toNanos();
        var times = new ArrayList<List<Long>>();
        while (true) {
            long spent = System.nanoTime() - start;
            if (spent >= most || 2 * spent >= most && settled(times, variants.size())) return;
            var round = new ArrayList<Long>();
            for (var variant : variants)
                round.add(runOnce(variant, right, counters).sample().wallNanos());
            times.add(round);
        }
    }

    /// Runs rounds until the JVM is at rest between them: a compiler that still works takes a core
    /// of the variants, which hits the parallel ones hardest, and what it made needs a run.
    private void awaitCompilers(List<Variant<A>> variants, A right, Counters counters)
            throws Exception {
        var background = new Background();
        long start = System.nanoTime();
        while (!background.rests()) {
            background.awaitRest(plan.warmUp());
            if (System.nanoTime() - start > COMPILER_PATIENCE * plan.warmUp().toNanos()) return;
            for (var variant : variants) runOnce(variant, right, counters);
        }
    }

    private static boolean settled(List<List<Long>> times, int variants) {
        return times.size() >= 2 * SETTLING_ROUNDS
                && IntStream.range(0, variants)
                        .mapToObj(v -> times.stream().map(round -> round.get(v)).toList())
                        .noneMatch(each -> Statistics.areFalling(each, SETTLING_ROUNDS));
    }

    private Comparison measure(List<Variant<A>> variants, A right, Counters counters)
            throws Exception {
        var samples = new ArrayList<List<Sample>>();
        variants.forEach(variant -> samples.add(new ArrayList<>()));
        var order = new ArrayList<Integer>();
        for (int v = 0; v < variants.size(); v++) order.add(v);
        var random = new Random(seed);
        var disturbances = new Disturbances(cores, onlineCores, mostWorkers(variants));
        var background = new Background();
        var patience = Collections.min(List.of(BETWEEN_ROUNDS, plan.warmUp()));
        long start = System.nanoTime();
        for (int round = 0; wanted(round, start, disturbances.areMany()); round++) {
            listener.at(
                    0.2 + 0.8 * done(round, start),
                    "round " + (round + 1) + " of " + variants.size() + " variants");
            Collections.shuffle(order, random);
            background.awaitRest(patience);
            for (int v : order)
                samples.get(v).add(runOnce(variants.get(v), right, counters).sample());
            disturbances.afterRound();
        }
        listener.at(1, "done");
        var measurements = new ArrayList<Measurement>();
        for (int v = 0; v < variants.size(); v++)
            measurements.add(
                    new Measurement(
                            name,
                            workload,
                            variants.get(v).name(),
                            variants.get(v).workers(),
                            samples.get(v),
                            Statistics.pairedSpeedup(samples.getFirst(), samples.get(v)),
                            true));
        return new Comparison(measurements, disturbances.warnings(), disturbances.areMany());
    }

    /// A disturbed measurement gets twice the rounds and the time, since its rounds scatter more.
    private boolean wanted(int round, long start, boolean disturbed) {
        int factor = disturbed ? 2 : 1;
        return round < factor * plan.minRounds()
                || round < plan.maxRounds()
                        && System.nanoTime() - start < factor * plan.measuring().toNanos();
    }

    private double done(int round, long start) {
        double byTime = (System.nanoTime() - start) / (double) plan.measuring().toNanos();
        double byMinimum = round / (double) plan.minRounds();
        return Math.max(round / (double) plan.maxRounds(), Math.min(byTime, byMinimum));
    }

    private static int mostWorkers(List<? extends Variant<?>> variants) {
        return variants.stream().mapToInt(Variant::workers).max().orElse(1);
    }

    /// The quiet-machine check, before measuring.
    ///
    /// @param patience how long to look
    /// @return what else keeps processors busy, in words; empty if the machine is quiet
    public static List<String> unquiet(Duration patience) throws InterruptedException {
        var busy = busyElsewhere(patience);
        // Whatever started this may still be ending, so a first alarm is not believed.
        if (busy.orElse(0) > DISTURBING_CORES) busy = busyElsewhere(patience.multipliedBy(2));
        return busy.orElse(0) > DISTURBING_CORES
                ? List.of(
                        String.format(
                                Locale.ROOT,
                                "other processes keep %.1f processors busy:"
                                        + " speedups will be lower and intervals wider",
                                busy.getAsDouble()))
                : List.of();
    }

    private static OptionalDouble busyElsewhere(Duration patience) throws InterruptedException {
        var neighbours = new Neighbours();
        Thread.sleep(patience);
        return neighbours.busyElsewhere();
    }

    /// Counts the rounds in which others took processors that the variants could have used.
    private static final class Disturbances {
        private final Neighbours neighbours = new Neighbours();
        private final double bearable;
        private int rounds;
        private int disturbed;
        private int pending;
        private double worst;

        Disturbances(int cores, int onlineCores, int workers) {
            int wanted = Math.min(cores, workers);
            bearable = Math.max(0, onlineCores - wanted) + DISTURBING_CORES;
        }

        void afterRound() {
            rounds++;
            pending++;
            var busy = neighbours.busyElsewhere();
            if (busy.isEmpty()) return;
            if (busy.getAsDouble() > bearable) {
                disturbed += pending;
                worst = Math.max(worst, busy.getAsDouble());
            }
            pending = 0;
        }

        boolean areMany() {
            return 3 * disturbed > rounds;
        }

        List<String> warnings() {
            return disturbed == 0
                    ? List.of()
                    : List.of(
                            String.format(
                                    Locale.ROOT,
                                    "%d of %d rounds were disturbed:"
                                            + " other processes kept up to %.1f processors busy",
                                    disturbed,
                                    rounds,
                                    worst));
        }
    }
}
