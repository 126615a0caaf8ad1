package tools.pairing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.pairing.Cell.Kind;

/// A Jupyter notebook in nbformat 4: its cells, and with them whatever else was in the file.
public final class Notebook {
    static final String IMPORTS = "imports";
    static final String PARAMETERS = "parameters";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String file;
    private final ObjectNode root;
    private final String lineEnd;

    private Notebook(String file, ObjectNode root, String lineEnd) {
        this.file = file;
        this.root = root;
        this.lineEnd = lineEnd;
    }

    /// Reads a notebook.
    ///
    /// @param file its name in messages
    /// @throws Refused if it is no notebook of Java in nbformat 4, or has cells that a script
    ///   cannot hold
    public static Notebook read(String file, String text) {
        var root = new NotebookForm(file).check(text);
        return new Notebook(file, root, text.contains("\r\n") ? "\r\n" : "\n");
    }

    /// A notebook without cells.
    public static Notebook empty(String file) {
        var root = NODES.objectNode();
        root.put("nbformat", 4).put("nbformat_minor", 5);
        root.putObject("metadata");
        root.putArray("cells");
        return new Notebook(file, root, "\n");
    }

    /// The name in messages.
    public String file() {
        return file;
    }

    /// The cells, numbered from 1.
    public List<Cell> cells() {
        var nodes = nodes();
        int imports = marked(nodes, IMPORTS, "(import [^;]+;\\s*)+");
        int parameters = marked(nodes, PARAMETERS, "String\\[\\] \\w+ = \\{.*\\};");
        var cells = new ArrayList<Cell>();
        for (int i = 0; i < nodes.size(); i++) {
            var kind =
                    i == imports
                            ? Kind.IMPORTS
                            : i == parameters
                                    ? Kind.PARAMETERS
                                    : isCode(nodes.get(i)) ? Kind.CODE : Kind.MARKDOWN;
            cells.add(new Cell(kind, source(nodes.get(i)), i + 1));
        }
        return cells;
    }

    /// The cell with a tag; if none has it, the first one whose text says that it was meant.
    private int marked(List<ObjectNode> nodes, String tag, String text) {
        var tagged =
                IntStream.range(0, nodes.size()).filter(i -> hasTag(nodes.get(i), tag)).toArray();
        if (tagged.length > 1) {
            throw new Refused(
                    file
                            + ": cells "
                            + (tagged[0] + 1)
                            + " and "
                            + (tagged[1] + 1)
                            + " are both tagged "
                            + tag
                            + ": keep one.");
        }
        return tagged.length == 1
                ? tagged[0]
                : IntStream.range(0, nodes.size())
                        .filter(i ->
                                isCode(nodes.get(i)) && source(nodes.get(i)).strip().matches(text))
                        .findFirst()
                        .orElse(-1);
    }

    /// This notebook with other cells. One that did not change keeps its outputs, its count, its id
    /// and its metadata; changed code has not run, so it has neither outputs nor count.
    public Notebook with(List<Cell> cells) {
        var nodes = nodes();
        var align = Alignment.of(cells(), cells, Cell::sameAs, (a, b) -> a.kind() == b.kind());
        var next = new ArrayList<ObjectNode>();
        for (int i = 0; i < cells.size(); i++) {
            int old = align.kin()[i];
            var node = old >= 0 ? nodes.get(old).deepCopy() : NODES.objectNode();
            NotebookForm.fill(node, cells.get(i), align.same()[i] < 0);
            next.add(node);
        }
        NotebookForm.identify(next);
        var copy = root.deepCopy();
        copy.putArray("cells").addAll(next);
        NotebookForm.describe(copy);
        return new Notebook(file, copy, lineEnd);
    }

    /// This notebook with the outputs of an executed copy of it.
    ///
    /// @throws Refused if the copy's cells have another text, or one of them failed
    public Notebook withOutputsOf(Notebook executed) {
        var ran = executed.nodes().stream().filter(n -> !hasTag(n, "injected-parameters")).toList();
        var nodes = nodes();
        var next = new ArrayList<ObjectNode>();
        for (int i = 0; i < Math.max(nodes.size(), ran.size()); i++) {
            if (i >= nodes.size() || i >= ran.size() || !isSame(nodes.get(i), ran.get(i))) {
                throw new Refused(
                        executed.file
                                + ": cell "
                                + (i + 1)
                                + " is not the one of "
                                + file
                                + ": run the notebook as `sync` writes it, then take its outputs.");
            }
            next.add(nodes.get(i).deepCopy());
            if (isCode(nodes.get(i))) {
                NotebookForm.takeRun(next.getLast(), ran.get(i), executed.file, i + 1);
            }
        }
        var copy = root.deepCopy();
        copy.putArray("cells").addAll(next);
        NotebookForm.describe(copy);
        return new Notebook(file, copy, lineEnd);
    }

    private static boolean isSame(ObjectNode a, ObjectNode b) {
        boolean parameters = hasTag(a, PARAMETERS) && hasTag(b, PARAMETERS);
        var kind = isCode(a) ? Kind.CODE : Kind.MARKDOWN;
        return isCode(a) == isCode(b)
                && (parameters
                        || new Cell(kind, source(a), 0).sameAs(new Cell(kind, source(b), 0)));
    }

    /// Whether it opens with the kernel of the lessons.
    boolean hasKernel() {
        return root.at("/metadata/kernelspec").equals(NotebookForm.kernel());
    }

    /// The text of the file, as Jupyter writes it.
    public String text() {
        var text = Json.write(root);
        return lineEnd.equals("\n") ? text : text.replace("\n", lineEnd);
    }

    private List<ObjectNode> nodes() {
        var nodes = new ArrayList<ObjectNode>();
        root.withArray("cells").forEach(n -> nodes.add((ObjectNode) n));
        return nodes;
    }

    private static boolean isCode(JsonNode node) {
        return node.path("cell_type").asText().equals("code");
    }

    private static boolean hasTag(JsonNode node, String tag) {
        for (var t : node.at("/metadata/tags")) {
            if (t.asText().equals(tag)) {
                return true;
            }
        }
        return false;
    }

    private static String source(JsonNode node) {
        return NotebookForm.joined(node.path("source")).replace("\r\n", "\n");
    }
}
