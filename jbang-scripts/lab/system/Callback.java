package lab.system;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicReference;

/// Java that is called by C, which was called by Java: so there is a frame of C on the stack.
public final class Callback {
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private Callback() {}

    /// Has `qsort` of the C library sort two numbers, which asks its caller once how they compare,
    /// and runs the body as it is asked.
    ///
    /// @throws UnsupportedOperationException if this platform has no way to call C, or no `qsort`
    /// @throws RuntimeException what the body throws, once C has returned
    public static void fromC(Runnable body) {
        var thrown = new AtomicReference<Throwable>();
        var linker = Linker.nativeLinker();
        var qsort =
                linker.downcallHandle(
                        linker.defaultLookup()
                                .find("qsort")
                                .orElseThrow(() -> new UnsupportedOperationException("no qsort")),
                        FunctionDescriptor.ofVoid(
                                POINTER, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, POINTER));
        try (var arena = Arena.ofConfined()) {
            var comparator =
                    MethodHandles.insertArguments(
                            MethodHandles.lookup()
                                    .findStatic(
                                            Callback.class,
                                            "compare",
                                            MethodType.methodType(
                                                    int.class,
                                                    Runnable.class,
                                                    MemorySegment.class,
                                                    MemorySegment.class)),
                            0,
                            guarded(body, thrown));
            var stub =
                    linker.upcallStub(
                            comparator,
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, POINTER, POINTER),
                            arena);
            var numbers = arena.allocateFrom(ValueLayout.JAVA_INT, 1, 2);
            qsort.invokeExact(numbers, 2L, ValueLayout.JAVA_INT.byteSize(), stub);
            if (thrown.get() != null) throw thrown.get();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// An exception that reached C would end the JVM.
    private static Runnable guarded(Runnable body, AtomicReference<Throwable> thrown) {
        return () -> {
            try {
                body.run();
            } catch (Throwable e) {
                thrown.set(e);
            }
        };
    }

    /// What `qsort` calls; to it, all numbers are equal.
    private static int compare(Runnable body, MemorySegment one, MemorySegment other) {
        body.run();
        return 0;
    }
}
