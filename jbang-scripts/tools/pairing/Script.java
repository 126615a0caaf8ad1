package tools.pairing;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.pairing.Cell.Kind;

/// A lesson as a compact source file, taken apart: the header, the imports, the declarations, the
/// signature of `main`, its body, and its end.
public final class Script {
    static final String JAVA_BASE = "import module java.base;";

    private final String file;
    private final String lineEnd;
    private final ParsedJava java;
    private final List<String> header;
    private final List<String> imports;
    private final Region declarations;
    private final List<String> opening;
    private final Region body;
    private final Optional<String> joint;
    private final List<String> closing;
    private final String parameter;

    private Script(String file, String lineEnd, ParsedJava java, ScriptLayout layout) {
        var lines = layout.lines();
        var starts = layout.starts();
        this.file = file;
        this.lineEnd = lineEnd;
        this.java = java;
        parameter = layout.parameter();
        header = lines.subList(0, layout.imports());
        imports = lines.subList(layout.imports(), layout.declarations());
        declarations =
                new RegionReader(file, lines, starts, 0, "")
                        .read(layout.declarations(), layout.main());
        opening = layout.opening();
        joint = layout.joint();
        closing = layout.closing();
        body =
                new RegionReader(file, lines, starts, 1, layout.indent())
                        .read(layout.body(), layout.bodyEnd());
    }

    /// Takes a script apart.
    ///
    /// @param file its name in messages
    /// @throws Refused if javac cannot parse it, or it has not the form of a lesson
    public static Script parse(String file, String text) {
        var plain = withoutCarriageReturns(file, text);
        var java = ParsedJava.of(file, plain);
        if (!java.errors().isEmpty()) {
            var first = java.errors().getFirst();
            throw Refused.at(file, first.line(), "Java cannot read this: " + first.message());
        }
        var lineEnd = plain.length() == text.length() ? "\n" : "\r\n";
        var script = new Script(file, lineEnd, java, ScriptLayout.of(file, java));
        script.checkStatements();
        script.checkEnd();
        return script;
    }

    private static String withoutCarriageReturns(String file, String text) {
        var plain = text.replace("\r\n", "\n");
        boolean mixed = plain.length() < text.length() && text.matches("(?s)(.*[^\r])?\n.*");
        if (mixed || plain.contains("\r")) {
            throw new Refused(
                    file + ": its lines end in different ways: save it with one kind of line end.");
        }
        return plain;
    }

    /// A cell holds whole statements and declarations.
    private void checkStatements() {
        var main = java.main().orElseThrow();
        var parts =
                Stream.concat(
                                java.members().stream().filter(m -> m != main),
                                main.getBody().getStatements().stream())
                        .map(Tree.class::cast)
                        .toList();
        var items = Stream.concat(declarations.items().stream(), body.items().stream()).toList();
        for (var part : parts) {
            int from = java.line(part);
            int to = java.line(java.end(part) - 1);
            for (var item : items) {
                int line = item.cell().line();
                if (item.cell().kind() == Kind.MARKDOWN && from < line && line <= to) {
                    throw Refused.at(
                            file, line, "prose inside a statement: write // instead of ///.");
                }
            }
        }
    }

    /// Jupyter adds empty cells at the end of a notebook, so there they mean nothing.
    private void checkEnd() {
        if (!body.items().isEmpty() && body.items().getLast().cell().isEmptyCode()) {
            throw Refused.at(
                    file,
                    body.items().getLast().cell().line() - body.tail().size() - 1,
                    "a lone /// begins a code cell, and no code follows: delete it.");
        }
    }

    /// The name in messages.
    public String file() {
        return file;
    }

    ParsedJava java() {
        return java;
    }

    /// The cells of the notebook, in its order: the title, the imports, the declarations, the
    /// parameters, the body of `main`.
    public List<Cell> cells() {
        var cells = new ArrayList<>(declarations.cells());
        boolean titled = !cells.isEmpty() && cells.getFirst().kind() == Kind.MARKDOWN;
        cells.add(titled ? 1 : 0, importsCell());
        cells.add(parametersCell());
        cells.addAll(body.cells());
        return cells;
    }

    private Cell importsCell() {
        var text = imports.isEmpty() ? JAVA_BASE : String.join("\n", imports);
        return new Cell(Kind.IMPORTS, text, header.size() + 1);
    }

    Cell parametersCell() {
        int line = java.line(java.main().map(m -> (Tree) m).orElseThrow());
        return new Cell(Kind.PARAMETERS, "String[] " + parameter + " = {};", line);
    }

    /// This script as it stands on disk.
    public String text() {
        return with(cells());
    }

    /// This script with other cells: header, signature and layout stay, and every cell that did not
    /// change keeps its text to the byte. What stands before the parameters becomes declarations,
    /// the rest the body of `main`.
    ///
    /// @param cells with one of imports and one of parameters
    public String with(List<Cell> cells) {
        int split = indexOf(cells, Kind.PARAMETERS);
        var above = new ArrayList<>(cells.subList(0, split));
        var imported = above.remove(indexOf(above, Kind.IMPORTS));
        var below = cells.subList(split + 1, cells.size());

        var lines = new ArrayList<>(header);
        boolean keepsImports = imported.sameAs(importsCell());
        if (!keepsImports && imports.isEmpty() && !header.isEmpty()) {
            lines.add("");
        }
        lines.addAll(keepsImports ? imports : imported.lines());
        lines.addAll(declarations.with(above, !lines.isEmpty(), true));
        lines.addAll(main(below));
        return String.join(lineEnd, lines);
    }

    private List<String> main(List<Cell> cells) {
        var lines = new ArrayList<>(opening);
        if (cells.isEmpty() && joint.isPresent()) {
            lines.add(lines.removeLast() + joint.get() + closing.getFirst());
            lines.addAll(closing.subList(1, closing.size()));
        } else {
            lines.addAll(body.with(cells, false, false));
            lines.addAll(closing);
        }
        return lines;
    }

    private static int indexOf(List<Cell> cells, Kind kind) {
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).kind() == kind) {
                return i;
            }
        }
        throw new IllegalArgumentException("no cell of " + kind);
    }
}
