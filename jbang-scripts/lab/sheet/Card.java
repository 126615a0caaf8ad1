package lab.sheet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lab.measure.MachineCard;
import lab.view.WholeFile;
import lab.work.Size;

/// What a run of the sheet was asked for, and where: it lies beside the results, for whoever goes
/// on with the run or makes a report of it.
///
/// @param version the version of the library
/// @param size how much work
/// @param workers how many workers a model was told to use
/// @param counts how many workers a fixed pool is tried with
/// @param seed draws what is drawn
/// @param models by their names
/// @param workloads by their names
/// @param at when the run began, as ISO 8601 writes it
/// @param machine what it runs on
/// @param inputs what was worked on, of the workloads that have been begun
/// @param plan how long each workload is measured; null in a card from before there were plans
/// @param python what measures CPython's models, by its name; null if nothing does
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Card(
        String version,
        Size size,
        int workers,
        List<Integer> counts,
        long seed,
        List<String> models,
        List<String> workloads,
        String at,
        MachineCard machine,
        List<Input> inputs,
        Timing plan,
        String python) {
    /// What the file is called in the folder of a run.
    public static final String FILE = "sheet.json";

    /// A card; one without inputs has none yet.
    public Card {
        inputs = inputs == null ? List.of() : List.copyOf(inputs);
    }

    /// The same card with what a workload works on; what CPython got before stays.
    public Card with(Input input) {
        var others = new ArrayList<Input>();
        var cpython = input.cpython();
        for (var old : inputs)
            if (!old.workload().equals(input.workload())) others.add(old);
            else if (cpython.isEmpty()) cpython = old.cpython();
        others.add(new Input(input.workload(), input.kind(), input.java(), cpython, input.waits()));
        return new Card(
                version, size, workers, counts, seed, models, workloads, at, machine, others, plan,
                python);
    }

    /// Writes the card into a folder.
    ///
    /// @throws IOException if it cannot be written
    public void write(Path folder) throws IOException {
        var text =
                new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(this);
        WholeFile.write(folder.resolve(FILE), text.getBytes(StandardCharsets.UTF_8));
    }

    /// The card in a folder; empty if there is none, or what is there is none.
    ///
    /// @throws IOException if it cannot be read
    public static Optional<Card> read(Path folder) throws IOException {
        var file = folder.resolve(FILE);
        if (Files.notExists(file)) return Optional.empty();
        try {
            return Optional.of(new ObjectMapper().readValue(Files.readAllBytes(file), Card.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
