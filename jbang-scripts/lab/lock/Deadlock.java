package lab.lock;

/// A deadlock that was found, and broken.
///
/// @param graph who waited for whom
/// @param victim the thread that was interrupted, so that it would give up what it held
/// @param atNanos when it was found, since the threads were started
public record Deadlock(WaitForGraph graph, String victim, long atNanos) {}
