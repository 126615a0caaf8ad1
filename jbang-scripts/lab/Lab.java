//JAVA 25+
//DEPS com.fasterxml.jackson.core:jackson-databind:2.22.4
//DEPS info.picocli:picocli:4.7.7
//DEPS tech.tablesaw:tablesaw-core:0.44.4
//DEPS org.knowm.xchart:xchart:4.0.3
//DEPS de.erichseifert.vectorgraphics2d:VectorGraphics2D:0.13
//DEPS org.hipparchus:hipparchus-optim:4.0.3
//DEPS org.slf4j:slf4j-nop:2.0.17
//DEPS org.hdrhistogram:HdrHistogram:2.2.2
//DEPS com.h2database:h2:2.4.240
//DEPS com.zaxxer:HikariCP:7.1.0
//DEPS org.postgresql:postgresql:42.7.14
//DEPS io.vertx:vertx-core:5.2.3
//SOURCES *.java cancel/*.java measure/*.java work/*.java view/*.java
//SOURCES race/*.java lock/*.java schedule/*.java interpreter/*.java python/*.java
//SOURCES system/*.java observe/*.java pool/*.java load/*.java service/*.java
//SOURCES coordination/*.java executor/*.java async/*.java
//SOURCES results/*.java report/*.java sheet/*.java
//RUNTIME_OPTIONS -Djava.awt.headless=true --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED

package lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import lab.cancel.Cancellation;
import lab.cancel.Supervisor;
import lab.measure.Answers;
import lab.measure.Claim;
import lab.measure.Comparison;
import lab.measure.Experiment;
import lab.measure.Interval;
import lab.measure.Machine;
import lab.measure.MachineCard;
import lab.measure.Plan;
import lab.measure.Scaling;
import lab.measure.ScalingCurve;
import lab.measure.Variant;
import lab.measure.WrongAnswer;
import lab.view.Display;
import lab.view.Figure;
import lab.view.Figures;
import lab.view.Rows;
import lab.view.Span;
import lab.work.Size;
import lab.work.Traced;
import lab.work.Workload;
import lab.work.Workloads;
import tech.tablesaw.api.Table;

/// What a lesson needs: work to do, a way to measure it, a place to show results, and claims.
///
/// A lab behaves the same in a notebook and in a script. In a script it also owns the process: it
/// ends it with the exit code that the claims ask for, and on Ctrl-C it stops what runs and keeps
/// the results.
public final class Lab implements AutoCloseable {
    /// The version of the lessons and of the library, which go together.
    public static final String VERSION = "1.0.0";

    private static final int TRACED_RUNS = 5;

    final Options options;
    private final MachineCard machine = Machine.card();
    private final Supervisor supervisor = new Supervisor();
    private final Workloads workloads;
    final Report report;
    private final FutureTask<List<String>> preparing;
    private final Leftovers leftovers = new Leftovers(supervisor);
    private boolean checkedQuiet;
    private boolean disturbed;

    private Lab(Options options, Report report) {
        this.options = options;
        this.report = report;
        this.workloads = new Workloads(options.size(), supervisor.cancellation());
        this.preparing = Preparation.start(report.display().interactive());
    }

    /// Opens a lab for a lesson.
    ///
    /// @param lesson the lesson's alias
    /// @param args the options; `--help` lists them
    /// @throws BadUsage in a notebook, if the options are not understood; a script prints one line
    ///   and ends with exit code 2
    public static Lab open(String lesson, String... args) {
        var notebook = ServiceLoader.load(Display.class).findFirst();
        if (notebook.isPresent()) return opened(lesson, notebook.get(), args);
        var script = new ScriptProcess(lesson);
        return script.orExit(() -> {
            var lab = opened(lesson, script.display(args), args);
            script.own(lab::interrupted, lab.report::isCutShort);
            return lab;
        });
    }

    private static Lab opened(String lesson, Display display, String... args) {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // the pages are in English
        var options = Options.parse(lesson, args);
        options.jdbcUrl().ifPresent(url -> Services.reach(lesson, url));
        var lab = new Lab(options, new Report(lesson, options, display));
        display.onStop(lab.leftovers::stop);
        lab.report.opening(lab.machine);
        return lab;
    }

    /// What this runs on.
    public MachineCard machine() {
        return machine;
    }

    /// How many processors this JVM may use.
    public int cores() {
        return machine.cores();
    }

    /// How much work was asked for.
    public Size size() {
        return options.size();
    }

    /// What draws that are to be repeatable start from.
    public long seed() {
        return options.seed();
    }

    /// The worker counts to try.
    public List<Integer> workers() {
        return options.workersOn(cores());
    }

    /// What loops of your own should poll, so that Stop stops them.
    public Cancellation cancellation() {
        return supervisor.cancellation();
    }

    /// The workloads, in the size asked for.
    public Workloads workloads() {
        return workloads;
    }

    /// How long an experiment may take in the size asked for.
    public Plan plan() {
        return switch (options.size()) {
            case QUICK -> new Plan(5, 15, Duration.ofMillis(60), Duration.ofMillis(100));
            case STANDARD -> new Plan(7, 31, Duration.ofMillis(500), Duration.ofMillis(1_500));
            case FULL -> new Plan(15, 101, Duration.ofSeconds(3), Duration.ofSeconds(15));
        };
    }

    /// Measures variants of a workload side by side, answers first.
    ///
    /// @param experiment names the rows in `results.csv`
    /// @param work the job
    /// @param variants the ways to do it; the others are compared with the first
    /// @throws lab.measure.WrongAnswer if an answer is wrong
    /// @throws InterruptedException if the calling thread is interrupted; what ran has been stopped
    /// @throws Exception whatever a variant throws
    public <A> Comparison compare(String experiment, Workload<A> work, List<Variant<A>> variants)
            throws Exception {
        return compare(plan(), experiment, work.name(), answers(work), variants);
    }

    /// Measures variants of any job side by side.
    ///
    /// @param plan how long it may take
    /// @param job what is done, in a word or three
    /// @param answers how the answers are judged
    public <A> Comparison compare(
            Plan plan, String experiment, String job, Answers<A> answers, List<Variant<A>> variants)
            throws Exception {
        checkQuiet();
        try (var progress = report.display().progress(experiment + ", " + job)) {
            long start = System.nanoTime();
            var runner =
                    Experiment.on(machine, experiment, job, answers, plan, seed(), progress::at);
            var comparison = run(() -> runner.run(variants));
            progress.done(
                    "%s, %s: %d rounds of %d variants in %.1f s"
                            .formatted(
                                    experiment,
                                    job,
                                    comparison.measurements().getFirst().rounds(),
                                    variants.size(),
                                    (System.nanoTime() - start) / 1e9));
            disturbed |= comparison.disturbed();
            report.measured(comparison, machine);
            return comparison;
        }
    }

    /// Keeps what was measured by other means than [#compare].
    Comparison keep(Comparison measured) throws java.io.IOException {
        disturbed |= measured.disturbed();
        report.measured(measured, machine);
        return measured;
    }

    /// How the answers of a workload are judged.
    public static <A> Answers<A> answers(Workload<A> work) {
        return new Answers<>(work::objection, work::same, work::describe);
    }

    /// Measures how a parallel version scales over [#workers], against the sequential one.
    ///
    /// @param parallel the parallel version for so many workers
    public <A> ScalingCurve scaling(
            String experiment,
            Workload<A> work,
            Callable<? extends A> sequential,
            IntFunction<Callable<? extends A>> parallel)
            throws Exception {
        var variants = new ArrayList<Variant<A>>();
        variants.add(new Variant<>("sequential", 1, sequential));
        for (int n : workers())
            variants.add(new Variant<>(n == 1 ? "1 worker" : n + " workers", n, parallel.apply(n)));
        return Scaling.of(compare(experiment, work, variants), cores());
    }

    /// Takes care of something that has to be closed: a server, a child process, a pool that
    /// outlives a cell. It is closed when the lab closes, when a cell or a run is interrupted (but
    /// for a temporary folder), and on Ctrl-C, the latest first; to close it twice must be
    /// harmless.
    ///
    /// @return the resource
    public <C extends AutoCloseable> C own(C resource) {
        return leftovers.own(resource);
    }

    /// Runs anything on a thread that Stop can stop, and waits for its answer.
    ///
    /// @throws InterruptedException if the calling thread is interrupted; what ran has been stopped
    /// @throws Exception whatever the body throws
    public <T> T run(Callable<T> body) throws Exception {
        try {
            return supervisor.run("run", body);
        } catch (Exception e) {
            // The process is about to end, so the lesson says nothing more; its work ends by
            // itself.
            while (report.isCutShort() && !supervisor.runsThis()) LockSupport.park();
            if (e instanceof InterruptedException) leftovers.stop();
            throw e;
        }
    }

    void checkQuiet() throws Exception {
        if (checkedQuiet) return;
        checkedQuiet = true;
        for (var warning : preparing.get()) report.warn(warning);
    }

    /// Does each job once on one thread, checks the answer, and shows what the jobs are.
    ///
    /// @throws lab.measure.WrongAnswer if an answer is wrong
    /// @throws Exception if the calling thread is interrupted
    public void introduce(List<Workload<?>> jobs) throws Exception {
        var rows = new ArrayList<List<?>>();
        for (var job : jobs)
            rows.add(List.of(job.name(), job.kind(), job.input(), run(() -> checked(job))));
        show("jobs", Rows.table("The jobs", List.of("job", "kind", "input", "answer"), rows));
    }

    private static <A> String checked(Workload<A> job) {
        var answer = job.compute();
        var described = job.describe(answer);
        job.objection(answer)
                .ifPresent(why -> {
                    throw new WrongAnswer(job.name(), "sequential", described, why);
                });
        return described;
    }

    /// A way to do a job.
    @FunctionalInterface
    public interface Way<A> {
        /// Does the job.
        A apply(Workload<A> job) throws Exception;
    }

    /// Does a job five times in the same way, and notes who computed what.
    ///
    /// @return the notes of the run that took neither the shortest nor the longest: the median
    /// @throws Exception if the calling thread is interrupted, or whatever the way throws
    public <A> Traced<A> trace(Workload<A> job, Way<A> way) throws Exception {
        var runs = new ArrayList<Traced<A>>();
        for (int run = 0; run < TRACED_RUNS; run++) {
            var traced = new Traced<>(job);
            run(() -> way.apply(traced));
            runs.add(traced);
        }
        runs.sort(Comparator.comparingLong(Traced::nanos));
        return runs.get(TRACED_RUNS / 2);
    }

    /// A timeline of what each thread computed, and when.
    ///
    /// @param name the stem of the files
    /// @param traced a workload that has been computed
    public Figure timeline(String name, String title, Traced<?> traced) {
        long start = traced.startNanos();
        var spans =
                traced.parts().stream()
                        .map(part ->
                                new Span(
                                        part.thread(),
                                        "computes",
                                        (part.startNanos() - start) / 1e6,
                                        (part.endNanos() - start) / 1e6))
                        .toList();
        return Figures.timeline(name, title, spans, machine);
    }

    /// Shows a table, and keeps it as `DIR/name.csv`. Its title is the table's name.
    public void show(String name, Table table) throws java.io.IOException {
        report.show(name, table);
    }

    /// Shows what was measured, as a table.
    public void show(Comparison comparison) throws java.io.IOException {
        report.show(List.of(comparison));
    }

    /// Shows what was measured of several workloads, as one table.
    public void show(List<Comparison> comparisons) throws java.io.IOException {
        report.show(comparisons);
    }

    /// Shows a scaling curve as a table: what was measured, and what the fits predict.
    public void show(ScalingCurve curve) throws java.io.IOException {
        report.show(curve);
    }

    /// Shows a chart, and keeps it as `DIR/name.png`, `.svg` and `.csv`.
    public void show(Figure figure) throws java.io.IOException {
        report.show(figure);
    }

    /// Shows a line.
    public void say(String line) {
        report.say(line);
    }

    /// Claims something that is either so or not; the evidence is what it rests on.
    public void claim(String text, boolean holds, String evidence) {
        report.claim(Claim.that(text, holds, evidence));
    }

    /// Claims that a measured figure is above a bound; undecided if the bound lies in the figure's
    /// interval. Nothing is refuted in a run that other processes disturbed.
    public void claimAbove(String text, Interval figure, double bound) {
        claim(Claim.above(text, figure, bound));
    }

    /// Claims that a measured figure is not above a bound; refuted only if its whole interval is.
    /// Nothing is refuted in a run that other processes disturbed.
    public void claimAtMost(String text, Interval figure, double bound) {
        claim(Claim.atMost(text, figure, bound));
    }

    private void claim(Claim timed) {
        report.claim(disturbed ? timed.onDisturbedMachine() : timed);
    }

    /// Sums the claims up, and says where the results are. A script ends here, with exit code 1 if
    /// a claim was refuted.
    @Override
    public void close() throws java.io.IOException {
        Preparation.await(preparing);
        report.claim(leftovers.claim());
        boolean held = report.closing(machine);
        if (!report.display().interactive()) System.exit(held ? 0 : 1);
    }

    /// On Ctrl-C: stops what runs, and keeps what there is.
    private void interrupted() {
        if (report.isClosed()) return;
        report.cutShort();
        supervisor.stop(Supervisor.GRACE);
        leftovers.close();
        try {
            report.closing(machine);
        } catch (java.io.IOException e) {
            System.err.println("the results could not be kept: " + e.getMessage());
        }
    }
}
