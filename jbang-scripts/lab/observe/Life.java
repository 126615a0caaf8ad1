package lab.observe;

/// A thread that the recorder saw begin, end or wait.
///
/// @param id its `Thread.threadId()`
/// @param name its name; empty if it has none
/// @param group the name of its group; empty if unknown
/// @param parent the id of the thread that started it; 0 if unknown
/// @param fromNanos when it began, by `System.nanoTime`; `Long.MIN_VALUE` if before the recording
/// @param toNanos when it ended; `Long.MAX_VALUE` if after the recording
record Life(
        long id,
        String name,
        String group,
        boolean virtual,
        long parent,
        long fromNanos,
        long toNanos) {
    /// Whether its start was seen.
    boolean began() {
        return fromNanos != Long.MIN_VALUE;
    }

    /// Whether its end was seen.
    boolean ended() {
        return toNanos != Long.MAX_VALUE;
    }
}
