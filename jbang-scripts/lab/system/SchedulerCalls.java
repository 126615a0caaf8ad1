package lab.system;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.BitSet;

/// Linux's `sched_getaffinity` and `sched_setaffinity` for the calling thread, see
/// sched_setaffinity(2): a mask with a bit for each processor.
///
/// The kernel refuses a mask that is shorter than its own, so a longer one is tried until one is
/// long enough; that length is asked for anew each time, since it costs nothing that counts.
final class SchedulerCalls {
    private static final int FEWEST_BYTES = 128; // 1,024 processors, as glibc's cpu_set_t
    private static final int MOST_BYTES = 64 * FEWEST_BYTES;
    private static final int CALLING_THREAD = 0;
    private static final int INVALID = 22; // EINVAL
    private static final FunctionDescriptor CALL =
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.ADDRESS);

    private final StructLayout state = Linker.Option.captureStateLayout();
    private final VarHandle errno = state.varHandle(PathElement.groupElement("errno"));
    private final MethodHandle getAffinity;
    private final MethodHandle setAffinity;
    private final MethodHandle strerror;

    /// Finds the calls.
    ///
    /// @throws RuntimeException if this is not a 64-bit system with both, or if the JVM was told to
    ///   allow no native calls
    SchedulerCalls() {
        if (ValueLayout.ADDRESS.byteSize() != Long.BYTES)
            throw new UnsupportedOperationException("only 64-bit systems are known here");
        getAffinity = call("sched_getaffinity", CALL);
        setAffinity = call("sched_setaffinity", CALL);
        strerror =
                call("strerror", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    }

    private static MethodHandle call(String name, FunctionDescriptor descriptor) {
        var linker = Linker.nativeLinker();
        var address =
                linker.defaultLookup()
                        .find(name)
                        .orElseThrow(() ->
                                new UnsupportedOperationException("there is no call " + name));
        return descriptor == CALL
                ? linker.downcallHandle(
                        address, descriptor, Linker.Option.captureCallState("errno"))
                : linker.downcallHandle(address, descriptor);
    }

    /// The processors that the calling thread may run on.
    ///
    /// @throws IllegalStateException if the system refuses, with its reason
    BitSet get() {
        try (var arena = Arena.ofConfined()) {
            var captured = arena.allocate(state);
            for (int bytes = FEWEST_BYTES; ; bytes *= 2) {
                var mask = arena.allocate(bytes, Long.BYTES);
                if (call(getAffinity, captured, mask) >= 0) return bits(mask);
                int error = (int) errno.get(captured, 0L);
                if (error != INVALID || bytes >= MOST_BYTES)
                    throw refused("sched_getaffinity", error);
            }
        }
    }

    /// Has the calling thread run on these processors only, from now on.
    ///
    /// @throws IllegalStateException if the system refuses, with its reason
    void set(BitSet processors) {
        var words = processors.toLongArray();
        try (var arena = Arena.ofConfined()) {
            var captured = arena.allocate(state);
            long bytes = Math.max(FEWEST_BYTES, (long) words.length * Long.BYTES);
            var mask = arena.allocate(bytes, Long.BYTES);
            MemorySegment.copy(words, 0, mask, ValueLayout.JAVA_LONG, 0, words.length);
            if (call(setAffinity, captured, mask) != 0)
                throw refused("sched_setaffinity", (int) errno.get(captured, 0L));
        }
    }

    private static BitSet bits(MemorySegment mask) {
        return BitSet.valueOf(mask.toArray(ValueLayout.JAVA_LONG));
    }

    private static int call(MethodHandle call, MemorySegment captured, MemorySegment mask) {
        try {
            return (int) call.invokeExact(captured, CALLING_THREAD, mask.byteSize(), mask);
        } catch (Throwable e) {
            throw new AssertionError("the call takes what it is given", e);
        }
    }

    private IllegalStateException refused(String call, int error) {
        return new IllegalStateException(
                "%s was refused: %s (errno %d)".formatted(call, reason(error), error));
    }

    private String reason(int error) {
        try {
            var text = (MemorySegment) strerror.invokeExact(error);
            return text.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable e) {
            throw new AssertionError("strerror takes any number", e);
        }
    }
}
