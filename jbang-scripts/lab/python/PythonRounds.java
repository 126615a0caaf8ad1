package lab.python;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import lab.measure.Comparison;
import lab.measure.Measurement;
import lab.measure.Plan;
import lab.measure.Sample;
import lab.measure.Statistics;
import lab.measure.WrongAnswer;

/// Measures ways to do a job in a Python, as [lab.measure.Experiment] measures those in this JVM:
/// answers first, then rounds in which every way comes once, in an order drawn anew. The clocks are
/// Python's own, so neither its start nor the pipe is in the figures.
///
/// To each line `way job n` the Python answers with three numbers: the answer of the job, the
/// elapsed nanoseconds, and the nanoseconds of processor time (that of its children only if the
/// program adds it). A fourth is the memory in bytes, which takes the place of what is allocated;
/// without it, or where it is 0, that is not known.
///
/// @param worker a Python that understands such lines
/// @param plan how long it may take; to check the answers is all its warm-up
/// @param seed draws the order of the ways within each round
public record PythonRounds(PythonWorker worker, Plan plan, long seed) {
    /// One way to do a job.
    ///
    /// @param variant what a table and a chart call it
    /// @param workers how many workers it uses
    /// @param line what the Python is told
    public record Way(String variant, int workers, String line) {}

    private record Timed(long answer, Sample sample) {}

    /// Runs all ways.
    ///
    /// @param right the right answer, found by other means
    /// @param ways the first is what the others are compared with
    /// @throws WrongAnswer if one gives another answer
    /// @throws IOException if the Python ends, or says something else
    /// @throws InterruptedException if the caller is interrupted; the Python has been ended
    public Comparison run(String experiment, String job, long right, List<Way> ways)
            throws IOException, InterruptedException {
        for (var way : ways) check(job, way, right);
        return rounds(experiment, job, right, ways);
    }

    /// Does a job once in one way, without a figure.
    ///
    /// @throws WrongAnswer if it gives another answer
    /// @throws IOException if the Python ends, or says something else
    /// @throws InterruptedException if the caller is interrupted; the Python has been ended
    public void check(String job, Way way, long right) throws IOException, InterruptedException {
        timed(job, way, right);
    }

    /// The same as [#run] for ways that have been checked before.
    public Comparison rounds(String experiment, String job, long right, List<Way> ways)
            throws IOException, InterruptedException {
        var samples = new ArrayList<List<Sample>>();
        ways.forEach(way -> samples.add(new ArrayList<>()));
        var order = new ArrayList<Integer>();
        for (int w = 0; w < ways.size(); w++) order.add(w);
        var random = new Random(seed);
        long start = System.nanoTime();
        for (int round = 0; wanted(round, start); round++) {
            Collections.shuffle(order, random);
            for (int w : order) samples.get(w).add(timed(job, ways.get(w), right).sample());
        }
        var measured = new ArrayList<Measurement>();
        for (int w = 0; w < ways.size(); w++)
            measured.add(
                    new Measurement(
                            experiment,
                            job,
                            ways.get(w).variant(),
                            ways.get(w).workers(),
                            samples.get(w),
                            Statistics.pairedSpeedup(samples.getFirst(), samples.get(w)),
                            true));
        return new Comparison(measured, List.of());
    }

    private boolean wanted(int round, long start) {
        return round < plan.minRounds()
                || round < plan.maxRounds()
                        && System.nanoTime() - start < plan.measuring().toNanos();
    }

    private Timed timed(String job, Way way, long right) throws IOException, InterruptedException {
        var answer = worker.ask(way.line());
        var timed = read(answer);
        if (timed.answer() != right)
            throw new WrongAnswer(
                    job,
                    worker.python().name() + " " + way.variant(),
                    String.valueOf(timed.answer()),
                    "the right answer is " + right);
        return timed;
    }

    private Timed read(String line) throws IOException {
        var words = line.strip().split("\\s+");
        try {
            var numbers = Arrays.stream(words).mapToLong(Long::parseLong).toArray();
            if (numbers.length == 3 || numbers.length == 4)
                return new Timed(
                        numbers[0],
                        new Sample(
                                Math.max(1, numbers[1]),
                                numbers[2],
                                numbers.length == 4 ? numbers[3] : 0,
                                0));
        } catch (NumberFormatException e) {
            // Said below, as for too few or too many.
        }
        throw new IOException(
                "%s should answer with three or four numbers, not '%s'"
                        .formatted(worker.python().name(), line));
    }
}
