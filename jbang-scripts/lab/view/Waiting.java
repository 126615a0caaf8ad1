package lab.view;

/// A thread that waits for a lock.
///
/// @param thread who waits
/// @param lock for what
/// @param holder the thread that holds it
/// @param inCycle whether the wait is part of a deadlock
public record Waiting(String thread, String lock, String holder, boolean inCycle) {}
