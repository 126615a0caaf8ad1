package lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lab.results.Note;
import lab.results.Recommendation;
import lab.results.ResultRow;
import lab.view.Numbers;
import lab.view.Tables;
import org.jsoup.nodes.Element;

/// Each workload with its charts and with all of its figures.
final class Workloads {
    private static final String ALLOCATED = "MB allocated";
    private static final String OR_RESIDENT = "MB allocated (CPython: most resident)";
    private static final List<String> COLUMNS =
            List.of(
                    "Model",
                    "Speedup (95% interval)",
                    "Median ms",
                    "Busy cores",
                    "Processor ms",
                    ALLOCATED,
                    "Peak threads",
                    "Workers",
                    "Rounds",
                    "Answer");

    private final Sheet sheet;

    Workloads(Sheet sheet) {
        this.sheet = sheet;
    }

    void add(Element parent, int number, String workload, Recommendation recommendation) {
        var part = parent.appendElement("section").addClass("workload");
        var heading = "w" + number;
        part.appendElement("h3").attr("id", heading).text(workload);
        Verdicts.verdict(part, recommendation);
        var charts = part.appendElement("div").addClass("charts");
        for (int g = 0; g < sheet.groups().size(); g++) {
            var marks = g == 0 ? Verdicts.marks(recommendation) : Map.<String, String>of();
            var rows = sheet.rows(workload, sheet.groups().get(g));
            SpeedupChart.add(charts, heading + "-speedup" + g, rows, marks);
        }
        var curves = sheet.curves(workload);
        for (int c = 0; c < curves.size(); c++)
            ScalingChart.add(charts, heading + "-scaling" + c, curves.get(c));
        figures(part, heading + "-figures", workload);
        for (int c = 0; c < curves.size(); c++)
            curve(part, heading + "-curve" + c, workload, curves.get(c));
        notes(part, sheet.notes(workload).toList());
    }

    private void figures(Element part, String id, String workload) {
        var groups =
                sheet.groups().stream().filter(g -> !sheet.rows(workload, g).isEmpty()).toList();
        if (groups.isEmpty()) return;
        var grid = Grid.in(part, id, workload + ": what was measured").style("figures");
        grid.style("measured")
                .head(
                        COLUMNS.stream()
                                .map(name ->
                                        name.equals(ALLOCATED)
                                                        && groups.stream()
                                                                .anyMatch(sheet::tellsResident)
                                                ? OR_RESIDENT
                                                : name)
                                .toList());
        for (var group : groups) {
            var rows = sheet.rows(workload, group);
            var body = grid.body(sheet.title(group), COLUMNS.size());
            for (var row : rows)
                Grid.row(
                        body,
                        row.variant(),
                        cells(row, row.equals(rows.getFirst()), sheet.countsMemory(group)));
        }
    }

    private static List<String> cells(ResultRow row, boolean reference, boolean memory) {
        return List.of(
                reference ? "1, the reference" : speedup(row),
                Words.figure(row.medianMillis()),
                Words.cores(row.busyCores()),
                Words.figure(row.cpuMillis()),
                memory ? Words.megabytes(row.memoryMegabytes()) : "–",
                Words.threads(row),
                String.valueOf(row.workers()),
                String.valueOf(row.rounds()),
                row.answerOk() ? "right" : "wrong");
    }

    private static String speedup(ResultRow row) {
        return row.isMeasured() ? Tables.speedup(row.speedup()) : "not known";
    }

    private static void curve(Element part, String id, String workload, Curve curve) {
        var headings =
                new ArrayList<>(
                        List.of(
                                "Kind",
                                curve.waits() ? "Threads" : "Workers or cores",
                                "Speedup (95% interval)"));
        for (var fit : curve.fits()) headings.add(fit.name() + " fit");
        var grid =
                Grid.in(part, id, "%s, scaling of %s".formatted(workload, curve.model()))
                        .style("figures")
                        .style("scaling")
                        .head(headings);
        var body = grid.body();
        for (var point : curve.points()) {
            var cells = new ArrayList<>(List.of(String.valueOf(point.workers()), speedup(point)));
            for (var fit : curve.fits())
                cells.add(Numbers.three(fit.fit().speedup(curve.counted(point))));
            Grid.row(body, "measured", cells);
        }
        for (int more : curve.predicted()) {
            var cells = new ArrayList<>(List.of(String.valueOf(more), "–"));
            for (var fit : curve.fits()) cells.add(fit.predicts(more));
            Grid.row(body, "predicted", cells);
        }
    }

    private static void notes(Element part, List<Note> notes) {
        if (notes.isEmpty()) return;
        part.appendElement("p").text("Without figures:");
        var list = part.appendElement("ul").addClass("notes");
        for (var note : notes)
            list.appendElement("li")
                    .text("%s (%s): %s".formatted(note.model(), note.kind().label(), note.why()));
    }
}
