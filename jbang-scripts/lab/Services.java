package lab;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import lab.load.Caller;
import lab.load.ClosedLoop;
import lab.load.Latencies;
import lab.load.Load;
import lab.load.OpenLoop;
import lab.measure.Interval;
import lab.measure.Neighbours;
import lab.measure.Plan;
import lab.service.Database;
import lab.service.FileWork;
import lab.service.WebService;
import lab.view.Figure;
import lab.view.Figures;
import lab.view.Line;
import lab.view.Rows;
import lab.work.Inputs;
import lab.work.Size;
import tech.tablesaw.api.Table;

/// Services in a lab, and loads on them: they end when the lab does, or is stopped, and open again
/// when they are used again.
///
/// @param lab where they are used
/// @param service the web service, if there is one: all share its process, whatever their latency
public record Services(Lab lab, AtomicReference<WebService> service) {
    private static final int CONNECTIONS = 10;
    private static final int SAMPLES = 2_000;
    private static final String FROM =
            "A latency counts from when its call was meant to begin, not from when it could.";

    /// Services of a lab.
    public Services(Lab lab) {
        this(lab, new AtomicReference<>());
    }

    /// A web service whose answers take so long. It starts when it is first called.
    ///
    /// @throws IOException if the files that it sends are not found
    public WebService web(Duration latency) throws IOException {
        if (service.get() == null) {
            var first =
                    new WebService(
                            lab::own, Inputs.find().addresses(), latency, lab.size() != Size.QUICK);
            service.compareAndSet(null, first);
        }
        return service.get().with(latency);
    }

    /// The database that `--jdbc-url` names, or one in this JVM, behind a pool of ten connections.
    /// Callers do their calls themselves, see [Database#unshielded]: do not cancel one.
    public Database database() {
        return database(CONNECTIONS).unshielded();
    }

    /// The same, behind a pool of so many connections.
    public Database database(int connections) {
        return new Database(lab::own, lab.options.jdbcUrl(), connections);
    }

    /// Work with the texts of the State of the Union addresses, as files.
    ///
    /// @throws IOException if they are not found
    public FileWork files() throws IOException {
        return new FileWork(lab::own, Inputs.find().addresses());
    }

    /// Refuses a database that cannot be reached.
    ///
    /// @throws BadUsage if it cannot; the message does not repeat what may be a password
    static void reach(String lesson, String jdbcUrl) {
        try {
            Database.reach(jdbcUrl);
        } catch (SQLException e) {
            var why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new BadUsage(
                    "%s: --jdbc-url leads to no database that answers: %s"
                            .formatted(lesson, why.replace(jdbcUrl, "this URL")));
        }
    }

    /// Puts a closed load on a service.
    ///
    /// @param expected the right answer to each call
    /// @throws Exception if the calling thread is interrupted; the calls have been stopped
    public <A> Load run(ClosedLoop loop, Caller<A> caller, IntFunction<? extends A> expected)
            throws Exception {
        return lab.run(() -> loop.run(caller, expected, lab.cancellation()));
    }

    /// Puts an open load on a service.
    ///
    /// @param expected the right answer to each call
    /// @throws Exception if the calling thread is interrupted; the calls have been stopped
    public <A> Load run(OpenLoop loop, Caller<A> caller, IntFunction<? extends A> expected)
            throws Exception {
        return lab.run(() -> loop.run(caller, expected, lab.cancellation()));
    }

    /// How long comparing loads may take in the size asked for.
    public Plan plan() {
        return switch (lab.size()) {
            case QUICK -> new Plan(3, 9, Duration.ofMillis(300), Duration.ofMillis(500));
            case STANDARD -> new Plan(7, 31, Duration.ofMillis(1_500), Duration.ofSeconds(3));
            case FULL -> new Plan(15, 101, Duration.ofSeconds(5), Duration.ofSeconds(30));
        };
    }

    /// Carries the same load in several ways side by side, and keeps what was measured as rows of
    /// `results.csv`. Calls that fail are counted, and do not end it.
    ///
    /// @param experiment names the rows
    /// @param job what is done, in a word or three
    /// @param ways each carries the load once; the others are compared with the first
    /// @throws Exception if the calling thread is interrupted, or whatever a way throws
    public Loads compare(String experiment, String job, SequencedMap<String, Callable<Load>> ways)
            throws Exception {
        return compare(plan(), experiment, job, ways);
    }

    /// The same, for so long.
    public Loads compare(
            Plan plan, String experiment, String job, SequencedMap<String, Callable<Load>> ways)
            throws Exception {
        var neighbours = new Neighbours();
        int strangers = Math.max(0, lab.machine().onlineCores() - lab.cores());
        var loads = lab.run(() -> Loads.of(ways, plan, neighbours, strangers, lab.seed()));
        lab.keep(loads.comparison(experiment, job));
        return loads;
    }

    /// What was measured of each way, as a table: throughput, latencies, errors, and the processor
    /// time that a call took in this JVM.
    public static Table table(String title, Loads loads) {
        var rows = new ArrayList<List<?>>();
        for (var way : loads.ways()) {
            var latencies = loads.latencies(way);
            rows.add(
                    List.of(
                            way,
                            loads.perSecond(way).estimate(),
                            latencies.medianMillis(),
                            latencies.percentileMillis(99),
                            latencies.maxMillis(),
                            loads.failed(way),
                            loads.median(way, Load::cpuMicrosPerCall).estimate()));
        }
        return Rows.table(title, columns("way"), rows);
    }

    /// What came of loads, as a table.
    ///
    /// @param loads each with its name
    public static Table table(String title, SequencedMap<String, Load> loads) {
        return Rows.table(
                title,
                columns("load"),
                loads,
                (name, load) ->
                        List.of(
                                name,
                                load.perSecond(),
                                load.latencies().medianMillis(),
                                load.latencies().percentileMillis(99),
                                load.latencies().maxMillis(),
                                load.failed(),
                                load.cpuMicrosPerCall()));
    }

    private static List<String> columns(String first) {
        return List.of(
                first,
                "right answers a second",
                "median ms",
                "99% below ms",
                "slowest ms",
                "errors",
                "processor µs a call");
    }

    /// How the latencies are distributed, a ridge for each.
    ///
    /// @param name the stem of the files
    public Figure distributions(String name, String title, SequencedMap<String, Latencies> each) {
        var samples = new LinkedHashMap<String, double[]>();
        each.forEach((what, latencies) -> samples.put(what, latencies.millis(SAMPLES)));
        var ridges = Figures.histogram(name, title, "latency, ms", samples, lab.machine());
        boolean all = each.values().stream().allMatch(latencies -> latencies.count() <= SAMPLES);
        var sampled = all ? " " : " A sample of %,d at most. ".formatted(SAMPLES);
        return captioned(
                ridges, ridges.caption() + sampled + FROM, ridges.alt() + sampled.stripTrailing());
    }

    /// Latency against how rare it is: a line for each, from the calls that everybody makes to the
    /// slowest. At 100 on the horizontal axis is the 99th percentile, at 1,000 the 99.9th.
    ///
    /// @param name the stem of the files
    public Figure percentiles(String name, String title, SequencedMap<String, Latencies> each) {
        var lines = new ArrayList<Line>();
        each.forEach((what, latencies) -> lines.add(percentiles(what, latencies)));
        return captioned(
                Figures.lines(
                        name,
                        title,
                        "one call in so many is slower",
                        "ms",
                        true,
                        lines,
                        lab.machine()),
                "Points: what all calls but one in so many did not exceed. %s %s."
                        .formatted(FROM, lab.machine().line()));
    }

    private static Figure captioned(Figure figure, String caption) {
        return captioned(figure, caption, figure.alt());
    }

    private static Figure captioned(Figure figure, String caption, String alt) {
        return new Figure(
                figure.name(),
                figure.title(),
                caption,
                alt,
                figure.data(),
                figure.drawing(),
                figure.text());
    }

    /// The curve of percentiles as a line for a chart.
    public static Line percentiles(String name, Latencies latencies) {
        var curve = latencies.curve();
        return new Line(
                name,
                curve.stream().mapToDouble(Latencies.Point::oneIn).toArray(),
                curve.stream().map(point -> Interval.exactly(point.millis())).toList());
    }
}
