package lab.observe;

/// A thread that waited, or wants to and has not come back, by `System.nanoTime`.
///
/// @param thread its `Thread.threadId()`
record Wait(long thread, State state, long fromNanos, long toNanos) {}
