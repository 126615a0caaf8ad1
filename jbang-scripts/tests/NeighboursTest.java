package tests;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import lab.measure.Neighbours;
import lab.system.ChildProcess;
import lab.system.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who counts as another that disturbs a measurement.
@Timeout(60)
class NeighboursTest {
    private static final long HELP = 200_000_000; // nanoseconds of a processor

    /// Both look at the same machine; only one takes a child process for a stranger.
    @Test
    void aChildIsNoStranger() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/stat")), "needs /proc");
        var busy = Command.of("/bin/sh", "-c", "while :; do :; done");
        try (var child = ChildProcess.start(busy)) {
            var strict = new Neighbours(() -> 0);
            var lenient = new Neighbours();
            long before = nanos(child);
            while (nanos(child) - before < HELP) Thread.sleep(20);
            double strangers = strict.busyElsewhere().orElseThrow();
            double others = lenient.busyElsewhere().orElseThrow();
            assertTrue(strangers > others, strangers + " with the child, " + others + " without");
        }
    }

    /// A child that ended took its account with it, and is not taken for less than nothing.
    @Test
    void aChildThatEndedIsNotTakenBack() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/stat")), "needs /proc");
        var busy = Command.of("/bin/sh", "-c", "while :; do :; done");
        var strict = new Neighbours(() -> 0);
        var lenient = new Neighbours();
        try (var child = ChildProcess.start(busy)) {
            while (nanos(child) < HELP) Thread.sleep(20);
            strict.busyElsewhere();
            lenient.busyElsewhere();
        }
        Thread.sleep(120);
        double others = lenient.busyElsewhere().orElseThrow();
        double strangers = strict.busyElsewhere().orElseThrow();
        assertTrue(others <= strangers + 0.5, others + " without children, all " + strangers);
    }

    private static long nanos(ChildProcess child) {
        return child.handle().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
