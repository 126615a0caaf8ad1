package lab.schedule;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// What wants a processor: for how long, and since when. Times are in a unit of your choice, the
/// same for all jobs; in the lessons, milliseconds. They are exact to a millionth of it.
///
/// @param name tells it from the others
/// @param arrival when it arrives, 0 or later
/// @param bursts how long it computes; with more than one, it computes, waits for a device,
///   computes, and so on, so there is an odd number of them
/// @param priority the smaller, the more urgent
public record Job(String name, double arrival, List<Double> bursts, int priority) {
    private static final double LATEST = 1e9;

    public Job {
        bursts = List.copyOf(bursts);
        if (name.isBlank()) throw new IllegalArgumentException("a job needs a name");
        if (!(arrival >= 0 && arrival <= LATEST))
            throw new IllegalArgumentException(
                    "job '%s': the arrival must be from 0 to a billion, not %s"
                            .formatted(name, arrival));
        if (bursts.size() % 2 == 0)
            throw new IllegalArgumentException(
                    "job '%s': bursts begin and end with computing, so their number is odd, not %d"
                            .formatted(name, bursts.size()));
        for (double burst : bursts)
            if (!(burst >= Ticks.SHORTEST && burst <= LATEST))
                throw new IllegalArgumentException(
                        "job '%s': a burst must be above 0 and at most a billion, not %s"
                                .formatted(name, burst));
    }

    /// A job that computes without a pause, with priority 0.
    public Job(String name, double arrival, double burst) {
        this(name, arrival, burst, 0);
    }

    /// A job that computes without a pause.
    public Job(String name, double arrival, double burst, int priority) {
        this(name, arrival, List.of(burst), priority);
    }

    /// A job that computes, waits for a device, computes, and so on.
    ///
    /// @param bursts in turn: computing, waiting, computing, ...
    public static Job ofBursts(String name, double arrival, double... bursts) {
        return new Job(name, arrival, DoubleStream.of(bursts).boxed().toList(), 0);
    }

    /// How long it computes in all.
    public double work() {
        return everySecond(0);
    }

    /// How long it waits for devices in all.
    public double deviceTime() {
        return everySecond(1);
    }

    private double everySecond(int first) {
        long ticks = 0;
        for (int i = first; i < bursts.size(); i += 2) ticks += Ticks.of(bursts.get(i));
        return Ticks.toTime(ticks);
    }

    /// The jobs of so many bursts, named P1, P2 and so on, that all arrive at time 0, as the
    /// examples of textbooks often do.
    public static List<Job> together(double... bursts) {
        return IntStream.range(0, bursts.length)
                .mapToObj(i -> new Job("P" + (i + 1), 0, bursts[i]))
                .toList();
    }
}
