package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lab.OtherJvm;
import lab.cancel.Cancellation;
import lab.lock.DeadlockDetector;
import lab.lock.Meeting;
import lab.lock.NamedLock;
import lab.lock.Pause;
import lab.lock.WaitForGraph.Wait;
import lab.lock.Watch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Deadlocks are found where they are and nowhere else, and are broken; nothing is left of them.
@Timeout(60)
class LockTest {
    private final Cancellation cancellation = new Cancellation();
    private final NamedLock left = new NamedLock("left");
    private final NamedLock right = new NamedLock("right");

    private Watch watch() {
        return Watch.over(List.of(left, right), cancellation);
    }

    static void both(NamedLock first, NamedLock second, Pause pause, Runnable work)
            throws InterruptedException {
        first.lockInterruptibly();
        try {
            pause.between(first);
            second.lockInterruptibly();
            try {
                work.run();
            } finally {
                second.unlock();
            }
        } finally {
            first.unlock();
        }
    }

    private Watch opposite(Pause pause, Runnable work) {
        return watch().with("a", () -> both(left, right, pause, work))
                .with("b", () -> both(right, left, pause, work));
    }

    private static Set<String> alive(String... names) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(Set.of(names)::contains)
                .collect(Collectors.toSet());
    }

    @Nested
    class Watching {
        @Test
        void twoWhoMeetAreDeadlockedAndFreedEveryTime() throws Exception {
            for (int run = 0; run < 20; run++) {
                var worked = new AtomicInteger();
                var watched = opposite(new Meeting(2), worked::incrementAndGet).run();
                assertEquals(1, watched.deadlocks().size());
                var deadlock = watched.deadlocks().getFirst();
                assertEquals(
                        Set.of(new Wait("a", "right", "b"), new Wait("b", "left", "a")),
                        Set.copyOf(deadlock.graph().waits()));
                assertEquals(List.of(deadlock.victim()), watched.gaveUp());
                assertEquals(1, worked.get(), "the other one went through");
                assertFalse(left.isLocked() || right.isLocked());
                assertEquals(Set.of(), alive("a", "b"));
            }
        }

        @Test
        void theSameOrderIsNeverBroken() throws Exception {
            var worked = new AtomicInteger();
            for (int run = 0; run < 20; run++) {
                var met = new Meeting(2);
                var watched =
                        watch().with("a", () -> both(left, right, met, worked::incrementAndGet))
                                .with("b", () -> both(left, right, met, worked::incrementAndGet))
                                .run();
                assertEquals(List.of(), watched.deadlocks());
                assertEquals(List.of(), watched.gaveUp());
            }
            assertEquals(40, worked.get());
        }

        @Test
        void aCircleThatAClockWillBreakIsLeftAlone() throws Exception {
            var met = new Phaser(2);
            Watch.Body politely =
                    () -> {
                        var first = Thread.currentThread().getName().equals("a") ? left : right;
                        first.lock();
                        try {
                            met.arriveAndAwaitAdvance();
                            (first == left ? right : left).tryLock(80, TimeUnit.MILLISECONDS);
                        } finally {
                            first.unlock();
                        }
                    };
            var watched = watch().with("a", politely).with("b", politely).run();
            assertEquals(List.of(), watched.deadlocks());
            assertEquals(List.of(), watched.gaveUp());
        }

        @Test
        void theVictimIsOneWhoCanBeInterrupted() throws Exception {
            var monitor = new Object();
            var met = new Phaser(2);
            var watched =
                    watch().with(
                                    "a, at the monitor",
                                    () -> {
                                        left.lock();
                                        try {
                                            met.arriveAndAwaitAdvance();
                                            synchronized (monitor) {
                                                met.getPhase();
                                            }
                                        } finally {
                                            left.unlock();
                                        }
                                    })
                            .with(
                                    "b, at the lock",
                                    () -> {
                                        synchronized (monitor) {
                                            met.arriveAndAwaitAdvance();
                                            left.lockInterruptibly();
                                            left.unlock();
                                        }
                                    })
                            .run();
            assertEquals("b, at the lock", watched.deadlocks().getFirst().victim());
            var graph = watched.deadlocks().getFirst().graph();
            assertTrue(
                    graph.waits().getFirst().lock().matches("Object@[0-9a-f]+"), graph.toString());
        }

        /// Beside threads that keep the processors from it, so that a victim takes its time to
        /// react.
        @Test
        void aVictimIsInterruptedOnceForEachDeadlock() throws Exception {
            var over = new AtomicInteger();
            int spinners = 2 * Runtime.getRuntime().availableProcessors();
            for (int i = 0; i < spinners; i++)
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            while (over.get() == 0) Thread.onSpinWait();
                        });
            try {
                var interrupts = new AtomicInteger();
                var meetings = Stream.generate(() -> new Meeting(2)).limit(40).toList();
                var watched =
                        watch().with("a", () -> stubbornly(left, right, meetings, interrupts))
                                .with("b", () -> stubbornly(right, left, meetings, interrupts))
                                .run();
                assertEquals(List.of(), watched.gaveUp(), "interrupted while it was not waiting");
                assertEquals(watched.deadlocks().size(), interrupts.get());
                assertTrue(interrupts.get() >= 40, "each meeting is a deadlock");
            } finally {
                over.set(1);
            }
        }

        private static void stubbornly(
                NamedLock first, NamedLock second, List<Meeting> meetings, AtomicInteger interrupts)
                throws InterruptedException {
            for (var meeting : meetings)
                for (boolean done = false; !done; )
                    try {
                        both(first, second, meeting, () -> {});
                        done = true;
                    } catch (InterruptedException victim) {
                        interrupts.incrementAndGet();
                        Thread.sleep(1);
                    }
        }

        @Test
        void whoIsCaughtBehindIsNoVictim() throws Exception {
            var met = new Meeting(2);
            var stuck = new CountDownLatch(1);
            var worked = new AtomicInteger();
            var watched =
                    opposite(
                                    held -> {
                                        stuck.countDown();
                                        // until the third stands in line for both
                                        while (!left.hasQueuedThreads()) Thread.sleep(1);
                                        met.between(held);
                                    },
                                    worked::incrementAndGet)
                            .with(
                                    "0, behind",
                                    () -> {
                                        stuck.await();
                                        while (!left.isLocked()) Thread.sleep(1);
                                        left.lockInterruptibly();
                                        worked.incrementAndGet();
                                        left.unlock();
                                    })
                            .run();
            for (var deadlock : watched.deadlocks())
                assertTrue(Set.of("a", "b").contains(deadlock.victim()), deadlock.toString());
            assertFalse(watched.gaveUp().contains("0, behind"));
            assertTrue(worked.get() >= 2, "the other and the third went through");
        }

        @Test
        void whatABodyThrowsReachesTheCaller() {
            var watch =
                    watch().with("a", () -> new CountDownLatch(1).await())
                            .with(
                                    "b",
                                    () -> {
                                        throw new java.io.IOException("ill");
                                    });
            assertThrows(java.io.IOException.class, watch::run);
            assertEquals(Set.of(), alive("a", "b"));
        }

        @Test
        void aRequestToStopEndsIt() {
            var watch =
                    watch().with("a", () -> new CountDownLatch(1).await())
                            .with("b", cancellation::request);
            assertThrows(CancellationException.class, watch::run);
            assertEquals(Set.of(), alive("a", "b"));
        }

        @Test
        void anInterruptEndsItWithinASecond() throws Exception {
            var began = new CountDownLatch(1);
            var caller =
                    Thread.ofPlatform()
                            .start(() ->
                                    assertThrows(
                                            InterruptedException.class,
                                            watch().with(
                                                                    "a",
                                                                    () -> {
                                                                        began.countDown();
                                                                        left.lockInterruptibly();
                                                                        new CountDownLatch(1)
                                                                                .await();
                                                                    })
                                                    ::run));
            began.await();
            caller.interrupt();
            assertTrue(caller.join(Duration.ofSeconds(1)), "it still runs");
            assertEquals(Set.of(), alive("a"));
        }

        @Test
        void twoThreadsOfOneNameAreRefused() {
            var one = watch().with("a", () -> {});
            assertThrows(IllegalArgumentException.class, () -> one.with("a", () -> {}));
        }

        @Test
        void quietThreadsAreNoDeadlock() {
            var detector = new DeadlockDetector(List.of(left));
            assertFalse(detector.among(List.of(Thread.currentThread())).deadlocked());
            assertEquals(List.of(), detector.waits(List.of(Thread.currentThread())).waits());
        }
    }

    /// Two that wait for each other's monitor: in this JVM nobody could free them.
    record Monitors() implements Runnable {
        @Override
        public void run() {
            Object x = new Object();
            Object y = new Object();
            var met = new Phaser(2);
            Thread.ofPlatform().name("one").start(() -> take(x, y, met));
            take(y, x, met);
        }

        private static void take(Object first, Object second, Phaser met) {
            synchronized (first) {
                met.arriveAndAwaitAdvance();
                synchronized (second) {
                    met.arrive();
                }
            }
        }
    }

    /// Ends at once.
    record Harmless() implements Runnable {
        @Override
        public void run() {}
    }

    @Nested
    class Processes {
        @Test
        void monitorsAreDeadlockedInAnotherJvmWhichIsEnded() throws Exception {
            var other = OtherJvm.run(Monitors.class);
            assertEquals(1, other.found().cycles().size(), other.found().toString());
            assertEquals(2, other.found().waits().size());
            assertEquals(other.found(), other.afterInterrupts(), "interrupts changed something");
            assertTrue(
                    ProcessHandle.of(other.pid()).filter(ProcessHandle::isAlive).isEmpty(),
                    "it is still alive");
        }

        @Test
        void aProgramWithoutDeadlockHasNone() throws Exception {
            var other = OtherJvm.run(Harmless.class);
            assertFalse(other.found().deadlocked());
            assertTrue(
                    ProcessHandle.of(other.pid()).filter(ProcessHandle::isAlive).isEmpty(),
                    "it is still alive");
        }
    }
}
