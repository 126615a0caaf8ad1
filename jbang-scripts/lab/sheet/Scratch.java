package lab.sheet;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import lab.work.Corpus;
import lab.work.Strip;

/// What goes to another language as files, and what comes back as digests (CRC-32), which both
/// sides compute alike.
///
/// @param folder where the files are
record Scratch(Path folder) {
    /// Writes texts, a zero between any two.
    ///
    /// @return where
    String write(String name, Corpus corpus) throws IOException {
        var texts =
                corpus.texts().stream().map(Corpus.Text::content).collect(Collectors.joining("\0"));
        return write(name, texts);
    }

    /// Writes a text.
    ///
    /// @return where
    String write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes bytes.
    ///
    /// @return where
    String write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }

    /// So many bytes, to be filled.
    static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Red, green and blue of each pixel, row by row.
    static byte[] bytes(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        var bytes = new byte[3 * width * height];
        int at = 0;
        for (int rgb : picture.getRGB(0, 0, width, height, null, 0, width))
            for (int shift = 16; shift >= 0; shift -= 8) bytes[at++] = (byte) (rgb >> shift);
        return bytes;
    }

    /// A digest of the numbers of all pixels.
    static long digest(Strip pixels) {
        var bytes = littleEndian(4 * pixels.pixels().length);
        bytes.asIntBuffer().put(pixels.pixels());
        return crc(bytes.array());
    }

    /// A digest of a text.
    static long digest(String text) {
        return crc(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A digest of bytes.
    static long crc(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
