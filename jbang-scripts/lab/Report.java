package lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lab.measure.Claim;
import lab.measure.Comparison;
import lab.measure.MachineCard;
import lab.measure.ScalingCurve;
import lab.measure.Verdict;
import lab.view.Display;
import lab.view.Figure;
import lab.view.Pictures;
import lab.view.ResultsCsv;
import lab.view.Tables;
import lab.work.Inputs;
import tech.tablesaw.api.Table;

/// Shows a lesson's results to the reader, and keeps them in its folder.
///
/// Invariants: whatever was shown has been written, so that a run that is cut short keeps it. Of a
/// run that is being cut short nothing more is claimed, as what it rests on is being ended.
final class Report {
    private static final String RESULTS = "results.csv";

    private final String lesson;
    private final Options options;
    private final Display display;
    private final OutputFolder folder;
    private final Instant at = Instant.now();
    private final Map<String, Claim> claims = new LinkedHashMap<>();
    private final Set<Path> written = new LinkedHashSet<>();
    private final List<Comparison> comparisons = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private String goingOn = "";
    private boolean closed;
    private volatile boolean cutShort;

    Report(String lesson, Options options, Display display) {
        this.lesson = lesson;
        this.options = options;
        this.display = display;
        this.folder = new OutputFolder(lesson, options.out(), home());
    }

    private static Optional<Path> home() {
        try {
            return Optional.of(Inputs.find().data().getParent());
        } catch (IllegalStateException e) {
            return Optional.empty(); // no checkout: results go elsewhere
        }
    }

    String lesson() {
        return lesson;
    }

    /// The folder, which exists and can be written to.
    Path folder() throws IOException {
        return folder.path();
    }

    Display display() {
        return display;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /// The run ends before its end: from now on, what the lesson claims counts for nothing.
    void cutShort() {
        cutShort = true;
    }

    boolean isCutShort() {
        return cutShort;
    }

    /// Sets what a reader is told whose run ends early: how to go on with it.
    synchronized void goingOn(String advice) {
        goingOn = advice;
    }

    /// A file is in the folder that was written by other means.
    synchronized void wrote(Path file) {
        written.add(file);
    }

    /// The first line: what this is, and what it runs on.
    void opening(MachineCard machine) {
        say("%s, %s run on %s".formatted(lesson, sizeName(), machine.line()));
    }

    private String sizeName() {
        return options.size().name().toLowerCase(java.util.Locale.ROOT);
    }

    void say(String line) {
        display.html("<p>" + Tables.escape(line) + "</p>", line);
    }

    /// Tells the reader of something that makes the figures worth less.
    synchronized void warn(String warning) {
        warnings.add(warning);
        if (display.interactive()) say("⚠ " + warning);
        else System.err.println("warning: " + warning);
    }

    /// Keeps what was measured, and tells of what disturbed it.
    synchronized void measured(Comparison comparison, MachineCard machine) throws IOException {
        comparisons.add(comparison);
        var file = folder.path().resolve(RESULTS);
        ResultsCsv.append(file, lesson, comparison, machine, at);
        written.add(file);
        comparison.warnings().forEach(this::warn);
    }

    void show(List<Comparison> shown) {
        show(Tables.of(shown));
    }

    void show(ScalingCurve curve) {
        show(Tables.of(curve));
    }

    synchronized void show(String name, Table table) throws IOException {
        written.add(Tables.write(table, folder.path().resolve(name + ".csv")));
        show(table);
    }

    private void show(Table table) {
        display.html(Tables.html(table), Tables.text(table));
    }

    synchronized void show(Figure figure) throws IOException {
        Pictures.problem().filter(problem -> !warnings.contains(problem)).ifPresent(this::warn);
        written.addAll(figure.write(folder.path()));
        display.figure(figure);
    }

    /// Shows a claim at once, and remembers it; one made again replaces itself.
    synchronized void claim(Claim claim) {
        if (cutShort) return;
        claims.put(claim.text(), claim);
        var style = "claim-" + claim.verdict().name().toLowerCase(java.util.Locale.ROOT);
        display.html(
                "<p class=\"%s\">%s</p>".formatted(style, Tables.escape(claim.line())),
                claim.line());
    }

    /// The last lines: how the claims fared, and where the results are.
    ///
    /// @return whether no claim was refuted
    synchronized boolean closing(MachineCard machine) throws IOException {
        closed = true;
        var refuted = claims.values().stream().filter(c -> c.verdict() == Verdict.REFUTED).toList();
        if (display instanceof JsonDisplay json) json.document().println(document(machine));
        if (cutShort) {
            System.err.println(
                    "ended early; "
                            + folder.made()
                                    .map(path -> "the results so far are in " + path + goingOn)
                                    .orElse("there are no results yet"));
            return refuted.isEmpty();
        }
        say(summary(refuted.size()));
        for (var claim : refuted) say(claim.line());
        if (!written.isEmpty()) say("results: " + shown(folder.path()));
        if (!display.interactive())
            for (var file : written) say("  " + folder.path().relativize(file));
        return refuted.isEmpty();
    }

    /// A folder as it is told: on a page, which others read too, from the root of the checkout.
    private Path shown(Path path) {
        return display.interactive()
                ? home().filter(path::startsWith).map(root -> root.relativize(path)).orElse(path)
                : path;
    }

    private String summary(int refuted) {
        long undecided =
                claims.values().stream().filter(c -> c.verdict() == Verdict.UNDECIDED).count();
        return "%d claims: %d held, %d did not%s"
                .formatted(
                        claims.size(),
                        claims.size() - refuted - undecided,
                        refuted,
                        undecided == 0 ? "" : ", %d this run cannot tell".formatted(undecided));
    }

    private String document(MachineCard machine) throws IOException {
        return JsonReport.of(
                lesson,
                options,
                machine,
                at,
                comparisons,
                claims.values(),
                warnings,
                written,
                !cutShort);
    }
}
