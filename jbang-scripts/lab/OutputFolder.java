package lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// The folder that a run's results go to. It is made when the first result is.
final class OutputFolder {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss");
    private static final int ATTEMPTS = 1_000;

    private final String lesson;
    private final Optional<Path> asked;
    private final Optional<Path> home;
    private Path folder;

    /// @param lesson names a dated folder
    /// @param asked the folder that the reader chose; it is tried at once
    /// @param home the checkout, if there is one
    /// @throws BadUsage if the chosen folder cannot be written to
    OutputFolder(String lesson, Optional<Path> asked, Optional<Path> home) {
        this.lesson = lesson;
        this.asked = asked.map(Path::toAbsolutePath).map(Path::normalize);
        this.home = home;
        this.asked.ifPresent(path -> folder = chosen(path));
    }

    /// The folder, which exists and can be written to.
    synchronized Path path() throws IOException {
        if (folder == null) folder = dated();
        return folder;
    }

    /// The folder, if anything was written.
    synchronized Optional<Path> made() {
        return Optional.ofNullable(folder);
    }

    /// Whether the reader should be told where to look, since it is not where results usually go.
    boolean isElsewhere() {
        return asked.isEmpty()
                && made().isPresent()
                && home.stream().noneMatch(checkout -> folder.startsWith(checkout));
    }

    private Path chosen(Path path) {
        try {
            Files.createDirectories(path);
            if (Files.isWritable(path)) return path;
        } catch (IOException e) {
            // Said below: whatever the system calls it, the cure is the same.
        }
        throw new BadUsage(
                lesson
                        + ": --out takes a folder that can be written to, and '"
                        + path
                        + "' cannot");
    }

    private Path dated() throws IOException {
        var name = LocalDateTime.now().format(STAMP) + "-" + lesson;
        if (home.isPresent()) {
            try {
                var runs = Files.createDirectories(home.get().resolve("data").resolve("runs"));
                return fresh(runs, name);
            } catch (IOException e) {
                // A read-only checkout: the results go to a temporary folder instead.
            }
        }
        return Files.createTempDirectory(name + "-");
    }

    /// A folder of this name, or of this name and a number: two runs may start in the same second.
    private static Path fresh(Path parent, String name) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            var candidate = parent.resolve(attempt == 1 ? name : name + "-" + attempt);
            if (!Files.exists(candidate)) return Files.createDirectory(candidate);
        }
        throw new IOException("no free name for a folder in " + parent);
    }
}
