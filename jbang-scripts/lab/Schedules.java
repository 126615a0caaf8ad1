package lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import lab.measure.Interval;
import lab.measure.Statistics;
import lab.schedule.Fate;
import lab.schedule.Job;
import lab.schedule.Loads;
import lab.schedule.Policy;
import lab.schedule.Processors;
import lab.schedule.Schedule;
import lab.schedule.Simulation;
import lab.schedule.Slice;
import lab.view.Figure;
import lab.view.Figures;
import lab.view.Line;
import lab.view.Rows;
import lab.view.Span;
import lab.work.Size;
import tech.tablesaw.api.Table;

/// Simulated processor scheduling in a lab, as tables and charts. Times are milliseconds.
///
/// @param lab where it is done
public record Schedules(Lab lab) {
    private static final String SIMULATED =
            "Simulated, so the same on every machine: a lane for each %s, a bar for each turn.";
    private static final double CLOSE = 1e-5;
    private static final int MOST_LOADS = 1_000;
    private static final int DRAWN = 200;

    /// What comes of the jobs on one processor that switches for free.
    public Schedule simulate(List<Job> jobs, Policy policy) throws Exception {
        return simulate(jobs, policy, Processors.one());
    }

    /// What comes of the jobs. Stop stops it.
    public Schedule simulate(List<Job> jobs, Policy policy, Processors processors)
            throws Exception {
        return lab.run(() -> Simulation.run(jobs, policy, processors));
    }

    /// What comes of the jobs under each of the policies, on one processor that switches for free.
    public List<Schedule> simulate(List<Job> jobs, List<Policy> policies) throws Exception {
        return lab.run(
                () -> policies.stream().map(policy -> Simulation.run(jobs, policy)).toList());
    }

    /// Reads jobs from a CSV file: see [JobsFile].
    ///
    /// @param file its path, or its path within the folder `data`
    /// @throws BadUsage if there is no such file, or what is in it are no jobs; the message says in
    ///   a line what is wrong where
    public List<Job> read(Path file) {
        return JobsFile.read(file);
    }

    /// A Gantt chart with a lane for each job: when it ran, and when it waited for the processor.
    ///
    /// @param name the stem of the files
    public Figure gantt(String name, String title, Schedule schedule) {
        return gantt(name, title, schedule, SIMULATED.formatted("job"));
    }

    static Figure gantt(String name, String title, Schedule schedule, String caption) {
        var turns = new LinkedHashMap<Job, List<Slice>>();
        for (var fate : schedule.fates()) turns.put(fate.job(), new ArrayList<>());
        for (var slice : schedule.slices())
            if (!slice.switching()) turns.get(slice.job()).add(slice);
        var spans = new ArrayList<Span>();
        turns.forEach((job, slices) -> spans.addAll(spans(job, slices)));
        return Figures.timeline(name, title, "job", spans, caption);
    }

    private static List<Span> spans(Job job, List<Slice> slices) {
        var spans = new ArrayList<Span>();
        for (var slice : slices) spans.add(span(job.name(), "runs", slice.from(), slice.to()));
        double ready = job.arrival();
        int burst = 0;
        double left = job.bursts().getFirst();
        for (var slice : slices) {
            if (slice.from() > ready)
                spans.add(span(job.name(), "waits its turn", ready, slice.from()));
            ready = slice.to();
            left -= slice.length();
            if (left > CLOSE || burst + 2 >= job.bursts().size()) continue;
            ready += job.bursts().get(burst + 1);
            spans.add(span(job.name(), "waits for a device", slice.to(), ready));
            burst += 2;
            left = job.bursts().get(burst);
        }
        return spans;
    }

    /// A Gantt chart with a lane for each processor, and a colour for each job.
    ///
    /// @param name the stem of the files
    public Figure processors(String name, String title, Schedule schedule) {
        var spans =
                byJob(schedule).stream()
                        .map(slice ->
                                span(
                                        "processor " + slice.processor(),
                                        slice.job().name(),
                                        slice.from(),
                                        slice.to()))
                        .sorted(Comparator.comparing(Span::lane))
                        .toList();
        return Figures.timeline(name, title, "processor", spans, SIMULATED.formatted("processor"));
    }

    /// A Gantt chart with a lane for each policy, and a colour for each job.
    ///
    /// @param name the stem of the files
    /// @param schedules schedules on one processor
    public Figure sideBySide(String name, String title, List<Schedule> schedules) {
        return sideBySide(name, title, schedules, SIMULATED.formatted("policy"));
    }

    static Figure sideBySide(String name, String title, List<Schedule> schedules, String caption) {
        var spans = new ArrayList<Span>();
        for (var schedule : schedules)
            for (var slice : byJob(schedule))
                spans.add(span(schedule.policy(), slice.job().name(), slice.from(), slice.to()));
        return Figures.timeline(name, title, "policy", spans, caption);
    }

    /// The turns of the jobs, in the order of the jobs, so that these keep their colours.
    private static List<Slice> byJob(Schedule schedule) {
        var order = schedule.fates().stream().map(Fate::job).toList();
        return schedule.runs().stream()
                .sorted(Comparator.comparingInt(slice -> order.indexOf(slice.job())))
                .toList();
    }

    private static Span span(String lane, String state, double from, double to) {
        return new Span(lane, state, from, to);
    }

    /// What became of each job.
    public Table jobs(String title, Schedule schedule) {
        var rows =
                schedule.fates().stream()
                        .map(fate ->
                                List.<Object>of(
                                        fate.job().name(),
                                        fate.job().arrival(),
                                        fate.job().work(),
                                        fate.job().priority(),
                                        fate.waiting(),
                                        fate.turnaround(),
                                        fate.response()))
                        .toList();
        return Rows.table(
                title,
                List.of(
                        "job",
                        "arrival",
                        "burst",
                        "priority",
                        "waiting, ms",
                        "turnaround, ms",
                        "response, ms"),
                rows);
    }

    /// The figures by which policies are judged, a row for each schedule: means over its jobs.
    public Table figures(String title, List<Schedule> schedules) {
        var rows =
                schedules.stream()
                        .map(s ->
                                List.<Object>of(
                                        s.policy(),
                                        s.meanWaiting(),
                                        s.meanTurnaround(),
                                        s.meanResponse(),
                                        1_000 * s.throughput(),
                                        100 * s.utilisation(),
                                        s.fairness(),
                                        (int) s.switches()))
                        .toList();
        return Rows.table(
                title,
                List.of(
                        "policy",
                        "waiting, ms",
                        "turnaround, ms",
                        "response, ms",
                        "jobs/s",
                        "busy, %",
                        "fairness",
                        "switches"),
                rows);
    }

    /// How each job's turnaround differs between schedules of the same jobs: a row for each job, a
    /// column for each schedule.
    public Table turnarounds(String title, List<Schedule> schedules) {
        var header = new ArrayList<>(List.of("job"));
        for (var schedule : schedules) header.add(schedule.policy() + ", ms");
        var rows =
                schedules.getFirst().fates().stream()
                        .map(fate -> {
                            var row = new ArrayList<Object>(List.of(fate.job().name()));
                            for (var s : schedules) row.add(s.of(fate.job().name()).turnaround());
                            return row;
                        })
                        .toList();
        return Rows.table(title, header, rows);
    }

    /// How many loads are drawn for a [#sweep].
    public int loads() {
        return lab.size() == Size.QUICK ? 9 : 25;
    }

    /// How schedules change with something that is varied, over drawn loads of [Loads#mixed], the
    /// same for each value.
    ///
    /// @param load how much work arrives in a unit of time
    /// @param values what is varied, ascending
    /// @param way makes a schedule of jobs, for a value
    /// @param figures what to look at, by name
    /// @return a line for each figure: its median over the loads, with a 95% interval
    public List<Line> sweep(
            double load,
            double[] values,
            DoubleFunction<Function<List<Job>, Schedule>> way,
            Map<String, ToDoubleFunction<Schedule>> figures)
            throws Exception {
        return lab.run(() -> {
            var points = new LinkedHashMap<String, List<Interval>>();
            for (var figure : figures.keySet()) points.put(figure, new ArrayList<>());
            for (double value : values) {
                var samples = new LinkedHashMap<String, double[]>();
                for (var figure : figures.keySet()) samples.put(figure, new double[loads()]);
                for (int i = 0; i < loads(); i++) {
                    var jobs = Loads.mixed(MOST_LOADS * lab.seed() + i, DRAWN, load);
                    var schedule = way.apply(value).apply(jobs);
                    for (var figure : figures.entrySet())
                        samples.get(figure.getKey())[i] = figure.getValue().applyAsDouble(schedule);
                }
                samples.forEach((figure, sample) ->
                        points.get(figure).add(Statistics.medianInterval(sample)));
            }
            return points.entrySet().stream()
                    .map(line -> new Line(line.getKey(), values, line.getValue()))
                    .toList();
        });
    }

    /// Lines of what was simulated: one schedule for a point, or a [#sweep].
    ///
    /// @param name the stem of the files
    public Figure lines(String name, String title, String xLabel, String yLabel, List<Line> lines) {
        var figure = Figures.lines(name, title, xLabel, yLabel, true, lines, lab.machine());
        boolean exact =
                lines.stream().flatMap(line -> line.y().stream()).allMatch(Schedules::isExact);
        var points =
                exact
                        ? "Points: one schedule each."
                        : "Points: medians of %d drawn loads. Error bars: 95%% intervals."
                                .formatted(loads());
        return new Figure(
                name,
                title,
                points + " Simulated, so the same on every machine.",
                figure.alt(),
                figure.data(),
                figure.drawing(),
                figure.text());
    }

    private static boolean isExact(Interval point) {
        return point.low() == point.high();
    }

    /// Where a line is lowest.
    public static double lowest(Line line) {
        int best = 0;
        for (int i = 1; i < line.x().length; i++)
            if (line.y().get(i).estimate() < line.y().get(best).estimate()) best = i;
        return line.x()[best];
    }
}
