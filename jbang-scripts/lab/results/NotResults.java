package lab.results;

import java.nio.file.Path;

/// A file is not what it should be: no results, or broken ones, or those of another version. The
/// message is one line that names the file, the line in it and what is wrong.
public final class NotResults extends Exception {
    private static final long serialVersionUID = 1;
    private static final int SHOWN = 40;

    private NotResults(String message) {
        super(message);
    }

    /// @param line the line in the file, from 1
    /// @param what what is wrong there
    static NotResults at(Path file, long line, String what) {
        return new NotResults("%s, line %d: %s".formatted(file, line, what));
    }

    /// What a file says, in quotes, so that it fits into a line.
    static String quoted(String text) {
        var plain = text.replaceAll("\\p{Cntrl}", "·");
        return "'" + (plain.length() > SHOWN ? plain.substring(0, SHOWN) + "…" : plain) + "'";
    }
}
