package lab.sheet;

import java.util.Locale;
import lab.measure.Listener;

/// How far a sheet is, and how long it will take yet: what is left takes as long for its weight as
/// what is done did.
///
/// Used by one thread at a time.
final class Course {
    private static final double TOLD_FROM = 0.03;
    private static final int MINUTE = 60;

    private final double all;
    private final long start = System.nanoTime();
    private double before;
    private double weight;

    /// @param all the weight of all steps
    Course(double all) {
        this.all = all;
    }

    /// The next step begins.
    void begin(double stepWeight) {
        before += weight;
        weight = stepWeight;
    }

    /// Shows on a desk how far it is, and the time that is left.
    Listener listener(Desk desk, Job job) {
        return (step, doing) -> {
            double done = fraction(step);
            desk.at(done, job.name() + left(done));
        };
    }

    /// How much of the whole is done.
    ///
    /// @param step how much of the step is
    double fraction(double step) {
        return all == 0 ? 1 : Math.clamp((before + step * weight) / all, 0, 1);
    }

    /// The time that is left, in words; none as long as nobody can know.
    String left(double fraction) {
        if (fraction < TOLD_FROM) return "";
        double seconds = (System.nanoTime() - start) / 1e9 * (1 - fraction) / fraction;
        return ", " + words(seconds) + " left";
    }

    private static String words(double seconds) {
        long whole = Math.round(seconds);
        return whole < MINUTE
                ? whole + " s"
                : String.format(Locale.ROOT, "%d min %02d s", whole / MINUTE, whole % MINUTE);
    }
}
