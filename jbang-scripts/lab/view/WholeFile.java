package lab.view;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Files that appear whole or not at all.
public final class WholeFile {
    private WholeFile() {}

    /// Writes the bytes beside the file and moves them into place. Missing folders are made.
    ///
    /// @return the file
    /// @throws IOException if it cannot be written; what was there before stays
    public static Path write(Path file, byte[] bytes) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        var draft = folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.write(draft, bytes);
            try {
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(draft);
        }
        return file;
    }
}
