package lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
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

    /// Crowds of threads that all wait, each in a JVM of its own, as many of these at the same time
    /// as there are cores. A crowd is as large as it is asked for, but no larger than fits well
    /// into a heap as large as that of this JVM may be, or of 4 GB if that is less.
    ///
    /// @param orders what crowds, by name
    /// @throws InterruptedException if the calling thread is interrupted; the JVMs have been ended
    public SequencedMap<String, Crowd> crowds(SequencedMap<String, CrowdProgram.Order> orders)
            throws Exception {
        long heap = Math.min(MOST_HEAP, Runtime.getRuntime().maxMemory());
        return lab.run(() -> {
            var crowds = new LinkedHashMap<String, Crowd>();
            try (var starters = Executors.newFixedThreadPool(lab.cores())) {
                var measured =
                        starters.invokeAll(
                                orders.values().stream()
                                        .map(order -> (Callable<Crowd>) () -> order.run(heap))
                                        .toList());
                int next = 0;
                for (var name : orders.keySet()) crowds.put(name, measured.get(next++).get());
            }
            return crowds;
        });
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
                List.of("threads that wait", "how many", "heap, bytes", "resident, bytes"),
                crowds,
                (what, crowd) ->
                        List.of(
                                what,
                                crowd.threads(),
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

    /// Has as many threads as there are cores compute without a pause, until a newcomer has had its
    /// turn, or their time is up.
    ///
    /// @param threads makes the threads, and the newcomer
    /// @param time for how long each computes at most
    /// @return how many of them had ended before the newcomer had its turn
    /// @throws InterruptedException if the calling thread is interrupted; they have been told to
    ///   end
    public int hogsEndedFirst(ThreadFactory threads, Duration time) throws Exception {
        var began = new CountDownLatch(lab.cores());
        var ended = new AtomicInteger();
        var newcomer = new CompletableFuture<Integer>();
        Runnable hog =
                () -> {
                    began.countDown();
                    long end = System.nanoTime() + time.toNanos();
                    while (!newcomer.isDone()
                            && System.nanoTime() < end
                            && !lab.cancellation().requested()) Thread.onSpinWait();
                    ended.incrementAndGet();
                };
        return lab.run(() -> {
            for (int core = 0; core < lab.cores(); core++) threads.newThread(hog).start();
            began.await();
            threads.newThread(() -> newcomer.complete(ended.get())).start();
            return newcomer.get();
        });
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
