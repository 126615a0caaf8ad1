package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lab.async.EventLoop;
import lab.async.Group;
import lab.async.Limit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Loops, limits, groups and ways to serve do what they say, also when things go wrong.
@Timeout(60)
class AsyncTest {
    private static final Duration SOON = Duration.ofMillis(5);

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .collect(Collectors.toSet());
    }

    @Nested
    class OfTheLoop {
        @Test
        void everythingRunsOnOneThreadInTheOrderGiven() throws Exception {
            try (var loop = EventLoop.start(2)) {
                var order = new ArrayList<Integer>(); // no lock: one thread writes
                var seen = ConcurrentHashMap.<Thread>newKeySet();
                var done = new CompletableFuture<Void>();
                for (int i = 0; i < 1_000; i++) {
                    int mine = i;
                    loop.execute(() -> {
                        order.add(mine);
                        seen.add(Thread.currentThread());
                        assertTrue(loop.runsThis());
                    });
                }
                loop.after(SOON)
                        .thenRun(() -> {
                            seen.add(Thread.currentThread());
                            done.complete(null);
                        });
                done.get(20, TimeUnit.SECONDS);
                assertEquals(IntStream.range(0, 1_000).boxed().toList(), order);
                assertEquals(1, seen.size());
                assertFalse(loop.runsThis());
            }
        }

        @Test
        void whatBlocksRunsElsewhereAndAnswersOnTheLoop() throws Exception {
            try (var loop = EventLoop.start(2)) {
                var release = new CountDownLatch(1);
                var blocked =
                        loop.blocking(() -> {
                            release.await();
                            return loop.runsThis();
                        });
                var back = blocked.thenApply(there -> List.of(there, loop.runsThis()));
                loop.after(SOON).get(20, TimeUnit.SECONDS); // it turns meanwhile
                assertFalse(blocked.isDone());
                release.countDown();
                assertEquals(List.of(false, true), back.get(20, TimeUnit.SECONDS));
                var failing =
                        loop.blocking(() -> {
                            throw new IOException("no disk");
                        });
                var failure = assertThrows(ExecutionException.class, failing::get);
                assertInstanceOf(IOException.class, failure.getCause());
            }
        }

        @Test
        void aTimerIsNeverEarlyAndCanBeCancelled() throws Exception {
            try (var loop = EventLoop.start(1)) {
                long start = System.nanoTime();
                loop.after(Duration.ofMillis(30)).get(20, TimeUnit.SECONDS);
                assertTrue(System.nanoTime() - start >= 29_000_000);
                var ran = new AtomicBoolean();
                var cancelled = loop.after(Duration.ofMillis(20));
                cancelled.thenRun(() -> ran.set(true));
                cancelled.cancel(true);
                loop.after(Duration.ofMillis(60)).get(20, TimeUnit.SECONDS);
                assertFalse(ran.get());
            }
        }

        @Test
        void closingLeavesNoThread() throws Exception {
            var before = threads();
            var loop = EventLoop.start(4);
            for (int i = 0; i < 8; i++) loop.blocking(() -> 1).get(20, TimeUnit.SECONDS);
            var mine = threads();
            mine.removeAll(before);
            assertTrue(mine.size() >= 2, mine::toString);
            loop.close();
            loop.close();
            assertFalse(loop.isOpen());
            for (var thread : mine) {
                thread.join(Duration.ofSeconds(10));
                assertFalse(thread.isAlive(), thread::toString);
            }
        }

        @Test
        void itStartsWhenItIsUsedAndAgainAfterItWasClosed() throws Exception {
            var owned = new ArrayList<EventLoop>();
            try (var loop = new EventLoop(1, owned::add)) {
                assertFalse(loop.isOpen());
                assertEquals(List.of(), owned);
                for (int time = 1; time <= 3; time++) {
                    assertEquals(7, loop.blocking(() -> 7).get(20, TimeUnit.SECONDS));
                    assertTrue(loop.isOpen());
                    assertEquals(time, owned.size());
                    loop.close();
                    assertFalse(loop.isOpen());
                }
            }
        }

        @Test
        void whatStillRunsOnAClosedLoopDoesNotStartIt() throws Exception {
            var loop = EventLoop.start(1);
            var closing = new CountDownLatch(1);
            var refused = new CompletableFuture<Boolean>();
            loop.execute(() -> {
                try {
                    closing.await();
                    while (loop.isOpen()) Thread.onSpinWait();
                    loop.execute(() -> {});
                    refused.complete(false);
                } catch (CancellationException e) {
                    refused.complete(true);
                } catch (InterruptedException e) {
                    refused.completeExceptionally(e);
                }
            });
            closing.countDown();
            loop.close();
            assertTrue(refused.get(20, TimeUnit.SECONDS));
            assertFalse(loop.isOpen());
        }

        @Test
        void itsThreadsBelongToNoRun() throws Exception {
            var group = new ThreadGroup("a run");
            var failed = new AtomicInteger(1);
            var opener =
                    new Thread(
                            group,
                            () -> {
                                try (var loop = EventLoop.start(4)) {
                                    for (int i = 0; i < 8; i++) loop.blocking(() -> 1).join();
                                    failed.set(group.activeCount() - 1); // this thread
                                }
                            });
            opener.start();
            opener.join();
            assertEquals(0, failed.get());
        }
    }

    @Nested
    class OfTheLimit {
        @ParameterizedTest
        @ValueSource(ints = {1, 3, 10})
        void noMoreThanItAllowsRunAtOnceAndAllRun(int permits) throws Exception {
            try (var loop = EventLoop.start(1)) {
                var limit = new Limit(permits);
                var now = new AtomicInteger();
                var most = new AtomicInteger();
                var answers =
                        IntStream.range(0, 200)
                                .mapToObj(i ->
                                        limit.run(() -> {
                                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                                            return loop.after(Duration.ofMillis(1))
                                                    .thenApply(nothing -> {
                                                        now.decrementAndGet();
                                                        return i;
                                                    });
                                        }))
                                .toList();
                for (int i = 0; i < 200; i++)
                    assertEquals(i, answers.get(i).get(20, TimeUnit.SECONDS));
                assertTrue(most.get() <= permits, most + " at once");
                assertEquals(permits, limit.most());
            }
        }

        @Test
        void tasksThatCompleteAtOnceDoNotPileUpOnTheStack() {
            var limit = new Limit(1);
            var gate = new CompletableFuture<Integer>();
            var first = limit.run(() -> gate);
            var rest =
                    IntStream.range(0, 100_000)
                            .mapToObj(i -> limit.run(() -> CompletableFuture.completedFuture(i)))
                            .toList();
            gate.complete(-1);
            assertEquals(-1, first.join());
            for (int i = 0; i < rest.size(); i++) assertEquals(i, rest.get(i).join());
        }

        @Test
        void aFailureMakesRoomToo() {
            var limit = new Limit(1);
            var thrown =
                    limit.run(() -> {
                        throw new IllegalStateException("at once");
                    });
            var failed = limit.run(() -> CompletableFuture.failedFuture(new IOException("later")));
            var well = limit.run(() -> CompletableFuture.completedFuture("well"));
            assertInstanceOf(IllegalStateException.class, thrown.exceptionNow());
            assertInstanceOf(IOException.class, failed.exceptionNow());
            assertEquals("well", well.join());
        }

        @Test
        void whatIsCancelledWhileItWaitsNeverStarts() {
            var limit = new Limit(1);
            var gate = new CompletableFuture<String>();
            var started = new AtomicBoolean();
            limit.run(() -> gate);
            var waiting =
                    limit.run(() -> {
                        started.set(true);
                        return CompletableFuture.completedFuture("started");
                    });
            var behind = limit.run(() -> CompletableFuture.completedFuture("behind"));
            assertTrue(waiting.cancel(true));
            gate.complete("open");
            assertEquals("behind", behind.join());
            assertFalse(started.get());
        }

        @Test
        void manyThreadsMayUseIt() throws Exception {
            var limit = new Limit(7);
            var sum = new AtomicInteger();
            var threads =
                    IntStream.range(0, 8)
                            .mapToObj(t ->
                                    Thread.ofPlatform()
                                            .start(() -> {
                                                for (int i = 0; i < 2_000; i++)
                                                    limit.run(() ->
                                                                    CompletableFuture.supplyAsync(
                                                                            sum::incrementAndGet))
                                                            .join();
                                            }))
                            .toList();
            for (var thread : threads) thread.join();
            assertEquals(16_000, sum.get());
            assertTrue(limit.most() <= 7);
        }

        @Test
        void nothingBelowOne() {
            assertThrows(IllegalArgumentException.class, () -> new Limit(0));
        }
    }

    @Nested
    class OfTheGroup {
        @Test
        void answersComeInTheOrderInWhichTheTasksWereAdded() {
            var group = new Group<Integer>();
            var tasks =
                    IntStream.range(0, 5).mapToObj(i -> new CompletableFuture<Integer>()).toList();
            tasks.forEach(group::add);
            var all = group.all();
            for (int i = 4; i >= 0; i--) {
                assertFalse(all.isDone());
                tasks.get(i).complete(i);
            }
            assertEquals(List.of(0, 1, 2, 3, 4), all.join());
        }

        @Test
        void theFirstFailureCancelsTheOthersAndIsTheOneReported() {
            var group = new Group<Integer>();
            var well = group.add(CompletableFuture.completedFuture(1));
            var failing = group.add(new CompletableFuture<>());
            var waiting = group.add(new CompletableFuture<>());
            var all = group.all();
            failing.completeExceptionally(new IOException("the first"));
            assertTrue(waiting.isCancelled());
            assertEquals(1, well.join());
            assertInstanceOf(IOException.class, all.exceptionNow());
            assertTrue(group.add(new CompletableFuture<>()).isCancelled(), "it came too late");
        }

        @Test
        void anEmptyGroupIsDone() {
            assertEquals(List.of(), new Group<String>().all().join());
        }
    }
}
