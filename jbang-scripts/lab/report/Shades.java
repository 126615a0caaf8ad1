package lab.report;

import java.util.Collection;
import lab.measure.Interval;
import lab.view.Numbers;

/// Speedups as shades: the logarithm in equal steps, blue for faster, orange for slower, and no
/// colour for what the interval cannot tell from 1. As far from 1 is as dark, whichever way.
final class Shades {
    /// How many shades there are each way; the style sheet has as many.
    static final int STEPS = 7;

    private static final double LEAST = 2;

    private final double step;

    private Shades(double step) {
        this.step = step;
    }

    /// Shades of which the last is that of the speedup farthest from 1.
    static Shades of(Collection<Interval> speedups) {
        double farthest =
                speedups.stream()
                        .mapToDouble(speedup -> Math.abs(Math.log(speedup.estimate())))
                        .max()
                        .orElse(0);
        return new Shades(Math.max(farthest, Math.log(LEAST)) / STEPS);
    }

    /// The class that the style sheet has for a speedup: `same`, `up1` to `up7`, `down1` to
    /// `down7`.
    String name(Interval speedup) {
        if (speedup.includes(1)) return "same";
        double steps = Math.log(speedup.estimate()) / step;
        int number = Math.clamp((int) Math.ceil(Math.abs(steps) - 1e-9), 1, STEPS);
        return (steps > 0 ? "up" : "down") + number;
    }

    /// The speedups that have the shade of this number: `1.75 to 3.06×`.
    String range(int number, boolean faster) {
        double near = bound(number - 1, faster);
        double far = bound(number, faster);
        return "%s to %s×"
                .formatted(
                        Numbers.shortest(Math.min(near, far)),
                        Numbers.shortest(Math.max(near, far)));
    }

    private double bound(int number, boolean faster) {
        return Math.exp((faster ? step : -step) * number);
    }
}
