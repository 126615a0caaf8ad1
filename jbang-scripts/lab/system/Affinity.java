package lab.system;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// Pins threads to processors, where the platform can: on Linux.
///
/// What is pinned is the calling thread, and by inheritance the platform threads and the processes
/// that it starts meanwhile. Threads that were there before go on as they were: the collector's,
/// the compilers', the workers of the common pool, and the carriers of virtual threads. Whatever a
/// pinned thread starts stays pinned for life, also after [#on] has returned. So start nothing
/// there that is to outlive it: neither the first virtual thread of a JVM nor the first task of the
/// common pool, whose workers would be born pinned, and stay.
///
/// A pinned thread runs nowhere else, but others may still run where it does.
public final class Affinity {
    private final SchedulerCalls calls;

    private Affinity(SchedulerCalls calls) {
        this.calls = calls;
    }

    /// The means to pin threads on this machine, tried out; empty where there are none, and
    /// [#problem] says why.
    public static Optional<Affinity> here() {
        return attempt().affinity();
    }

    /// Why threads cannot be pinned here, in words that continue 'threads cannot be pinned: ';
    /// empty if they can.
    public static String problem() {
        return attempt().problem();
    }

    private record Attempt(Optional<Affinity> affinity, String problem) {}

    private static Attempt attempt() {
        var system = System.getProperty("os.name");
        if (!system.toLowerCase(Locale.ROOT).startsWith("linux"))
            return new Attempt(
                    Optional.empty(), "on %s this library knows no way to".formatted(system));
        try {
            var calls = new SchedulerCalls();
            if (!Thread.currentThread().isVirtual()) calls.set(calls.get());
            return new Attempt(Optional.of(new Affinity(calls)), "");
        } catch (UnsupportedOperationException | IllegalCallerException | IllegalStateException e) {
            return new Attempt(Optional.empty(), e.getMessage());
        }
    }

    /// The processors that the calling thread may run on, by the system's numbers, ascending: on a
    /// machine of two, `[0, 1]`; after `taskset -c 1`, `[1]`; while pinned, those that it is pinned
    /// to.
    ///
    /// @throws IllegalStateException if the system refuses to say
    public List<Integer> allowed() {
        return calls.get().stream().boxed().toList();
    }

    /// Runs the body while the calling thread, and whatever it starts, may run on these processors
    /// only; then the thread may run where it could before, whatever happened.
    ///
    /// @param processors some of those that are [#allowed] to the calling thread
    /// @return what the body returns
    /// @throws IllegalArgumentException if there are none, or others than allowed
    /// @throws IllegalStateException if the calling thread is virtual, or the system refuses
    /// @throws Exception whatever the body throws
    public <T> T on(List<Integer> processors, Callable<T> body) throws Exception {
        if (Thread.currentThread().isVirtual())
            throw new IllegalStateException(
                    "a virtual thread cannot be pinned to a processor: its carrier would be, and"
                            + " every thread that it carries later; call this on a platform thread");
        var before = calls.get();
        calls.set(mask(processors, before));
        try (Restoring restoring = () -> calls.set(before)) {
            return body.call();
        }
    }

    /// A body's own exception stays the first if restoring fails, too.
    private interface Restoring extends AutoCloseable {
        @Override
        void close();
    }

    private static BitSet mask(List<Integer> processors, BitSet allowed) {
        if (processors.isEmpty())
            throw new IllegalArgumentException("a thread needs at least one processor to run on");
        var unknown = new TreeSet<Integer>();
        var mask = new BitSet();
        for (int processor : processors) {
            if (processor < 0 || !allowed.get(processor)) unknown.add(processor);
            else mask.set(processor);
        }
        if (!unknown.isEmpty())
            throw new IllegalArgumentException(
                    "this thread may run on processors %s, not on %s"
                            .formatted(
                                    allowed.stream()
                                            .mapToObj(String::valueOf)
                                            .collect(Collectors.joining(", ")),
                                    unknown.stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(", "))));
        return mask;
    }
}
