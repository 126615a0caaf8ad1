package tools.pairing;

/// A line of Markdown as a line of a `///` comment, and back.
///
/// Java reads Unicode escapes in comments too, and refuses what only looks like one, as LaTeX's
/// underline does. A backslash before a `u` is therefore written as the escape of a backslash,
/// whose digits are 005c.
final class Prose {
    private static final String BACKSLASH = "\\u005c";

    private Prose() {}

    /// The comment, without indentation.
    static String comment(String line) {
        var text = new StringBuilder(Region.MARK);
        if (!line.isEmpty()) {
            text.append(' ');
        }
        for (int i = 0; i < line.length(); i++) {
            text.append(
                    JavaLines.isEscape(line, i) && isBackslash(line, i)
                            ? BACKSLASH
                            : line.substring(i, i + 1));
        }
        return text.toString();
    }

    /// The Markdown in a comment.
    ///
    /// @param file and `number`: where, for the message
    /// @throws Refused if no line of Markdown is written like this
    static String line(String comment, String file, int number) {
        var text = comment.substring(Region.MARK.length());
        if (!text.isEmpty() && text.charAt(0) != ' ') {
            throw Refused.at(file, number, "write a space after ///, or // for a plain comment.");
        }
        var line = new StringBuilder(text.isEmpty() ? text : text.substring(1));
        for (int i = 0; i < line.length(); i++) {
            if (!isBackslash(line, i) || !JavaLines.isEscape(line, i)) {
                continue;
            }
            if (line.indexOf(BACKSLASH + "u", i) != i) {
                throw Refused.at(
                        file,
                        number,
                        "a Unicode escape in prose: write the character itself, or "
                                + BACKSLASH
                                + "u for a backslash before a u.");
            }
            line.delete(i + 1, i + BACKSLASH.length());
        }
        return line.toString();
    }

    private static boolean isBackslash(CharSequence text, int at) {
        return text.charAt(at) == '\\';
    }
}
