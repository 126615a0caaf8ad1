package tools.jupyter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Runs notebooks in Jupyter, without anybody watching.
///
/// @param jupyter runs them
/// @param environment of the processes
/// @param options for each lesson, such as `--quick`
/// @param folder where the executed notebooks, their HTML and the lessons' results go
public record NotebookRun(
        Jupyter jupyter, Map<String, String> environment, List<String> options, Path folder) {
    private static final Duration CELL = Duration.ofMinutes(30);
    private static final Duration NOTEBOOK = Duration.ofHours(3);
    private static final Duration CONVERSION = Duration.ofMinutes(5);

    /// How one notebook fared.
    ///
    /// @param error what ended it early, or empty
    /// @param undecided how many claims this run cannot tell about
    /// @param refuted the claims that this run did not bear out
    public record Outcome(
            String name,
            long cells,
            double seconds,
            int held,
            int undecided,
            List<String> refuted,
            String error) {
        public boolean good() {
            return error.isEmpty() && refuted.isEmpty();
        }

        /// A line for the reader.
        public String line() {
            var claims = held + " claims held";
            if (undecided > 0) claims += ", " + undecided + " this run cannot tell";
            if (!refuted.isEmpty()) claims += ", " + refuted.size() + " did not hold";
            return String.format(
                    Locale.ROOT,
                    "%s %s: %d cells, %.1f s, %s",
                    good() ? "✓" : "✗",
                    name,
                    cells,
                    seconds,
                    claims);
        }
    }

    /// Runs one notebook. The file itself is not touched.
    ///
    /// @throws UserError if it is no notebook
    public Outcome run(Path notebook) throws IOException {
        var name = notebook.getFileName().toString();
        var stem = stem(name);
        var executed = folder.resolve(name);
        if (Files.exists(executed) && Files.isSameFile(executed, notebook)) {
            throw new UserError(
                    "--out takes a folder other than that of the notebooks themselves.");
        }
        var source = NotebookFile.read(notebook);
        var arguments = new ArrayList<>(options);
        arguments.addAll(List.of("--out", folder.resolve(stem).toString()));
        source.setArguments(arguments);
        var input = folder.resolve("." + stem + ".running.ipynb");
        input.toFile().deleteOnExit();
        source.write(input);
        try {
            Files.deleteIfExists(executed);
            var start = System.nanoTime();
            var execution = execute(input, name);
            var seconds = (System.nanoTime() - start) / 1e9;
            return execution.ok()
                    ? outcome(executed, seconds)
                    : new Outcome(name, 0, seconds, 0, 0, List.of(), execution.reason());
        } finally {
            Files.deleteIfExists(input);
        }
    }

    private Processes.Result execute(Path input, String output) throws IOException {
        return nbconvert(
                NOTEBOOK,
                "--to=notebook",
                "--execute",
                "--allow-errors",
                "--ExecutePreprocessor.kernel_name=" + KernelPaths.NAME,
                "--ExecutePreprocessor.timeout=" + CELL.toSeconds(),
                "--output=" + output,
                input.getFileName().toString());
    }

    private Outcome outcome(Path executed, double seconds) throws IOException {
        var name = executed.getFileName().toString();
        var page = nbconvert(CONVERSION, "--to=html", "--template=lab", name);
        var done = NotebookFile.read(executed);
        if (page.ok()) describePictures(done, folder.resolve(stem(name) + ".html"));
        return new Outcome(
                name,
                done.codeCells(),
                seconds,
                done.claims("✓").size(),
                done.claims("?").size(),
                done.claims("✗"),
                done.firstError()
                        .orElse(page.ok() ? "" : "no HTML could be made: " + page.reason()));
    }

    private static void describePictures(NotebookFile executed, Path page) throws IOException {
        var html = Files.readString(page);
        Files.writeString(page, PictureTags.describe(html, executed.pictures()));
    }

    private static String stem(String name) {
        return name.replaceFirst("\\.ipynb$", "");
    }

    private Processes.Result nbconvert(Duration limit, String... words) throws IOException {
        var all = new ArrayList<>(List.of("nbconvert"));
        all.addAll(List.of(words));
        return Processes.capture(
                jupyter.command(folder, environment, all.toArray(String[]::new)), limit);
    }
}
