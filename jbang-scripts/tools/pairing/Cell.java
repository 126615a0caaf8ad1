package tools.pairing;

import java.util.List;

/// One cell of a lesson: what both forms share.
///
/// @param kind what it is
/// @param text its lines, joined by `\n`, without empty lines at the ends of code
/// @param line where it starts: its line in the script (from 1), or its number in the notebook
public record Cell(Kind kind, String text, int line) {
    /// What a cell can be. The imports and the parameters have a place of their own.
    public enum Kind {
        MARKDOWN,
        CODE,
        /// The script's imports.
        IMPORTS,
        /// Sets `args`, and marks where the body of `main` begins.
        PARAMETERS
    }

    /// Makes a cell; code loses the empty lines at its ends, which carry nothing.
    public Cell {
        text = kind == Kind.MARKDOWN ? text : withoutEmptyEnds(text);
    }

    /// Whether this is code that holds nothing.
    public boolean isEmptyCode() {
        return kind != Kind.MARKDOWN && text.isEmpty();
    }

    /// Whether both are the same to a reader: the place does not count.
    public boolean sameAs(Cell other) {
        return kind == other.kind && text.equals(other.text);
    }

    List<String> lines() {
        return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    }

    private static String withoutEmptyEnds(String text) {
        var lines = List.of(text.split("\n", -1));
        int from = 0;
        int to = lines.size();
        while (from < to && lines.get(from).isBlank()) {
            from++;
        }
        while (to > from && lines.get(to - 1).isBlank()) {
            to--;
        }
        return String.join("\n", lines.subList(from, to));
    }
}
