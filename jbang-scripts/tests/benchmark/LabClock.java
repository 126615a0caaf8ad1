package tests.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lab.measure.Answers;
import lab.measure.Experiment;
import lab.measure.Listener;
import lab.measure.Plan;
import lab.measure.Variant;
import lab.work.Workload;

/// The library: an experiment with one variant.
public final class LabClock implements Clock {
    private static final int FEWEST_ROUNDS = 5;
    private static final int MOST_ROUNDS = 100_000;

    @Override
    public double medianMillis(Job job) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(LabClock.class.getName(), job.name()));
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            var said = new String(process.getInputStream().readAllBytes()).strip();
            int code = process.waitFor();
            if (code != 0) throw new IllegalStateException("the library could not time " + job);
            return Double.parseDouble(said);
        } catch (IOException e) {
            throw new IllegalStateException("cannot start a JVM to time " + job, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while timing " + job, e);
        }
    }

    /// Times the function that is named, and prints the median in milliseconds.
    public static void main(String... args) throws Exception {
        System.out.println(time(Job.valueOf(args[0]).workload()));
    }

    private static <A> double time(Workload<A> work) throws Exception {
        var answers = new Answers<A>(work::objection, work::same, work::describe);
        var plan = new Plan(FEWEST_ROUNDS, MOST_ROUNDS, WARM_UP, MEASURING);
        int cores = Runtime.getRuntime().availableProcessors();
        var experiment =
                new Experiment<>(
                        "agreement", work.name(), answers, plan, cores, cores, 1, Listener.none());
        var comparison = experiment.run(List.of(new Variant<A>("sequential", 1, work::compute)));
        return comparison.measurements().getFirst().medianMillis();
    }
}
