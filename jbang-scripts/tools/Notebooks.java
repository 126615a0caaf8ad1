///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES ../lab/Lab.java
//SOURCES ../lab/notebook/*.java
//SOURCES jupyter/*.java
//FILES META-INF/services/lab.view.Display=../lab/notebook/lab.view.Display
//RUNTIME_OPTIONS -Djava.awt.headless=true

package tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jupyter.CommandLines;
import tools.jupyter.Home;
import tools.jupyter.Jupyter.Need;
import tools.jupyter.JupyterFinder;
import tools.jupyter.KernelPlace;
import tools.jupyter.NotebookChoice;
import tools.jupyter.NotebookRun;
import tools.jupyter.NotebookServer;
import tools.jupyter.RunFolder;
import tools.jupyter.UserError;

/// Opens the lessons in Jupyter, or runs them there.
@Command(
        name = "notebooks",
        description =
                "Opens the lessons in Jupyter, which is installed if there is none; or runs them there.",
        sortOptions = false,
        footer = {"", "Exit code: 0 all went well, 1 a cell or a claim did not, 2 bad usage."})
public final class Notebooks implements Callable<Integer> {
    private static final int LARGEST_PORT = 65_535;

    /// How much work.
    static final class HowMuch {
        @Option(names = "--quick", description = "With --execute: a look, ten seconds a lesson.")
        boolean quick;

        @Option(names = "--full", description = "With --execute: more work and narrower intervals.")
        boolean full;
    }

    @Option(names = "--execute", description = "Run the notebooks, and keep them with their HTML.")
    private boolean execute;

    @ArgGroup private HowMuch howMuch = new HowMuch();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "With --execute: where results go; a dated folder under data/runs/ unless told.")
    private Path out;

    @Option(names = "--no-browser", description = "Print the address instead of opening it.")
    private boolean noBrowser;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Serve on this port, from 1 to 65535.")
    private Integer port;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description =
                    "With --execute: the notebooks to run, by name, number or file; all unless told.")
    private List<String> names = new ArrayList<>();

    public static void main(String[] args) {
        System.exit(CommandLines.run(new Notebooks(), args));
    }

    @Override
    public Integer call() throws IOException {
        check();
        var home = Home.find(System.getenv(), Path.of(""));
        var folder = home.orElse(Path.of("")).toAbsolutePath().resolve("notebooks");
        var chosen = new NotebookChoice(folder).of(names);
        if (out != null) RunFolder.make(Optional.of(out), home, "notebooks");
        var jupyter =
                JupyterFinder.of(System.getenv(), home, System.err)
                        .find(execute ? Need.EXECUTE : Need.OPEN);
        var kernel = KernelPlace.install(System.getenv(), home);
        if (!kernel.installed().warning().isEmpty()) {
            System.err.println(kernel.installed().warning());
        }
        if (!execute) {
            System.err.println("Opening " + folder + " in Jupyter; Ctrl-C ends it.");
            var number = port == null ? OptionalInt.empty() : OptionalInt.of(port);
            return new NotebookServer(jupyter, kernel.environment())
                    .serve(folder, number, !noBrowser);
        }
        var target = RunFolder.make(Optional.ofNullable(out), home, "notebooks");
        return run(new NotebookRun(jupyter, kernel.environment(), options(), target), chosen);
    }

    private void check() {
        if (port != null && (port < 1 || port > LARGEST_PORT)) {
            throw new UserError(
                    "notebooks: --port takes a number from 1 to " + LARGEST_PORT + ", not " + port);
        }
        if (execute && (port != null || noBrowser)) {
            throw new UserError("notebooks: --port and --no-browser do not go with --execute");
        }
        if (!execute && (howMuch.quick || howMuch.full || out != null || !names.isEmpty())) {
            throw new UserError("notebooks: --quick, --full, --out and names go with --execute");
        }
    }

    private List<String> options() {
        return howMuch.quick ? List.of("--quick") : howMuch.full ? List.of("--full") : List.of();
    }

    private static int run(NotebookRun run, List<Path> notebooks) throws IOException {
        var good = true;
        for (var notebook : notebooks) {
            System.err.println("Running " + notebook.getFileName());
            var outcome = run.run(notebook);
            System.out.println(outcome.line());
            outcome.refuted().forEach(claim -> System.out.println("    ✗ " + claim));
            if (!outcome.error().isEmpty()) {
                System.out.println("    " + outcome.error());
            }
            good &= outcome.good();
        }
        System.out.println("Results: " + run.folder());
        return good ? 0 : 1;
    }
}
