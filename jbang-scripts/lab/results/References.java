package lab.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The standard runs of named machines: a folder for each machine, in it one for each lesson, and
/// in that the run's `results.csv`, and of a cheat sheet its `sheet.json`.
public final class References {
    /// Where they lie in the folder `data`.
    public static final String FOLDER = "reference";

    private References() {}

    /// The named machines, by their names, each with the rows of all its lessons. None if there is
    /// no such folder.
    ///
    /// @param data the folder `data` of the checkout
    /// @return runs whose labels are the machines' names
    /// @throws IOException if they cannot be read
    /// @throws NotResults if a file of theirs is broken, or of another version
    public static List<Side> find(Path data) throws IOException, NotResults {
        var machines = new ArrayList<Side>();
        for (var folder : folders(data.resolve(FOLDER))) {
            var rows = new ArrayList<ResultRow>();
            var size = "";
            for (var lesson : folders(folder)) {
                var file = lesson.resolve(Results.FILE);
                if (Files.notExists(file)) continue;
                var found = Results.read(file);
                rows.addAll(found);
                if (size.isEmpty()) size = RunCard.sizeOf(file, found);
            }
            var name = folder.getFileName().toString();
            if (!rows.isEmpty())
                machines.add(new Side(name, "data/%s/%s".formatted(FOLDER, name), rows, size));
        }
        return List.copyOf(machines);
    }

    /// Those of the named machines that have a cheat sheet, with its rows alone.
    ///
    /// @throws IOException if they cannot be read
    /// @throws NotResults if a file of theirs is broken, or of another version
    public static List<Side> sheets(Path data) throws IOException, NotResults {
        return find(data).stream().filter(Side::hasSheet).map(Side::sheet).toList();
    }

    private static List<Path> folders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (var within = Files.list(folder)) {
            return within.filter(Files::isDirectory).sorted().toList();
        }
    }
}
