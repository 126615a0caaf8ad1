package lab;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import lab.interpreter.Visits;
import lab.measure.Comparison;
import lab.measure.Plan;
import lab.python.Python;
import lab.python.PythonFinder;
import lab.python.PythonRounds;
import lab.python.PythonWorker;
import lab.python.TimedExpressions;
import lab.view.Line;
import lab.view.Rows;
import lab.view.Tables;
import tech.tablesaw.api.Table;

/// Pythons in a lab: found, started, measured, and gone when the lab is.
///
/// @param lab where they run
/// @param found the CPythons of this machine
public record Pythons(Lab lab, PythonFinder.Found found) {
    private static final String OPTION = "LAB_PYTHON";
    private static final List<String> WAYS =
            List.of("threading", "multiprocessing", "concurrent.futures", "asyncio");

    /// What was measured in one of them.
    ///
    /// @param python which one
    /// @param computing ways to do a computation; see [#ways]
    /// @param waiting the same ways to wait
    public record Measured(Python python, Comparison computing, Comparison waiting) {
        /// What a table and a chart call it.
        public String name() {
            return python.name();
        }

        /// Whether it has a global lock.
        public boolean locked() {
            return python.locked();
        }
    }

    /// Looks for CPythons.
    ///
    /// @param named the path or name of one; blank for the one that the environment's `LAB_PYTHON`
    ///   names, or else for the first on the PATH
    /// @throws BadUsage if the one that is named does not do
    public static Pythons of(Lab lab, String named) throws Exception {
        var asked = named.isBlank() ? System.getenv().getOrDefault(OPTION, "") : named;
        try {
            return new Pythons(lab, PythonFinder.here().find(asked));
        } catch (IllegalArgumentException e) {
            throw new BadUsage(e.getMessage());
        }
    }

    /// What was found, in a line.
    public String line() {
        var names = all().stream().map(Python::name).toList();
        if (names.isEmpty())
            return "no CPython 3.8 or later on the PATH: the Java half of the page stands alone"
                    + (found.passedOver().isEmpty()
                            ? ""
                            : " (" + String.join("; ", found.passedOver()) + ")");
        return "found "
                + String.join(" and ", names)
                + (found.freeThreaded().isEmpty() ? ", and no free-threaded build" : "");
    }

    /// Those to measure: the one with a lock first, then the one without.
    private List<Python> all() {
        return Stream.of(found.locked(), found.freeThreaded())
                .flatMap(python -> python.stream())
                .toList();
    }

    /// Starts a program that answers line by line in every Python that was found. They end with the
    /// lab.
    ///
    /// @param source the program; it says `ready` first
    /// @return as many as were found: none, one with a lock, or that one and one without
    /// @throws IOException if one does not get ready
    public List<PythonWorker> start(String source) throws Exception {
        var children = new Children(lab);
        var program = children.folder().resolve("lesson.py");
        Files.writeString(program, source);
        var workers = new ArrayList<PythonWorker>();
        for (var python : all())
            workers.add(
                    PythonWorker.of(
                            python, () -> children.start(python.command(program.toString()))));
        return workers;
    }

    /// Starts a program that times expressions in every Python that was found. They end with the
    /// lab.
    ///
    /// @param processes how many `POOL` has
    /// @param definitions what the expressions use, in Python
    /// @throws IOException if one does not get ready
    public List<PythonWorker> timing(int processes, String definitions) throws Exception {
        return start(new TimedExpressions(definitions, processes).source());
    }

    /// Measures ways to do a job in a Python, by its own clocks.
    ///
    /// @param right the right answer
    /// @param ways the first is what the others are compared with
    /// @throws lab.measure.WrongAnswer if one gives another answer
    public Comparison compare(
            PythonWorker worker, String job, long right, List<PythonRounds.Way> ways)
            throws Exception {
        return compare(lab.plan(), worker, job, right, ways);
    }

    /// The same, for as long as the plan says.
    public Comparison compare(
            Plan plan, PythonWorker worker, String job, long right, List<PythonRounds.Way> ways)
            throws Exception {
        var rounds = new PythonRounds(worker, plan, lab.seed());
        return lab.keep(lab.run(() -> rounds.run(worker.python().name(), job, right, ways)));
    }

    /// The ways of the lesson's program to do a job: in a plain call, by threads and by processes
    /// of each number, and by the other two with the largest.
    ///
    /// @param job its name in the program
    /// @param coroutine the name of the one that `asyncio` can do
    public static List<PythonRounds.Way> ways(String job, String coroutine, List<Integer> teams) {
        var ways = new ArrayList<PythonRounds.Way>();
        ways.add(way("plain", "plain", job, 1));
        for (int n : teams) ways.add(way("threading × " + n, "threads", job, n));
        for (int n : teams) ways.add(way("multiprocessing × " + n, "processes", job, n));
        int most = teams.getLast();
        ways.add(way("concurrent.futures × " + most, "futures", job, most));
        ways.add(way("asyncio × " + most, "coroutines", coroutine, most));
        return ways;
    }

    private static PythonRounds.Way way(String variant, String function, String job, int n) {
        return new PythonRounds.Way(variant, n, "%s %s %d".formatted(function, job, n));
    }

    /// What was measured in Pythons, as a table.
    public static Table table(String title, List<Measured> pythons) {
        var rows = new ArrayList<List<Object>>();
        for (var python : pythons)
            for (var job : List.of(python.computing(), python.waiting()))
                for (var way : job.measurements())
                    rows.add(
                            List.of(
                                    python.name(),
                                    way.workload(),
                                    way.variant(),
                                    way.medianMillis(),
                                    way == job.measurements().getFirst()
                                            ? "1 (reference)"
                                            : Tables.speedup(way.speedup())));
        return Rows.table(
                title, List.of("in", "job", "way", "median ms", "speedup (95% interval)"), rows);
    }

    /// Speedup against the number of workers: in Java, without a lock and with it, and in each
    /// Python, by threads and, if it has a lock, by processes.
    ///
    /// @param java what was measured of ways that are called `no lock × n` and `GIL × n`
    /// @param job which of the jobs that was
    public static List<Line> speedups(
            Comparison java,
            List<Measured> pythons,
            Function<Measured, Comparison> job,
            List<Integer> teams) {
        var lines = new ArrayList<Line>();
        for (var rule : List.of("no lock", "GIL"))
            lines.add(Teams.speedups("Java, " + rule, java, rule, teams));
        for (var python : pythons)
            for (var way : python.locked() ? WAYS.subList(0, 2) : WAYS.subList(0, 1))
                lines.add(Teams.speedups(python.name() + " " + way, job.apply(python), way, teams));
        return lines;
    }

    /// The speedups of the largest teams, as a table: Java's, and each Python's.
    ///
    /// @param computing what was measured of ways that are called `no lock × n` and `GIL × n`
    /// @param waiting the same ways to wait
    public static Table answer(
            String title, int most, Comparison computing, Comparison waiting, List<Measured> all) {
        var rows = new ArrayList<List<Object>>();
        for (var rule : List.of("no lock", "GIL"))
            rows.add(row("Java, ", rule + " × " + most, computing, waiting));
        for (var python : all)
            for (var way : WAYS)
                rows.add(
                        row(
                                python.name() + ", ",
                                way + " × " + most,
                                python.computing(),
                                python.waiting()));
        return Rows.table(title, List.of("way", "computing", "waiting"), rows);
    }

    private static List<Object> row(
            String where, String way, Comparison computing, Comparison waiting) {
        return List.of(
                where + way,
                computing.of(way).speedup().toString(),
                waiting.of(way).speedup().toString());
    }

    /// Visits a server in a Python twice: when nothing computes there, and beside one thread.
    ///
    /// @param line what the Python is told, all but the number of threads that compute
    /// @return how long each answer took, in milliseconds, under the Python's name
    public SequencedMap<String, double[]> visits(PythonWorker worker, String line)
            throws Exception {
        var visits = new LinkedHashMap<String, double[]>();
        visits.put(worker.python().name(), visit(worker, line + " 0"));
        visits.put(worker.python().name() + ", one computes", visit(worker, line + " 1"));
        return visits;
    }

    /// Visits a server in a Python: tells it the line, reads the port that it listens on, and asks
    /// there. Its answer, when the visitor has gone, is how many letters it answered.
    ///
    /// @throws IOException if a letter was not answered
    private double[] visit(PythonWorker worker, String line) throws Exception {
        var how = new Interpreters(lab);
        return lab.run(() -> {
            worker.tell(line);
            int port = Integer.parseInt(worker.answer(line).strip());
            var millis = Visits.at(port, how.requests(), how.limit(), lab.cancellation());
            var answered = worker.answer(line).split(" ")[0];
            if (!answered.equals(String.valueOf(millis.length)))
                throw new IOException(
                        "%d letters were sent, and %s answered".formatted(millis.length, answered));
            return millis;
        });
    }
}
