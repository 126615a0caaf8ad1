package lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import lab.measure.Comparison;
import lab.measure.Counters;
import lab.measure.Interval;
import lab.measure.Measurement;
import lab.measure.Sample;
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
    private interface Opening {
        /// Starts the other side.
        Talk open() throws IOException;
    }

    /// What was sent, and what this JVM spent on it, checking and warming up included.
    private record Talked(RoundTrips trips, Sample whole) {}

    /// Talks in four ways, about messages of each size, for a while each, checks each answer, and
    /// keeps what was measured: with a thread through a field, and with a process through a file
    /// that both have mapped, through its standard input and output, and through a TCP connection
    /// over loopback.
    ///
    /// @return for each way, what was seen with each size
    public SequencedMap<String, List<RoundTrips>> all(int... sizes) throws Exception {
        var ways = new LinkedHashMap<String, Opening>();
        ways.put("shared field", FieldTalk::open);
        ways.put("mapped file", () -> FileTalk.in(children.folder()));
        ways.put("pipe", StreamTalk::pipe);
        ways.put("socket", StreamTalk::socket);
        var talked = new LinkedHashMap<String, List<Talked>>();
        for (var way : ways.entrySet()) talked.put(way.getKey(), talk(way.getValue(), sizes));
        for (int size = 0; size < sizes.length; size++)
            children.lab().keep(comparison(talked, size));
        var trips = new LinkedHashMap<String, List<RoundTrips>>();
        talked.forEach((way, seen) -> trips.put(way, seen.stream().map(Talked::trips).toList()));
        return trips;
    }

    private List<Talked> talk(Opening opening, int... sizes) throws Exception {
        var lab = children.lab();
        var time = children.budget(25);
        var counters = new Counters();
        return lab.run(() -> {
            var talked = new ArrayList<Talked>();
            try (var talk = opening.open()) {
                RoundTrips.of(talk, sizes[0], time, MOST_TRIPS, lab.cancellation()); // warms up
                for (int bytes : sizes) {
                    var timed =
                            counters.time(() ->
                                    RoundTrips.of(
                                            talk, bytes, time, MOST_TRIPS, lab.cancellation()));
                    talked.add(new Talked(timed.answer(), timed.sample()));
                }
            }
            return talked;
        });
    }

    /// The ways with messages of one size. Each way had a time of its own, so what slowed one down
    /// need not have slowed down the others: a speedup compares the first stretches of two ways,
    /// then the second ones, and so on.
    private static Comparison comparison(SequencedMap<String, List<Talked>> talked, int size) {
        int stretches =
                talked.values().stream()
                        .mapToInt(seen -> seen.get(size).trips().micros().length)
                        .reduce(STRETCHES, Math::min);
        var samples = new LinkedHashMap<String, List<Sample>>();
        talked.forEach((way, seen) -> samples.put(way, samples(seen.get(size), stretches)));
        var first = samples.firstEntry().getValue();
        var measured = new ArrayList<Measurement>();
        samples.forEach((way, mine) -> {
            var trips = talked.get(way).get(size).trips();
            measured.add(
                    new Measurement(
                            "talk",
                            trips.bytes() + " bytes",
                            way,
                            1,
                            mine,
                            Statistics.pairedSpeedup(first, mine),
                            trips.wrong() == 0));
        });
        return new Comparison(measured, List.of());
    }

    /// A message in the middle of each stretch. Of the processor time and the allocations it gets
    /// what they were in a time as long as it took.
    private static List<Sample> samples(Talked talked, int stretches) {
        var whole = talked.whole();
        return Arrays.stream(talked.trips().medians(stretches))
                .mapToObj(micros -> {
                    double share = micros * 1e3 / whole.wallNanos();
                    return new Sample(
                            Math.max(1, Math.round(micros * 1e3)),
                            Math.round(share * whole.cpuNanos()),
                            Math.round(share * whole.allocatedBytes()),
                            whole.peakThreads());
                })
                .toList();
    }

    /// Microseconds there and back, against the size of the message.
    public static List<Line> latencies(SequencedMap<String, List<RoundTrips>> trips) {
        return lines(trips, Talks::median);
    }

    /// Megabytes (of 10^6 bytes) a second, against the size of the message: the size over the time
    /// there and back.
    public static List<Line> throughputs(SequencedMap<String, List<RoundTrips>> trips) {
        return lines(
                trips,
                size -> {
                    var micros = median(size);
                    double bytes = size.bytes();
                    return new Interval(
                            bytes / micros.high(), bytes / micros.estimate(), bytes / micros.low());
                });
    }

    /// How many times as long a message of the first size takes in the one way as in the other.
    public static double ratio(
            SequencedMap<String, List<RoundTrips>> trips, String slow, String fast) {
        return median(trips.get(slow).getFirst()).estimate()
                / median(trips.get(fast).getFirst()).estimate();
    }

    /// Of some dozens of values, since drawing thousands of them anew takes seconds.
    private static Interval median(RoundTrips trips) {
        return Statistics.medianInterval(trips.medians(STRETCHES));
    }

    private static List<Line> lines(
            SequencedMap<String, List<RoundTrips>> trips, Function<RoundTrips, Interval> figure) {
        return trips.entrySet().stream()
                .map(way ->
                        new Line(
                                way.getKey(),
                                way.getValue().stream().mapToDouble(RoundTrips::bytes).toArray(),
                                way.getValue().stream().map(figure).toList()))
                .toList();
    }
}
