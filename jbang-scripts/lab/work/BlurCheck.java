package lab.work;

import java.util.Locale;
import java.util.Optional;

/// Judges a blurred picture by what is known of every Gaussian blur.
///
/// @param rows the picture before: red, green, blue of each pixel, 0 to 255
/// @param weights of the distances 0, 1, ... to the radius
record BlurCheck(float[][] rows, float[] weights) {
    private static final String[] COLOURS = {"red", "green", "blue"};
    private static final int PLACES = 8; // looked at in each direction
    private static final double MEAN_TOLERANCE = 0.1; // levels: rounding evens out

    Optional<String> objection(Strip answer) {
        int width = rows[0].length / 3;
        if (answer.width() != width || answer.rows() != rows.length) {
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "the picture has %d×%d pixels, not %d×%d",
                            answer.width(),
                            answer.rows(),
                            width,
                            rows.length));
        }
        for (int colour = 0; colour < 3; colour++) {
            var found = objection(answer, colour);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private Optional<String> objection(Strip answer, int colour) {
        double before = 0;
        float low = 255, high = 0;
        for (var row : rows) {
            for (int i = colour; i < row.length; i += 3) {
                before += row[i];
                low = Math.min(low, row[i]);
                high = Math.max(high, row[i]);
            }
        }
        // neighbours differ by at most the range times the largest weight, and rounding
        double step = (high - low) * weights[0] + 1.01;
        long after = 0;
        for (int y = 0; y < answer.rows(); y++) {
            for (int x = 0; x < answer.width(); x++) {
                int level = level(answer, x, y, colour);
                after += level;
                if (level < low || level > high) {
                    return objection(
                            colour,
                            x,
                            y,
                            String.format(
                                    Locale.ROOT,
                                    "is %d, and the picture had %.0f to %.0f",
                                    level,
                                    low,
                                    high));
                }
                if (x > 0 && Math.abs(level - level(answer, x - 1, y, colour)) > step
                        || y > 0 && Math.abs(level - level(answer, x, y - 1, colour)) > step) {
                    return objection(colour, x, y, "is a step, which no blur leaves");
                }
            }
        }
        double mean = before / answer.pixels().length;
        double is = (double) after / answer.pixels().length;
        if (Math.abs(is - mean) > MEAN_TOLERANCE) {
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "the mean %s was %.2f and is %.2f, and a blur keeps it",
                            COLOURS[colour],
                            mean,
                            is));
        }
        return places(answer, colour);
    }

    private Optional<String> places(Strip answer, int colour) {
        for (int j = 0; j < PLACES; j++) {
            for (int i = 0; i < PLACES; i++) {
                int x = i * (answer.width() - 1) / (PLACES - 1);
                int y = j * (answer.rows() - 1) / (PLACES - 1);
                double sum = sum(x, y, colour);
                int level = level(answer, x, y, colour);
                if (Math.abs(level - sum) > 0.6) {
                    return objection(
                            colour,
                            x,
                            y,
                            String.format(
                                    Locale.ROOT,
                                    "is %d, and the pixels around add up to %.1f",
                                    level,
                                    sum));
                }
            }
        }
        return Optional.empty();
    }

    private double sum(int x, int y, int colour) {
        int radius = weights.length - 1;
        double sum = 0;
        for (int dy = -radius; dy <= radius; dy++) {
            var row = rows[mirror(y + dy, rows.length)];
            for (int dx = -radius; dx <= radius; dx++) {
                double weight = (double) weights[Math.abs(dx)] * weights[Math.abs(dy)];
                sum += weight * row[3 * mirror(x + dx, row.length / 3) + colour];
            }
        }
        return sum;
    }

    private static int mirror(int at, int size) {
        return at < 0 ? -1 - at : at >= size ? 2 * size - 1 - at : at;
    }

    private static int level(Strip answer, int x, int y, int colour) {
        return answer.at(x, y) >> 16 - 8 * colour & 0xFF;
    }

    private static Optional<String> objection(int colour, int x, int y, String what) {
        return Optional.of(
                String.format(
                        Locale.ROOT, "%s at column %d, row %d %s", COLOURS[colour], x, y, what));
    }
}
