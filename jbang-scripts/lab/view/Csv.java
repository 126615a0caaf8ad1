package lab.view;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/// Comma-separated values as RFC 4180 has them, except that lines end in a single line feed.
public final class Csv {
    private Csv() {}

    /// Adds rows to a file; one that is new or empty gets the header first, and its folder is made
    /// if it is missing. All rows go out in one piece, or none if there is no room for them.
    ///
    /// @throws IOException if the file cannot be written
    public static void append(Path file, List<String> header, List<List<String>> rows)
            throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND)) {
            var lines = new StringBuilder();
            if (channel.size() == 0) lines.append(line(header));
            for (var row : rows) lines.append(line(row));
            var bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
            long before = channel.size();
            try {
                while (bytes.hasRemaining()) channel.write(bytes);
            } catch (IOException e) {
                truncate(channel, before, e);
                throw e;
            }
        }
    }

    private static void truncate(FileChannel channel, long size, IOException why) {
        try {
            channel.truncate(size);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /// A line of fields, quoted where they must be.
    static String line(List<String> fields) {
        return fields.stream().map(Csv::field).collect(Collectors.joining(",", "", "\n"));
    }

    private static String field(String text) {
        boolean plain =
                text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                        && text.equals(text.strip());
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
