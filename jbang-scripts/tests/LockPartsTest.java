package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lab.cancel.Cancellation;
import lab.lock.Dinner;
import lab.lock.Guard;
import lab.lock.Meeting;
import lab.lock.NamedLock;
import lab.lock.Pause;
import lab.lock.Pen;
import lab.lock.PriceList;
import lab.lock.Tally;
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

/// The parts of the lesson on locks: wait-for graphs, philosophers, turnstiles, guards, the figure.
@Timeout(60)
class LockPartsTest {
    private final Cancellation cancellation = new Cancellation();
    private final NamedLock left = new NamedLock("left");

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
                var names = found.stream().flatMap(List::stream).map(Wait::thread).toList();
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
                            .serve(
                                    (l, r, pause, meal) -> {
                                        while (true)
                                            try {
                                                LockTest.both(l, r, pause, meal);
                                                return;
                                            } catch (InterruptedException victim) {
                                                Thread.sleep(1);
                                            }
                                    },
                                    seated);
            assertEquals(20, served.eaten());
            assertEquals(5, served.deadlocks().getFirst().graph().cycles().getFirst().size());
            assertTrue(served.mostAtOnce() <= 2, served.toString());
        }

        @Test
        void orderedPhilosophersNeverDeadlock() throws Exception {
            var served =
                    new Dinner(5, 20, cancellation)
                            .serve(
                                    (l, r, pause, meal) -> {
                                        boolean inOrder = l.name().compareTo(r.name()) < 0;
                                        LockTest.both(
                                                inOrder ? l : r, inOrder ? r : l, pause, meal);
                                    },
                                    Pause.none());
            assertEquals(List.of(), served.deadlocks());
            assertEquals(100, served.eaten());
        }

        @Test
        void aFairTurnstileIsNeverOvertakenAndAnUnfairOneIs() throws Exception {
            for (boolean fair : new boolean[] {true, false}) {
                var turnstile = new Turnstile(new ReentrantLock(fair), 4, 8_000);
                new Contention(4, 8_000, cancellation).run(t -> turnstile::pass);
                assertEquals(8_000, turnstile.passed());
                assertEquals(8_000, turnstile.waitMicros().length);
                if (fair) assertEquals(0, turnstile.overtakings());
                else assertTrue(turnstile.overtakings() > 0);
            }
        }

        @Test
        void aMeetingIsHeldOnceAndIsOverForWhoComesAgain() throws Exception {
            var met = new Meeting(3);
            left.lock();
            var next = Thread.ofPlatform().daemon().start(left::lock);
            while (!left.hasQueuedThreads()) Thread.sleep(1);
            met.between(left);
            var free = new NamedLock("free");
            long start = System.nanoTime();
            met.between(free);
            assertTrue(System.nanoTime() - start < 1_000_000_000, "it waited for the third");
            left.unlock();
            next.join();
        }

        @Test
        void talliesLoseNothingUnderTheirLock() throws Exception {
            var tally = new Tally();
            new Contention(4, 10_000, cancellation).run(t -> tally::addLocked);
            assertEquals(10_000, tally.count());
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
                    Watch.over(List.of(), cancellation)
                            .with("Ann", () -> pen.sign("Ann", "Bob", anns))
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
            fail("fifty tries without a lock, and nothing lost");
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
            var lines = figure.text(new Terminal(80, false, false)).lines().toList();
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
