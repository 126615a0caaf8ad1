package lab.observe;

/// A thread in one state for a while.
///
/// @param thread its name; one without a name is called by its number, `virtual 31`
/// @param virtual whether it is a virtual thread
/// @param state what it did
/// @param fromNanos when it began, in nanoseconds from the start of the observation
/// @param toNanos when it ended
public record Stay(String thread, boolean virtual, State state, long fromNanos, long toNanos) {
    public Stay {
        if (fromNanos > toNanos)
            throw new IllegalArgumentException(
                    "a stay of '%s' must end after it began, not from %d to %d"
                            .formatted(thread, fromNanos, toNanos));
    }

    /// How long it took, in nanoseconds.
    public long nanos() {
        return toNanos - fromNanos;
    }
}
