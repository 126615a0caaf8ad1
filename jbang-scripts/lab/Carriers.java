package lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import lab.observe.Crowd;
import lab.observe.CrowdProgram;
import lab.observe.Mounts;
import lab.observe.PinWatch;
import lab.observe.Pinning;
import lab.view.Figure;
import lab.view.Figures;
import lab.view.Rows;
import lab.view.Span;
import tech.tablesaw.api.Table;

/// Virtual threads and their carriers in a lab: how many there can be, what they take, which
/// carrier they are on, and what keeps them there.
///
/// @param lab where they run
public record Carriers(Lab lab) {
    private static final long MOST_HEAP = 4L << 30;
    private static final Duration SHORTEST = Duration.ofMillis(5);

    /// A crowd of threads that all wait, in a JVM of its own: as many as are asked for, but no more
    /// than fit well into a heap as large as that of this JVM may be, or of 4 GB if that is less.
    ///
    /// @param kind what kind of threads
    /// @param depth how many calls deep each waits
    /// @param most how many threads
    /// @throws InterruptedException if the calling thread is interrupted; the JVM has been ended
    public Crowd crowd(CrowdProgram.Kind kind, int depth, int most) throws Exception {
        long heap = Math.min(MOST_HEAP, Runtime.getRuntime().maxMemory());
        return lab.run(() -> CrowdProgram.run(kind, depth, most, heap));
    }

    /// A crowd of threads in this JVM, for what its threads hold on the heap.
    ///
    /// @param starter starts a thread, which has to call what it is given when it is to wait
    public Crowd crowd(int threads, Crowd.Starter starter) throws Exception {
        return lab.run(() -> Crowd.of(threads, starter));
    }

    /// Crowds as a table: what each thread took.
    public static Table table(String title, SequencedMap<String, Crowd> crowds) {
        return Rows.table(
                title,
                List.of(
                        "threads that wait",
                        "how many",
                        "start, µs",
                        "heap, bytes",
                        "resident, bytes"), crowds, (what, crowd) -> List.of(
                                what,
                                crowd.threads(),
                                crowd.startNanosEach() / 1e3,
                                crowd.heapBytesEach(),
                                crowd.residentBytesEach().orElse(Double.NaN)));
    }

    /// What threads of this JVM hold on the heap, as a table.
    public static Table heap(String title, SequencedMap<String, Crowd> crowds) {
        var rows = new ArrayList<List<?>>();
        crowds.forEach(
                (what, crowd) -> rows.add(List.of(what, crowd.threads(), crowd.heapBytesEach())));
        return Rows.table(title, List.of("a thread holds", "threads", "heap, bytes each"), rows);
    }

    /// Has virtual threads wait in the same way at the same time, and notes when one kept its
    /// carrier meanwhile, for 5 ms at least.
    ///
    /// @param threads how many
    /// @param wait what each does, once
    /// @return how each was pinned; empty if none was
    /// @throws Exception what the first of them threw, or if the calling thread is interrupted
    public List<Pinning> pinned(int threads, Callable<?> wait) throws Exception {
        return lab.run(() -> PinWatch.during(() -> together(threads, wait), SHORTEST)).pinnings();
    }

    private static List<?> together(int threads, Callable<?> wait) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Object>();
            for (var done : executor.invokeAll(Collections.nCopies(threads, wait)))
                answers.add(done.get());
            return answers;
        }
    }

    /// Why virtual threads were pinned: the different reasons, in the words of the JDK; `not
    /// pinned` if there are none.
    public static String reasons(List<Pinning> pinnings) {
        return pinnings.isEmpty()
                ? "not pinned"
                : pinnings.stream()
                        .map(Pinning::reason)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("; "));
    }

    /// A timeline with a lane for each carrier: which virtual thread was mounted on it.
    ///
    /// @param name the stem of the files
    public Figure timeline(String name, String title, Mounts mounts) {
        var stretches = mounts.stretches();
        long start = stretches.isEmpty() ? 0 : stretches.getFirst().fromNanos();
        var spans =
                stretches.stream()
                        .map(s ->
                                new Span(
                                        s.carrier(),
                                        s.thread(),
                                        (s.fromNanos() - start) / 1e6,
                                        (s.toNanos() - start) / 1e6))
                        .toList();
        return Figures.timeline(
                name,
                title,
                "carrier",
                spans,
                stretches.stream().map(Mounts.Stretch::thread).distinct().sorted().toList(),
                "One run, an example and no measurement. Each virtual thread noted its carrier at"
                        + " the beginning and at the end of each stretch of computing. "
                        + lab.machine().line()
                        + ".");
    }
}
