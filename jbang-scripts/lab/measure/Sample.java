package lab.measure;

/// What one run of one variant took.
///
/// @param wallNanos elapsed time, in nanoseconds
/// @param cpuNanos processor time of this whole JVM meanwhile, collector and compilers included
/// @param allocatedBytes bytes allocated by Java threads of this JVM meanwhile; of a program in
///   another language the most memory that it had resident; 0 where neither is known
/// @param peakThreads the most platform threads alive at once, beyond those alive before
public record Sample(long wallNanos, long cpuNanos, long allocatedBytes, int peakThreads) {}
