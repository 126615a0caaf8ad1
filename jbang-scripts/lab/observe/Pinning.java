package lab.observe;

/// A stretch of time in which a virtual thread waited and kept its carrier, as the JDK Flight
/// Recorder noted it.
///
/// @param thread the number of the thread, `Thread.threadId()`
/// @param nanos how long it took
/// @param reason what kept it on its carrier, in the words of the JDK
/// @param operation what it waited in, in the words of the JDK
public record Pinning(long thread, long nanos, String reason, String operation) {}
