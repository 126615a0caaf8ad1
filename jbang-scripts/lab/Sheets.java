package lab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lab.measure.Plan;
import lab.results.Recommendation;
import lab.sheet.Bench;
import lab.sheet.Grid;
import lab.sheet.Job;
import lab.sheet.Model;
import lab.sheet.Sheet;
import lab.view.Rows;

/// Cheat sheets in a lab: models on workloads, measured, kept and shown.
///
/// @param lab where they are measured
/// @param bench what models and workloads use
public record Sheets(Lab lab, Bench bench) {
    /// Sheets of a lab.
    public Sheets(Lab lab) {
        this(lab, new Bench(lab.size(), most(lab), lab.seed(), lab.cancellation(), lab::own));
    }

    private static int most(Lab lab) {
        var asked = lab.options.workers();
        return asked.isEmpty() ? lab.cores() : asked.getLast();
    }

    /// How long a workload may take.
    public Plan plan() {
        return switch (lab.size()) {
            case QUICK -> new Plan(5, 15, Duration.ofMillis(400), Duration.ofMillis(1_000));
            case STANDARD -> new Plan(9, 41, Duration.ofSeconds(3), Duration.ofSeconds(15));
            case FULL -> new Plan(15, 101, Duration.ofSeconds(10), Duration.ofSeconds(60));
        };
    }

    /// Measures models on workloads in the lab's size.
    ///
    /// @param models the first is what the others are compared with
    /// @throws Exception if the calling thread is interrupted; what is done is kept
    public Grid measure(List<Model> models, List<Job> jobs) throws Exception {
        return measure(models, jobs, List.of());
    }

    private Grid measure(List<Model> models, List<Job> jobs, List<Integer> counts)
            throws Exception {
        lab.checkQuiet();
        try (var desk = new SheetDesk(lab, lab.report.lesson(), lab.report.folder())) {
            new Sheet(models, jobs, Optional.empty(), counts, plan(), bench, desk).measure();
            return desk.grid();
        }
    }

    /// Shows which model to use for each workload, and why.
    public void show(Grid grid) throws IOException {
        lab.show(
                "recommendations",
                Rows.table(
                        "Which model to use",
                        List.of("workload", "use"),
                        grid.recommendations().stream().map(Sheets::row).toList()));
    }

    private static List<String> row(Recommendation recommendation) {
        return List.of(recommendation.workload(), recommendation.text());
    }
}
