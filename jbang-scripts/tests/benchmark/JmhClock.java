package tests.benchmark;

import java.util.concurrent.TimeUnit;
import lab.work.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// JMH: one fork, every call timed, of which the median counts.
public final class JmhClock implements Clock {
    private static final double MEDIAN = 50;

    @Override
    public double medianMillis(Job job) {
        var options =
                new OptionsBuilder()
                        .include(Timed.class.getName().replace('$', '.'))
                        .param("job", job.name())
                        .forks(1)
                        .jvmArgs(JVM_OPTIONS.toArray(String[]::new))
                        .warmupIterations(1)
                        .warmupTime(TimeValue.milliseconds(WARM_UP.toMillis()))
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(MEASURING.toMillis()))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build();
        try {
            return new Runner(options)
                    .runSingle()
                    .getPrimaryResult()
                    .getStatistics()
                    .getPercentile(MEDIAN);
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH could not time " + job, e);
        }
    }

    /// What JMH calls.
    @State(Scope.Benchmark)
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public static class Timed {
        /// Which function.
        @Param({"PRIMES", "MANDELBROT", "WORD_COUNT"})
        public Job job;

        private Workload<?> workload;

        /// Reads the input.
        @Setup
        public void open() {
            workload = job.workload();
        }

        /// The function.
        @Benchmark
        public Object call() {
            return workload.compute();
        }
    }
}
