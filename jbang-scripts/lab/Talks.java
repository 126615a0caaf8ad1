package lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import lab.measure.Interval;
import lab.measure.Statistics;
import lab.system.FieldTalk;
import lab.system.FileTalk;
import lab.system.RoundTrips;
import lab.system.StreamTalk;
import lab.system.Talk;
import lab.view.Line;

/// Talks in a lab, with a thread or with a child process, and what a message costs in each.
///
/// @param children who starts the other side
public record Talks(Children children) {
    private static final int MOST_TRIPS = 20_000;
    private static final int STRETCHES = 41;

    /// A way to open a talk.
    @FunctionalInterface
    public interface Opening {
        /// Starts the other side.
        Talk open() throws IOException;
    }

    /// The other side is a thread: through a field.
    public Opening field() {
        return FieldTalk::open;
    }

    /// The other side is a process: through its standard input and output.
    public Opening pipe() {
        return StreamTalk::pipe;
    }

    /// The other side is a process: through a TCP connection over loopback.
    public Opening socket() {
        return StreamTalk::socket;
    }

    /// The other side is a process: through a file that both have mapped.
    public Opening file() {
        return () -> FileTalk.in(children.folder());
    }

    /// Sends messages of each size, for a while, and checks each answer.
    public List<RoundTrips> talk(Opening opening, int... sizes) throws Exception {
        var lab = children.lab();
        var time = children.budget(25);
        return lab.run(() -> {
            var trips = new ArrayList<RoundTrips>();
            try (var talk = opening.open()) {
                RoundTrips.of(talk, sizes[0], time, MOST_TRIPS, lab.cancellation()); // warms up
                for (int bytes : sizes)
                    trips.add(RoundTrips.of(talk, bytes, time, MOST_TRIPS, lab.cancellation()));
            }
            return trips;
        });
    }

    /// Microseconds there and back, against the size of the message.
    public static Line latency(String name, List<RoundTrips> trips) {
        return line(name, trips, size -> median(size));
    }

    /// Megabytes (of 10^6 bytes) a second, against the size of the message: the size over the time
    /// there and back.
    public static Line throughput(String name, List<RoundTrips> trips) {
        return line(
                name,
                trips,
                size -> {
                    var micros = median(size);
                    double bytes = size.bytes();
                    return new Interval(
                            bytes / micros.high(), bytes / micros.estimate(), bytes / micros.low());
                });
    }

    /// Of some dozens of values, since drawing thousands of them anew takes seconds.
    private static Interval median(RoundTrips trips) {
        return Statistics.medianInterval(trips.medians(STRETCHES));
    }

    private static Line line(
            String name, List<RoundTrips> trips, Function<RoundTrips, Interval> figure) {
        return new Line(
                name,
                trips.stream().mapToDouble(RoundTrips::bytes).toArray(),
                trips.stream().map(figure).toList());
    }
}
