package tools.pairing;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads and writes UTF-8 text, strictly: what is not text is refused, and a file is replaced as a
/// whole or not at all.
final class TextFiles {
    private TextFiles() {}

    /// @param name the file in messages
    /// @throws Refused if it cannot be read, or is not UTF-8
    static String read(Path file, String name) {
        try {
            var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new Refused(name + ": not UTF-8 text: save it as UTF-8.");
        } catch (IOException e) {
            throw new Refused(name + ": cannot be read: " + reason(e) + ".");
        }
    }

    /// Writes beside the file, then moves it into place in one step.
    ///
    /// @throws Refused if that fails; the file is then as it was
    static void write(Path file, String name, String text) {
        ByteBuffer bytes;
        try {
            bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new Refused(name + ": not written: half a surrogate pair is no text.");
        }
        try {
            replace(Files.exists(file) ? file.toRealPath() : file, bytes);
        } catch (IOException e) {
            throw new Refused(name + ": not written, it is as it was: " + reason(e) + ".");
        }
    }

    private static void replace(Path file, ByteBuffer bytes) throws IOException {
        boolean exists = Files.exists(file);
        if (exists && !Files.isWritable(file)) {
            throw new AccessDeniedException(file.toString());
        }
        var part = file.resolveSibling("." + file.getFileName() + "." + System.nanoTime());
        try {
            try (var channel = FileChannel.open(part, CREATE_NEW, WRITE)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            if (exists && Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(file));
            }
            Files.move(part, file, ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file or folder";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
