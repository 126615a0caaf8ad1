package tools.jupyter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Where a run's results go.
public final class RunFolder {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss");

    private RunFolder() {}

    /// The folder that was asked for; else a dated one under `data/runs/`; else, where the checkout
    /// is read-only, a temporary one.
    ///
    /// @throws UserError if the folder that was asked for cannot be written to
    public static Path make(Optional<Path> asked, Optional<Path> home, String name)
            throws IOException {
        if (asked.isPresent()) {
            return chosen(asked.get().toAbsolutePath().normalize());
        }
        var dated = LocalDateTime.now().format(STAMP) + "-" + name;
        if (home.isPresent()) {
            try {
                var runs = Files.createDirectories(home.get().resolve("data").resolve("runs"));
                var candidate = runs.resolve(dated);
                for (var i = 2; Files.exists(candidate); i++) {
                    candidate = runs.resolve(dated + "-" + i);
                }
                return Files.createDirectory(candidate);
            } catch (IOException readOnly) {
                return Files.createTempDirectory(dated + "-");
            }
        }
        return Files.createTempDirectory(dated + "-");
    }

    private static Path chosen(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UserError(
                    "--out takes a folder that can be written to, and '" + folder + "' cannot.");
        }
        if (!Files.isWritable(folder)) {
            throw new UserError(
                    "--out takes a folder that can be written to, and '" + folder + "' cannot.");
        }
        return folder;
    }
}
