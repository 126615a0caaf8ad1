package tools.jupyter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A notebook as far as running it needs to know: its parameters, and what its cells put out.
public final class NotebookFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final ObjectNode root;

    private NotebookFile(Path file, ObjectNode root) {
        this.file = file;
        this.root = root;
    }

    /// @throws UserError if it is no notebook
    public static NotebookFile read(Path file) throws IOException {
        try {
            if (JSON.readTree(file.toFile()) instanceof ObjectNode root
                    && root.path("cells").isArray()
                    && root.path("nbformat").asInt() == 4) {
                return new NotebookFile(file, root);
            }
        } catch (JsonProcessingException e) {
            throw new UserError(
                    file
                            + " is no notebook: it is not JSON (line "
                            + e.getLocation().getLineNr()
                            + "). Make it again with sync.");
        }
        throw new UserError(file + " is no notebook of format 4. Make it again with sync.");
    }

    /// Gives the run its arguments, in the cell that is tagged `parameters`.
    ///
    /// @throws UserError if there is no such cell
    public void setArguments(List<String> arguments) {
        var cell =
                cells().filter(NotebookFile::isParameters)
                        .findFirst()
                        .orElseThrow(() ->
                                new UserError(
                                        file
                                                + " has no cell tagged 'parameters' to set its options in. Make it again with sync."));
        var literals =
                arguments.stream().map(NotebookFile::literal).collect(Collectors.joining(", "));
        ((ObjectNode) cell).put("source", "String[] args = {" + literals + "};");
    }

    private static boolean isParameters(JsonNode cell) {
        return cell.path("cell_type").asText().equals("code")
                && StreamSupport.stream(cell.path("metadata").path("tags").spliterator(), false)
                        .anyMatch(tag -> tag.asText().equals("parameters"));
    }

    static String literal(String text) {
        var literal = new StringBuilder("\"");
        for (var c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> literal.append('\\').append(c);
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> literal.append(c);
            }
        }
        return literal.append('"').toString();
    }

    public void write(Path target) throws IOException {
        Files.writeString(
                target, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }

    /// The cells of code that have something in them.
    public long codeCells() {
        return cells().filter(cell -> cell.path("cell_type").asText().equals("code"))
                .filter(cell -> !text(cell.path("source")).isBlank())
                .count();
    }

    /// The claims that were shown: the lines that begin with this mark, each once.
    public List<String> claims(String mark) {
        return outputs()
                .flatMap(output ->
                        Stream.of(output.path("data").path("text/plain"), output.path("text")))
                .flatMap(part -> text(part).lines())
                .filter(line -> line.startsWith(mark + " "))
                .map(line -> line.substring(mark.length() + 1))
                .distinct()
                .toList();
    }

    /// The alternative text of each picture that was shown and has one, by the picture's Base64.
    Map<String, String> pictures() {
        var pictures = new HashMap<String, String>();
        outputs()
                .forEach(output -> {
                    var alt = output.path("metadata").path("image/png").path("alt").asText();
                    var data = text(output.path("data").path("image/png"));
                    if (!alt.isBlank() && !data.isBlank())
                        pictures.put(PictureTags.compact(data), alt);
                });
        return pictures;
    }

    /// What went wrong first, if a cell ended in an error.
    public Optional<String> firstError() {
        var number = 0;
        for (var cell : (Iterable<JsonNode>) cells()::iterator) {
            if (cell.path("cell_type").asText().equals("code")) {
                number++;
            }
            for (var output : cell.path("outputs")) {
                if (output.path("output_type").asText().equals("error")) {
                    return Optional.of("cell " + number + ": " + errorLine(output));
                }
            }
        }
        return Optional.empty();
    }

    private static String errorLine(JsonNode output) {
        return StreamSupport.stream(output.path("traceback").spliterator(), false)
                .map(line -> line.asText().replaceAll("\u001b\\[[0-9;]*m", "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("|"))
                .findFirst()
                .orElse(output.path("ename").asText() + " " + output.path("evalue").asText());
    }

    private Stream<JsonNode> outputs() {
        return cells().flatMap(
                        cell -> StreamSupport.stream(cell.path("outputs").spliterator(), false));
    }

    private Stream<JsonNode> cells() {
        return StreamSupport.stream(root.path("cells").spliterator(), false);
    }

    /// A notebook writes a text as one string or as a list of lines.
    private static String text(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining())
                : node.asText("");
    }
}
