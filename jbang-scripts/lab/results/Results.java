package lab.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import lab.view.ResultsCsv;

/// The results of a run, read back from its `results.csv`.
public final class Results {
    /// What the file is called in the folder of a run.
    public static final String FILE = "results.csv";

    private static final List<String> C = ResultsCsv.COLUMNS;

    private Results() {}

    /// The rows of a file, in their order. Its column `allocated_mb` is what was allocated, but for
    /// the experiment `cpython`, where it is the most memory that was resident: see
    /// [ResultRow#memoryMegabytes()].
    ///
    /// @throws IOException if the file cannot be read
    /// @throws NotResults if it holds no results, or is broken, or of another version
    public static List<ResultRow> read(Path file) throws IOException, NotResults {
        var lines = CsvFile.read(file, C);
        if (lines.isEmpty())
            throw NotResults.at(file, 1, "there is a header, and no result below it");
        var rows = new ArrayList<ResultRow>();
        for (var line : lines) rows.add(row(line));
        return List.copyOf(rows);
    }

    /// The last row of each cell, in the order in which the cells come first: a run that is added
    /// to a file replaces what was there.
    public static List<ResultRow> latest(List<ResultRow> rows) {
        var latest = new LinkedHashMap<ResultRow.Cell, ResultRow>();
        for (var row : rows) latest.put(row.cell(), row);
        return List.copyOf(latest.values());
    }

    private static ResultRow row(CsvFile.Row line) throws NotResults {
        return new ResultRow(
                line.word(at("lesson")),
                line.word(at("experiment")),
                line.word(at("workload")),
                line.word(at("variant")),
                line.whole(at("workers"), 1),
                line.whole(at("rounds"), 1),
                line.figure(at("median_ms")),
                line.interval(at("speedup_low"), at("speedup"), at("speedup_high")),
                line.figure(at("cpu_ms")),
                line.figure(at("allocated_mb")),
                line.whole(at("peak_threads"), 0),
                line.yes(at("answer_ok")),
                line.text(at("cpu")),
                line.whole(at("cores"), 1),
                line.text(at("jdk")),
                line.text(at("os")),
                line.instant(at("at")));
    }

    private static int at(String column) {
        return C.indexOf(column);
    }
}
