package lab.observe;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Notes, every few milliseconds, the states of the virtual threads, from thread dumps.
///
/// The recorder has no event for a virtual thread that waits for a monitor without its carrier, and
/// none for a wait that has not ended. A dump tells both, as exactly as the dumps are close. At
/// most a fifth of one processor goes into them; where there are no virtual threads, nothing.
///
/// Used by one thread at a time.
final class VirtualLooks {
    private static final long STEP_NANOS = 5_000_000;
    private static final int SHARE = 5;
    private static final String CARRIER = "ForkJoinPool-";

    /// What a virtual thread waited for at a time; nothing if it could run.
    record Look(long atNanos, Optional<State> state) {
        boolean blocked() {
            return state.equals(Optional.of(State.BLOCKED));
        }
    }

    private final HotSpotDiagnosticMXBean diagnostics =
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Sampler looker = new Sampler("thread dumps", this::step);
    private final Map<Long, List<Look>> looks = new HashMap<>();
    private boolean some; // whether there may be virtual threads
    private long[] carriers = {};
    private long started = -1;
    private long carried;
    private long pause = STEP_NANOS;

    /// Looks once, to load what looking takes, and forgets it.
    void rehearse() {
        look();
        looks.clear();
        pause = STEP_NANOS;
    }

    long threadId() {
        return looker.threadId();
    }

    /// Starts to look.
    void start() throws InterruptedException {
        carried = carried();
        some = false;
        looker.start();
    }

    /// Ends it, with a last look if there may be something to see.
    void end() {
        looker.end();
        if (some || carried() != carried) look();
    }

    /// Looks if there may be something to see. Returns how long to pause.
    private long step() {
        long now = carried();
        some |= now != carried;
        carried = now;
        if (!some) return STEP_NANOS;
        look();
        return pause;
    }

    /// The processor time of the threads that may carry virtual ones.
    private long carried() {
        if (started != threads.getTotalStartedThreadCount()) {
            started = threads.getTotalStartedThreadCount();
            carriers =
                    Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                            .filter(info -> info != null)
                            .filter(info -> info.getThreadName().startsWith(CARRIER))
                            .mapToLong(ThreadInfo::getThreadId)
                            .toArray();
        }
        return Arrays.stream(threads.getThreadCpuTime(carriers)).sum();
    }

    /// Looks at all virtual threads.
    void look() {
        long spent = threads.getCurrentThreadCpuTime();
        long from = System.nanoTime();
        var dump = dump();
        long to = System.nanoTime();
        some = false;
        for (var lines : threads(dump)) note(lines, from + (to - from) / 2);
        pause = Math.max(STEP_NANOS, SHARE * (threads.getCurrentThreadCpuTime() - spent));
    }

    /// What was seen of a thread, in the order of time.
    List<Look> of(long thread) {
        return looks.getOrDefault(thread, List.of());
    }

    /// A dump goes to a file, which must be new.
    private List<String> dump() {
        var file =
                Path.of(System.getProperty("java.io.tmpdir"))
                        .toAbsolutePath()
                        .resolve(
                                "threads-%d-%d.json"
                                        .formatted(
                                                ProcessHandle.current().pid(), System.nanoTime()));
        try {
            diagnostics.dumpThreads(file.toString(), ThreadDumpFormat.JSON);
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of(); // interrupted, or no room: one look is missing
        } finally {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }

    /// The lines of each thread, the one with its number first.
    private static List<List<String>> threads(List<String> dump) {
        var threads = new ArrayList<List<String>>();
        for (var line : dump) {
            if (line.strip().startsWith("\"tid\":")) threads.add(new ArrayList<>());
            if (!threads.isEmpty()) threads.getLast().add(line.strip());
        }
        return threads;
    }

    private void note(List<String> thread, long at) {
        if (thread.stream().noneMatch(line -> line.startsWith("\"virtual\": true"))) return;
        some = true;
        long id = Long.parseLong(thread.getFirst().replaceAll("\\D", ""));
        looks.computeIfAbsent(id, key -> new ArrayList<>()).add(new Look(at, state(thread)));
    }

    private static Optional<State> state(List<String> thread) {
        var state =
                thread.stream()
                        .filter(line -> line.startsWith("\"state\":"))
                        .findFirst()
                        .orElse("");
        if (state.contains("BLOCKED")) return Optional.of(State.BLOCKED);
        if (!state.contains("WAITING")) return Optional.empty();
        if (calls(thread, "java.lang.Thread.sleep(")) return Optional.of(State.SLEEPING);
        if (calls(thread, "java.lang.Object.wait")) return Optional.of(State.WAITING);
        return Optional.of(State.PARKED);
    }

    private static boolean calls(List<String> thread, String method) {
        return thread.stream().anyMatch(line -> line.contains(method));
    }
}
