package tools.pairing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import tools.pairing.Cell.Kind;

/// What nbformat 4.5 asks of the JSON of a notebook, and what this project asks.
///
/// @param file the notebook's name in messages
record NotebookForm(String file) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// The root of a notebook that this project can work on.
    ///
    /// @throws Refused if the text is none
    ObjectNode check(String text) {
        JsonNode root;
        try {
            root = Json.read(text);
        } catch (JsonProcessingException e) {
            if (text.lines().anyMatch(line -> line.startsWith("<<<<<<< "))) {
                throw refused(
                        "has the marks of a merge conflict: settle it, or delete the file and run sync");
            }
            var place = e.getLocation();
            throw refused(
                    "is not JSON"
                            + (place == null ? "" : " (line " + place.getLineNr() + ")")
                            + ": restore it, or delete it and run sync");
        }
        if (!(root instanceof ObjectNode notebook) || !root.path("nbformat").isInt()) {
            throw refused("is no notebook: restore it, or delete it and run sync");
        }
        int format = root.path("nbformat").asInt();
        if (format != 4) {
            throw refused(
                    "is in nbformat " + format + ": open and save it in Jupyter, for nbformat 4");
        }
        if (!(root.path("cells") instanceof ArrayNode cells) || !root.path("metadata").isObject()) {
            throw refused("has no cells or no metadata: restore it, or delete it and run sync");
        }
        var language = language(root);
        if (!language.isEmpty() && !language.equalsIgnoreCase("java")) {
            throw refused("is a notebook of " + language + ", not of Java: give it another name");
        }
        for (int i = 0; i < cells.size(); i++) {
            checkCell(cells.get(i), i + 1);
        }
        return notebook;
    }

    private static String language(JsonNode root) {
        var kernel = root.at("/metadata/kernelspec/language").asText("");
        return kernel.isEmpty() ? root.at("/metadata/language_info/name").asText("") : kernel;
    }

    private void checkCell(JsonNode cell, int number) {
        var type = cell.path("cell_type").asText();
        var source = cell.path("source");
        boolean text = source.isTextual();
        if (source instanceof ArrayNode lines) {
            text = true;
            for (var line : lines) {
                text &= line.isTextual();
            }
        }
        boolean metadata = cell.path("metadata").isObject();
        boolean outputs = !type.equals("code") || cell.path("outputs").isArray();
        if (!cell.isObject() || !text || !metadata || !outputs) {
            throw refused(
                    "has a cell "
                            + number
                            + " that is none: restore it, or delete it and run sync");
        }
        if (type.equals("raw")) {
            throw refused(
                    "has a raw cell, "
                            + number
                            + ", and a script has no place for it: make it Markdown or delete it");
        }
        if (!type.equals("code") && !type.equals("markdown")) {
            throw refused(
                    "has a cell "
                            + number
                            + " of an unknown type, '"
                            + type
                            + "': make it Markdown or delete it");
        }
    }

    private Refused refused(String what) {
        return new Refused(file + ": " + what + ".");
    }

    /// Writes a cell into its node.
    ///
    /// @param changed whether the text is new, so that outputs belong to another one
    static void fill(ObjectNode node, Cell cell, boolean changed) {
        boolean code = cell.kind() != Kind.MARKDOWN;
        node.put("cell_type", code ? "code" : "markdown");
        var source = node.putArray("source");
        lines(cell.text()).forEach(source::add);
        var metadata = node.withObject("/metadata");
        if (code) {
            if (changed || !node.has("outputs")) {
                node.putNull("execution_count");
                node.putArray("outputs");
            }
            withoutTimes(metadata);
        }
        switch (cell.kind()) {
            case IMPORTS -> tag(metadata, Notebook.IMPORTS);
            case PARAMETERS -> tag(metadata, Notebook.PARAMETERS);
            default -> {}
        }
    }

    private static void withoutTimes(ObjectNode metadata) {
        metadata.remove(List.of("execution", "ExecuteTime", "papermill"));
    }

    private static void tag(ObjectNode metadata, String tag) {
        var tags = metadata.withArray("/tags");
        for (var t : tags) {
            if (t.asText().equals(tag)) {
                return;
            }
        }
        tags.add(tag);
    }

    /// The lines of a text, each with its line end, as nbformat keeps them.
    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)"));
    }

    static String joined(JsonNode source) {
        if (source.isTextual()) {
            return source.asText();
        }
        var text = new StringBuilder();
        source.forEach(line -> text.append(line.asText()));
        return text.toString();
    }

    /// Takes over what an execution left in a cell.
    static void takeRun(ObjectNode node, ObjectNode ran, String file, int number) {
        for (var output : ran.path("outputs")) {
            if (output.path("output_type").asText().equals("error")) {
                throw new Refused(
                        file
                                + ": cell "
                                + number
                                + " failed with "
                                + output.path("ename").asText()
                                + ": put it right and run it again.");
            }
        }
        node.set("outputs", ran.path("outputs").deepCopy());
        node.set("execution_count", ran.path("execution_count"));
        withoutTimes(node.withObject("/metadata"));
    }

    /// Gives every cell an id of its own (nbformat 4.5). A new one is made of the cell's text, so
    /// that the same script gives the same notebook.
    static void identify(List<ObjectNode> cells) {
        var used = new HashSet<String>();
        for (var cell : cells) {
            var id = cell.path("id").asText();
            if (!id.matches("[A-Za-z0-9_-]{1,64}") || !used.add(id)) {
                cell.remove("id");
            }
        }
        for (var cell : cells) {
            if (!cell.has("id")) {
                var base = digest(cell.path("cell_type").asText() + joined(cell.path("source")));
                var id = base;
                for (int i = 2; !used.add(id); i++) {
                    id = base + "-" + i;
                }
                cell.put("id", id);
            }
        }
    }

    private static String digest(String text) {
        try {
            var bytes =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Names the format, the kernel and the language; and no JDK's build, nor times.
    static void describe(ObjectNode root) {
        root.put("nbformat", 4);
        root.put("nbformat_minor", Math.max(5, root.path("nbformat_minor").asInt()));
        var metadata = root.withObject("/metadata");
        withoutTimes(metadata);
        metadata.set("kernelspec", kernel());
        metadata.putObject("language_info")
                .put("codemirror_mode", "java")
                .put("file_extension", ".jshell")
                .put("mimetype", "text/x-java-source")
                .put("name", "java")
                .put("pygments_lexer", "java");
    }

    static ObjectNode kernel() {
        return NODES.objectNode()
                .put("display_name", "Java 25 (IJava)")
                .put("language", "java")
                .put("name", "java25-ijava");
    }
}
