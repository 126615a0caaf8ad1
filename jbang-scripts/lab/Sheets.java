package lab;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lab.python.Python;
import lab.report.ReportPage;
import lab.results.NotResults;
import lab.results.Recommendation;
import lab.results.References;
import lab.results.Side;
import lab.sheet.Bench;
import lab.sheet.CPython;
import lab.sheet.Card;
import lab.sheet.Counts;
import lab.sheet.FixedPool;
import lab.sheet.Foreign;
import lab.sheet.Forks;
import lab.sheet.Grid;
import lab.sheet.Job;
import lab.sheet.Jobs;
import lab.sheet.Model;
import lab.sheet.Models;
import lab.sheet.Pace;
import lab.sheet.Sheet;
import lab.sheet.Timing;
import lab.view.Rows;
import lab.work.Inputs;
import lab.work.Size;

/// Cheat sheets in a lab: models on workloads, measured, kept and shown.
///
/// @param lab where they are measured
/// @param bench what models and workloads use
public record Sheets(Lab lab, Bench bench) {
    private static final List<Integer> WAITING = List.of(1, 2, 4, 8, 16);

    /// Sheets of a lab.
    public Sheets(Lab lab) {
        this(lab, bench(lab, lab.size()));
    }

    /// Sheets of another size than the lab's.
    public Sheets inSize(Size size) {
        return new Sheets(lab, bench(lab, size));
    }

    private static Bench bench(Lab lab, Size size) {
        return new Bench(size, most(lab), lab.seed(), lab.cancellation(), lab::own);
    }

    private static int most(Lab lab) {
        var asked = lab.options.workers();
        return asked.isEmpty() ? lab.cores() : asked.getLast();
    }

    /// How many workers a fixed pool is tried with.
    private Counts counts() {
        return new Counts(
                lab.workers(),
                Stream.concat(WAITING.stream(), lab.options.workers().stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    /// Measures what the options ask for: models and workloads, CPython's models where there is
    /// one, and how a fixed pool scales. A run that ends early can be gone on with.
    ///
    /// @throws BadUsage if the results cannot be written
    /// @throws Exception if the calling thread is interrupted; what is done is kept
    public Grid measure() throws Exception {
        return writing(() -> {
            var asked = lab.options.sheet();
            var names = asked.models().isEmpty() ? SheetRequest.allModels() : asked.models();
            var jobs =
                    Jobs.all().stream()
                            .filter(job ->
                                    asked.workloads().isEmpty()
                                            || asked.workloads().contains(job.name()))
                            .toList();
            var baseline = Models.all().getFirst().name();
            var models =
                    Models.all().stream()
                            .filter(model ->
                                    model.name().equals(baseline) || names.contains(model.name()))
                            .toList();
            var python = python(names); // refused, if so, before anything is written
            var foreign = foreign(names, python);
            begin(asked.before(), names, jobs, python);
            var counts = names.contains(new FixedPool().name()) ? counts() : Counts.NONE;
            lab.checkQuiet();
            try (var desk = desk(true)) {
                if (jvms() == 1) sheet(models, jobs, foreign, counts, desk).measure();
                else new Forks(sheet(models, jobs, foreign, counts, desk), python).measure();
                return desk.grid();
            }
        });
    }

    /// In how many JVMs each workload is measured: a quick run has no time for more than one.
    private int jvms() {
        return bench.size() == Size.QUICK ? 1 : Pace.JVMS;
    }

    private Timing timing() {
        var pace = jvms() == 1 ? Pace.of(bench.size()) : Pace.ofEach(bench.size());
        return Timing.of(jvms(), pace.models());
    }

    /// Measures models on workloads in the lab's size, in this JVM, as often as it is asked for.
    ///
    /// @param models the first is what the others are compared with
    /// @throws Exception if the calling thread is interrupted; what is done is kept
    public Grid measure(List<Model> models, List<Job> jobs) throws Exception {
        lab.checkQuiet();
        try (var desk = desk(false)) {
            sheet(models, jobs, Optional.empty(), Counts.NONE, desk).measure();
            return desk.grid();
        }
    }

    /// @param goesOn whether what is in the folder need not be measured again
    private SheetDesk desk(boolean goesOn) throws IOException {
        return new SheetDesk(lab, lab.report.lesson(), lab.report.folder(), goesOn);
    }

    private Sheet sheet(
            List<Model> models,
            List<Job> jobs,
            Optional<Foreign> foreign,
            Counts counts,
            SheetDesk desk) {
        return new Sheet(models, jobs, foreign, counts, Pace.of(bench.size()), bench, desk);
    }

    private Optional<Python> python(List<String> names) throws Exception {
        if (CPython.MODELS.stream().noneMatch(names::contains)) return Optional.empty();
        var found = Pythons.of(lab, "").found();
        return found.locked().or(found::freeThreaded);
    }

    private Optional<Foreign> foreign(List<String> names, Optional<Python> python) {
        if (CPython.MODELS.stream().noneMatch(names::contains)) return Optional.empty();
        return Optional.of(new CPython(python, Forks.NO_PYTHON, bench, lab::own).only(names));
    }

    /// Leaves a card for whoever goes on with the run, and says how.
    private void begin(
            Optional<Card> before, List<String> models, List<Job> jobs, Optional<Python> python)
            throws IOException {
        var folder = lab.report.folder();
        var workloads = jobs.stream().map(Job::name).toList();
        new Card(
                        Lab.VERSION,
                        lab.size(),
                        bench.workers(),
                        lab.workers(),
                        lab.seed(),
                        with(before.map(Card::models), models),
                        with(before.map(Card::workloads), workloads),
                        before.map(Card::at).orElseGet(() -> Instant.now().toString()),
                        lab.machine(),
                        before.map(Card::inputs).orElse(List.of()),
                        timing(),
                        python.map(Python::name).or(() -> before.map(Card::python)).orElse(null))
                .write(folder);
        lab.report.goingOn("; to go on, run it again with --resume in the place of --out");
        if (before.isPresent()) SheetDesk.forgetFailures(folder);
    }

    private static List<String> with(Optional<List<String>> before, List<String> now) {
        return Stream.concat(before.stream().flatMap(List::stream), now.stream())
                .distinct()
                .toList();
    }

    /// Shows the grid in colours, and which model to use for each workload, and why.
    public void show(Grid grid) throws Exception {
        writing(() -> {
            if (!grid.rows().isEmpty())
                lab.show(grid.heatmap("heatmap", SheetRequest.allModels(), lab.machine()));
            lab.show(
                    "recommendations",
                    Rows.table(
                            "Which model to use",
                            List.of("workload", "use"),
                            grid.recommendations().stream().map(Sheets::row).toList()));
            for (var name : List.of(SheetDesk.NOTES, Card.FILE))
                if (Files.exists(lab.report.folder().resolve(name)))
                    lab.report.wrote(lab.report.folder().resolve(name));
            return null;
        });
    }

    private static List<String> row(Recommendation recommendation) {
        return List.of(recommendation.workload(), recommendation.text());
    }

    /// Claims that no cell failed, so that a run in which one did ends with exit code 1.
    public void claimWhole(Grid grid) {
        var failed = grid.failed();
        lab.claim(
                "every cell has figures, or a reason why not",
                failed.isEmpty(),
                failed.isEmpty()
                        ? grid.cells() + " cells"
                        : failed.stream()
                                .map(note -> note.workload() + ", " + note.model())
                                .collect(Collectors.joining("; ", "failed: ", "")));
    }

    /// Writes all that is in the folder as one page, `report.html`.
    public void report() throws Exception {
        writing(() -> {
            lab.report.wrote(ReportPage.write(lab.report.folder(), references()));
            return null;
        });
    }

    /// The cheat sheets of named machines, to lay this one over. They are an extra: where they
    /// cannot be read, the report goes without.
    private List<Side> references() {
        try {
            return References.sheets(Inputs.find().data());
        } catch (IOException | NotResults | IllegalStateException e) {
            lab.say("the report has no reference runs: " + e.getMessage());
            return List.of();
        }
    }

    /// What fails here cannot write; what fails in a cell is in its place.
    private <T> T writing(Callable<T> body) throws Exception {
        try {
            return body.call();
        } catch (NotResults e) {
            throw new BadUsage(e.getMessage());
        } catch (IOException e) {
            throw new BadUsage("the results cannot be kept: " + e.getMessage());
        }
    }
}
