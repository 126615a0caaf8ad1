package lab.view;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import lab.measure.Comparison;
import lab.measure.MachineCard;
import lab.measure.Measurement;

/// The results of a run, a row for each variant. Each comparison is on disk when it has been
/// measured, so that a run that is cut short keeps what it has.
public final class ResultsCsv {
    /// The experiment of which `allocated_mb` is the most memory that was resident, as nobody
    /// counts what another language allocates; 0 where that is not known. Its `peak_threads` are
    /// not known either, and 0.
    public static final String RESIDENT = "cpython";

    /// The columns, in their order. Times are medians in milliseconds; `allocated_mb` is the median
    /// of what was allocated, in megabytes of 10^6 bytes, but for the experiment [#RESIDENT].
    public static final List<String> COLUMNS =
            List.of(
                    "lesson",
                    "experiment",
                    "workload",
                    "variant",
                    "workers",
                    "rounds",
                    "median_ms",
                    "speedup",
                    "speedup_low",
                    "speedup_high",
                    "cpu_ms",
                    "allocated_mb",
                    "peak_threads",
                    "answer_ok",
                    "cpu",
                    "cores",
                    "jdk",
                    "os",
                    "at");

    private ResultsCsv() {}

    /// Adds the rows of a comparison to the file; a file that is new or empty gets the header
    /// first.
    ///
    /// @param lesson the lesson's alias
    /// @param at when the run began
    /// @throws IOException if the file cannot be written
    public static void append(
            Path file, String lesson, Comparison comparison, MachineCard machine, Instant at)
            throws IOException {
        Csv.append(
                file,
                COLUMNS,
                comparison.measurements().stream()
                        .map(measurement -> row(lesson, measurement, machine, at))
                        .toList());
    }

    private static List<String> row(String lesson, Measurement m, MachineCard machine, Instant at) {
        return List.of(
                lesson,
                m.experiment(),
                m.workload(),
                m.variant(),
                String.valueOf(m.workers()),
                String.valueOf(m.rounds()),
                number(m.medianMillis()),
                number(m.speedup().estimate()),
                number(m.speedup().low()),
                number(m.speedup().high()),
                number(m.cpuMillis()),
                number(m.allocatedMegabytes()),
                String.valueOf(m.peakThreads()),
                String.valueOf(m.answerOk()),
                machine.cpu(),
                String.valueOf(machine.cores()),
                machine.jdk(),
                machine.os(),
                at.toString());
    }

    /// Six significant digits and never an exponent, which some spreadsheets misread.
    static String number(double value) {
        if (!Double.isFinite(value)) return "";
        return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
    }
}
