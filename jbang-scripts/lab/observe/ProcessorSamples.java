package lab.observe;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Notes, every few milliseconds, how much processor time each platform thread has had.
///
/// Threads that ran before are left out, but for the one that starts this and for workers of the
/// common pool. At most a twentieth of one processor goes into looking.
final class ProcessorSamples {
    private static final long STEP_NANOS = 1_500_000;
    private static final int SHARE = 20;
    private static final long TORN_NANOS = 500_000;
    private static final long DEAREST_NANOS = 2_000_000;
    private static final int DEEP = 8;
    private static final int FEW = 64;
    static final String COMMON_POOL = "ForkJoinPool.commonPool-worker-";

    /// The processor time that a thread had had by then, both in nanoseconds, and whether it was
    /// waiting for a monitor.
    record Sample(long atNanos, long processorNanos, boolean blocked) {}

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final boolean able;
    private final Set<Long> strangers = new HashSet<>();
    private final Map<Long, List<Sample>> samples = new HashMap<>();
    private final Sampler sampler = new Sampler("processor sampler", this::step);
    private long[] watched = {};
    private long started = -1;

    /// Prepares to watch the calling thread and those that begin from now on.
    ProcessorSamples() {
        able = fine() && threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
        for (var info : threads.getThreadInfo(threads.getAllThreadIds()))
            if (info != null && !info.getThreadName().startsWith(COMMON_POOL))
                strangers.add(info.getThreadId());
        strangers.remove(Thread.currentThread().threadId());
        strangers.add(sampler.threadId());
    }

    /// Windows counts processor time in steps of 15.6 ms, which is too coarse.
    private static boolean fine() {
        return !System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    }

    /// Whether processor time can be told finely enough.
    boolean able() {
        return able;
    }

    /// Leaves a thread out.
    void ignore(long thread) {
        strangers.add(thread);
    }

    /// Starts to sample. The first sample has been taken when this returns.
    void start() throws InterruptedException {
        sampler.start();
    }

    /// Ends it; an interrupt of the caller is kept until then.
    void end() {
        sampler.end();
    }

    /// Whether a thread is none of those that are watched.
    boolean isStranger(long thread) {
        return strangers.contains(thread);
    }

    /// The samples of a thread, in the order of time; to be asked after the end.
    List<Sample> of(long thread) {
        return samples.getOrDefault(thread, List.of());
    }

    /// What those of the watched threads that still live wait for at this moment.
    List<Wait> standing() {
        long now = System.nanoTime();
        var waits = new ArrayList<Wait>();
        for (var info : threads.getThreadInfo(living(), DEEP)) {
            if (info == null) continue;
            state(info)
                    .ifPresent(state -> waits.add(new Wait(info.getThreadId(), state, now, now)));
        }
        return waits;
    }

    private static Optional<State> state(ThreadInfo info) {
        if (info.getThreadState() == Thread.State.BLOCKED) return Optional.of(State.BLOCKED);
        if (info.getThreadState() == Thread.State.RUNNABLE) return Optional.empty();
        for (var frame : info.getStackTrace())
            switch (frame.getClassName() + "." + frame.getMethodName()) {
                case "java.lang.Thread.sleep" -> {
                    return Optional.of(State.SLEEPING);
                }
                case "java.util.concurrent.locks.LockSupport.park",
                        "java.util.concurrent.locks.LockSupport.parkNanos",
                        "java.util.concurrent.locks.LockSupport.parkUntil" -> {
                    return Optional.of(State.PARKED);
                }
                default -> {}
            }
        return Optional.of(State.WAITING);
    }

    private long[] living() {
        return Arrays.stream(threads.getAllThreadIds())
                .filter(id -> !strangers.contains(id))
                .toArray();
    }

    /// Takes a sample. Returns how long to pause.
    private long step() {
        long from = System.nanoTime();
        look(from);
        return Math.max(STEP_NANOS, SHARE * Math.min(DEAREST_NANOS, System.nanoTime() - from));
    }

    private void look(long from) {
        if (started != threads.getTotalStartedThreadCount()) {
            started = threads.getTotalStartedThreadCount();
            watched = living();
        }
        var times = threads.getThreadCpuTime(watched);
        long to = System.nanoTime();
        if (to - from > TORN_NANOS + 2_000L * watched.length) return;
        var infos = watched.length <= FEW ? threads.getThreadInfo(watched) : null;
        for (int i = 0; i < watched.length; i++)
            if (times[i] >= 0)
                samples.computeIfAbsent(watched[i], id -> new ArrayList<>())
                        .add(
                                new Sample(
                                        from + (to - from) / 2,
                                        times[i],
                                        infos != null && isBlocked(infos[i])));
    }

    private static boolean isBlocked(ThreadInfo info) {
        return info != null && info.getThreadState() == Thread.State.BLOCKED;
    }
}
