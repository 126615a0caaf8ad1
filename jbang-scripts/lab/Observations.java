package lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lab.measure.Statistics;
import lab.observe.Burden;
import lab.observe.Gate;
import lab.observe.Observation;
import lab.observe.Overhead;
import lab.observe.Slice;
import lab.observe.State;
import lab.observe.Stay;
import lab.observe.ThreadLimits;
import lab.observe.TimeSlices;
import lab.observe.Watch;
import lab.view.Figure;
import lab.view.Figures;
import lab.view.Rows;
import lab.view.Span;
import lab.work.Size;
import tech.tablesaw.api.Table;

/// What threads really did, in a lab: as timelines, tables and distributions.
///
/// @param lab where they run
public record Observations(Lab lab) {
    private static final int WARM_UP = 3;
    private static final Duration WATCHED = Duration.ofMillis(100);

    /// Runs the code, and watches the threads meanwhile: the one that runs it, called `main`, all
    /// that are started from it, and workers of the common pool that have something to do. Ready is
    /// told from running where the observation says so; see [Watch].
    ///
    /// @throws InterruptedException if the calling thread is interrupted; what ran has been stopped
    /// @throws Exception whatever the body throws
    public <T> Observation<T> watch(Callable<T> body) throws Exception {
        try (var watch = lab.own(new Watch())) {
            return watch.observation(lab.run(() -> watch.over(body)));
        }
    }

    /// Measures what watching costs: the same work with it and without it, in turn, each first in
    /// every other round.
    ///
    /// @param work done many times, the first few to warm up
    public Overhead overhead(Callable<?> work) throws Exception {
        int rounds = lab.size() == Size.QUICK ? 3 : 10;
        var unwatched = new double[rounds];
        var watched = new double[rounds];
        var around = new double[rounds];
        for (int i = 0; i < WARM_UP; i++) lab.run(work);
        watch(work);
        for (int round = 0; round < rounds; round++) {
            if (round % 2 == 0) unwatched[round] = lab.run(() -> millis(work));
            long start = System.nanoTime();
            watched[round] = watch(work).wallNanos() / 1e6;
            around[round] = (System.nanoTime() - start) / 1e6 - watched[round];
            if (round % 2 == 1) unwatched[round] = lab.run(() -> millis(work));
        }
        return new Overhead(
                rounds,
                Statistics.median(unwatched),
                Statistics.median(watched),
                Statistics.median(around));
    }

    private static double millis(Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return (System.nanoTime() - start) / 1e6;
    }

    /// A timeline of real events: a lane for each thread, a bar for each stay.
    ///
    /// @param name the stem of the files
    public Figure timeline(String name, String title, Observation<?> observation) {
        var how =
                "What threads wait for is from events of the JDK Flight Recorder; "
                        + (observation.split()
                                ? "ready is told from running by the processor time of each"
                                        + " platform thread, looked at every few milliseconds."
                                : "running means runnable here, on a processor or not.")
                        + (observation.stays().stream().anyMatch(Stay::virtual)
                                ? " A virtual thread that does not wait counts as running; that it"
                                        + " is blocked is from thread dumps, some milliseconds apart."
                                : "");
        return timeline(
                name,
                title,
                spans(observation.stays()),
                "One run, an example and no measurement. " + how);
    }

    /// Every state has the same colour in all timelines.
    private Figure timeline(String name, String title, List<Span> spans, String what) {
        var states = Stream.of(State.values()).map(State::toString).toList();
        var caption = what + " " + lab.machine().line() + ".";
        return Figures.timeline(name, title, "thread", spans, states, caption);
    }

    private static List<Span> spans(List<Stay> stays) {
        var spans = new ArrayList<Span>();
        for (var stay : stays)
            spans.add(
                    span(stay.thread(), stay.state().toString(), stay.fromNanos(), stay.toNanos()));
        return List.copyOf(spans);
    }

    private static Span span(String lane, String state, long fromNanos, long toNanos) {
        return new Span(lane, state, fromNanos / 1e6, toNanos / 1e6);
    }

    /// How long each thread was in each state, in milliseconds.
    public Table table(String title, Observation<?> observation) {
        var states =
                List.of(State.values()).stream()
                        .filter(s ->
                                observation.stays().stream().anyMatch(stay -> stay.state() == s))
                        .toList();
        var header = new ArrayList<>(List.of("thread", "kind"));
        for (var state : states) header.add(state + ", ms");
        var rows = new ArrayList<List<?>>();
        for (var thread : observation.threads()) {
            var stays = observation.of(thread);
            var row = new ArrayList<Object>();
            row.add(thread);
            row.add(stays.getFirst().virtual() ? "virtual" : "platform");
            for (var state : states) row.add(observation.nanos(thread, state) / 1e6);
            rows.add(row);
        }
        return Rows.table(title, header, rows);
    }

    /// Starts threads that wait, measures what they cost, and ends them. So many are started as are
    /// asked for, but never more than a quarter of what a limit of this system allows.
    ///
    /// @param builder makes them
    public Burden burden(Thread.Builder builder, int threads) throws Exception {
        int count = ThreadLimits.here().safely(threads);
        return lab.run(() -> Burden.of(builder, count, WATCHED));
    }

    /// What threads cost that wait, a row for each kind.
    ///
    /// @param burdens what was measured, by the name of the kind
    public static Table burdens(String title, SequencedMap<String, Burden> burdens) {
        var header = List.of("kind", "threads", "start, µs", "new memory, kB", "mappings");
        return Rows.table(
                title,
                header,
                burdens,
                (kind, burden) ->
                        List.of(
                                kind,
                                burden.threads(),
                                burden.startNanosEach() / 1e3,
                                burden.bytesEach() / 1e3,
                                burden.mapsEach()));
    }

    /// How many threads like these each limit that is known allows, the tightest first.
    public Table limits(String title, Burden burden) {
        var rows =
                ThreadLimits.here().with(burden, lab.machine().memoryMegabytes() << 20).stream()
                        .sorted(Comparator.comparingLong(ThreadLimits.Limit::most))
                        .map(limit -> List.of(limit.what(), limit.name(), whole(limit.most())))
                        .toList();
        return Rows.table(title, List.of("limit", "called", "allows so many"), rows);
    }

    /// To the last digit, as the system has it. No system bears more than this can say.
    private static int whole(long threads) {
        return (int) Math.min(Integer.MAX_VALUE, threads);
    }

    /// Which of several things that threads do are ended by an interrupt. Each is done on a thread
    /// of its own, behind a gate that opens when it is known.
    ///
    /// @param doings what is done, by name
    /// @param patience for how long to wait for the end
    /// @return for each, whether it ended
    public SequencedMap<String, Boolean> interrupted(
            SequencedMap<String, Gate.Doing> doings, Duration patience) throws Exception {
        var ended = new LinkedHashMap<String, Boolean>();
        for (var doing : doings.entrySet())
            ended.put(
                    doing.getKey(), lab.run(() -> Gate.interruptEnds(doing.getValue(), patience)));
        return ended;
    }

    /// Has threads compute at the same time, and notes the time slices that they notice. They may
    /// use the processors that the calling thread may use.
    ///
    /// @param threads how many
    /// @param time for how long
    /// @return the slices, thread by thread
    public List<Slice> slices(int threads, Duration time) throws Exception {
        return lab.run(() -> TimeSlices.of(threads, time, lab.cancellation()));
    }

    /// Who had a processor when, as the threads noticed it.
    ///
    /// @param name the stem of the files
    public Figure timeline(String name, String title, List<Slice> slices) {
        var spans =
                slices.stream()
                        .map(s -> span(s.thread(), "running", s.fromNanos(), s.toNanos()))
                        .toList();
        return timeline(
                name,
                title,
                spans,
                "One run, an example and no measurement. Each thread reads the clock all the time;"
                        + " where the clock jumps by more than "
                        + TimeSlices.GAP.toNanos() / 1_000
                        + " µs, the thread did not run.");
    }

    /// How long time slices are, in milliseconds. Those that the experiment itself cut short, the
    /// first and the last of each thread, are left out, unless there are no others.
    ///
    /// @param name the stem of the files
    /// @param experiments the slices of one or several experiments, by what the chart calls them
    public Figure lengths(String name, String title, Map<String, List<Slice>> experiments) {
        var samples = new LinkedHashMap<String, double[]>();
        experiments.forEach((what, slices) -> samples.put(what, millis(slices)));
        return Figures.histogram(name, title, "length of a slice, ms", samples, lab.machine());
    }

    private static double[] millis(List<Slice> slices) {
        var whole = slices.stream().filter(Slice::whole).toList();
        return (whole.isEmpty() ? slices : whole)
                .stream().mapToDouble(slice -> slice.nanos() / 1e6).toArray();
    }
}
