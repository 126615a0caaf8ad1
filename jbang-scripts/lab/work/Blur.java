package lab.work;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import lab.cancel.Cancellation;

/// Blurs a picture with a Gaussian, in red, green and blue.
///
/// An item is a row, and all rows cost the same. For each row the rows around it are added up,
/// weighted, and then the columns of that one row: what a row needs is in the picture, not in
/// another row's result, so parts do no work twice. The picture is mirrored beyond its edges.
///
/// The answer has for each pixel its colour as 0xRRGGBB.
public final class Blur implements Workload<Strip> {
    private static final int MAX_PIXELS = 25_000_000;
    private static final int MAX_RADIUS = 500;
    private static final float FIXED = 1 << 16; // one level, as an integer

    private final int width;
    private final int height;
    private final float[][] rows; // red, green, blue of each pixel, from 0 to 255
    private final float[]
            weights; // of the distances 0 to the radius; all of both sides add up to 1
    private final Cancellation cancellation;

    /// @param radius pixels that count to each side; the standard deviation is a third of it
    /// @throws IllegalArgumentException if the radius is not from 1 to 500 and below the picture's
    ///   width and height
    public Blur(BufferedImage picture, int radius, Cancellation cancellation) {
        this(picture, 1, radius, cancellation);
    }

    /// Blurs the picture enlarged: each pixel becomes `times` by `times` equal ones, which a blur
    /// hides.
    Blur(BufferedImage picture, int times, int radius, Cancellation cancellation) {
        width = times * picture.getWidth();
        height = times * picture.getHeight();
        int most = Math.min(MAX_RADIUS, Math.min(width, height) - 1);
        if (radius < 1 || radius > most) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "a picture of %d×%d is blurred with a radius from 1 to %d, not %d",
                            width,
                            height,
                            most,
                            radius));
        }
        this.cancellation = Objects.requireNonNull(cancellation);
        weights = weights(radius);
        rows = new float[height][];
        var line = new int[picture.getWidth()];
        for (int y = 0; y < height; y++) {
            if (y % times == 0) {
                picture.getRGB(0, y / times, line.length, 1, line, 0, line.length);
            }
            rows[y] = row(line, times);
        }
    }

    private static float[] row(int[] line, int times) {
        var row = new float[3 * times * line.length];
        for (int x = 0; x < line.length * times; x++) {
            int rgb = line[x / times];
            row[3 * x] = rgb >> 16 & 0xFF;
            row[3 * x + 1] = rgb >> 8 & 0xFF;
            row[3 * x + 2] = rgb & 0xFF;
        }
        return row;
    }

    /// Reads a picture.
    ///
    /// @throws IllegalArgumentException if there is none that Java can read, or it is too large
    public static BufferedImage read(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException("there is no picture to read at " + file);
        }
        BufferedImage picture;
        try {
            picture = ImageIO.read(file.toFile());
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the picture " + file + ": " + e, e);
        }
        if (picture == null) {
            throw new IllegalArgumentException(file + " is no JPEG, PNG, GIF or BMP");
        }
        if ((long) picture.getWidth() * picture.getHeight() > MAX_PIXELS) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s has more than %,d pixels", file, MAX_PIXELS));
        }
        return picture;
    }

    private static float[] weights(int radius) {
        double deviation = radius / 3.0;
        var bell = new double[radius + 1];
        double sum = 0;
        for (int i = 0; i <= radius; i++) {
            bell[i] = Math.exp(-i * i / (2 * deviation * deviation));
            sum += i == 0 ? bell[i] : 2 * bell[i];
        }
        var weights = new float[radius + 1];
        for (int i = 0; i <= radius; i++) weights[i] = (float) (bell[i] / sum);
        return weights;
    }

    @Override
    public String name() {
        return "blur";
    }

    @Override
    public String kind() {
        return "graphics processing";
    }

    @Override
    public String input() {
        return String.format(
                Locale.ROOT, "a photograph of %,d×%,d pixels, radius %d", width, height, radius());
    }

    private int radius() {
        return weights.length - 1;
    }

    @Override
    public int items() {
        return height;
    }

    @Override
    public Strip compute(int from, int to) {
        Objects.checkFromToIndex(from, to, height);
        var column = new float[3 * width];
        var fixed = new int[3 * (width + 2 * radius())];
        var sum = new float[3 * width];
        var pixels = new int[(to - from) * width];
        for (int y = from; y < to; y++) {
            addRows(y, column);
            mirrorEnds(column, fixed);
            addColumns(fixed, sum);
            int at = (y - from) * width;
            for (int x = 0; x < width; x++) {
                pixels[at + x] = rgb(sum[3 * x], sum[3 * x + 1], sum[3 * x + 2]);
            }
        }
        return new Strip(width, pixels);
    }

    // The loops below compile to vector instructions. That takes arrays that cannot be one another,
    // or
    // the same index in all: so the columns, which are shifted, are integers, and the sums are not.

    private void addRows(int y, float[] sum) {
        cancellation.check();
        scale(rows[y], weights[0], sum);
        for (int d = 1; d < weights.length; d++) {
            add(rows[mirror(y - d)], rows[mirror(y + d)], weights[d], sum);
        }
    }

    private static void scale(float[] row, float weight, float[] sum) {
        for (int i = 0; i < sum.length; i++) sum[i] = weight * row[i];
    }

    private static void add(float[] above, float[] below, float weight, float[] sum) {
        for (int i = 0; i < sum.length; i++) sum[i] += weight * (above[i] + below[i]);
    }

    private int mirror(int y) {
        return y < 0 ? -1 - y : y >= height ? 2 * height - 1 - y : y;
    }

    private void mirrorEnds(float[] column, int[] fixed) {
        int border = 3 * radius();
        toFixed(column, fixed, border);
        int end = border + column.length;
        for (int i = 0; i < border; i++) {
            fixed[end + i] = fixed[end - 3 - i + 2 * (i % 3)];
            fixed[border - 3 - i + 2 * (i % 3)] = fixed[border + i];
        }
    }

    private static void toFixed(float[] column, int[] fixed, int border) {
        for (int i = 0; i < column.length; i++) fixed[border + i] = (int) (column[i] * FIXED);
    }

    private void addColumns(int[] fixed, float[] sum) {
        cancellation.check();
        int middle = 3 * radius();
        addShifted(fixed, middle, middle, weights[0] / 2 / FIXED, sum, 0);
        for (int d = 1; d < weights.length; d++) {
            addShifted(fixed, middle - 3 * d, middle + 3 * d, weights[d] / FIXED, sum, 1);
        }
    }

    private static void addShifted(
            int[] fixed, int left, int right, float weight, float[] sum, float keep) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = keep * sum[i] + weight * (fixed[left + i] + fixed[right + i]);
        }
    }

    private static int rgb(float red, float green, float blue) {
        return level(red) << 16 | level(green) << 8 | level(blue);
    }

    private static int level(float value) {
        return Math.min(255, (int) (value + 0.5f));
    }

    @Override
    public Strip combine(List<Strip> parts) {
        return Strip.join(parts);
    }

    /// Judges by what a blur is: it keeps the mean of each colour (exactly, given the mirrored
    /// edges), stays between the darkest and the brightest, has no step that is larger than the
    /// Gaussian lets through, and at some places is the weighted sum over all pixels around, added
    /// up one by one.
    @Override
    public Optional<String> objection(Strip answer) {
        return new BlurCheck(rows, weights).objection(answer);
    }

    @Override
    public String describe(Strip answer) {
        return String.format(
                Locale.ROOT,
                "roughness %.1f, before %.1f",
                roughness(answer),
                roughness(original()));
    }

    private Strip original() {
        var pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            var row = rows[i / width];
            int x = 3 * (i % width);
            pixels[i] = rgb(row[x], row[x + 1], row[x + 2]);
        }
        return new Strip(width, pixels);
    }

    /// The mean difference in brightness (green) between a pixel and the next, in levels of 256.
    private static double roughness(Strip picture) {
        long sum = 0;
        for (int y = 0; y < picture.rows(); y++) {
            for (int x = 1; x < picture.width(); x++) {
                sum +=
                        Math.abs(
                                (picture.at(x, y) >> 8 & 0xFF)
                                        - (picture.at(x - 1, y) >> 8 & 0xFF));
            }
        }
        return (double) sum / picture.pixels().length;
    }

    /// The picture as it was.
    public BufferedImage before() {
        return image(original());
    }

    /// The picture of an answer.
    public BufferedImage image(Strip answer) {
        int rows = answer.rows();
        var image = new BufferedImage(answer.width(), rows, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, answer.width(), rows, answer.pixels(), 0, answer.width());
        return image;
    }
}
