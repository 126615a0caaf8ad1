package lab.measure;

/// What the figures were measured on.
///
/// @param cpu the processor's model
/// @param cores how many processors this JVM may use
/// @param onlineCores how many the system has; more than `cores` under an affinity mask or a quota
/// @param quotaCores processor time that a container may use, in cores; 0 if there is no limit
/// @param threadsPerCore hardware threads a core (SMT); 0 if it cannot be told
/// @param memoryMegabytes memory of the machine or container, in megabytes of 2^20 bytes
/// @param heapMegabytes the most that the heap may grow to, in megabytes of 2^20 bytes
/// @param jdk vendor and version of the Java runtime
/// @param os name, version and architecture of the operating system
public record MachineCard(
        String cpu,
        int cores,
        int onlineCores,
        double quotaCores,
        int threadsPerCore,
        long memoryMegabytes,
        long heapMegabytes,
        String jdk,
        String os) {

    /// The card in a line, for a caption: `Intel Xeon, 2 cores, Temurin 25.0.3, Linux 6.1 amd64`.
    public String line() {
        return "%s, %d %s, %s, %s".formatted(cpu, cores, cores == 1 ? "core" : "cores", jdk, os);
    }
}
