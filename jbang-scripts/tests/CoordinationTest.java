package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lab.cancel.Cancellation;
import lab.coordination.BareThreads;
import lab.coordination.FanOut;
import lab.coordination.ForkJoinTree;
import lab.coordination.Handover;
import lab.coordination.PingPong;
import lab.coordination.SharedCounter;
import lab.coordination.Skynet;
import lab.coordination.Slot;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/// The exercises in coordination: right models pass, wrong ones do not, and all of them end.
@Timeout(30)
class CoordinationTest {
    private static final ThreadFactory VIRTUAL = Thread.ofVirtual().factory();
    private static final ThreadFactory PLATFORM = Thread.ofPlatform().daemon().factory();

    private static long sequential(Skynet.Node node) {
        return node.isLeaf()
                ? node.number()
                : node.children().stream().mapToLong(CoordinationTest::sequential).sum();
    }

    @Test
    void skynetIsATreeWithTenBelowEachAndTheKnownSum() throws Exception {
        assertEquals(45, new Skynet(10).run(CoordinationTest::sequential));
        assertEquals(499_500, new Skynet(1_000).answer());
        assertEquals(499_500, new Skynet(1_000).run(CoordinationTest::sequential));
        assertEquals(1_111, new Skynet(1_000).steps());
        assertEquals(0, new Skynet(1).run(CoordinationTest::sequential));
        var leaves = new HashSet<Long>();
        collect(new Skynet(1_000).root(), leaves);
        assertEquals(1_000, leaves.size(), "each leaf has a number of its own");
        for (int leaves1 : List.of(0, -10, 2, 20, 1_001, Integer.MAX_VALUE))
            assertThrows(IllegalArgumentException.class, () -> new Skynet(leaves1), "" + leaves1);
    }

    @Test
    void bothEnginesOfTheLibraryGrowTheWholeTree() throws Exception {
        var skynet = new Skynet(10_000);
        assertEquals(skynet.answer(), skynet.run(new BareThreads(VIRTUAL)));
        assertEquals(skynet.answer(), skynet.run(new ForkJoinTree(ForkJoinPool.commonPool())));
    }

    private static void collect(Skynet.Node node, Set<Long> leaves) {
        if (node.isLeaf()) leaves.add(node.number());
        else node.children().forEach(child -> collect(child, leaves));
    }

    @Test
    void aTreeThatIsStoppedEndsInNoTimeAndDoesNotAnswer() {
        var cancellation = new Cancellation();
        var grown = new AtomicLong();
        var tree = new Skynet(1_000_000_000, cancellation);
        assertThrows(
                CancellationException.class,
                () -> tree.run(node -> growUntil(node, grown, cancellation)));
        assertTrue(grown.get() < 10_000, grown + " nodes");
    }

    private static long growUntil(Skynet.Node node, AtomicLong grown, Cancellation cancellation) {
        if (grown.incrementAndGet() == 1_000) cancellation.request();
        if (node.isLeaf()) return node.number();
        return node.children().stream().mapToLong(n -> growUntil(n, grown, cancellation)).sum();
    }

    @TestFactory
    Stream<DynamicTest> everyHandoverHandsOverEveryBall() {
        Map<String, Supplier<Handover>> handovers = new LinkedHashMap<>();
        handovers.put("SynchronousQueue", () -> Handover.by(new SynchronousQueue<>()));
        handovers.put("ArrayBlockingQueue", () -> Handover.by(new ArrayBlockingQueue<>(1)));
        handovers.put("Exchanger", () -> Handover.by(new Exchanger<>()));
        handovers.put("slot", () -> new Slot());
        handovers.put("patient slot", () -> new Slot(1_000));
        return handovers.entrySet().stream()
                .flatMap(handover ->
                        Stream.of(VIRTUAL, PLATFORM)
                                .map(threads ->
                                        dynamicTest(
                                                handover.getKey()
                                                        + (threads == VIRTUAL
                                                                ? ", virtual"
                                                                : ", platform"),
                                                () -> plays(threads, handover.getValue()))));
    }

    private static void plays(ThreadFactory threads, Supplier<Handover> handover) throws Exception {
        for (long passes : List.of(1L, 2L, 3L, 2_000L, 2_001L)) {
            var game = new PingPong(passes);
            assertEquals(passes, game.run(PingPong.between(threads, handover)));
            assertEquals(passes, game.answer());
        }
    }

    /// The putter finds the slot full and the taker finds it empty, again and again, each at its
    /// own pace: if a wake-up could be lost, one of them would sleep for ever.
    @Test
    void aSlotLosesNeitherNumbersNorWakeUps() throws Exception {
        for (var slot : List.of(new Slot(), new Slot(100), new Slot(10_000))) {
            var threads = VIRTUAL;
            int many = 50_000;
            var sum = new CompletableFuture<Long>();
            threads.newThread(() -> sum.complete(sumOf(slot, many))).start();
            for (int i = 1; i <= many; i++) slot.put(i);
            assertEquals(many * (many + 1L) / 2, sum.get(20, TimeUnit.SECONDS));
        }
    }

    private static long sumOf(Slot slot, int many) {
        try {
            long sum = 0;
            for (int i = 1; i <= many; i++) {
                long number = slot.take();
                if (number != i) return -1;
                sum += number;
            }
            return sum;
        } catch (InterruptedException e) {
            return -1;
        }
    }

    @Test
    void aSlotThatNobodyServesCanBeInterrupted() throws Exception {
        var slot = new Slot();
        slot.put(1);
        for (Party wait : List.<Party>of(() -> slot.put(2), () -> new Slot().take())) {
            var failure = new CompletableFuture<Throwable>();
            var thread =
                    Thread.startVirtualThread(() -> {
                        try {
                            wait.come();
                            failure.complete(null);
                        } catch (InterruptedException e) {
                            failure.complete(e);
                        }
                    });
            while (thread.getState() != Thread.State.WAITING) Thread.sleep(1);
            thread.interrupt();
            assertInstanceOf(InterruptedException.class, failure.get(5, TimeUnit.SECONDS));
        }
        assertThrows(IllegalArgumentException.class, () -> slot.put(Long.MIN_VALUE));
    }

    private interface Party {
        void come() throws InterruptedException;
    }

    @Test
    void aGameThatIsInterruptedLeavesNoThread() throws Exception {
        var made = new ArrayList<Thread>();
        ThreadFactory threads =
                body -> {
                    var thread = Thread.ofVirtual().unstarted(body);
                    made.add(thread);
                    return thread;
                };
        var failure = new CompletableFuture<Throwable>();
        var caller =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                new PingPong(Long.MAX_VALUE)
                                        .run(PingPong.between(threads, () -> new Slot()));
                                failure.complete(null);
                            } catch (Exception e) {
                                failure.complete(e);
                            }
                        });
        Thread.sleep(50);
        caller.interrupt();
        assertInstanceOf(InterruptedException.class, failure.get(5, TimeUnit.SECONDS));
        assertEquals(2, made.size());
        for (var thread : made) assertFalse(thread.isAlive());
    }

    @Test
    void whatAPlayerThrowsEndsTheGame() {
        var broken =
                PingPong.between(
                        VIRTUAL,
                        () ->
                                new Handover() {
                                    @Override
                                    public void put(long number) {
                                        throw new IllegalStateException("dropped");
                                    }

                                    @Override
                                    public long take() throws InterruptedException {
                                        Thread.sleep(60_000);
                                        return 0;
                                    }
                                });
        var thrown = assertThrows(IllegalStateException.class, () -> new PingPong(10).run(broken));
        assertEquals("dropped", thrown.getMessage());
    }

    private static final class Counted implements SharedCounter.Counter {
        private final AtomicLong count = new AtomicLong();
        private boolean closed;

        @Override
        public void increment() {
            count.incrementAndGet();
        }

        @Override
        public long value() {
            return count.get();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void aCounterCountsAllThatAllCountAndIsClosed() throws Exception {
        var exercise = new SharedCounter(7, 1_000, VIRTUAL, new Cancellation());
        var counter = new Counted();
        assertEquals(7_000, exercise.run(() -> counter));
        assertEquals(7_000, exercise.answer());
        assertTrue(counter.closed);
    }

    @Test
    void countingStopsWhenItIsToldTo() {
        var cancellation = new Cancellation();
        var exercise = new SharedCounter(2, Integer.MAX_VALUE, PLATFORM, cancellation);
        var counter =
                new SharedCounter.Counter() {
                    @Override
                    public void increment() {
                        cancellation.request();
                    }

                    @Override
                    public long value() {
                        return 0;
                    }
                };
        assertThrows(CancellationException.class, () -> exercise.run(() -> counter));
    }

    @Test
    void aFanOutKnowsWhenAnAnswerIsMissingOrTwice() throws Exception {
        var work = new FanOut(100, Duration.ZERO);
        assertEquals(
                work.answer(),
                work.run(w -> IntStream.range(0, w.questions()).mapToLong(FanOut::answer).sum()));
        long missing = IntStream.range(1, 100).mapToLong(FanOut::answer).sum();
        long twice = missing + FanOut.answer(1);
        assertTrue(work.answers().objection().apply(missing).isPresent());
        assertTrue(work.answers().objection().apply(twice).isPresent());
        assertTrue(work.answers().objection().apply(work.answer()).isEmpty());
        assertEquals(100, IntStream.range(0, 100).mapToLong(FanOut::answer).distinct().count());
    }
}
