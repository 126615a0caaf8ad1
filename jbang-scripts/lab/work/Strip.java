package lab.work;

import java.util.Arrays;
import java.util.List;

/// Some whole rows of a picture, top to bottom: the answer of a part, or all of it.
///
/// @param width pixels a row
/// @param pixels one number a pixel, row by row; not to be changed
public record Strip(int width, int[] pixels) {
    /// @throws IllegalArgumentException if the pixels do not fill whole rows
    public Strip {
        if (width < 1 || pixels.length % width != 0) {
            throw new IllegalArgumentException(
                    pixels.length + " pixels do not fill rows of " + width);
        }
    }

    /// How many rows there are.
    public int rows() {
        return pixels.length / width;
    }

    /// The number at a column of a row.
    public int at(int x, int y) {
        return pixels[y * width + x];
    }

    /// The rows of all the strips, one strip below the other.
    ///
    /// @throws IllegalArgumentException if there are none, or if their widths differ
    public static Strip join(List<Strip> strips) {
        if (strips.isEmpty()) throw new IllegalArgumentException("there are no strips to join");
        int width = strips.getFirst().width;
        int length = 0;
        for (var strip : strips) {
            if (strip.width != width) {
                throw new IllegalArgumentException(
                        "a strip is " + strip.width + " pixels wide, another " + width);
            }
            length += strip.pixels.length;
        }
        if (strips.size() == 1) return strips.getFirst();
        var all = new int[length];
        int at = 0;
        for (var strip : strips) {
            System.arraycopy(strip.pixels, 0, all, at, strip.pixels.length);
            at += strip.pixels.length;
        }
        return new Strip(width, all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Strip(int itsWidth, int[] itsPixels)
                && width == itsWidth
                && Arrays.equals(pixels, itsPixels);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(pixels);
    }

    @Override
    public String toString() {
        return width + "×" + rows() + " pixels, hash " + Integer.toHexString(hashCode());
    }
}
