package tools.jupyter;

/// Something that the user can put right; the message is one line that says how.
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param message one line
    public UserError(String message) {
        super(message);
    }
}
