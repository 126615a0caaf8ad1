package lab.pool;

/// What a task took on its way to a worker and back, in nanoseconds and bytes. The times are
/// lengths by one clock each, so nothing depends on the two clocks agreeing.
///
/// @param serialise here, before it was sent: the classes that it needs were looked up, and the
///   task was written as bytes
/// @param travel on the two pipes, there and back, and being woken up: the time from the first byte
///   of the task to the last of the answer, without what the worker did meanwhile
/// @param deserialise there
/// @param compute there
/// @param serialiseAnswer there
/// @param deserialiseAnswer here
/// @param taskBytes how large the task was
/// @param answerBytes how large the answer was
public record Costs(
        long serialise,
        long travel,
        long deserialise,
        long compute,
        long serialiseAnswer,
        long deserialiseAnswer,
        long taskBytes,
        long answerBytes) {
    /// All times together, in nanoseconds. What the task waited for a worker is not in it.
    public long total() {
        return serialise + travel + deserialise + compute + serialiseAnswer + deserialiseAnswer;
    }
}
