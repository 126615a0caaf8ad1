package lab.results;

import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/// A run that is laid beside others.
///
/// @param label what it is called where several are shown
/// @param source the file that it comes from, as a reader would name it
/// @param rows its rows, each cell once
/// @param size how much work its cheat sheet did: `quick`, `standard`; empty if that is not known,
///   or there is none
public record Side(String label, String source, List<ResultRow> rows, String size) {
    /// @throws IllegalArgumentException if there is no row
    public Side {
        if (rows.isEmpty()) throw new IllegalArgumentException(source + " has no rows");
        rows = Results.latest(rows);
    }

    /// A run of which the size is not known.
    public Side(String label, String source, List<ResultRow> rows) {
        this(label, source, rows, "");
    }

    /// The machine of its latest row: `Intel Xeon, 2 cores, Temurin 25.0.3, Linux 6.1 amd64,
    /// 2026-11-22`.
    public String machine() {
        return String.join(", ", card());
    }

    /// The same in parts: processor, cores, JDK, system, day.
    List<String> card() {
        var row = latest();
        return List.of(
                row.cpu(),
                row.cores() + (row.cores() == 1 ? " core" : " cores"),
                row.jdk(),
                row.os(),
                row.at().atZone(ZoneOffset.UTC).toLocalDate().toString());
    }

    /// The row that was measured last.
    ResultRow latest() {
        return rows.stream().max(Comparator.comparing(ResultRow::at)).orElseThrow();
    }

    /// How many machines its rows come from: more than one if runs were added to a file that came
    /// from elsewhere.
    public long machines() {
        return rows.stream()
                .map(row -> List.of(row.cpu(), row.cores(), row.jdk(), row.os()))
                .distinct()
                .count();
    }

    /// The same under another label.
    Side called(String other) {
        return new Side(other, source, rows, size);
    }

    /// Whether it has a cheat sheet.
    boolean hasSheet() {
        return rows.stream().anyMatch(row -> row.lesson().equals(RunCard.LESSON));
    }

    /// Its cheat sheet alone; it has to have one.
    ///
    /// @throws IllegalArgumentException if it has none
    public Side sheet() {
        return new Side(
                label,
                source,
                rows.stream().filter(row -> row.lesson().equals(RunCard.LESSON)).toList(),
                size);
    }

    /// Whether all rows of the other are among those of this one, so that it is no other run.
    public boolean holds(Side other) {
        return new HashSet<>(rows).containsAll(other.rows);
    }
}
