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
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The processor time of a process, collector and compilers included.
///
/// The system's accounts that the JDK reads tick a hundred times a second on Linux, which is too
/// coarse for a run of some milliseconds. So POSIX `clock_gettime` is asked where there is one, and
/// the JDK elsewhere.
public final class ProcessorClock implements LongSupplier {
    private static final MemoryLayout TIMESPEC =
            MemoryLayout.structLayout(
                    ValueLayout.JAVA_LONG.withName("seconds"),
                    ValueLayout.JAVA_LONG.withName("nanos"));
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int LINUX_PROCESS_CLOCK = 2; // CLOCK_PROCESS_CPUTIME_ID
    private static final int MACOS_PROCESS_CLOCK = 12;

    private final Optional<MethodHandle> clockGettime;
    private final int clock;
    private final LongSupplier otherwise;
    private final MemorySegment timespec = Arena.ofAuto().allocate(TIMESPEC);
    private long last; // guarded by this; what the process had used when it was seen last

    private ProcessorClock(boolean precise, int clock, LongSupplier otherwise) {
        this.clockGettime = precise ? clockGettime() : Optional.empty();
        this.clock = clock;
        this.otherwise = otherwise;
    }

    /// Of this process.
    ProcessorClock() {
        this(
                isMac() || isLinux(),
                isMac() ? MACOS_PROCESS_CLOCK : LINUX_PROCESS_CLOCK,
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        ::getProcessCpuTime);
    }

    /// Of another process, whose clock stands still when it has ended.
    ///
    /// On Linux the number of its clock is made of its own, as `clock_getcpuclockid(3)` does.
    public static ProcessorClock of(ProcessHandle process) {
        return new ProcessorClock(
                isLinux(),
                (int) (~process.pid() << 3) | LINUX_PROCESS_CLOCK,
                () -> process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L));
    }

    /// Processor time used since the process started, in nanoseconds.
    @Override
    public synchronized long getAsLong() {
        last = Math.max(last, clockGettime.isPresent() ? asked() : otherwise.getAsLong());
        return last;
    }

    /// What the system says; 0 if it knows no such clock.
    private long asked() {
        try {
            return (int) clockGettime.get().invokeExact(clock, timespec) == 0
                    ? timespec.getAtIndex(ValueLayout.JAVA_LONG, 0) * NANOS_PER_SECOND
                            + timespec.getAtIndex(ValueLayout.JAVA_LONG, 1)
                    : 0;
        } catch (Throwable e) {
            throw new AssertionError("clock_gettime takes what it is given", e);
        }
    }

    private static Optional<MethodHandle> clockGettime() {
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

    private static boolean isLinux() {
        return osName().startsWith("linux");
    }

    private static boolean isMac() {
        return osName().startsWith("mac");
    }

    private static String osName() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT);
    }
}
