package lab.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import lab.measure.MachineCard;
import lab.results.ResultRow;

/// What a run was asked for, and on what machine, beyond what its rows say: as the sheet left it in
/// `sheet.json`.
///
/// @param size how much work: `quick`, `standard`
/// @param workloads that were asked for
/// @param machine with its memory
record RunCard(String size, List<String> workloads, MachineCard machine) {
    private static final String FILE = "sheet.json";

    /// The card in a folder, if there is one that fits the rows; without it, the page says less.
    static Optional<RunCard> read(Path folder, List<ResultRow> rows) throws IOException {
        var file = folder.resolve(FILE);
        if (Files.notExists(file)) return Optional.empty();
        try {
            var mapper =
                    new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
            var run = mapper.readTree(Files.readAllBytes(file));
            var machine = mapper.treeToValue(run.path("machine"), MachineCard.class);
            return Optional.ofNullable(machine)
                    .filter(card -> rows.stream().allMatch(row -> isOf(row, card)))
                    .map(card -> new RunCard(size(run), names(run.path("workloads")), card));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static boolean isOf(ResultRow row, MachineCard card) {
        return row.cpu().equals(card.cpu())
                && row.cores() == card.cores()
                && row.jdk().equals(card.jdk())
                && row.os().equals(card.os());
    }

    private static String size(JsonNode run) {
        return run.path("size").asText().toLowerCase(Locale.ROOT);
    }

    private static List<String> names(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }
}
