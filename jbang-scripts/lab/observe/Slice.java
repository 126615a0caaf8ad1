package lab.observe;

/// A time slice: a stretch in which a thread had a processor all the time.
///
/// @param thread its name
/// @param fromNanos when it began, in nanoseconds from when the first thread was ready to begin
/// @param toNanos when it ended
/// @param whole whether it ended because the processor was taken away and began because it was
///   given back: the first and the last slice of a thread are cut by the experiment itself
public record Slice(String thread, long fromNanos, long toNanos, boolean whole) {
    /// How long it took, in nanoseconds.
    public long nanos() {
        return toNanos - fromNanos;
    }
}
