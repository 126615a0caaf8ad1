package tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import tools.pairing.Notebook;

/// A notebook as it is after a run, without a kernel: each code cell printed its own text.
final class RanNotebook {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RanNotebook() {}

    /// The notebook with outputs.
    static Notebook of(Notebook notebook) {
        var root = json(notebook.text());
        int count = 0;
        for (var cell : root.withArray("cells")) {
            if (cell.path("cell_type").asText().equals("code")) {
                ((ObjectNode) cell).put("execution_count", ++count);
                ((ObjectNode) cell)
                        .withArray("outputs")
                        .addObject()
                        .put("name", "stdout")
                        .put("output_type", "stream")
                        .put("text", source(cell));
                ((ObjectNode) cell).withObject("/metadata").put("mine", count);
            }
        }
        return Notebook.read(notebook.file(), root.toString());
    }

    /// What each cell shows: nothing, or what it printed.
    static List<String> outputs(Notebook notebook) {
        var shown = new ArrayList<String>();
        for (var cell : json(notebook.text()).withArray("cells")) {
            var text = new StringBuilder();
            cell.path("outputs").forEach(output -> text.append(output.path("text").asText()));
            shown.add(text.toString());
        }
        return shown;
    }

    /// The notebook's tree, to change it.
    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    private static String source(JsonNode cell) {
        var text = new StringBuilder();
        cell.path("source").forEach(line -> text.append(line.asText()));
        return text.toString();
    }
}
