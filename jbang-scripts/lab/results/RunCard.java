package lab.results;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lab.measure.MachineCard;

/// What a cheat sheet was asked for, and on what machine, beyond what its rows say: as the run left
/// it in `sheet.json`. What an older run did not leave there is empty.
///
/// @param size how much work: `quick`, `standard`, `full`; empty if it is not known
/// @param workloads that were asked for
/// @param waiting workloads that spend their time waiting, so that cores are no bound to them
/// @param course how long it was measured; empty for a run of a version that did so in one JVM
/// @param machine with its memory
/// @param python what measured CPython's models, by its name; empty if nothing did
public record RunCard(
        String size,
        List<String> workloads,
        Set<String> waiting,
        Optional<Course> course,
        MachineCard machine,
        Optional<String> python) {
    /// What the file is called in the folder of a run.
    public static final String FILE = "sheet.json";

    /// The lesson of a cheat sheet's rows.
    static final String LESSON = "cheatsheet";

    /// How long each workload was measured.
    ///
    /// @param jvms in how many JVMs, one after the other
    /// @param minRounds so many rounds at least
    /// @param maxRounds so many at most
    /// @param warmUp the most that warming up took
    /// @param measuring the time for the rounds
    public record Course(
            int jvms, int minRounds, int maxRounds, Duration warmUp, Duration measuring) {}

    /// The card in a folder, if there is one that fits the rows; without it, less is known of them.
    ///
    /// @throws IOException if there is one that cannot be read
    public static Optional<RunCard> read(Path folder, List<ResultRow> rows) throws IOException {
        var file = folder.resolve(FILE);
        if (Files.notExists(file)) return Optional.empty();
        try {
            var mapper =
                    new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
            var run = mapper.readTree(Files.readAllBytes(file));
            var machine = mapper.treeToValue(run.path("machine"), MachineCard.class);
            return Optional.ofNullable(machine)
                    .filter(card -> rows.stream().allMatch(row -> isOf(row, card)))
                    .map(card -> of(run, card));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /// The size of the cheat sheet that a file of results is of, by the card beside it; empty if it
    /// is not known.
    ///
    /// @throws IOException if there is a card that cannot be read
    public static String sizeOf(Path results, List<ResultRow> rows) throws IOException {
        if (!results.endsWith(Results.FILE)) return ""; // then the card need not be of its run
        var sheet = rows.stream().filter(row -> row.lesson().equals(LESSON)).toList();
        return sheet.isEmpty()
                ? ""
                : read(results.toAbsolutePath().getParent(), sheet).map(RunCard::size).orElse("");
    }

    private static RunCard of(JsonNode run, MachineCard machine) {
        return new RunCard(
                run.path("size").asText().toLowerCase(Locale.ROOT),
                each(run.path("workloads")).map(JsonNode::asText).toList(),
                each(run.path("inputs"))
                        .filter(input -> input.path("waits").asBoolean())
                        .map(input -> input.path("workload").asText())
                        .collect(Collectors.toUnmodifiableSet()),
                Optional.of(run.path("plan")).filter(JsonNode::isObject).map(RunCard::course),
                machine,
                Optional.of(run.path("python").asText()).filter(name -> !name.isEmpty()));
    }

    private static Course course(JsonNode plan) {
        return new Course(
                plan.path("jvms").asInt(1),
                plan.path("minRounds").asInt(),
                plan.path("maxRounds").asInt(),
                Duration.ofMillis(plan.path("warmUpMillis").asLong()),
                Duration.ofMillis(plan.path("measuringMillis").asLong()));
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static boolean isOf(ResultRow row, MachineCard card) {
        return row.cpu().equals(card.cpu())
                && row.cores() == card.cores()
                && row.jdk().equals(card.jdk())
                && row.os().equals(card.os());
    }
}
