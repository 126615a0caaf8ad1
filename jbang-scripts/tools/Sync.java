///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES pairing/*.java
//SOURCES ../lab/Lab.java
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC

package tools;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.pairing.Checkout;
import tools.pairing.Refused;

/// Keeps the scripts and the notebooks of the lessons one text. [tools.pairing.Pairing] says how.
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        version = "sync 1.0",
        sortOptions = false,
        description = "Writes the notebooks from the scripts. Outputs of unchanged cells stay.",
        footer = {
            "",
            "A script with the line //NOTEBOOK NN-name.ipynb in its header is a lesson:",
            "  header      kept in the script alone",
            "  imports     the cell tagged imports, below the title",
            "  ///         prose: a Markdown cell; the code below it is a code cell",
            "  /// alone   begins a code cell without prose",
            "  main        the cell tagged parameters; its body, dedented, is cells",
            "Exit code: 0 all is well, 1 script and notebook differ, 2 something was refused."
        })
public final class Sync implements Callable<Integer> {
    /// What else to do than write.
    static final class Mode {
        @Option(
                names = "--check",
                required = true,
                description =
                        "Write nothing; fail, with a diff, if a script and its notebook differ.")
        boolean check;

        @Option(
                names = "--from",
                required = true,
                description = "The names are notebooks: take their text into the scripts.")
        boolean from;

        @Option(
                names = "--outputs",
                required = true,
                description =
                        "The names are executed copies: take their outputs into the notebooks.")
        boolean outputs;
    }

    @ArgGroup(exclusive = true)
    Mode mode = new Mode();

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Lessons, by script, notebook, number or command; all without.")
    List<String> names = List.of();

    @Override
    public Integer call() {
        var root = Checkout.find(System.getenv(), Path.of(""));
        var checkout = new Checkout(root, System.out, System.err);
        if ((mode.from || mode.outputs) && names.isEmpty()) {
            throw new Refused(
                    "sync: "
                            + (mode.from ? "--from" : "--outputs")
                            + " takes a notebook, such as notebooks/07-race-conditions.ipynb.");
        }
        if (mode.from) {
            return checkout.from(names);
        }
        if (mode.outputs) {
            return checkout.outputs(names);
        }
        return mode.check ? checkout.check(names) : checkout.write(names);
    }

    public static void main(String... args) {
        var line = new CommandLine(new Sync());
        line.setParameterExceptionHandler((e, _) -> {
            var reason = e.getMessage().lines().findFirst().orElse("bad usage");
            System.err.println("sync: " + reason + " (sync --help tells what it takes)");
            return 2;
        });
        line.setExecutionExceptionHandler((e, _, _) -> {
            if (e instanceof Refused refused) {
                refused.messages().forEach(System.err::println);
                return 2;
            }
            throw e;
        });
        System.exit(line.execute(args));
    }
}
