package lab.results;

import java.time.Instant;
import lab.measure.Interval;
import lab.view.ResultsCsv;

/// A row of a `results.csv`: what was measured of one variant. A figure that the file leaves empty
/// is NaN.
///
/// @param lesson the lesson's alias, or `cheatsheet`
/// @param experiment which experiment of the lesson this belongs to
/// @param workload the job
/// @param variant the way in which it was done
/// @param workers how many workers did it
/// @param rounds how many rounds are behind the figures
/// @param medianMillis median elapsed time, in milliseconds
/// @param speedup how many times as fast as the experiment's first variant; what is not known of it
///   is as far away as can be, so that an interval of which nothing is known goes from 0 to
///   infinity
/// @param cpuMillis median processor time, in milliseconds
/// @param allocatedMegabytes median of what was allocated, in megabytes of 10^6 bytes; of the
///   experiment `cpython`, of the most memory that was resident at once: see [#memoryMegabytes()]
/// @param peakThreads the most platform threads alive at once, beyond those alive before; of the
///   experiment `cpython` 0, as they are not known
/// @param answerOk whether the answer was the right one
/// @param cpu the processor's model
/// @param cores how many processors the JVM could use
/// @param jdk vendor and version of the Java runtime
/// @param os name, version and architecture of the operating system
/// @param at when the run began
public record ResultRow(
        String lesson,
        String experiment,
        String workload,
        String variant,
        int workers,
        int rounds,
        double medianMillis,
        Interval speedup,
        double cpuMillis,
        double allocatedMegabytes,
        int peakThreads,
        boolean answerOk,
        String cpu,
        int cores,
        String jdk,
        String os,
        Instant at) {

    /// How many processors were busy: median processor time over median elapsed time. NaN if either
    /// is not known.
    public double busyCores() {
        return medianMillis > 0 ? cpuMillis / medianMillis : Double.NaN;
    }

    /// Whether the memory is what was resident, and not what was allocated: the rows are of another
    /// language, of which the threads are not known.
    public boolean isResident() {
        return experiment.equals(ResultsCsv.RESIDENT);
    }

    /// The memory in megabytes of 10^6 bytes: what was allocated, or the most that was resident if
    /// [#isResident()]. NaN if it is not known.
    public double memoryMegabytes() {
        return isResident() && allocatedMegabytes == 0 ? Double.NaN : allocatedMegabytes;
    }

    /// Whether the speedup and both ends of its interval are known, and make sense.
    public boolean isMeasured() {
        return speedup.low() > 0 && Double.isFinite(speedup.high());
    }

    /// Whether the speedup is known and the answer was right, so that it counts.
    public boolean counts() {
        return answerOk && isMeasured();
    }

    /// What this is a measurement of: rows that agree in this are of the same cell.
    public Cell cell() {
        return new Cell(lesson, experiment, workload, variant, workers);
    }

    /// What was measured, whenever and wherever that was.
    public record Cell(
            String lesson, String experiment, String workload, String variant, int workers) {}
}
