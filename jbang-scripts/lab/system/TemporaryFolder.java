package lab.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A folder for files that nobody needs afterwards: closing it deletes it with all that is in it.
///
/// @param path the folder
public record TemporaryFolder(Path path) implements AutoCloseable {
    /// Makes one, where the system keeps such folders. Give it to `lab.own`, before the processes
    /// that write to it, so that it is closed after them.
    public static TemporaryFolder make() throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("lab-"));
    }

    /// Deletes it; harmless if it is gone.
    @Override
    public void close() throws IOException {
        if (!Files.exists(path)) return;
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList())
                Files.deleteIfExists(file);
        }
    }
}
