package lab.measure;

import java.util.List;
import java.util.function.ToLongFunction;

/// What was measured of one variant.
///
/// @param experiment which experiment of the lesson this belongs to
/// @param workload the job
/// @param variant the way in which it was done
/// @param workers how many workers did it
/// @param samples one for each round, in the order of the rounds
/// @param speedup how many times as fast as the first variant, taken round by round
/// @param answerOk whether its answer was the right one
public record Measurement(
        String experiment,
        String workload,
        String variant,
        int workers,
        List<Sample> samples,
        Interval speedup,
        boolean answerOk) {
    public Measurement {
        samples = List.copyOf(samples);
    }

    /// The number of rounds behind the figures.
    public int rounds() {
        return samples.size();
    }

    /// Median elapsed time, in milliseconds.
    public double medianMillis() {
        return median(Sample::wallNanos) / 1e6;
    }

    /// Median processor time of the JVM, in milliseconds.
    public double cpuMillis() {
        return median(Sample::cpuNanos) / 1e6;
    }

    /// How many processors were busy on average: processor time over elapsed time, of all rounds.
    public double busyCores() {
        return samples.stream().mapToDouble(Sample::cpuNanos).sum()
                / samples.stream().mapToDouble(Sample::wallNanos).sum();
    }

    /// Median of what was allocated in a run, in megabytes of 10^6 bytes.
    public double allocatedMegabytes() {
        return median(Sample::allocatedBytes) / 1e6;
    }

    /// The most platform threads alive at once in any round, beyond those alive before.
    public int peakThreads() {
        return samples.stream().mapToInt(Sample::peakThreads).max().orElse(0);
    }

    private double median(ToLongFunction<Sample> figure) {
        return Statistics.median(samples.stream().mapToLong(figure).mapToDouble(x -> x).toArray());
    }
}
