package tools.pairing;

import java.util.List;
import tools.pairing.Cell.Kind;
import tools.pairing.JavaLines.Inside;
import tools.pairing.JavaLines.Start;

/// Whether the cells of a notebook have a place in a script. Messages name the cell and its line.
final class CellCheck {
    private CellCheck() {}

    /// @throws Refused for the first cell that has none
    static void check(String file, List<Cell> cells) {
        int imports = indexOf(cells, Kind.IMPORTS);
        int parameters = indexOf(cells, Kind.PARAMETERS);
        if (imports < 0 || parameters < 0) {
            var missing = imports < 0 ? "imports" : "parameters";
            var text = imports < 0 ? Script.JAVA_BASE : "String[] args = {};";
            throw new Refused(
                    file + ": no cell is tagged " + missing + ": add one of code, " + text);
        }
        boolean titled = parameters > 0 && cells.getFirst().kind() == Kind.MARKDOWN;
        if (imports != (titled ? 1 : 0) || parameters < imports) {
            throw at(
                    file,
                    cells.get(imports),
                    0,
                    "the imports stand "
                            + (titled ? "below the title" : "first")
                            + ": move this cell there");
        }
        for (int i = 0; i < cells.size(); i++) {
            checkText(file, cells.get(i));
            if (cells.get(i).kind() != Kind.MARKDOWN) {
                checkCode(file, cells.get(i), i < parameters);
            }
        }
    }

    private static int indexOf(List<Cell> cells, Kind kind) {
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).kind() == kind) {
                return i;
            }
        }
        return -1;
    }

    private static void checkText(String file, Cell cell) {
        if (cell.text().indexOf('\r') >= 0) {
            throw at(file, cell, 0, "holds a carriage return: delete it");
        }
        if (cell.kind() == Kind.MARKDOWN && cell.text().isBlank()) {
            throw at(file, cell, 0, "is prose without a word: delete it");
        }
    }

    private static void checkCode(String file, Cell cell, boolean declarations) {
        var starts = JavaLines.of(cell.text());
        var lines = cell.lines();
        for (int i = 0; i < lines.size(); i++) {
            boolean outside = starts.starts().get(i).equals(new Start(0, Inside.CODE));
            if (outside && lines.get(i).stripLeading().startsWith(Region.MARK)) {
                throw at(file, cell, i + 1, "/// makes prose of this line in the script: write //");
            }
            if (outside
                    && lines.get(i).stripLeading().startsWith("import ")
                    && cell.kind() == Kind.CODE) {
                throw at(file, cell, i + 1, "an import: move it to the cell of the imports");
            }
        }
        if (cell.kind() == Kind.PARAMETERS) {
            return;
        }
        var java =
                declarations
                        ? ParsedJava.of("Cell.java", cell.text())
                        : ParsedJava.of("Cell.java", "void main() {\n" + cell.text() + "\n}");
        if (!java.errors().isEmpty() || !starts.isBalanced()) {
            var error =
                    java.errors().isEmpty()
                            ? new ParsedJava.Fault(1, "", "a bracket or comment is open")
                            : java.errors().getFirst();
            int line = error.line() - (declarations ? 0 : 1);
            var hint =
                    declarations
                            ? " (only declarations stand above the cell tagged parameters)"
                            : "";
            throw at(
                    file,
                    cell,
                    Math.clamp(line, 1, Math.max(1, lines.size())),
                    "Java cannot read this: " + error.message() + hint);
        }
    }

    /// Whether the script that was made gives the same cells again.
    static void checkSame(String file, List<Cell> cells, List<Cell> again) {
        for (int i = 0; i < cells.size(); i++) {
            boolean same = i < again.size() && cells.get(i).sameAs(again.get(i));
            if (!same && cells.get(i).kind() != Kind.PARAMETERS) {
                throw at(file, cells.get(i), 0, "would not come back from the script as it is");
            }
        }
        if (again.size() > cells.size()) {
            throw new Refused(file + ": would come back with more cells");
        }
    }

    /// Whether both forms of the script mean the same.
    static void checkForms(String file, List<Cell> cells, Script script) {
        var problems = Differences.of(script);
        if (problems.isEmpty()) {
            return;
        }
        var places = script.cells();
        throw new Refused(
                problems.stream()
                        .map(problem -> {
                            int best = -1;
                            for (int i = 0; i < places.size(); i++) {
                                int line = places.get(i).line();
                                if (line <= problem.line()
                                        && (best < 0 || line >= places.get(best).line())) {
                                    best = i;
                                }
                            }
                            int inCell = problem.line() - places.get(best).line() + 1;
                            return at(file, cells.get(best), inCell, problem.message())
                                    .getMessage();
                        })
                        .toList());
    }

    private static Refused at(String file, Cell cell, int line, String message) {
        var place = line == 0 ? "" : ", line " + line;
        return new Refused(file + ": cell " + cell.line() + place + ": " + message + ".");
    }
}
