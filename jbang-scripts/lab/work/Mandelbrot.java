package lab.work;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import lab.cancel.Cancellation;

/// Draws the Mandelbrot set by the escape-time algorithm, from -2 to 0.5 and from -1.25i to 1.25i.
///
/// An item is a row. The rows in the middle cross the set and cost the most, since a point of the
/// set takes all the iterations. The symmetry about the real axis is not used to save work: it
/// judges the answer.
///
/// The answer has for each pixel the iterations after which it escaped; those of the set have the
/// limit.
public final class Mandelbrot implements Workload<Strip> {
    /// The area of the set (Förstemann 2012, by counting pixels).
    static final double AREA = 1.5065918849;

    private static final int MAX_SIDE = 4_096;
    private static final int MAX_LIMIT = 100_000;
    private static final double LEFT = -2;
    private static final double EXTENT = 2.5;
    private static final int POLL = 1 << 14; // iterations between two looks at the cancellation

    private final int side;
    private final int limit;
    private final double step;
    private final Cancellation cancellation;

    /// @param side rows, and pixels a row; even, so that each row has its mirror image
    /// @param limit iterations after which a point is taken to be of the set
    /// @throws IllegalArgumentException if a size is out of range
    public Mandelbrot(int side, int limit, Cancellation cancellation) {
        if (side < 16 || side > MAX_SIDE || side % 2 != 0) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the Mandelbrot set takes an even number of rows from 16 to %,d, not"
                                    + " %,d",
                            MAX_SIDE,
                            side));
        }
        if (limit < 50 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the Mandelbrot set takes a limit of 50 to %,d iterations, not %,d",
                            MAX_LIMIT,
                            limit));
        }
        this.side = side;
        this.limit = limit;
        this.step = EXTENT / side;
        this.cancellation = Objects.requireNonNull(cancellation);
    }

    @Override
    public String name() {
        return "Mandelbrot";
    }

    @Override
    public String kind() {
        return "graphics processing";
    }

    @Override
    public String input() {
        return String.format(
                Locale.ROOT, "%d×%d pixels, at most %,d iterations each", side, side, limit);
    }

    @Override
    public int items() {
        return side;
    }

    @Override
    public Strip compute(int from, int to) {
        Objects.checkFromToIndex(from, to, side);
        var pixels = new int[(to - from) * side];
        int at = 0;
        int unseen = 0;
        for (int row = from; row < to; row++) {
            double y = imaginary(row);
            for (int column = 0; column < side; column++) {
                int iterations = escape(real(column), y, limit);
                pixels[at++] = iterations;
                if ((unseen += iterations + 16) >= POLL) {
                    cancellation.check();
                    unseen = 0;
                }
            }
        }
        return new Strip(side, pixels);
    }

    /// The iterations of z → z² + c from 0 after which |z| is above 2, at most `limit`.
    static int escape(double cx, double cy, int limit) {
        double x = 0, y = 0, xx = 0, yy = 0;
        int n = 0;
        while (n < limit && xx + yy <= 4) {
            y = 2 * x * y + cy;
            x = xx - yy + cx;
            xx = x * x;
            yy = y * y;
            n++;
        }
        return n;
    }

    private double real(int column) {
        return LEFT + (column + 0.5) * step;
    }

    private double imaginary(int row) { // exactly minus that of the mirrored row
        return (row + 0.5 - side / 2.0) * step;
    }

    @Override
    public Strip combine(List<Strip> parts) {
        return Strip.join(parts);
    }

    /// Judges by the symmetry about the real axis, to the last iteration; by the known area; and by
    /// points that belong to the set (0, -1, the centre of a period-3 bulb) or do not (the
    /// corners).
    @Override
    public Optional<String> objection(Strip answer) {
        if (answer.width() != side || answer.rows() != side) {
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "the picture has %d×%d pixels, not %d×%d",
                            answer.width(),
                            answer.rows(),
                            side,
                            side));
        }
        long inside = 0;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int n = answer.at(x, y);
                if (n < 1 || n > limit) {
                    return Optional.of("row " + y + " has a pixel of " + n + " iterations");
                }
                if (n != answer.at(x, side - 1 - y)) {
                    return Optional.of(
                            String.format(
                                    Locale.ROOT,
                                    "row %d is no mirror image of row %d",
                                    y,
                                    side - 1 - y));
                }
                if (n == limit) inside++;
            }
        }
        if (at(answer, 0, 0) != limit || at(answer, -1, 0) != limit) {
            return Optional.of("0 and -1 belong to the set, and the picture has them outside");
        }
        if (answer.at(0, 0) > 2 || answer.at(side - 1, 0) > 3) {
            return Optional.of("the corners are outside the set, and the picture has them inside");
        }
        double area = inside * step * step;
        return Math.abs(area - AREA) <= tolerance()
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT,
                                "the set has an area of %.4f, the one in the picture %.4f",
                                AREA,
                                area));
    }

    private int at(Strip picture, double re, double im) {
        int x = (int) ((re - LEFT) / step);
        int y = (int) (im / step + side / 2.0);
        return picture.at(x, y);
    }

    /// About twice what was seen for 16 to 1,024 rows and limits of 50 to 1,000: points near the
    /// border escape late (the first term), and pixels have corners (the second).
    private double tolerance() {
        return 10.0 / limit + 10 * step * step;
    }

    @Override
    public String describe(Strip answer) {
        long inside = 0;
        for (int n : answer.pixels()) if (n >= limit) inside++;
        return String.format(Locale.ROOT, "an area of %.4f", inside * step * step);
    }

    /// The picture in the colours of cividis, which the colour-blind see alike (Nuñez, Anderton and
    /// Renslow 2018): the lighter, the longer the point took to escape. The set is black.
    public BufferedImage image(Strip answer) {
        var image = new BufferedImage(answer.width(), answer.rows(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < answer.rows(); y++) {
            for (int x = 0; x < answer.width(); x++) {
                int n = answer.at(x, y);
                image.setRGB(x, y, n >= limit ? 0 : Cividis.rgb(Math.log(n) / Math.log(limit)));
            }
        }
        return image;
    }
}
