package lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lab.measure.Interval;
import lab.results.Contrast;
import lab.results.Overlay;
import lab.results.ResultRow;
import lab.results.Side;
import lab.view.Numbers;
import org.jsoup.nodes.Element;

/// The run beside those of named machines: speedups side by side, and where they differ beyond the
/// intervals.
final class Beside {
    private static final String MINE = "this run";

    private final List<Contrast> contrasts = new ArrayList<>();
    private final List<List<String>> leftOut = new ArrayList<>();

    /// @param rows of this run
    /// @param size of this run; empty if it is not known
    /// @param references the runs of named machines; one that has nothing in common with this run,
    ///   or has all its rows, is left out
    Beside(List<ResultRow> rows, String size, List<Side> references) {
        if (rows.isEmpty()) return;
        var mine = new Side(MINE, MINE, rows, size);
        for (var reference : references) {
            if (reference.holds(mine)) continue;
            var overlay = Overlay.of(List.of(reference, mine));
            var contrast = Contrast.of(overlay).getFirst();
            if (contrast.cells().stream().allMatch(Contrast.Pair::isBaseline)) continue;
            contrasts.add(contrast);
            leftOut.add(overlay.leftOut());
        }
    }

    boolean isEmpty() {
        return contrasts.isEmpty();
    }

    void add(Element parent) {
        for (int i = 0; i < contrasts.size(); i++) add(parent, i);
    }

    private void add(Element parent, int number) {
        var contrast = contrasts.get(number);
        var reference = contrast.first();
        parent.appendElement("h3").text(reference.label());
        boolean same = contrast.cells().stream().allMatch(Contrast.Pair::sameMachine);
        parent.appendElement("p")
                .addClass("byline")
                .text(
                        reference.machine()
                                + (same ? "; processor, cores and system are this run's" : ""));
        contrast.caution()
                .ifPresent(
                        text -> parent.appendElement("p").addClass("warning").text(sentence(text)));
        var speedups = contrast.cells().stream().filter(cell -> !cell.isBaseline()).toList();
        var different = contrast.differences();
        parent.appendElement("p").text(summary(reference, speedups, different));
        var id = "beside" + number;
        BesideChart.add(parent, id + "-chart", different, reference.label());
        if (!different.isEmpty())
            table(parent, id + "-differ", "Where they differ", reference, different);
        var all = parent.appendElement("details");
        all.appendElement("summary")
                .text("All %s side by side".formatted(Words.count(speedups.size(), "speedup")));
        table(all, id + "-all", "Speedups of both runs", reference, speedups);
        for (var text : leftOut.get(number)) parent.appendElement("p").text(sentence(text));
    }

    private static String summary(
            Side reference, List<Contrast.Pair> speedups, List<Contrast.Pair> different) {
        long higher =
                different.stream().filter(c -> c.verdict() == Contrast.Verdict.HIGHER).count();
        long lower = different.size() - higher;
        var text =
                "Of %s that this run and that of %s have in common, "
                        .formatted(Words.count(speedups.size(), "speedup"), reference.label());
        if (different.isEmpty()) return text + "none differs beyond the intervals.";
        return text
                + "%d %s beyond the intervals: %d higher in this run, %d lower."
                        .formatted(
                                different.size(),
                                different.size() == 1 ? "differs" : "differ",
                                higher,
                                lower)
                + " Among so many, some may do so by chance.";
    }

    private static void table(
            Element parent, String id, String caption, Side reference, List<Contrast.Pair> cells) {
        var headings =
                List.of(
                        "Model",
                        "This run (95% interval)",
                        reference.label() + " (95% interval)",
                        "Times the speedup",
                        "In this run");
        var grid = Grid.in(parent, id, caption).style("figures").style("beside").head(headings);
        var body = grid.body();
        Overlay.Group group = null;
        for (var cell : cells) {
            if (!cell.group().equals(group)) {
                group = cell.group();
                body = grid.body(title(group), headings.size());
            }
            Grid.row(
                    body,
                    cell.name(),
                    List.of(
                            Numbers.interval(cell.second().speedup()),
                            Numbers.interval(cell.first().speedup()),
                            range(cell.ratio()),
                            cell.verdict().inWords()));
            body.lastElementChild().lastElementChild().addClass(shade(cell.verdict()));
        }
    }

    private static String title(Overlay.Group group) {
        return "%s: times as fast as %s%s"
                .formatted(
                        group.workload(),
                        group.baseline(),
                        group.experiment().equals(Sheet.SCALING) ? ", by workers" : "");
    }

    private static String shade(Contrast.Verdict verdict) {
        return switch (verdict) {
            case HIGHER -> "up3";
            case LOWER -> "down3";
            case NO_DIFFERENCE -> "none";
        };
    }

    private static String range(Interval ratio) {
        return Numbers.three(ratio.low()) + " to " + Numbers.three(ratio.high());
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }
}
