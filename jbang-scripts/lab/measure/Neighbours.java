package lab.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/// Watches how many processors others keep busy: other processes, and the host where it tells. The
/// child processes of this one are no others.
public final class Neighbours {
    private static final Path STAT = Path.of("/proc/stat");
    private static final double NANOS_PER_TICK = 1e9 / 100; // USER_HZ is 100 on Linux
    private static final int IDLE = 4;
    private static final int IO_WAIT = 5;
    private static final int STEAL = 8;
    private static final long SHORTEST_NANOS = 100_000_000; // ten ticks

    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ProcessorClock processor = new ProcessorClock();
    private final LongSupplier helpers;
    private long since = System.nanoTime();
    private double allBefore = allCpuNanos();
    private long mineBefore;

    /// All other processes are others, except those that this one started.
    public Neighbours() {
        this(new DescendantsClock());
    }

    /// All but those that help this one.
    ///
    /// @param helpers the processor time that they have used so far, in nanoseconds
    public Neighbours(LongSupplier helpers) {
        this.helpers = helpers;
        mineBefore = mine();
    }

    private long mine() {
        return processor.getAsLong() + helpers.getAsLong();
    }

    /// Starts over: the next answer is about the time from now on.
    public void restart() {
        since = System.nanoTime();
        allBefore = allCpuNanos();
        mineBefore = mine();
    }

    /// How many processors others kept busy since the last answer, on average; empty if too little
    /// time has passed to tell (the time then adds up), or if this system does not say.
    public OptionalDouble busyElsewhere() {
        long now = System.nanoTime();
        if (now - since < SHORTEST_NANOS) return OptionalDouble.empty();
        double all = allCpuNanos();
        long mine = mine();
        double elsewhere = ((all - allBefore) - (mine - mineBefore)) / (now - since);
        since = now;
        allBefore = all;
        mineBefore = mine;
        return Double.isNaN(elsewhere)
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(0, elsewhere));
    }

    /// Processor time that the whole system has used since it started, in nanoseconds.
    private double allCpuNanos() {
        if (!Files.isReadable(STAT)) return portable();
        try (var lines = Files.lines(STAT)) {
            var fields = lines.findFirst().orElse("").trim().split("\\s+");
            if (fields.length <= STEAL || !fields[0].equals("cpu")) return Double.NaN;
            double ticks = 0;
            for (int i = 1; i <= STEAL; i++)
                if (i != IDLE && i != IO_WAIT) ticks += Long.parseLong(fields[i]);
            return ticks * NANOS_PER_TICK;
        } catch (IOException | NumberFormatException e) {
            return Double.NaN;
        }
    }

    private double portableNanos;
    private long portableAt = System.nanoTime();

    /// Where there is no such file: the recent load of the system, added up since the last look.
    private double portable() {
        double load = system.getCpuLoad();
        long now = System.nanoTime();
        if (load < 0) return Double.NaN;
        portableNanos += load * system.getAvailableProcessors() * (now - portableAt);
        portableAt = now;
        return portableNanos;
    }
}
