package lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lab.schedule.Job;
import lab.work.Inputs;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/// Jobs in a CSV file with the columns `name`, `arrival` and `burst`, and `priority` if wanted (0
/// if not). A burst of several numbers, `10 5 20`, computes for 10, waits for a device for 5, and
/// computes for 20.
public final class JobsFile {
    private static final int MOST = 2_000;

    private JobsFile() {}

    /// The jobs in the file.
    ///
    /// @param given its path, or its path within the folder `data`
    /// @throws BadUsage if there is no such file, or what is in it are no jobs; the message says in
    ///   a line what is wrong where
    public static List<Job> read(Path given) {
        var file = find(given);
        var table = table(file);
        var name = file.getFileName().toString();
        for (var column : List.of("name", "arrival", "burst"))
            if (!table.containsColumn(column))
                throw new BadUsage(
                        "%s: there is no column '%s'; the columns are name, arrival, burst and, if"
                                        .formatted(name, column)
                                + " wanted, priority");
        if (table.rowCount() == 0 || table.rowCount() > MOST)
            throw new BadUsage(
                    "%s: 1 to %d jobs can be scheduled, not %d"
                            .formatted(name, MOST, table.rowCount()));
        var jobs = new ArrayList<Job>();
        var names = new HashSet<String>();
        for (var row : table) {
            var where = "%s, line %d".formatted(name, row.getRowNumber() + 2);
            var job = job(where, row, table.containsColumn("priority"));
            if (!names.add(job.name()))
                throw new BadUsage("%s: there is a job '%s' already".formatted(where, job.name()));
            jobs.add(job);
        }
        return List.copyOf(jobs);
    }

    private static Path find(Path given) {
        if (Files.isRegularFile(given)) return given;
        if (!given.isAbsolute()) {
            try {
                var inData = Inputs.find().data().resolve(given);
                if (Files.isRegularFile(inData)) return inData;
            } catch (IllegalStateException e) {
                throw new BadUsage(
                        "%s: there is no such file, and %s".formatted(given, e.getMessage()));
            }
        }
        throw new BadUsage(
                "%s: there is no such file, here or in the folder data".formatted(given));
    }

    private static Table table(Path file) {
        try {
            var options =
                    CsvReadOptions.builder(file.toFile())
                            .columnTypes((String column) -> ColumnType.STRING)
                            .build();
            var table = Table.read().usingOptions(options);
            for (var column : table.columns())
                column.setName(
                        column.name().replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT));
            return table;
        } catch (RuntimeException e) {
            throw new BadUsage(
                    "%s: this is no CSV file with the same number of values in every line"
                            .formatted(file.getFileName()));
        }
    }

    private static Job job(String where, Row row, boolean withPriority) {
        var bursts =
                Stream.of(row.getString("burst").strip().split("\\s+"))
                        .map(text -> number(where, "burst", text))
                        .toList();
        double arrival = number(where, "arrival", row.getString("arrival"));
        double priority = withPriority ? number(where, "priority", row.getString("priority")) : 0;
        if (priority != Math.rint(priority) || Math.abs(priority) > 1_000_000)
            throw new BadUsage(
                    "%s: priority must be a whole number, not '%s'"
                            .formatted(where, row.getString("priority")));
        try {
            return new Job(row.getString("name").strip(), arrival, bursts, (int) priority);
        } catch (IllegalArgumentException e) {
            throw new BadUsage(where + ": " + e.getMessage());
        }
    }

    private static double number(String where, String column, String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new BadUsage("%s: %s must be a number, not '%s'".formatted(where, column, text));
        }
    }
}
