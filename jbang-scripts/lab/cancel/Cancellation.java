package lab.cancel;

import java.util.concurrent.CancellationException;

/// The request to stop, which everything that a lab runs polls.
///
/// Java has no way to stop a thread that computes: it has to look. A workload looks here at least
/// once a millisecond, and so does a loop of yours that should end when Stop is pressed. One
/// volatile read is all that it costs.
///
/// Invariant: once requested, a cancellation stays requested until [Supervisor] rearms it, which it
/// does only when nothing that could poll it is running.
public final class Cancellation {
    private volatile boolean requested;

    /// Asks everything that polls this to stop.
    public void request() {
        requested = true;
    }

    /// Whether a stop was asked for.
    public boolean requested() {
        return requested;
    }

    /// Goes on, or ends the caller.
    ///
    /// @throws CancellationException if a stop was asked for
    public void check() {
        if (requested) throw new CancellationException("stopped");
    }

    void rearm() {
        requested = false;
    }
}
