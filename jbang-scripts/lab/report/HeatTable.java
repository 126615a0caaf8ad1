package lab.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import lab.results.Note;
import lab.results.Recommendation;
import lab.results.ResultRow;
import org.jsoup.nodes.Element;

/// Every model on every workload: speedup with its interval, busy cores and memory, or why there is
/// none. The shade repeats the figure; what is best says so in a word.
final class HeatTable {
    private final Sheet sheet;
    private final Shades shades;
    private final Map<String, Map<String, String>> marks = new HashMap<>();

    HeatTable(Sheet sheet, Map<String, Recommendation> recommendations) {
        this.sheet = sheet;
        this.shades =
                Shades.of(
                        sheet.groups().stream()
                                .flatMap(g ->
                                        sheet.workloads().stream().flatMap(w -> measured(w, g)))
                                .map(ResultRow::speedup)
                                .toList());
        recommendations.forEach((workload, r) -> marks.put(workload, Verdicts.marks(r)));
    }

    private Stream<ResultRow> measured(String workload, Sheet.Group group) {
        return sheet.rows(workload, group).stream().skip(1).filter(ResultRow::counts);
    }

    void add(Element parent) {
        parent.appendElement("p")
                .text(
                        "Blue is faster than the reference, orange slower, grey not measurably"
                                + " different; the shade repeats the figure, by its logarithm."
                                + " ‘best’ has the highest speedup, and the intervals cannot tell"
                                + " from it what is ‘tied’: of these, take the simplest.");
        legend(parent);
        var grid =
                Grid.in(
                                parent,
                                "heat",
                                "Speedup of each model on each workload, with its 95% interval;"
                                        + " below it busy cores, megabytes allocated"
                                        + (sheet.groups().stream().anyMatch(sheet::tellsResident)
                                                ? ", or of CPython the most that was resident,"
                                                : "")
                                        + " and peak threads")
                        .style("heat");
        var headings = new ArrayList<>(sheet.workloads());
        headings.addFirst("Model");
        grid.head(headings);
        for (var group : sheet.groups()) {
            var body = grid.body(sheet.title(group), headings.size());
            var above = "";
            for (var model : group.models()) {
                var row = body.appendElement("tr");
                row.appendElement("th").attr("scope", "row").text(model);
                cells(row, group, model, above);
                above = model;
            }
        }
        absent(parent);
    }

    private void absent(Element parent) {
        var models = new LinkedHashMap<String, List<String>>();
        sheet.absent()
                .forEach((model, why) ->
                        models.computeIfAbsent(why, key -> new ArrayList<>()).add(model));
        models.forEach((why, names) ->
                parent.appendElement("p")
                        .text("Not on this machine: " + Words.list(names) + ". " + why));
    }

    /// Neighbours that are without figures for the same reason share a cell.
    private void cells(Element row, Sheet.Group group, String model, String above) {
        var before = Optional.<Gap>empty();
        int wide = 0;
        for (var workload : sheet.workloads()) {
            var figures = sheet.row(workload, group, model);
            var gap =
                    gap(workload, group, model)
                            .map(reason ->
                                    gap(workload, group, above).filter(reason::equals).isPresent()
                                            ? reason.again()
                                            : reason);
            if (gap.isPresent() && gap.equals(before)) {
                row.lastElementChild().attr("colspan", String.valueOf(++wide));
                continue;
            }
            wide = 1;
            before = gap;
            var cell = row.appendElement("td");
            gap.ifPresent(reason -> gap(cell, reason));
            figures.ifPresent(found ->
                    figures(
                            cell,
                            found,
                            sheet.rows(workload, group).getFirst().equals(found),
                            sheet.countsMemory(group),
                            mark(workload, group, model)));
        }
    }

    /// Why a cell is without figures.
    private record Gap(String kind, String why) {
        private static final Gap UNMEASURED = new Gap("", "not measured");

        /// What the cell below says of the same reason.
        Gap again() {
            return equals(UNMEASURED) ? this : new Gap(kind, "as above");
        }
    }

    private Optional<Gap> gap(String workload, Sheet.Group group, String model) {
        if (model.isEmpty() || sheet.row(workload, group, model).isPresent())
            return Optional.empty();
        return Optional.of(
                sheet.note(workload, model)
                        .map(note -> new Gap(note.kind().label(), note.why()))
                        .orElse(Gap.UNMEASURED));
    }

    private Optional<String> mark(String workload, Sheet.Group group, String model) {
        return sheet.groups().getFirst().equals(group)
                ? Optional.ofNullable(marks.getOrDefault(workload, Map.of()).get(model))
                : Optional.empty();
    }

    private void figures(
            Element cell, ResultRow row, boolean reference, boolean memory, Optional<String> mark) {
        if (!row.answerOk()) {
            line(cell.addClass("failed"), "word", "wrong answer");
            return;
        }
        var first = cell.appendElement("span").addClass("speedup");
        if (reference) {
            cell.addClass("reference");
            first.text(Words.figure(row.medianMillis()) + " ms");
        } else if (!row.isMeasured()) {
            cell.addClass("none");
            first.text("not known");
        } else {
            cell.addClass(shades.name(row.speedup()));
            first.text(Words.estimate(row.speedup()) + "×");
        }
        if (reference) line(cell, "word", "reference");
        mark.ifPresent(word -> line(cell, "mark " + word, word));
        if (!reference && row.isMeasured()) line(cell, "interval", Words.ends(row.speedup()));
        line(cell, "resource", Words.cores(row.busyCores()) + " cores");
        if (!memory) return;
        line(cell, "resource", Words.megabytes(row.memoryMegabytes()) + " MB");
        line(
                cell,
                "resource",
                Words.threads(row) + (row.peakThreads() == 1 ? " thread" : " threads"));
    }

    private static void gap(Element cell, Gap gap) {
        cell.addClass(gap.kind().equals(Note.Kind.FAILED.label()) ? "failed" : "none");
        var text = cell.appendElement("span").addClass("gap");
        if (!gap.kind().isEmpty()) line(text, "word", gap.kind());
        line(text, "why", gap.why());
    }

    private static void line(Element cell, String style, String text) {
        cell.appendText(" ");
        cell.appendElement("span").addClass(style).text(text);
    }

    private void legend(Element parent) {
        var legend = parent.appendElement("ul").addClass("legend");
        legend.attr("aria-label", "What the shades mean");
        for (int n = Shades.STEPS; n >= 1; n--)
            if (uses("down" + n)) item(legend, "down" + n, shades.range(n, false));
        item(legend, "same", "no measurable difference");
        for (int n = 1; n <= Shades.STEPS; n++)
            if (uses("up" + n)) item(legend, "up" + n, shades.range(n, true));
    }

    private boolean uses(String shade) {
        return sheet.groups().stream()
                .flatMap(g -> sheet.workloads().stream().flatMap(w -> measured(w, g)))
                .map(row -> shades.name(row.speedup()))
                .anyMatch(name -> Objects.equals(name, shade));
    }

    private static void item(Element legend, String shade, String text) {
        legend.appendElement("li").addClass(shade).text(text);
    }
}
