package lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lab.work.Size;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What a lesson was asked for.
///
/// @param size how much work
/// @param workers the worker counts to try, ascending; empty for the lab to choose
/// @param seed draws whatever a lesson draws
/// @param out where results go; empty for a dated folder
/// @param json whether standard output is to be one JSON document
/// @param jdbcUrl the database to use; empty for one in this JVM
/// @param sheet what the cheat sheet is asked for besides
record Options(
        Size size,
        List<Integer> workers,
        long seed,
        Optional<Path> out,
        boolean json,
        Optional<String> jdbcUrl,
        SheetRequest sheet) {
    /// The lessons that use a database.
    static final Set<String> WITH_DATABASE = Set.of("asynchronous-programming");

    private static final int MOST_WORKERS = 1_024;
    private static final long SEED = 25;
    private static final String WORKERS =
            "--workers takes whole numbers from 1 to %d with commas between them, such as 1,2,4"
                    .formatted(MOST_WORKERS);
    private static final String SEEDS = "--seed takes a whole number, such as 42";
    private static final String JDBC_URL =
            "--jdbc-url takes the address of a database, such as"
                    + " jdbc:postgresql://localhost/lessons?user=me";

    Options {
        workers = List.copyOf(workers);
    }

    /// What the arguments ask for.
    ///
    /// @throws BadUsage if they are not understood
    /// @throws HelpAsked if they ask for help or for the version
    static Options parse(String lesson, String... args) {
        var spec = new Spec();
        var database = new DatabaseSpec();
        var sheet = new SheetRequest.Spec();
        var line = new CommandLine(spec).setCommandName(lesson).setUsageHelpAutoWidth(true);
        if (WITH_DATABASE.contains(lesson)) line.addMixin("database", database);
        if (lesson.equals(SheetRequest.ALIAS)) line.addMixin("sheet", sheet);
        try {
            line.parseArgs(args);
        } catch (UnmatchedArgumentException e) {
            throw new BadUsage(
                    "%s: there is no '%s'; there are %s"
                            .formatted(
                                    lesson,
                                    e.getUnmatched().getFirst(),
                                    String.join(
                                            ", ", line.getCommandSpec().optionsMap().keySet())));
        } catch (ParameterException e) {
            throw new BadUsage(lesson + ": " + complaint(e));
        }
        if (line.isUsageHelpRequested()) throw new HelpAsked(line.getUsageMessage());
        if (line.isVersionHelpRequested()) throw new HelpAsked(lesson + " " + Lab.VERSION + "\n");
        if (spec.quick && spec.full)
            throw new BadUsage(lesson + ": --quick and --full exclude each other: give one");
        if (spec.out != null && sheet.resume != null)
            throw new BadUsage(lesson + ": --resume says where results go: leave --out away");
        var options =
                new Options(
                        spec.quick ? Size.QUICK : spec.full ? Size.FULL : Size.STANDARD,
                        workers(lesson, spec.workers),
                        spec.seed,
                        Optional.ofNullable(sheet.resume != null ? sheet.resume : spec.out),
                        spec.json,
                        Optional.ofNullable(database.jdbcUrl),
                        SheetRequest.ALL);
        return lesson.equals(SheetRequest.ALIAS)
                ? options.with(SheetRequest.of(sheet, options))
                : options;
    }

    private Options with(SheetRequest request) {
        return new Options(size, workers, seed, out, json, jdbcUrl, request);
    }

    /// What an option takes, for who gave it something else or nothing.
    private static String complaint(ParameterException e) {
        var about =
                e instanceof MissingParameterException missing
                        ? missing.getMissing().getFirst()
                        : e.getArgSpec();
        var option = about instanceof OptionSpec spec ? spec.longestName() : "";
        return switch (option) {
            case "--workers" -> WORKERS;
            case "--seed" -> SEEDS;
            case "--out", "--resume" -> option + " takes a folder, such as results";
            case "--jdbc-url" -> JDBC_URL;
            case "--models", "--workloads" -> option + " takes names with commas between them";
            case "" -> e.getMessage().lines().findFirst().orElse("bad usage");
            default -> option + " takes nothing";
        };
    }

    /// The worker counts to try: those asked for, or powers of two up to the cores, the cores, and
    /// past them.
    List<Integer> workersOn(int cores) {
        if (!workers.isEmpty()) return workers;
        var counts = new TreeSet<Integer>();
        for (int n = 1; n <= cores; n *= 2) counts.add(n);
        counts.add(cores);
        counts.add(cores + Math.max(1, cores / 2));
        counts.add(2 * cores);
        return List.copyOf(counts);
    }

    private static List<Integer> workers(String lesson, String text) {
        if (text == null) return List.of();
        var counts = new TreeSet<Integer>();
        for (var part : text.split(",", -1)) {
            try {
                counts.add(Integer.parseInt(part.trim()));
            } catch (NumberFormatException e) {
                throw badWorkers(lesson, text);
            }
        }
        if (counts.first() < 1 || counts.last() > MOST_WORKERS) throw badWorkers(lesson, text);
        return new ArrayList<>(counts);
    }

    private static BadUsage badWorkers(String lesson, String text) {
        return new BadUsage("%s: %s; not '%s'".formatted(lesson, WORKERS, text));
    }

    /// The arguments ask for something that is printed instead of a run.
    static final class HelpAsked extends RuntimeException {
        private static final long serialVersionUID = 1;

        HelpAsked(String text) {
            super(text);
        }
    }

    @Command(
            description = "Runs the lesson on this machine: tables, charts and checked claims.",
            sortOptions = false,
            footer = {
                "",
                "Exit code: 0 all claims held, 1 one did not, 2 bad usage, 130 interrupted."
            })
    private static final class Spec {
        @Option(names = "--quick", description = "A look, in seconds rather than minutes.")
        boolean quick;

        @Option(names = "--full", description = "More work, more rounds, narrower intervals.")
        boolean full;

        @Option(
                names = "--workers",
                paramLabel = "1,2,4",
                description = "The worker counts to try; as a rule up to past the cores.")
        String workers;

        @Option(
                names = "--seed",
                paramLabel = "N",
                description = "Draws the orders that are drawn; ${DEFAULT-VALUE} unless told.")
        long seed = SEED;

        @Option(
                names = "--out",
                paramLabel = "DIR",
                description = "Where results go; a dated folder under data/runs/ unless told.")
        Path out;

        @Option(names = "--json", description = "Standard output is one JSON document.")
        boolean json;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Prints this.")
        boolean help;

        @Option(
                names = {"-V", "--version"},
                versionHelp = true,
                description = "Prints the version.")
        boolean version;
    }

    /// What the lessons with a database take besides.
    private static final class DatabaseSpec {
        @Option(
                names = "--jdbc-url",
                paramLabel = "URL",
                description = "The database to use; one in this JVM (H2) unless told.")
        String jdbcUrl;
    }
}
