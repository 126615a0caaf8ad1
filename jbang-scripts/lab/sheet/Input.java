package lab.sheet;

/// What a workload works on.
///
/// @param workload its name
/// @param kind what it spends its time with
/// @param java what Java gets
/// @param cpython what CPython gets, which may be less; empty if it was not measured
/// @param waits whether its tasks spend their time waiting for something outside
public record Input(String workload, Kind kind, String java, String cpython, boolean waits) {}
