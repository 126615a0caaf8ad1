///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES ../lab/Lab.java
//SOURCES comparing/*.java
//SOURCES jupyter/CommandLines.java jupyter/Home.java jupyter/RunFolder.java jupyter/UserError.java
//RUNTIME_OPTIONS -Djava.awt.headless=true -XX:TieredStopAtLevel=1 -XX:+UseSerialGC

package tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import lab.results.Contrast;
import lab.results.Overlay;
import lab.view.Display;
import lab.view.TerminalDisplay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.comparing.Document;
import tools.comparing.Inputs;
import tools.comparing.Showing;
import tools.jupyter.CommandLines;
import tools.jupyter.Home;
import tools.jupyter.RunFolder;
import tools.jupyter.UserError;

/// Lays results of two or more machines, JDKs or days side by side.
@Command(
        name = "compare",
        description = "Lays results side by side, and says where they differ beyond the intervals.",
        sortOptions = false,
        footer = {
            "",
            "All are held against the first. One file alone is held against the reference runs.",
            "Exit code: 0 they were compared, 1 they have nothing in common, 2 bad usage,"
                    + " 130 interrupted."
        })
public final class Compare implements Callable<Integer> {
    private static final int NOTHING_IN_COMMON = 1;

    @Option(
            names = "--reference",
            description = "Hold them against the runs of named machines in data/reference/, too.")
    private boolean reference;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where charts and tables go; a dated folder under data/runs/ unless told.")
    private Path out;

    @Option(names = "--json", description = "Standard output is one JSON document.")
    private boolean json;

    @Parameters(
            arity = "0..*",
            paramLabel = "CSV",
            description = "A results.csv, or a folder with one.")
    private List<Path> files = new ArrayList<>();

    public static void main(String[] args) {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        System.exit(CommandLines.run(new Compare(), args));
    }

    @Override
    public Integer call() throws IOException {
        var home = Home.find(System.getenv(), Path.of(""));
        var inputs = Inputs.read(files, reference, home);
        var overlay = Overlay.of(inputs.sides());
        var contrasts = Contrast.of(overlay);
        boolean common = !overlay.groups().isEmpty();
        var folder =
                common
                        ? Optional.of(RunFolder.make(Optional.ofNullable(out), home, "compare"))
                        : Optional.<Path>empty();
        Display display = json ? TerminalDisplay.quiet() : TerminalDisplay.standard();
        var remarks = new ArrayList<>(inputs.remarks());
        for (var contrast : contrasts) contrast.caution().ifPresent(remarks::add);
        var written = shown(new Showing(display, overlay, contrasts, remarks), folder);
        if (json) System.out.println(Document.of(overlay, contrasts, remarks, written));
        return common ? 0 : NOTHING_IN_COMMON;
    }

    private static List<Path> shown(Showing showing, Optional<Path> folder) {
        try {
            return showing.show(folder);
        } catch (IOException e) {
            throw new UserError(
                    "compare: the results could not be kept in %s: %s"
                            .formatted(folder.orElseThrow(), e.getMessage()));
        }
    }
}
