package tools.jupyter;

/// Something that the user can put right; the message is one line that says how.
public final class KernelException extends RuntimeException {
    public KernelException(String message) {
        super(message);
    }
}
