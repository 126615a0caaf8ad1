package lab;

/// What was asked for cannot be done as asked. The message is a line for the reader that says what
/// to do.
public final class BadUsage extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param message one line, naming the option and what it takes
    public BadUsage(String message) {
        super(message);
    }
}
