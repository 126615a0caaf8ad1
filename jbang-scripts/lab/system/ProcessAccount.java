package lab.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What the operating system has booked on a process.
///
/// On Linux from `/proc/PID/status`, `smaps_rollup` and `stat` (proc(5)); on macOS, by `ps`, only
/// the resident memory and the processor time.
///
/// @param pid the number of the process
/// @param residentBytes memory that it has in use, what it shares with others counted in full (RSS)
/// @param proportionalBytes the same, what it shares with others divided by their number (PSS)
/// @param privateBytes memory that it has to itself (USS): what would come free if it ended
/// @param threads how many threads it has
/// @param processorTime for how long processors worked for it, ended threads included; the system
///   books this in steps of about 10 ms
public record ProcessAccount(
        long pid,
        long residentBytes,
        OptionalLong proportionalBytes,
        OptionalLong privateBytes,
        OptionalInt threads,
        Duration processorTime) {
    private static final long KILO = 1_024;
    private static final long TICK_MILLIS = 10; // USER_HZ is 100 wherever the JDK runs
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// The account of this process.
    public static Optional<ProcessAccount> ofThisProcess() {
        return of(ProcessHandle.current().pid());
    }

    /// The account of a process; empty if there is no such process, it may not be looked at, or
    /// this system has no such books.
    public static Optional<ProcessAccount> of(long pid) {
        var books = Path.of("/proc/" + pid);
        try {
            return Files.exists(Path.of("/proc/self/stat")) ? linux(pid, books) : ps(pid);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // it has ended meanwhile
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<ProcessAccount> linux(long pid, Path books) throws IOException {
        var status = figures(books.resolve("status"));
        if (!status.containsKey("VmRSS")) return Optional.empty(); // a zombie has no memory
        var memory = rollup(books.resolve("smaps_rollup"));
        return Optional.of(
                new ProcessAccount(
                        pid,
                        KILO * status.get("VmRSS"),
                        kilobytes(memory, "Pss"),
                        memory.containsKey("Private_Clean")
                                ? OptionalLong.of(
                                        KILO
                                                * (memory.get("Private_Clean")
                                                        + memory.get("Private_Dirty")))
                                : OptionalLong.empty(),
                        OptionalInt.of(Math.toIntExact(status.get("Threads"))),
                        processorTime(Files.readString(books.resolve("stat")))));
    }

    private static OptionalLong kilobytes(Map<String, Long> figures, String name) {
        var value = figures.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(KILO * value);
    }

    /// Kernels before 4.14 and some sandboxes have none.
    private static Map<String, Long> rollup(Path file) {
        try {
            return figures(file);
        } catch (IOException e) {
            return Map.of();
        }
    }

    /// The lines of the form `name: number kB`.
    private static Map<String, Long> figures(Path file) throws IOException {
        var figures = new HashMap<String, Long>();
        for (var line : Files.readAllLines(file)) {
            var words = line.split("\\s+");
            if (words.length >= 2 && words[0].endsWith(":") && words[1].matches("\\d{1,18}"))
                figures.put(words[0].substring(0, words[0].length() - 1), Long.parseLong(words[1]));
        }
        return figures;
    }

    /// Fields 14 and 15, counted from behind the name, which may hold anything.
    static Duration processorTime(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Duration.ofMillis(
                TICK_MILLIS * (Long.parseLong(fields[11]) + Long.parseLong(fields[12])));
    }

    private static Optional<ProcessAccount> ps(long pid) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/bin/ps"))) return Optional.empty();
        var ps =
                ChildProcess.run(
                        Command.of("/bin/ps", "-o", "rss=", "-o", "time=", "-p", "" + pid)
                                .within(PATIENCE));
        var words = ps.out().strip().split("\\s+");
        return ps.well() && words.length == 2
                ? Optional.of(
                        new ProcessAccount(
                                pid,
                                KILO * Long.parseLong(words[0]),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                OptionalInt.empty(),
                                clock(words[1])))
                : Optional.empty();
    }

    /// Reads `1-02:03:04`, `02:03:04` or `3:04.56`.
    static Duration clock(String time) {
        var parts = time.split("[-:]");
        long[] seconds = {1, 60, 3_600, 86_400};
        double sum = 0;
        for (int i = 0; i < parts.length; i++)
            sum += Double.parseDouble(parts[parts.length - 1 - i]) * seconds[i];
        return Duration.ofMillis(Math.round(1_000 * sum));
    }
}
