package lab.pool;

import java.util.concurrent.RejectedExecutionException;

/// A task, or something that it needs, or its answer, cannot be sent to another process. The
/// message says what, and what to do.
public final class CannotTravel extends RejectedExecutionException {
    private static final long serialVersionUID = 1;

    /// @param why what cannot travel, and the cure
    public CannotTravel(String why, Throwable cause) {
        super(why, cause);
    }
}
