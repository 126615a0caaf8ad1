package lab.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Texts, read once and held in memory.
///
/// @param description what they are, for a caption
/// @param texts the texts, in the order of their names
public record Corpus(String description, List<Text> texts) {
    /// @param name the file's name without its ending
    /// @param content what it says
    public record Text(String name, String content) {}

    /// @throws IllegalArgumentException if there are no texts
    public Corpus {
        if (texts.isEmpty()) throw new IllegalArgumentException("there are no texts to read");
        texts = List.copyOf(texts);
    }

    /// Reads every file `.txt` of a folder, as UTF-8.
    ///
    /// @throws IllegalArgumentException if the folder cannot be read, has no such file, or one of
    ///   them is not UTF-8
    public static Corpus read(Path folder) {
        return read(folder, Integer.MAX_VALUE, "texts");
    }

    /// Reads the opening of every file `.txt` of a folder, up to the last space among its first
    /// `bytes` bytes. A caption calls them `what`.
    static Corpus read(Path folder, int bytes, String what) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "there is no folder " + folder + " to read texts from");
        }
        var texts = new ArrayList<Text>();
        try (var files = Files.newDirectoryStream(folder, "*.txt")) {
            for (var file : files) texts.add(text(file, bytes));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the texts in " + folder + ": " + e, e);
        }
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("there is no file that ends in .txt in " + folder);
        }
        texts.sort((one, other) -> one.name.compareTo(other.name));
        var which = bytes == Integer.MAX_VALUE ? "%,d %s" : "the openings of %,d %s";
        return new Corpus(String.format(Locale.ROOT, which, texts.size(), what), texts);
    }

    private static Text text(Path file, int limit) throws IOException {
        var bytes = read(file, limit);
        int end = bytes.length;
        if (end == limit) { // a space is never a part of a longer character in UTF-8
            while (end > 0 && bytes[end - 1] != ' ') end--;
        }
        var name = file.getFileName().toString();
        try {
            return new Text(name.substring(0, name.length() - 4), decode(bytes, end));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is not UTF-8: save it as UTF-8", e);
        }
    }

    private static byte[] read(Path file, int limit) throws IOException {
        if (limit == Integer.MAX_VALUE) return Files.readAllBytes(file);
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(limit);
        }
    }

    private static String decode(byte[] bytes, int end) throws CharacterCodingException {
        var text = new String(bytes, 0, end, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) { // malformed, or there: the slow decoder knows
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end));
        }
        return text;
    }

    /// The same texts, `times` over.
    Corpus times(int times) {
        if (times == 1) return this;
        var all = new ArrayList<Text>(texts.size() * times);
        for (int i = 0; i < times; i++) all.addAll(texts);
        return new Corpus(String.format(Locale.ROOT, "%s, %d times over", description, times), all);
    }

    @Override
    public String toString() {
        long characters = 0;
        for (var text : texts) characters += text.content.length();
        return String.format(
                Locale.ROOT, "%s, %.1f million characters", description, characters / 1e6);
    }
}
