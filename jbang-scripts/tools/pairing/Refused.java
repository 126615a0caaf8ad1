package tools.pairing;

import java.util.List;

/// Input that cannot be taken as it is. Every message is one line that names the place and the
/// cure; the command prints them and ends with exit code 2, and nothing has been written.
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> messages;

    /// @param messages one line each
    public Refused(List<String> messages) {
        super(String.join("\n", messages), null, false, false);
        this.messages = List.copyOf(messages);
    }

    /// @param message one line
    public Refused(String message) {
        this(List.of(message));
    }

    /// The lines to print.
    public List<String> messages() {
        return messages;
    }

    static Refused at(String file, int line, String message) {
        return new Refused(file + ":" + line + ": " + message);
    }
}
