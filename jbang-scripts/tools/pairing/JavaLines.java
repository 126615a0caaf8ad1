package tools.pairing;

import java.util.ArrayList;
import java.util.List;

/// Says of each line of Java text what stands at its start: how many brackets are open, and whether
/// a text block or a block comment goes on. Strings, character literals, comments, text blocks and
/// Unicode escapes are read as the Java Language Specification has them (sections 3.3 and 3.10).
public final class JavaLines {
    /// What a line starts in.
    public enum Inside {
        CODE,
        TEXT_BLOCK,
        COMMENT
    }

    /// @param depth how many brackets of any kind are open
    public record Start(int depth, Inside inside) {}

    private final String text;
    private final List<Start> starts = new ArrayList<>();
    private int at;
    private int length;
    private int depth;
    private int lowest;
    private boolean closed = true;

    private JavaLines(String text) {
        this.text = text;
    }

    /// Reads the text, whose lines end in `\n`.
    public static JavaLines of(String text) {
        var lines = new JavaLines(text);
        lines.scan();
        return lines;
    }

    /// The start of each line, the first being line 0.
    public List<Start> starts() {
        return starts;
    }

    /// Whether every bracket, text block and comment that opens here closes here, and no other.
    boolean isBalanced() {
        return closed && depth == 0 && lowest == 0;
    }

    private void scan() {
        starts.add(new Start(0, Inside.CODE));
        while (at < text.length()) {
            switch (take()) {
                case '\n' -> line(Inside.CODE);
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> lowest = Math.min(lowest, --depth);
                case '"' -> string();
                case '\'' -> quoted('\'');
                case '/' -> comment();
                default -> {}
            }
        }
    }

    private void string() {
        if (!takes('"')) {
            quoted('"');
        } else if (takes('"')) {
            textBlock();
        }
    }

    private void quoted(char end) {
        while (at < text.length() && peek() != '\n') {
            char c = take();
            if (c == end) {
                return;
            }
            if (c == '\\' && at < text.length() && peek() != '\n') {
                take();
            }
        }
    }

    private void textBlock() {
        while (at < text.length()) {
            switch (take()) {
                case '\n' -> line(Inside.TEXT_BLOCK);
                case '\\' -> {
                    if (at < text.length() && peek() != '\n') {
                        take();
                    }
                }
                case '"' -> {
                    if (takes('"') && takes('"')) {
                        return;
                    }
                }
                default -> {}
            }
        }
        closed = false;
    }

    private void comment() {
        if (takes('/')) {
            while (at < text.length() && peek() != '\n') {
                take();
            }
        } else if (takes('*')) {
            while (at < text.length()) {
                char c = take();
                if (c == '\n') {
                    line(Inside.COMMENT);
                } else if (c == '*' && takes('/')) {
                    return;
                }
            }
            closed = false;
        }
    }

    /// After a line end was taken; one that is written as a Unicode escape starts no line here.
    private void line(Inside inside) {
        if (length == 1) {
            starts.add(new Start(depth, inside));
        }
    }

    private boolean takes(char wanted) {
        if (at < text.length() && peek() == wanted) {
            at += length;
            return true;
        }
        return false;
    }

    private char take() {
        char c = peek();
        at += length;
        return c;
    }

    /// The character at hand, a Unicode escape being one; `length` is how much text it takes.
    private char peek() {
        char c = text.charAt(at);
        length = 1;
        if (c != '\\' || !isEscape(text, at)) {
            return c;
        }
        int digits = at + 1;
        while (digits < text.length() && text.charAt(digits) == 'u') {
            digits++;
        }
        if (digits + 4 > text.length()) {
            return c;
        }
        try {
            char escaped = (char) Integer.parseInt(text, digits, digits + 4, 16);
            length = digits + 4 - at;
            return escaped;
        } catch (NumberFormatException e) {
            return c;
        }
    }

    /// Whether a Unicode escape starts at this backslash: a `u` follows it, and an even number of
    /// backslashes goes before.
    static boolean isEscape(CharSequence text, int backslash) {
        if (backslash + 1 >= text.length() || text.charAt(backslash + 1) != 'u') {
            return false;
        }
        int before = backslash;
        while (before > 0 && text.charAt(before - 1) == '\\') {
            before--;
        }
        return (backslash - before) % 2 == 0;
    }
}
