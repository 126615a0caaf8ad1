package lab.pool;

/// A worker process ended, or broke its protocol, while it had a task. The message has how it ended
/// and its last words.
///
/// Whether the task had begun, or was even done, nobody knows: it is not run again unless it is
/// submitted again.
public final class WorkerDied extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param how which worker, and how it ended
    public WorkerDied(String how, Throwable cause) {
        super(how, cause);
    }
}
