package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lab.OtherJvm;
import lab.cancel.Cancellation;
import lab.lock.DeadlockDetector;
import lab.lock.Dinner;
import lab.lock.Guard;
import lab.lock.Meeting;
import lab.lock.NamedLock;
import lab.lock.Pause;
import lab.lock.Pen;
import lab.lock.PriceList;
import lab.lock.Turnstile;
import lab.lock.WaitForGraph;
import lab.lock.WaitForGraph.Wait;
import lab.lock.Watch;
import lab.race.Contention;
import lab.view.Figures;
import lab.view.Terminal;
import lab.view.Waiting;
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

    private static void both(NamedLock first, NamedLock second, Pause pause, Runnable work)
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
    class Graphs {
        @Test
        void twoWhoWaitForEachOther() {
            var graph = graph("b x a", "a y b", "c x a");
            assertEquals(
                    List.of(List.of(new Wait("a", "y", "b"), new Wait("b", "x", "a"))),
                    graph.cycles());
            assertTrue(graph.deadlocked());
            assertTrue(graph.isInCycle(new Wait("a", "y", "b")));
            assertFalse(graph.isInCycle(new Wait("c", "x", "a")), "it is only caught behind");
        }

        @Test
        void aChainIsNoCircle() {
            assertFalse(graph("a x b", "b y c", "d z c").deadlocked());
            assertFalse(graph().deadlocked());
            assertEquals("nobody waits", graph().toString());
        }

        @Test
        void twoCirclesAtOnce() {
            var graph = graph("a 1 b", "b 2 a", "x 3 y", "y 4 z", "z 5 x", "q 6 x");
            assertEquals(
                    List.of("ab", "xyz"),
                    graph.cycles().stream()
                            .map(c -> c.stream().map(Wait::thread).collect(Collectors.joining()))
                            .toList());
        }

        @Test
        void aThreadThatWaitsForItself() {
            assertEquals(1, graph("a x a").cycles().getFirst().size());
        }

        @Test
        void aThreadWaitsForOneLockOnly() {
            assertThrows(IllegalArgumentException.class, () -> graph("a x b", "a y c"));
        }

        /// In a graph where everybody waits for one at most, who waits for ever is whoever comes
        /// back to himself, or to nobody who does not wait: found here by walking n steps.
        @Test
        void randomGraphsAsByWalking() {
            var random = new SplittableRandom(8);
            for (int g = 0; g < 2_000; g++) {
                int n = 2 + random.nextInt(7);
                var next = new int[n];
                Arrays.setAll(next, i -> random.nextInt(-2, n));
                var waits =
                        IntStream.range(0, n)
                                .filter(i -> next[i] >= 0)
                                .mapToObj(i -> new Wait("t" + i, "l" + i, "t" + next[i]))
                                .toList();
                var inCycle = new HashSet<String>();
                for (int i = 0; i < n; i++) {
                    int at = next[i];
                    for (int step = 0; step < n && at >= 0 && at != i; step++) at = next[at];
                    if (at == i) inCycle.add("t" + i);
                }
                var found = new WaitForGraph(waits).cycles();
                var names =
                        found.stream().flatMap(List::stream).map(Wait::thread).toList();
                assertEquals(inCycle, new HashSet<>(names), waits.toString());
                assertEquals(names.size(), inCycle.size(), "nobody is in two circles");
                for (var cycle : found)
                    for (int i = 0; i < cycle.size(); i++)
                        assertEquals(
                                cycle.get((i + 1) % cycle.size()).thread(), cycle.get(i).holder());
            }
        }

        private WaitForGraph graph(String... waits) {
            return new WaitForGraph(
                    Arrays.stream(waits)
                            .map(text -> text.split(" "))
                            .map(w -> new Wait(w[0], w[1], w[2]))
                            .toList());
        }
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
                                                                new CountDownLatch(1).await();
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

    @Nested
    class Parts {
        @Test
        void aNamedLockKnowsItsHolderEvenADeadOne() throws Exception {
            assertEquals("left, free", left.toString());
            Thread.ofPlatform().name("gone").start(left::lock).join();
            assertEquals("gone", left.holder().orElseThrow().getName());
            assertEquals("left, held by gone (terminated)", left.toString());
        }

        @Test
        void naivePhilosophersDeadlockAndEatAllTheSame() throws Exception {
            var seated = new Meeting(5);
            var served =
                    new Dinner(5, 4, cancellation)
                            .serve((l, r, meal) -> {
                                while (true)
                                    try {
                                        both(l, r, seated, meal);
                                        return;
                                    } catch (InterruptedException victim) {
                                        Thread.sleep(1);
                                    }
                            });
            assertEquals(20, served.eaten());
            assertEquals(5, served.deadlocks().getFirst().graph().cycles().getFirst().size());
            assertTrue(served.mostAtOnce() <= 2, served.toString());
        }

        @Test
        void orderedPhilosophersNeverDeadlock() throws Exception {
            var served =
                    new Dinner(5, 20, cancellation)
                            .serve((l, r, meal) -> {
                                boolean inOrder = l.name().compareTo(r.name()) < 0;
                                both(inOrder ? l : r, inOrder ? r : l, Pause.none(), meal);
                            });
            assertEquals(List.of(), served.deadlocks());
            assertEquals(100, served.eaten());
        }

        @Test
        void aFairTurnstileIsNeverOvertakenAndAnUnfairOneIs() throws Exception {
            for (boolean fair : new boolean[] {true, false}) {
                var turnstile = new Turnstile(fair, 4, 8_000);
                new Contention(4, 8_000, cancellation).run(t -> turnstile::pass);
                assertEquals(8_000, turnstile.passed());
                assertEquals(8_000, turnstile.waitMicros().length);
                if (fair) assertEquals(0, turnstile.overtakings());
                else assertTrue(turnstile.overtakings() > 0);
            }
        }

        @Test
        void courtesyWithoutEndSignsNothing() throws Exception {
            assertEquals(Set.of(), signed(Integer.MAX_VALUE, Integer.MAX_VALUE));
            assertEquals(Set.of("Ann", "Bob"), signed(3, Integer.MAX_VALUE));
            assertEquals(Set.of("Ann", "Bob"), signed(0, 0));
        }

        private Set<String> signed(int anns, int bobs) throws Exception {
            var pen = new Pen(200);
            var watched =
                    watch().with("Ann", () -> pen.sign("Ann", "Bob", anns))
                            .with("Bob", () -> pen.sign("Bob", "Ann", bobs))
                            .run();
            assertEquals(List.of(), watched.deadlocks());
            assertEquals(pen.signed().isEmpty() ? 200 : Math.min(anns, 200), pen.offers(), 4);
            return pen.signed();
        }

        @Test
        void guardsKeepPricesWhole() throws Exception {
            for (var guard :
                    List.of(Guard.of(new ReentrantLock()), Guard.of(new ReentrantReadWriteLock())))
                for (int percent : new int[] {0, 10, 100}) {
                    var prices = new PriceList(guard, 20);
                    new Contention(3, 3_000, cancellation).run(t -> prices.client(percent));
                    assertEquals(0, prices.torn());
                    assertEquals(3_000, prices.calls());
                }
        }

        /// Reads while a write is under way, which no guard should allow.
        @Test
        void aGuardThatGuardsNothingIsFoundOut() throws Exception {
            var none =
                    new Guard() {
                        @Override
                        public boolean read(BooleanSupplier look) {
                            return look.getAsBoolean();
                        }

                        @Override
                        public void write(Runnable change) {
                            change.run();
                        }
                    };
            for (int attempt = 0; attempt < 50; attempt++) {
                var prices = new PriceList(none, 50_000);
                new Contention(4, 40, cancellation).run(t -> prices.client(50));
                if (prices.torn() > 0 || prices.calls() < 40) return;
            }
            org.junit.jupiter.api.Assertions.fail("fifty tries without a lock, and nothing lost");
        }
    }

    @Nested
    class Figure {
        private final List<Waiting> two =
                List.of(
                        new Waiting("teller 1", "Bob", "teller 2", true),
                        new Waiting("teller 2", "Ann", "teller 1", true),
                        new Waiting("teller 3", "Ann", "teller 1", false));

        @Test
        void saysWhoIsDeadlocked() {
            var figure = Figures.waitFor("a", "T", two, MadeUp.MACHINE);
            assertTrue(
                    figure.alt().contains("teller 3 waits for Ann, which teller 1 holds"),
                    figure.alt());
            assertTrue(
                    figure.alt().endsWith("A deadlock: teller 1, teller 2 wait in a circle."),
                    figure.alt());
            assertEquals(List.of("yes", "yes", "no"), figure.data().stringColumn(3).asList());
        }

        @Test
        void isDrawnWithLetters() {
            var figure = Figures.waitFor("a", "T", two, MadeUp.MACHINE);
            var lines = new ArrayList<>(figure.text(new Terminal(80, false, false)).lines().toList());
            assertEquals("+> teller 1  waits for  [Bob]  held by  teller 2", lines.get(2));
            assertEquals("+- teller 2  waits for  [Ann]  held by  teller 1", lines.get(3));
            assertEquals("   teller 3  waits for  [Ann]  held by  teller 1", lines.get(4));
        }

        @Test
        void ofNobodyIsRefused() {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Figures.waitFor("a", "T", List.of(), MadeUp.MACHINE));
        }
    }
}
