package lab.lock;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lab.lock.WaitForGraph.Wait;

/// Finds threads of this JVM that wait for each other for ever, while it runs, by what
/// [ThreadMXBean] knows of monitors and of the locks of `java.util.concurrent`. It knows nothing of
/// virtual threads, of semaphores and of read locks, since nobody owns those.
///
/// A wait that ends after a while is no part of a deadlock here, although the JVM would count it.
public final class DeadlockDetector {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final List<NamedLock> locks;

    /// A detector that calls these locks by their names, and others as a thread dump does.
    public DeadlockDetector(List<NamedLock> locks) {
        this.locks = List.copyOf(locks);
    }

    /// The deadlock that these threads are in: who of them waits for whom, those included who are
    /// caught behind it. Without a waiter if there is no deadlock among them.
    ///
    /// The JVM finds deadlocks at one moment, but tells who waits for whom thread by thread, so
    /// that what it tells may never have been so. A deadlock does not go away by itself: one that
    /// was there before and after was there in between.
    public WaitForGraph among(Collection<Thread> suspects) {
        var none = new WaitForGraph(List.of());
        var before = stuck();
        if (before.isEmpty()) return none;
        var graph = waits(suspects);
        var stuck = stuck().stream().filter(before::contains).map(Thread::getName).toList();
        boolean sure =
                graph.cycles().stream()
                        .flatMap(List::stream)
                        .allMatch(wait -> stuck.contains(wait.thread()));
        return sure && graph.deadlocked() ? graph : none;
    }

    /// The same for all threads of this JVM, those caught behind left out.
    public WaitForGraph find() {
        var stuck = threads.findDeadlockedThreads();
        return stuck == null
                ? new WaitForGraph(List.of())
                : graph(threads.getThreadInfo(stuck), Map.of());
    }

    /// The threads of this JVM that are deadlocked just now.
    public List<Thread> stuck() {
        var ids = threads.findDeadlockedThreads();
        if (ids == null) return List.of();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> LongStream.of(ids).anyMatch(id -> id == thread.threadId()))
                .toList();
    }

    /// Who waits for whom just now, deadlocked or not.
    public WaitForGraph waits(Collection<Thread> suspects) {
        var known =
                suspects.stream().collect(Collectors.toMap(Thread::threadId, Function.identity()));
        var ids = known.keySet().stream().mapToLong(id -> id).toArray();
        return graph(threads.getThreadInfo(ids), known);
    }

    private WaitForGraph graph(ThreadInfo[] infos, Map<Long, Thread> known) {
        return new WaitForGraph(
                Stream.of(infos)
                        .filter(Objects::nonNull) // has ended
                        .filter(info -> info.getLockOwnerName() != null)
                        .filter(info -> info.getThreadState() != Thread.State.TIMED_WAITING)
                        .map(info -> wait(info, known.get(info.getThreadId())))
                        .sorted(Comparator.comparing(Wait::thread))
                        .toList());
    }

    private Wait wait(ThreadInfo info, Thread thread) {
        var lock =
                locks.stream()
                        .filter(each -> thread != null && each.hasQueuedThread(thread))
                        .map(NamedLock::name)
                        .findFirst()
                        .orElseGet(() -> asInADump(info.getLockInfo()));
        return new Wait(info.getThreadName(), lock, info.getLockOwnerName());
    }

    private static String asInADump(LockInfo lock) {
        if (lock == null) return "a lock";
        var type = lock.getClassName().replaceAll("\\$(Nonf|F)airSync$", "");
        return "%s@%x".formatted(type.replaceAll(".*[.$]", ""), lock.getIdentityHashCode());
    }
}
