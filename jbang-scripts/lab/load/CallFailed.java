package lab.load;

import java.io.IOException;

/// A call that failed in a way that is counted by its name. The message is the name: short, and the
/// same for all calls that fail alike.
public class CallFailed extends IOException {
    private static final long serialVersionUID = 1;

    /// @param kind what went wrong: `answered 503`, `cut off`
    public CallFailed(String kind) {
        super(kind);
    }

    /// @param kind what went wrong
    /// @param cause what it was noticed by
    public CallFailed(String kind, Throwable cause) {
        super(kind, cause);
    }
}
