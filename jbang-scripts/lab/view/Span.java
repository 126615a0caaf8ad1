package lab.view;

/// What one thread did for a while.
///
/// @param lane the thread, or whatever has a line of its own
/// @param state what it did: `computes`, `waits`
/// @param fromMillis when it began, in milliseconds
/// @param toMillis when it ended, in milliseconds
public record Span(String lane, String state, double fromMillis, double toMillis) {
    public Span {
        if (!(Double.isFinite(fromMillis) && Double.isFinite(toMillis) && fromMillis <= toMillis))
            throw new IllegalArgumentException(
                    "a span of '%s' must end after it began, not from %s to %s"
                            .formatted(lane, fromMillis, toMillis));
    }
}
