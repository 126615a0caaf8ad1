package lab.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Jobs drawn at random, always the same for the same seed.
public final class Loads {
    private static final double LONG = 0.1;
    private static final double SHORT_MEAN = 2;
    private static final double LONG_MEAN = 40;

    private Loads() {}

    /// Many short jobs and a few long ones, as interactive systems see them: nine of ten have a
    /// burst of 2 on average, the tenth one of 40, both exponentially distributed. They arrive at
    /// random (a Poisson process).
    ///
    /// @param load the work that arrives in a unit of time: 0.7 keeps one processor busy for 70% of
    ///   it, 2.8 does so with four
    /// @throws IllegalArgumentException if there is no job, or the load is not above 0
    public static List<Job> mixed(long seed, int jobs, double load) {
        if (jobs < 1) throw new IllegalArgumentException("there must be a job, not " + jobs);
        Rules.checkAboveZero("a load", load);
        var random = new SplittableRandom(seed);
        double gap = ((1 - LONG) * SHORT_MEAN + LONG * LONG_MEAN) / load;
        var drawn = new ArrayList<Job>();
        double arrival = 0;
        for (int i = 1; i <= jobs; i++) {
            double mean = random.nextDouble() < LONG ? LONG_MEAN : SHORT_MEAN;
            drawn.add(new Job("job " + i, arrival, Math.max(0.01, exponential(random, mean))));
            arrival += exponential(random, gap);
        }
        return List.copyOf(drawn);
    }

    private static double exponential(SplittableRandom random, double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }
}
