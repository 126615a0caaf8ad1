package lab.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import lab.cancel.Cancellation;
import lab.cancel.Dismissal;
import lab.lock.WaitForGraph.Wait;

/// Threads that take locks, and a watchman who looks for deadlocks every few milliseconds, breaks
/// each by interrupting one of its threads, and lets none of the threads outlive [#run].
///
/// A thread can be told to give up only where it waits interruptibly, as in `lockInterruptibly`. To
/// `lock` and `synchronized` nobody can tell anything; a deadlock of these alone is reported, and
/// its threads are lost.
///
/// @param locks the locks whose names are to be told
/// @param members the threads, by name
/// @param cancellation ends it early
public record Watch(List<NamedLock> locks, Map<String, Body> members, Cancellation cancellation) {
    private static final Duration LOOK = Duration.ofMillis(2);
    private static final Dismissal GRACE = new Dismissal(Duration.ofMillis(500));

    /// What a thread does.
    public interface Body {
        /// Does it; ends with an InterruptedException if it was told to give up.
        void work() throws Exception;
    }

    public Watch {
        locks = List.copyOf(locks);
        members = new LinkedHashMap<>(members);
    }

    /// A watch without threads yet.
    public static Watch over(List<NamedLock> locks, Cancellation cancellation) {
        return new Watch(locks, Map.of(), cancellation);
    }

    /// The same with one more thread.
    public Watch with(String name, Body body) {
        var more = new LinkedHashMap<>(members);
        if (more.put(name, body) != null)
            throw new IllegalArgumentException("two threads are called '%s'".formatted(name));
        return new Watch(locks, more, cancellation);
    }

    /// Starts the threads, breaks what deadlocks they get into, and waits for all of them. What
    /// they wrote is visible afterwards, by `Thread.join`.
    ///
    /// @throws IllegalStateException if there is a deadlock that cannot be broken
    /// @throws CancellationException if a stop was asked for
    /// @throws InterruptedException if the caller was interrupted
    /// @throws Exception what a body threw, other than an InterruptedException
    public Watched run() throws Exception {
        return new Round(this).run();
    }

    /// One run of the threads.
    private static final class Round {
        private final Watch watch;
        private final DeadlockDetector detector;
        private final Map<String, Thread> threads = new LinkedHashMap<>();
        private final List<Deadlock> deadlocks = new ArrayList<>();
        private final ConcurrentLinkedQueue<String> gaveUp = new ConcurrentLinkedQueue<>();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final long start = System.nanoTime();

        Round(Watch watch) {
            this.watch = watch;
            this.detector = new DeadlockDetector(watch.locks());
        }

        Watched run() throws Exception {
            try {
                watch.members()
                        .forEach((name, body) -> {
                            var thread = Thread.ofPlatform().name(name).daemon();
                            threads.put(name, thread.start(() -> member(name, body)));
                        });
                for (var thread : threads.values())
                    while (failure.get() == null && !thread.join(LOOK)) {
                        watch.cancellation().check();
                        breakDeadlocks();
                    }
            } finally {
                GRACE.of(threads.values());
            }
            watch.cancellation().check();
            switch (failure.get()) {
                case null -> {}
                case Error error -> throw error;
                case Throwable thrown -> throw (Exception) thrown;
            }
            return new Watched(deadlocks, List.copyOf(gaveUp), System.nanoTime() - start);
        }

        private void member(String name, Body body) {
            try {
                body.work();
            } catch (InterruptedException | CancellationException e) {
                gaveUp.add(name);
            } catch (Throwable thrown) {
                failure.compareAndSet(null, thrown);
            }
        }

        private void breakDeadlocks() {
            // Who has been interrupted and has not run since is about to leave its circle. Asked
            // before looking: a victim that wakes up meanwhile would be taken for one that waits.
            var leaving = threads.values().stream().filter(Thread::isInterrupted).toList();
            var graph = detector.among(threads.values());
            for (var cycle : graph.cycles()) {
                if (cycle.stream().map(this::thread).anyMatch(leaving::contains)) continue;
                var victim =
                        cycle.stream()
                                .map(this::thread)
                                .filter(Round::waitsInterruptibly)
                                .findFirst()
                                .orElseThrow(() -> unbreakable(graph));
                var found = System.nanoTime() - start;
                deadlocks.add(new Deadlock(graph, victim.getName(), found));
                victim.interrupt();
            }
        }

        private Thread thread(Wait wait) {
            return threads.get(wait.thread());
        }

        /// Whether an interrupt would end its wait: not at the door of a monitor, nor in `lock`.
        private static boolean waitsInterruptibly(Thread thread) {
            if (thread.getState() == Thread.State.BLOCKED) return false;
            for (var frame : thread.getStackTrace())
                if (frame.getClassName().startsWith("java.util.concurrent.locks.")
                        && frame.getMethodName().equals("lock")) return false;
            return true;
        }

        private static IllegalStateException unbreakable(WaitForGraph graph) {
            return new IllegalStateException(
                    "a deadlock that nobody can break: "
                            + graph
                            + "; take the locks with lockInterruptibly or tryLock, and restart the"
                            + " kernel");
        }
    }
}
