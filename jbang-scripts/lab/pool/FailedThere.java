package lab.pool;

/// Stands for an exception that a task threw in a worker and that cannot come back itself: it is
/// not on the list of what may, or holds something that cannot travel. It has the other's words,
/// stack trace and causes.
public final class FailedThere extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String type;

    /// @param type the name of its class
    /// @param said what its `toString` gave
    public FailedThere(String type, String said, Throwable cause) {
        super(said, cause);
        this.type = type;
    }

    /// The name of the class of what was thrown.
    public String type() {
        return type;
    }

    @Override
    public String toString() {
        return "in a worker: " + getMessage();
    }
}
