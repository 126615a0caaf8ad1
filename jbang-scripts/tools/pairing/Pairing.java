package tools.pairing;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.pairing.Cell.Kind;

/// One text, two forms: a lesson as a compact source file, and as a notebook.
///
/// The script, from top to bottom:
/// - The **header**: everything above the imports (`///usr/bin/env jbang`, `//JAVA`, `//SOURCES`,
///   `//NOTEBOOK NN-name.ipynb`, remarks). It is not in the notebook.
/// - The **imports**, with `import module java.base;`, which every script has unsaid. They are the
///   notebook's cell tagged `imports`: its second, after the title, or its first if code comes
///   before any prose.
/// - The **declarations**: types, fields, methods. Each `///` block at the top level is a Markdown
///   cell; what follows, up to the next block, is a code cell.
/// - **`main`**, whose body is cells likewise, without its indentation. The notebook has the cell
///   tagged `parameters`, `String[] args = {};`, in place of the signature: above it are the
///   declarations, below it the statements. The closing brace is not in the notebook.
///
/// Rules for the cells:
/// - A `///` line is prose where a declaration or a statement could stand, and code in a deeper
///   bracket, a text block or a comment. Prose is `///`, a space, and a line of Markdown, spaces at
///   its end included; or `///` alone for an empty line.
/// - A blank line between two blocks makes two Markdown cells of them.
/// - A `///` alone, a block of its own, says that a code cell begins: so two code cells stand side
///   by side, and an empty code cell is a `///` with nothing below.
/// - Blank lines around code are the script's layout and not the notebook's. Empty cells at the end
///   of a notebook, which Jupyter likes to add, do not count.
/// - A text block keeps its value: its lines move with the body of `main`, all of them or none.
/// - A backslash before a `u` is written in prose as its Unicode escape (digits 005c), since Java
///   reads Unicode escapes there too. No other escape is prose.
///
/// Going back, the old script gives the header, the signature of `main` and the layout; a cell that
/// did not change keeps its bytes. What the two forms would treat differently is refused, with the
/// line and the cure: see [Differences].
public final class Pairing {
    private Pairing() {}

    /// The notebook of a script.
    ///
    /// @param before the notebook so far, whose outputs stay where the code did not change
    /// @throws Refused if `before` has nothing in common with the script
    public static Notebook notebook(Script script, Optional<Notebook> before, String file) {
        Differences.check(script);
        before.ifPresent(b -> checkRelated(script, b));
        return before.orElseGet(() -> Notebook.empty(file)).with(script.cells());
    }

    private static void checkRelated(Script script, Notebook notebook) {
        var words = notebook.cells().stream().filter(Pairing::isText).toList();
        boolean related =
                words.stream().anyMatch(cell -> script.cells().stream().anyMatch(cell::sameAs));
        if (!words.isEmpty() && !related) {
            throw new Refused(
                    notebook.file()
                            + ": shares no cell with "
                            + script.file()
                            + ": move it away, then run sync.");
        }
    }

    private static boolean isText(Cell cell) {
        return (cell.kind() == Kind.MARKDOWN || cell.kind() == Kind.CODE) && !cell.text().isBlank();
    }

    /// The script with the text of a notebook.
    ///
    /// @throws Refused if the notebook's cells have no place in a script
    public static String script(Script script, Notebook notebook) {
        var cells = withoutEmptyEnd(notebook.cells());
        CellCheck.check(notebook.file(), cells);
        var text = script.with(cells);
        Script next;
        try {
            next = Script.parse(script.file(), text);
        } catch (Refused e) {
            throw new Refused(
                    notebook.file() + ": does not make a script: " + e.messages().getFirst());
        }
        CellCheck.checkSame(notebook.file(), cells, next.cells());
        CellCheck.checkForms(notebook.file(), cells, next);
        return text;
    }

    /// What a notebook has that its script cannot: lines for the reader.
    public static List<String> remarks(Script script, Notebook notebook) {
        var args = script.parametersCell();
        return notebook.cells().stream()
                .filter(cell -> cell.kind() == Kind.PARAMETERS && !cell.sameAs(args))
                .map(cell ->
                        notebook.file()
                                + ": cell "
                                + cell.line()
                                + " sets the parameters, which a script takes from its"
                                + " command line: left out. `sync` sets them back.")
                .toList();
    }

    /// How a notebook changed, in words.
    public static String changes(Optional<Notebook> before, Notebook after) {
        var now = after.cells();
        if (before.isEmpty()) {
            return now.size() + " cells";
        }
        var old = before.get().cells();
        var align = Alignment.of(old, now, Cell::sameAs, (a, b) -> a.kind() == b.kind());
        long same = Arrays.stream(align.same()).filter(i -> i >= 0).count();
        long kin = Arrays.stream(align.kin()).filter(i -> i >= 0).count();
        if (same == now.size() && same == old.size()) {
            return "no cell changed";
        }
        return "%d changed, %d new, %d deleted of %d cells"
                .formatted(kin - same, now.size() - kin, old.size() - kin, now.size());
    }

    /// What parts a script from its notebook: no line if they are the same text, else a unified
    /// diff and remarks.
    public static List<String> difference(Script script, Notebook notebook) {
        Differences.check(script);
        var now = script.cells();
        var then = withoutEmptyEnd(notebook.cells());
        boolean same = now.size() == then.size();
        for (int i = 0; same && i < now.size(); i++) {
            same = now.get(i).sameAs(then.get(i));
        }
        var lines = new ArrayList<String>();
        if (!same) {
            lines.addAll(diff(script.file(), notebook.file(), shown(now), shown(then)));
        }
        if (!notebook.hasKernel()) {
            lines.add(notebook.file() + ": does not name the kernel java25-ijava: run sync.");
        }
        return lines;
    }

    /// A unified diff of two texts.
    public static List<String> diff(
            String before, String after, List<String> old, List<String> now) {
        return UnifiedDiffUtils.generateUnifiedDiff(
                before, after, old, DiffUtils.diff(old, now), 3);
    }

    /// The cells as lines that a reader can compare: prose as in the script, code as in the
    /// notebook.
    private static List<String> shown(List<Cell> cells) {
        var lines = new ArrayList<String>();
        for (var cell : cells) {
            if (cell.kind() == Kind.MARKDOWN) {
                List.of(cell.text().split("\n", -1)).forEach(l -> lines.add(Prose.comment(l)));
            } else {
                lines.add("// " + cell.kind().name().toLowerCase(Locale.ROOT) + " cell");
                lines.addAll(cell.lines());
            }
            lines.add("");
        }
        return lines;
    }

    private static List<Cell> withoutEmptyEnd(List<Cell> cells) {
        int end = cells.size();
        while (end > 0 && cells.get(end - 1).text().isBlank() && isMovable(cells.get(end - 1))) {
            end--;
        }
        return cells.subList(0, end);
    }

    private static boolean isMovable(Cell cell) {
        return cell.kind() == Kind.MARKDOWN || cell.kind() == Kind.CODE;
    }
}
