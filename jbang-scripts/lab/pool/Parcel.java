package lab.pool;

/// A task, ready to be sent.
///
/// @param bundle the classes that it needs
/// @param bytes the task and the variables that it uses
/// @param nanos how long it took to make this
record Parcel(Bundle bundle, byte[] bytes, long nanos) {}
