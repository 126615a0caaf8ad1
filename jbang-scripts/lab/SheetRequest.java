package lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import lab.measure.Machine;
import lab.results.NotResults;
import lab.results.Results;
import lab.sheet.CPython;
import lab.sheet.Card;
import lab.sheet.Job;
import lab.sheet.Jobs;
import lab.sheet.Model;
import lab.sheet.Models;
import picocli.CommandLine.Option;

/// What a run of the cheat sheet is asked for besides what every lesson is.
///
/// @param models by their names, CPython's too; empty for all
/// @param workloads by their names; empty for all
/// @param before the run to go on with
record SheetRequest(List<String> models, List<String> workloads, Optional<Card> before) {
    /// The alias of the cheat sheet.
    static final String ALIAS = "cheatsheet";

    /// All there is, from the beginning.
    static final SheetRequest ALL = new SheetRequest(List.of(), List.of(), Optional.empty());

    SheetRequest {
        models = List.copyOf(models);
        workloads = List.copyOf(workloads);
    }

    /// The names of all models, Java's first.
    static List<String> allModels() {
        return Stream.concat(
                        Models.all().stream().map(Model::name), CPython.MODELS.stream().skip(1))
                .toList();
    }

    /// The names of all workloads.
    static List<String> allWorkloads() {
        return Jobs.all().stream().map(Job::name).toList();
    }

    /// What the options ask for.
    ///
    /// @throws BadUsage if a name is unknown, there is nothing to go on with, or something that may
    ///   not be mixed with what is asked for
    static SheetRequest of(Spec spec, Options options) {
        var models = names("model", spec.models, allModels());
        var workloads = names("workload", spec.workloads, allWorkloads());
        if (spec.resume == null) {
            options.out().ifPresent(SheetRequest::refuseResults);
            return new SheetRequest(models, workloads, Optional.empty());
        }
        var before = before(spec.resume);
        refuseOther(before, spec.resume, options);
        return new SheetRequest(
                models.isEmpty() ? before.models() : models,
                workloads.isEmpty() ? before.workloads() : workloads,
                Optional.of(before));
    }

    private static List<String> names(String what, String text, List<String> all) {
        if (text == null) return List.of();
        var asked = new LinkedHashSet<String>();
        for (var part : text.split(",")) {
            var name = part.strip();
            if (!all.contains(name))
                throw new BadUsage(
                        "%s: there is no %s '%s'; there are %s"
                                .formatted(ALIAS, what, name, String.join(", ", all)));
            asked.add(name);
        }
        return all.stream().filter(asked::contains).toList();
    }

    /// Results of two runs in one file would be mixed up.
    private static void refuseResults(Path folder) {
        if (Files.isRegularFile(folder.resolve(Results.FILE)))
            throw new BadUsage(
                    "%s: %s has results already: choose another folder, or go on with --resume %s"
                            .formatted(ALIAS, folder, folder));
    }

    private static Card before(Path folder) {
        try {
            var results = folder.resolve(Results.FILE);
            if (Files.isRegularFile(results)) Results.read(results);
            return Card.read(folder)
                    .orElseThrow(() ->
                            new BadUsage(
                                    "%s: --resume takes the folder of a run to go on with, and %s"
                                                    .formatted(ALIAS, folder)
                                            + " has no "
                                            + Card.FILE));
        } catch (NotResults e) {
            throw new BadUsage(ALIAS + ": " + e.getMessage());
        } catch (IOException e) {
            throw new BadUsage(
                    "%s: --resume cannot read %s: %s".formatted(ALIAS, folder, e.getMessage()));
        }
    }

    private static void refuseOther(Card before, Path folder, Options options) {
        var machine = Machine.card();
        var other =
                differs("version", before.version(), Lab.VERSION)
                        .or(() -> differs("size", word(before.size()), word(options.size())))
                        .or(() -> differs("machine", before.machine().line(), machine.line()))
                        .or(() -> differs("seed", before.seed(), options.seed()))
                        .or(() ->
                                differs(
                                        "--workers",
                                        before.counts(),
                                        options.workersOn(machine.cores())));
        if (other.isPresent())
            throw new BadUsage(
                    "%s: %s cannot be gone on with like this: its %s"
                            .formatted(ALIAS, folder, other.get()));
    }

    private static Optional<String> differs(String what, Object was, Object is) {
        return was.equals(is)
                ? Optional.empty()
                : Optional.of("%s was %s, and now is %s".formatted(what, was, is));
    }

    private static String word(Enum<?> size) {
        return size.name().toLowerCase(Locale.ROOT);
    }

    /// The options.
    static final class Spec {
        @Option(
                names = "--models",
                paramLabel = "NAME,NAME",
                description = "The models to measure; all unless told.")
        String models;

        @Option(
                names = "--workloads",
                paramLabel = "NAME,NAME",
                description = "The workloads to measure them on; all unless told.")
        String workloads;

        @Option(
                names = "--resume",
                paramLabel = "DIR",
                description = "Goes on with the run whose results are in DIR.")
        Path resume;
    }
}
