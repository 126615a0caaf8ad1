package lab.measure;

/// What one run of one variant took.
///
/// @param wallNanos elapsed time, in nanoseconds
/// @param cpuNanos processor time of this whole JVM meanwhile, collector and compilers included
/// @param allocatedBytes bytes allocated by Java threads of this JVM meanwhile
/// @param peakThreads the most platform threads alive at once, beyond those alive before
public record Sample(long wallNanos, long cpuNanos, long allocatedBytes, int peakThreads) {}
