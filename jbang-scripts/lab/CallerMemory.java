package lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import lab.system.ChildProcess;
import lab.system.Command;
import lab.system.Footprint;
import lab.system.ProcessAccount;
import lab.view.Rows;
import tech.tablesaw.api.Table;

/// How much memory so many callers take while all of them wait.
///
/// @param bytes of all callers together, by their number, ascending, and by the name of the way; a
///   way that was not tried with so many is not there
public record CallerMemory(SequencedMap<Integer, SequencedMap<String, Long>> bytes) {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// A way to have callers wait.
    ///
    /// @param most more callers than these it is not tried with
    /// @param command a program that says `ready`; when it is sent a number, it has so many callers
    ///   wait and says `ready` again
    record Way(int most, Command command) {}

    /// Measures all ways at the same time, each in a process of its own.
    ///
    /// @param counts the numbers of callers, ascending
    /// @return empty if this system keeps no account of the memory of processes
    /// @throws IOException if a program does not do what it should
    /// @throws Exception if the caller is interrupted; the processes have been ended
    static Optional<CallerMemory> of(SequencedMap<String, Way> ways, List<Integer> counts)
            throws Exception {
        var looks = new LinkedHashMap<String, FutureTask<SequencedMap<Integer, Long>>>();
        ways.forEach((name, way) -> {
            var look = new FutureTask<>(() -> look(way, counts));
            looks.put(name, look);
            Thread.ofPlatform().daemon().name(name).start(look);
        });
        var bytes = new TreeMap<Integer, SequencedMap<String, Long>>();
        for (var look : looks.entrySet())
            look.getValue()
                    .get()
                    .forEach((callers, taken) ->
                            bytes.computeIfAbsent(callers, n -> new LinkedHashMap<>())
                                    .put(look.getKey(), taken));
        return bytes.isEmpty() ? Optional.empty() : Optional.of(new CallerMemory(bytes));
    }

    private static SequencedMap<Integer, Long> look(Way way, List<Integer> counts)
            throws Exception {
        var bytes = new TreeMap<Integer, Long>();
        try (var process = ChildProcess.start(way.command.within(LIMIT))) {
            awaitReady(process);
            var before = ProcessAccount.of(process.pid());
            if (before.isEmpty()) return bytes;
            for (int callers : counts) {
                if (callers > way.most) break;
                process.send("" + callers);
                awaitReady(process);
                var now = ProcessAccount.of(process.pid());
                if (now.isEmpty()) break;
                bytes.put(callers, Footprint.ofEach(1, before.get(), now.get()).bytes());
            }
        }
        return bytes;
    }

    private static void awaitReady(ChildProcess process) throws IOException, InterruptedException {
        var line = process.readLine(LIMIT);
        if (!line.equals(Optional.of("ready")))
            throw new IOException("callers that should wait said %s".formatted(line));
    }

    /// The largest number of callers that both ways were tried with.
    ///
    /// @throws IllegalArgumentException if there is none
    public int most(String one, String other) {
        return bytes.reversed().entrySet().stream()
                .filter(row -> row.getValue().keySet().containsAll(List.of(one, other)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(one + ", " + other))
                .getKey();
    }

    /// What each of so many callers takes in this way, in kilobytes of 10^3 bytes.
    public double kilobytesEach(String way, int callers) {
        return bytes.get(callers).get(way) / 1e3 / callers;
    }

    /// Megabytes (of 10^6 bytes) of all callers, as a table; nothing where a way was not tried.
    public Table table(String title) {
        var ways = bytes.firstEntry().getValue().keySet();
        var header = new ArrayList<>(List.of("callers"));
        for (var way : ways) header.add(way + ", MB");
        var rows = new ArrayList<List<?>>();
        bytes.forEach((callers, row) -> {
            var cells = new ArrayList<Object>(List.of(callers));
            for (var way : ways) cells.add(row.containsKey(way) ? row.get(way) / 1e6 : Double.NaN);
            rows.add(cells);
        });
        return Rows.table(title, header, rows);
    }
}
