package lab.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;

/// The processor time of this process, collector and compilers included.
///
/// The JVM's own account ticks a hundred times a second on Linux, which is too coarse for a run of
/// some milliseconds. So POSIX `clock_gettime` is asked where there is one, and the JVM elsewhere.
final class ProcessorClock {
    private static final MemoryLayout TIMESPEC =
            MemoryLayout.structLayout(
                    ValueLayout.JAVA_LONG.withName("seconds"),
                    ValueLayout.JAVA_LONG.withName("nanos"));
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int LINUX_PROCESS_CLOCK = 2; // CLOCK_PROCESS_CPUTIME_ID
    private static final int MACOS_PROCESS_CLOCK = 12;

    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Optional<MethodHandle> clockGettime = clockGettime();
    private final int clock = isMac() ? MACOS_PROCESS_CLOCK : LINUX_PROCESS_CLOCK;
    private final MemorySegment timespec = Arena.ofAuto().allocate(TIMESPEC);

    /// Processor time used since the process started, in nanoseconds.
    synchronized long nanos() {
        if (clockGettime.isPresent()) {
            try {
                if ((int) clockGettime.get().invokeExact(clock, timespec) == 0)
                    return timespec.getAtIndex(ValueLayout.JAVA_LONG, 0) * NANOS_PER_SECOND
                            + timespec.getAtIndex(ValueLayout.JAVA_LONG, 1);
            } catch (Throwable e) {
                throw new AssertionError("clock_gettime takes what it is given", e);
            }
        }
        return system.getProcessCpuTime();
    }

    private static Optional<MethodHandle> clockGettime() {
        if (!isMac() && !osName().startsWith("linux")) return Optional.empty();
        var linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("clock_gettime")
                .map(address ->
                        linker.downcallHandle(
                                address,
                                FunctionDescriptor.of(
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.ADDRESS)));
    }

    private static boolean isMac() {
        return osName().startsWith("mac");
    }

    private static String osName() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT);
    }
}
