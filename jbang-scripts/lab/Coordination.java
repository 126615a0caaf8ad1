package lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ThreadFactory;
import lab.coordination.Exercise;
import lab.coordination.FanOut;
import lab.coordination.PingPong;
import lab.coordination.SharedCounter;
import lab.coordination.Skynet;
import lab.coordination.SkynetProgram;
import lab.measure.Comparison;
import lab.measure.Interval;
import lab.measure.Measurement;
import lab.measure.Plan;
import lab.measure.Statistics;
import lab.measure.Variant;
import lab.measure.WrongAnswer;
import lab.system.ChildProcess;
import lab.system.JavaProgram;
import lab.view.Rows;
import lab.work.Size;
import tech.tablesaw.api.Table;

/// Exercises in coordination, done in several models, in a lab.
///
/// @param lab where they are done
public record Coordination(Lab lab) {
    private static final int TENTH = 100_000;
    private static final int HUNDREDTH = 10_000;
    private static final int WARM_UPS = 3;
    private static final int TIMES = 5;
    private static final long MOST_HEAP = 4L << 30;

    /// The tree of tasks, small enough to be grown many times: with a hundred thousand leaves, or
    /// ten thousand in a quick run.
    public Skynet skynet() {
        return skynet(lab.size() == Size.QUICK ? HUNDREDTH : TENTH);
    }

    /// The tree of tasks.
    ///
    /// @param leaves a power of ten
    public Skynet skynet(int leaves) {
        return new Skynet(leaves, lab.cancellation());
    }

    /// A game of two, of so many passes that it takes some milliseconds.
    public PingPong pingPong() {
        return new PingPong(lab.size() == Size.QUICK ? 2_000 : 10_000);
    }

    /// Many who count in one place.
    ///
    /// @param workers how many, on threads made so
    public SharedCounter counter(int workers, int each, ThreadFactory threads) {
        return new SharedCounter(workers, each, threads, lab.cancellation());
    }

    /// One who asks many at once.
    public FanOut fanOut(int questions, Duration pause) {
        return new FanOut(questions, pause);
    }

    /// Has several models do an exercise, side by side.
    ///
    /// @param models by the names that tables give them; the others are compared with the first
    /// @throws lab.measure.WrongAnswer if one answers wrongly
    /// @throws InterruptedException if the calling thread is interrupted; what ran has been stopped
    /// @throws Exception whatever a model throws
    public <M> Comparison compare(
            Plan plan, Exercise<M> exercise, SequencedMap<String, ? extends M> models)
            throws Exception {
        var variants = new ArrayList<Variant<Long>>();
        models.forEach((name, model) -> variants.add(exercise.variant(name, lab.cores(), model)));
        return lab.compare(plan, "coordination", exercise.name(), exercise.answers(), variants);
    }

    /// As above, for as long as the size of the lab asks for.
    public <M> Comparison compare(Exercise<M> exercise, SequencedMap<String, ? extends M> models)
            throws Exception {
        return compare(lab.plan(), exercise, models);
    }

    /// Has a model do an exercise once, as it comes, without warming up.
    ///
    /// @return the milliseconds that it took
    /// @throws lab.measure.WrongAnswer if it answers wrongly
    public <M> double millis(Exercise<M> exercise, M model) throws Exception {
        return lab.run(() -> {
            long start = System.nanoTime();
            long answer = exercise.run(model);
            double millis = (System.nanoTime() - start) / 1e6;
            if (answer != exercise.answer())
                throw new WrongAnswer(
                        exercise.name(), "once", "" + answer, "it should be " + exercise.answer());
            return millis;
        });
    }

    /// Grows the tree of tasks on bare virtual threads in a JVM of its own, with the parallel
    /// collector and, where this JVM may have as much, a heap of 4 GB, most of it for young
    /// objects.
    ///
    /// @return elapsed time in milliseconds, after a few times to warm up
    /// @throws IOException if that JVM cannot be started, or ends badly
    /// @throws InterruptedException if the calling thread is interrupted; the JVM has been ended
    public Interval skynetAlone(Skynet skynet) throws Exception {
        long megabytes = Math.min(MOST_HEAP, Runtime.getRuntime().maxMemory()) >> 20;
        var options =
                List.of(
                        "-XX:+UseParallelGC",
                        "-Xms%dm".formatted(megabytes),
                        "-Xmx%dm".formatted(megabytes),
                        "-Xmn%dm".formatted(megabytes * 3 / 4));
        int times = WARM_UPS + TIMES;
        var command =
                JavaProgram.ofLibrary(SkynetProgram.class)
                        .command(options, "" + skynet.leaves(), "" + times);
        var ended = lab.run(() -> ChildProcess.run(command));
        if (!ended.well())
            throw new IOException("skynet ended with %s: %s".formatted(ended.how(), ended.err()));
        return Statistics.medianInterval(
                ended.out()
                        .lines()
                        .skip(WARM_UPS)
                        .mapToDouble(nanos -> Long.parseLong(nanos) / 1e6)
                        .toArray());
    }

    /// What each model took, as a whole and for a step.
    public static Table table(String title, Exercise<?> exercise, Comparison comparison) {
        var rows = new ArrayList<List<?>>();
        for (var measurement : comparison.measurements()) {
            var step = nanosPerStep(exercise, measurement);
            rows.add(
                    List.of(
                            measurement.variant(),
                            measurement.medianMillis(),
                            step.estimate(),
                            step.low(),
                            step.high(),
                            measurement.busyCores(),
                            measurement.allocatedMegabytes()));
        }
        return Rows.table(
                title,
                List.of(
                        "model",
                        "median ms",
                        "ns a " + exercise.step(),
                        "95% from",
                        "to",
                        "busy cores",
                        "MB allocated"),
                rows);
    }

    /// Elapsed time in milliseconds: the median of the rounds.
    public static Interval millis(Measurement measurement) {
        return Statistics.medianInterval(
                measurement.samples().stream()
                        .mapToDouble(sample -> sample.wallNanos() / 1e6)
                        .toArray());
    }

    /// Elapsed time for a step of an exercise, in nanoseconds: the median of the rounds.
    public static Interval nanosPerStep(Exercise<?> exercise, Measurement measurement) {
        return Statistics.medianInterval(
                measurement.samples().stream()
                        .mapToDouble(sample -> (double) sample.wallNanos() / exercise.steps())
                        .toArray());
    }
}
