package tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lab.view.ResultsCsv;

/// The folder of a cheat sheet that nobody measured: its `results.csv` and `notes.csv`, written
/// line by line as the format has them.
final class SheetFolder {
    static final String CPU = "Test CPU";
    static final int CORES = 4;

    private final Path path;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<List<String>> notes = new ArrayList<>();
    private String cpu = CPU;
    private int cores = CORES;
    private String resident = "0";

    SheetFolder(Path path) {
        this.path = path;
        notes.add(List.of("workload", "model", "kind", "why"));
        rows.add(ResultsCsv.COLUMNS);
    }

    /// A sheet with everything that there can be.
    static SheetFolder full(Path path) {
        var sheet = new SheetFolder(path);
        for (var workload : List.of("count primes", "web calls")) {
            sheet.row("models", workload, "sequential", 1, 1, 1, 1);
            sheet.row("models", workload, "fixed pool", 4, 3.4, 3.52345, 3.6);
            sheet.row("models", workload, "virtual threads", 64, 3.5, 3.61, 3.7);
            sheet.row("models", workload, "interpreter lock", 4, 0.4, 0.5, 0.6);
            sheet.row("models", workload, "threads", 4, 0.9, 0.98, 1.1);
        }
        sheet.row("models", "web calls", "event loop", 1, 40.1, 48.05, 49.3);
        sheet.row("cpython", "web calls", "CPython, one thread", 1, 1, 1, 1);
        sheet.row("cpython", "web calls", "CPython threading", 16, 11, 12, 13);
        sheet.row("scaling", "count primes", "sequential", 1, 1, 1, 1);
        sheet.row("scaling", "count primes", "fixed pool", 1, 0.97, 0.99, 1.01);
        sheet.row("scaling", "count primes", "fixed pool", 2, 1.8, 1.9, 1.95);
        sheet.row("scaling", "count primes", "fixed pool", 4, 3.3, 3.5, 3.6);
        sheet.note("count primes", "event loop", "no sense", "it has one thread");
        sheet.note("count primes", "process pool", "failed", "IOException: no space left");
        sheet.note("web calls", "process pool", "failed", "IOException: no space left");
        sheet.note("count primes", "CPython asyncio", "absent", "There is no such Python.");
        return sheet;
    }

    SheetFolder on(String cpu, int cores) {
        this.cpu = cpu;
        this.cores = cores;
        return this;
    }

    /// The megabytes that the rows of CPython say from here on; 0 where they are not known.
    SheetFolder resident(String megabytes) {
        resident = megabytes;
        return this;
    }

    /// The card of the run, on this machine.
    ///
    /// @param more what else it says, from a comma on; may be empty
    SheetFolder card(String size, String more) throws IOException {
        Files.writeString(
                path.resolve("sheet.json"),
                """
                {"size": "%s", "workloads": ["count primes", "web calls", "blur"],
                 "machine": {"cpu": "Test CPU", "cores": 4, "onlineCores": 4, "quotaCores": 0,
                  "threadsPerCore": 2, "memoryMegabytes": 8192, "heapMegabytes": 2048,
                  "jdk": "Test JDK 25", "os": "Test OS 1"}%s}
                """
                        .formatted(size, more));
        return this;
    }

    SheetFolder row(
            String experiment,
            String workload,
            String model,
            int workers,
            double low,
            double speedup,
            double high) {
        return row(experiment, workload, model, workers, low, speedup, high, true);
    }

    SheetFolder row(
            String experiment,
            String workload,
            String model,
            int workers,
            double low,
            double speedup,
            double high,
            boolean right) {
        boolean python = experiment.equals("cpython");
        rows.add(
                List.of(
                        "cheatsheet",
                        experiment,
                        workload,
                        model,
                        String.valueOf(workers),
                        "9",
                        String.format(Locale.ROOT, "%.4f", 123.456 / speedup),
                        String.valueOf(speedup),
                        String.valueOf(low),
                        String.valueOf(high),
                        "119.5",
                        python ? resident : "1.25",
                        python ? "0" : String.valueOf(workers),
                        String.valueOf(right),
                        cpu,
                        String.valueOf(cores),
                        "Test JDK 25",
                        "Test OS 1",
                        "2026-11-22T16:34:14Z"));
        return this;
    }

    SheetFolder note(String workload, String model, String kind, String why) {
        notes.add(List.of(workload, model, kind, why));
        return this;
    }

    /// Writes what there is.
    Path write() throws IOException {
        if (rows.size() > 1) Files.writeString(path.resolve("results.csv"), csv(rows));
        if (notes.size() > 1) Files.writeString(path.resolve("notes.csv"), csv(notes));
        return path;
    }

    private static String csv(List<List<String>> lines) {
        return lines.stream()
                .map(line ->
                        line.stream()
                                .map(field -> '"' + field.replace("\"", "\"\"") + '"')
                                .collect(Collectors.joining(",", "", "\n")))
                .collect(Collectors.joining());
    }
}
