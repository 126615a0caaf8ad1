package lab.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import lab.view.Csv;

/// The notes of a sheet, `notes.csv`: a row for each cell without figures.
public final class Notes {
    /// The columns, in their order.
    public static final List<String> COLUMNS = List.of("workload", "model", "kind", "why");

    private Notes() {}

    /// Adds notes to the file, which is made if it is missing.
    ///
    /// @throws IOException if it cannot be written
    public static void append(Path file, List<Note> notes) throws IOException {
        Csv.append(
                file,
                COLUMNS,
                notes.stream()
                        .map(note ->
                                List.of(
                                        note.workload(),
                                        note.model(),
                                        note.kind().label(),
                                        note.why()))
                        .toList());
    }

    /// The notes in a file, in their order; none if there is no such file.
    ///
    /// @throws IOException if the file cannot be read
    /// @throws NotResults if it holds something else, or is broken
    public static List<Note> read(Path file) throws IOException, NotResults {
        if (Files.notExists(file)) return List.of();
        var notes = new ArrayList<Note>();
        for (var row : CsvFile.read(file, COLUMNS)) {
            var kind =
                    Note.Kind.of(row.text(2)).orElseThrow(() -> row.wrong(2, "one of " + kinds()));
            notes.add(new Note(row.text(0), row.text(1), kind, row.text(3)));
        }
        return List.copyOf(notes);
    }

    private static String kinds() {
        return Arrays.stream(Note.Kind.values())
                .map(kind -> "'" + kind.label() + "'")
                .collect(Collectors.joining(", "));
    }
}
