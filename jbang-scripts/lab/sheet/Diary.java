package lab.sheet;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Word of what a process is doing, in a file that it has in memory: to write it costs no call of
/// the system, and it can be read even if the process was killed.
final class Diary {
    private static final int SIZE = 4_096;
    private static final byte END = '\n';

    private final MappedByteBuffer page;
    private final Map<Cell, byte[]> written = new ConcurrentHashMap<>();

    /// Begins a diary.
    ///
    /// @throws IOException if it cannot be written
    Diary(Path file) throws IOException {
        try (var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            page = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
        }
    }

    /// Says what runs from now on; nothing if its name is longer than a page.
    void write(Cell cell) {
        var bytes = written.computeIfAbsent(cell, Diary::bytes);
        if (bytes.length <= SIZE) page.put(0, bytes);
    }

    private static byte[] bytes(Cell cell) {
        try {
            var json = new ObjectMapper().writeValueAsString(cell) + (char) END;
            return json.getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The last word of a process; if it left none, it was about to begin.
    static Cell read(Path file) {
        try {
            var page = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            int end = page.indexOf(END);
            return end < 0
                    ? Cell.MAKING
                    : new ObjectMapper().readValue(page.substring(0, end), Cell.class);
        } catch (IOException e) {
            return Cell.MAKING;
        }
    }
}
