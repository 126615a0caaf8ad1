package lab.view;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Writes a drawing as a small PNG file. A chart has few colours, and a palette of the 256 that it
/// uses most makes a file of half the size that looks the same; notebooks are committed with their
/// pictures.
final class Png {
    private static final int PALETTE = 256;

    private Png() {}

    static byte[] of(BufferedImage drawing) {
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        try (var bytes = new ByteArrayOutputStream();
                var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            var settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(0.5f);
            writer.write(null, new IIOImage(indexed(drawing), null, null), settings);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a PNG could not be made in memory", e);
        } finally {
            writer.dispose();
        }
    }

    private static BufferedImage indexed(BufferedImage drawing) {
        int width = drawing.getWidth();
        int height = drawing.getHeight();
        var pixels = drawing.getRGB(0, 0, width, height, null, 0, width);
        var counts = new HashMap<Integer, Integer>();
        int from = 0;
        for (int i = 1; i <= pixels.length; i++)
            if (i == pixels.length || pixels[i] != pixels[from]) {
                counts.merge(pixels[from] & 0xFFFFFF, i - from, Integer::sum);
                from = i;
            }
        var palette =
                counts.entrySet().stream()
                        .sorted(
                                Map.Entry.<Integer, Integer>comparingByValue(
                                                Comparator.reverseOrder())
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .limit(PALETTE)
                        .mapToInt(Map.Entry::getKey)
                        .toArray();
        var nearest = new HashMap<Integer, Byte>();
        for (int colour : counts.keySet()) nearest.put(colour, nearest(colour, palette));
        var indices = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++)
            indices[i] =
                    i > 0 && pixels[i] == pixels[i - 1]
                            ? indices[i - 1]
                            : nearest.get(pixels[i] & 0xFFFFFF);
        var model =
                new IndexColorModel(
                        8,
                        palette.length,
                        channel(palette, 16),
                        channel(palette, 8),
                        channel(palette, 0));
        var raster = model.createCompatibleWritableRaster(width, height);
        raster.setDataElements(0, 0, width, height, indices);
        return new BufferedImage(model, raster, false, null);
    }

    private static byte nearest(int colour, int[] palette) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < palette.length && least > 0; i++) {
            int distance = distance(colour, palette[i]);
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return (byte) best;
    }

    private static int distance(int one, int other) {
        int distance = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int difference = (one >> shift & 0xFF) - (other >> shift & 0xFF);
            distance += difference * difference;
        }
        return distance;
    }

    private static byte[] channel(int[] palette, int shift) {
        var channel = new byte[palette.length];
        for (int i = 0; i < palette.length; i++) channel[i] = (byte) (palette[i] >> shift);
        return channel;
    }
}
