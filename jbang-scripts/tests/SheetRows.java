package tests;

import java.time.Instant;
import lab.measure.Interval;
import lab.results.ResultRow;

/// Rows of a sheet that nobody measured, to test what is made of them.
final class SheetRows {
    static final Instant DAY = Instant.parse("2026-11-22T16:34:14Z");
    private static final double SEQUENTIAL_MILLIS = 1_000;

    private SheetRows() {}

    /// A model of the workload `primes`, on two cores.
    static ResultRow row(
            String model, int workers, double busy, double low, double speedup, double high) {
        return row("models", "primes", model, workers, busy, new Interval(low, speedup, high));
    }

    /// What the others are compared with, on one core that it keeps so busy.
    static ResultRow sequential(double busy) {
        return row("sequential", 1, busy, 1, 1, 1);
    }

    static ResultRow row(
            String experiment,
            String workload,
            String variant,
            int workers,
            double busy,
            Interval speedup) {
        double millis = SEQUENTIAL_MILLIS / speedup.estimate();
        return new ResultRow(
                "cheatsheet",
                experiment,
                workload,
                variant,
                workers,
                9,
                millis,
                speedup,
                millis * busy,
                1.5,
                workers,
                true,
                "Test CPU",
                2,
                "Test JDK 25",
                "Test OS 1 amd64",
                DAY);
    }

    /// The same with another answer.
    static ResultRow wrong(ResultRow row) {
        return with(row, row.speedup(), false, row.cpu(), row.jdk(), row.at());
    }

    /// The same with a speedup of which nothing is known.
    static ResultRow unknown(ResultRow row) {
        var nothing = new Interval(0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        return with(row, nothing, true, row.cpu(), row.jdk(), row.at());
    }

    /// The same with another speedup.
    static ResultRow speedup(ResultRow row, double low, double estimate, double high) {
        var other = new Interval(low, estimate, high);
        return with(row, other, row.answerOk(), row.cpu(), row.jdk(), row.at());
    }

    /// The same from another machine, JDK or day.
    static ResultRow from(ResultRow row, String cpu, String jdk, Instant at) {
        return with(row, row.speedup(), row.answerOk(), cpu, jdk, at);
    }

    private static ResultRow with(
            ResultRow row, Interval speedup, boolean ok, String cpu, String jdk, Instant at) {
        return new ResultRow(
                row.lesson(),
                row.experiment(),
                row.workload(),
                row.variant(),
                row.workers(),
                row.rounds(),
                row.medianMillis(),
                speedup,
                row.cpuMillis(),
                row.allocatedMegabytes(),
                row.peakThreads(),
                ok,
                cpu,
                row.cores(),
                jdk,
                row.os(),
                at);
    }
}
