package tools.comparing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lab.results.Contrast;
import lab.results.Overlay;
import lab.view.Display;
import lab.view.Pictures;
import lab.view.Tables;
import tech.tablesaw.api.Table;

/// Shows a comparison to the reader, and keeps it in a folder.
///
/// @param display where it is shown
/// @param overlay the runs side by side
/// @param contrasts where they differ
/// @param remarks what a reader should know of the files
public record Showing(
        Display display, Overlay overlay, List<Contrast> contrasts, List<String> remarks) {
    private static final int LONGEST_STEM = 50;
    private static final int MOST_SHOWN = 3;

    /// Shows all there is to say, and keeps tables and charts.
    ///
    /// @param folder where they go; nothing is kept without
    /// @return the files that were written
    /// @throws IOException if they cannot be
    public List<Path> show(Optional<Path> folder) throws IOException {
        for (var side : overlay.sides())
            say("%s: %s (%s)".formatted(side.label(), side.machine(), side.source()));
        remarks.forEach(this::say);
        overlay.leftOut().forEach(this::say);
        for (var contrast : contrasts) {
            say(contrast.summary());
            if (!contrast.differences().isEmpty()) show(contrast.table());
            var baselines = contrast.baselines();
            if (baselines.rowCount() > 0) show(baselines);
        }
        if (folder.isEmpty()) return List.of();
        var written = keep(folder.get());
        say(
                "results: %s: side-by-side.csv, and charts of %d workloads"
                        .formatted(
                                folder.get(),
                                overlay.groups().stream()
                                        .filter(Overlay.Group::isWorthAFigure)
                                        .count()));
        return written;
    }

    private List<Path> keep(Path folder) throws IOException {
        var written = new ArrayList<Path>();
        written.add(Tables.write(overlay.table(), folder.resolve("side-by-side.csv")));
        Pictures.problem().ifPresent(problem -> System.err.println("warning: " + problem));
        var taken = new HashSet<String>();
        long differ = overlay.groups().stream().filter(this::differs).count();
        for (var group : overlay.groups()) {
            if (!group.isWorthAFigure()) continue;
            var figure = group.figure(stem(group, taken), overlay.sides());
            written.addAll(figure.write(folder));
            if (differ <= MOST_SHOWN && differs(group)) display.figure(figure);
        }
        return List.copyOf(written);
    }

    private boolean differs(Overlay.Group group) {
        return contrasts.stream()
                .flatMap(contrast -> contrast.differences().stream())
                .anyMatch(pair -> pair.group().equals(group));
    }

    /// The stem of a chart's files: what it shows, and a number if another has that already.
    private static String stem(Overlay.Group group, HashSet<String> taken) {
        var words =
                (group.experiment() + " " + group.workload())
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-");
        var stem =
                words.substring(0, Math.min(LONGEST_STEM, words.length()))
                        .replaceAll("^-+|-+$", "");
        if (stem.isEmpty()) stem = "chart";
        var unique = stem;
        for (int n = 2; !taken.add(unique); n++) unique = stem + "-" + n;
        return unique;
    }

    private void show(Table table) {
        display.html(Tables.html(table), Tables.text(table));
    }

    private void say(String line) {
        display.html("<p>" + Tables.escape(line) + "</p>", line);
    }
}
