//DEPS org.jsoup:jsoup:1.22.2

package lab.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lab.results.NotResults;
import lab.results.Note;
import lab.results.Notes;
import lab.results.Recommendation;
import lab.results.ResultRow;
import lab.results.Results;
import lab.results.RunCard;
import lab.results.Side;
import lab.view.WholeFile;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// The report of a cheat sheet: one page of HTML with all that was measured, which asks nothing of
/// any server. Its policy forbids all but its own style sheet, so that text of a CSV file could not
/// load or run anything even if it were not escaped; it has no script.
public final class ReportPage {
    /// What the page is called in the folder of a run.
    public static final String FILE = "report.html";

    private static final String NOTES = "notes.csv";
    private static final String TITLE = "Concurrency models, measured on this machine";

    private final Sheet sheet;
    private final Optional<RunCard> run;
    private final Beside beside;
    private final byte[] csv;
    private final Map<String, Recommendation> recommendations = new LinkedHashMap<>();

    private ReportPage(
            List<ResultRow> rows,
            List<Note> notes,
            Optional<RunCard> run,
            List<Side> references,
            byte[] csv) {
        this.sheet = new Sheet(rows, notes, run.map(RunCard::waiting).orElse(Set.of()));
        this.beside = new Beside(sheet.rows(), run.map(RunCard::size).orElse(""), references);
        this.run = run;
        this.csv = csv;
        for (var workload : sheet.workloads())
            recommendations.put(workload, sheet.recommendation(workload));
    }

    /// Writes `report.html` from the `results.csv` and `notes.csv` of a folder, whichever there
    /// are, also of a run that is not complete. The file appears whole or not at all.
    ///
    /// @return the file
    /// @throws IOException if a file cannot be read or written
    /// @throws NotResults if one of the two holds something else, or is broken
    public static Path write(Path folder) throws IOException, NotResults {
        return write(folder, List.of());
    }

    /// The same beside the runs of named machines.
    ///
    /// @param references their cheat sheets, as [lab.results.References#sheets] finds them; those
    ///   that have nothing in common with this run are left out, and so is this very run
    /// @return the file
    /// @throws IOException if a file cannot be read or written
    /// @throws NotResults if one of the folder's holds something else, or is broken
    public static Path write(Path folder, List<Side> references) throws IOException, NotResults {
        var results = folder.resolve(Results.FILE);
        boolean measured = Files.exists(results);
        var rows = measured ? Results.read(results) : List.<ResultRow>of();
        var page =
                new ReportPage(
                        rows,
                        Notes.read(folder.resolve(NOTES)),
                        RunCard.read(folder, rows),
                        references,
                        measured ? Files.readAllBytes(results) : new byte[0]);
        return WholeFile.write(folder.resolve(FILE), page.html().getBytes(StandardCharsets.UTF_8));
    }

    private String html() {
        var page = Document.createShell("");
        page.outputSettings().indentAmount(1).outline(false);
        page.selectFirst("html").attr("lang", "en");
        head(page.head(), machine().map(name -> TITLE + ": " + name).orElse(TITLE));
        body(page.body());
        return "<!doctype html>\n" + page.outerHtml() + "\n";
    }

    private static void head(Element head, String title) {
        head.appendElement("meta").attr("charset", "utf-8");
        head.appendElement("meta")
                .attr("http-equiv", "Content-Security-Policy")
                .attr(
                        "content",
                        ("default-src 'none'; style-src 'sha256-%s'; base-uri 'none';"
                                        + " form-action 'none'")
                                .formatted(sha256(Style.SHEET)));
        head.appendElement("meta").attr("name", "referrer").attr("content", "no-referrer");
        head.appendElement("meta")
                .attr("name", "viewport")
                .attr("content", "width=device-width, initial-scale=1");
        head.appendElement("meta").attr("name", "color-scheme").attr("content", "light dark");
        head.appendElement("title").text(title);
        head.appendElement("style").appendChild(new DataNode(Style.SHEET));
    }

    private void body(Element body) {
        body.appendElement("a").addClass("skip").attr("href", "#main").text("Skip to the results");
        var header = body.appendElement("header").addClass("wide");
        header.appendElement("h1").text(TITLE);
        header.appendElement("p")
                .addClass("answer")
                .text(Answer.of(List.copyOf(recommendations.values())));
        machine().ifPresent(text -> header.appendElement("p").addClass("byline").text(text));
        var nav = body.appendElement("nav").attr("aria-label", "On this page");
        var main = body.appendElement("main").attr("id", "main").attr("tabindex", "-1");
        if (sheet.workloads().isEmpty())
            main.appendElement("p").text("There are no results yet: nothing was measured.");
        else results(main, nav.appendElement("ul"));
        if (nav.childrenSize() == 0) nav.remove();
    }

    private Optional<String> machine() {
        return sheet.rows().stream()
                .findFirst()
                .map(row ->
                        "%s, %s, %s, %s; %s"
                                .formatted(
                                        row.cpu(),
                                        Words.count(row.cores(), "core"),
                                        row.jdk(),
                                        row.os(),
                                        Words.minute(row.at())));
    }

    private void results(Element main, Element nav) {
        unfinished().ifPresent(text -> main.appendElement("p").addClass("warning").text(text));
        var heat = section(main, nav, "models", "Every model on every workload");
        heat.addClass("wide");
        new HeatTable(sheet, recommendations).add(heat);
        var verdicts = section(main, nav, "use", "Which model to use");
        Verdicts.add(verdicts, List.copyOf(recommendations.values()));
        var workloads = section(main, nav, "workloads", "Workload by workload");
        var list = workloads.appendElement("ul").addClass("places");
        int number = 0;
        var parts = new Workloads(sheet);
        for (var workload : sheet.workloads()) {
            list.appendElement("li")
                    .appendElement("a")
                    .attr("href", "#w" + ++number)
                    .text(workload);
            parts.add(workloads, number, workload, recommendations.get(workload));
        }
        if (sheet.rows().isEmpty()) return;
        if (!beside.isEmpty()) beside.add(section(main, nav, "beside", "Beside other machines"));
        var method = new Method(sheet.rows(), run);
        method.machine(section(main, nav, "machine", "The machine"));
        method.how(section(main, nav, "how", "How it was measured"));
        data(section(main, nav, "data", "The data"));
    }

    /// What was asked for and is not there yet.
    private Optional<String> unfinished() {
        var missing = new ArrayList<>(run.map(RunCard::workloads).orElse(List.of()));
        missing.removeAll(sheet.workloads());
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "This run was not completed: there is nothing yet on %s."
                                .formatted(Words.list(missing)));
    }

    private static Element section(Element main, Element nav, String id, String title) {
        nav.appendElement("li").appendElement("a").attr("href", "#" + id).text(title);
        var section = main.appendElement("section").attr("aria-labelledby", id);
        section.appendElement("h2").attr("id", id).text(title);
        return section;
    }

    private void data(Element section) {
        var text = section.appendElement("p");
        text.text("All figures of this page, and those that it leaves out, are in ");
        text.appendElement("a").attr("href", Results.FILE).text(Results.FILE);
        text.appendText(" beside it. Should the page have been sent without that file: ");
        text.appendElement("a")
                .attr("download", Results.FILE)
                .attr(
                        "href",
                        "data:text/csv;charset=utf-8;base64,"
                                + Base64.getEncoder().encodeToString(csv))
                .text("save the copy that the page carries");
        text.appendText(".");
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder()
                    .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
