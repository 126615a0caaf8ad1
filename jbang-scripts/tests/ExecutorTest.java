package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import lab.cancel.Cancellation;
import lab.executor.BoundedExecutor;
import lab.executor.Engine;
import lab.executor.Gate;
import lab.executor.Overload;
import lab.executor.Overloaded;
import lab.executor.Overloaded.Fate;
import lab.executor.Served;
import lab.executor.Watched;
import lab.executor.WatchedPool;
import lab.load.Caller;
import lab.load.ClosedLoop;
import lab.load.OpenLoop;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Pools that wait for themselves, that are flooded, and that are measured.
@Timeout(60)
class ExecutorTest {
    private final Cancellation cancellation = new Cancellation();

    /// A task that hands its parts to the pool, and waits for them one after the other.
    private record Tree(ExecutorService pool, int depth, String name) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            if (depth == 0) return 1;
            var left = pool.submit(new Tree(pool, depth - 1, name + "l"));
            var right = pool.submit(new Tree(pool, depth - 1, name + "r"));
            return left.get() + right.get();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Nested
    class Starving {
        @Test
        void aPoolOfTwoWaitsForItselfAndTheDetectorSaysWhy() throws Exception {
            for (int run = 0; run < 20; run++) {
                var watched = Watched.run(2, pool -> new Tree(pool, 3, "t"), cancellation);
                assertTrue(watched.answer().isEmpty());
                var starved = watched.starvation().orElseThrow();
                var first = starved.waits().getFirst();
                assertEquals(2, starved.waits().size());
                assertEquals("worker 1 t tl", first.worker() + " " + first.runs() + " " + first.awaits());
                assertEquals(0, first.place(), "the other worker has it");
                var second = starved.waits().getLast();
                assertEquals("worker 2 tl tll", second.worker() + " " + second.runs() + " " + second.awaits());
                assertEquals(starved.queued().indexOf("tll") + 1, second.place());
                assertEquals(List.of("tll", "tlr", "tr"), starved.queued().stream().sorted().toList());
            }
        }

        @Test
        void aWorkerThatWaitsForItsOwnPoolStarvesAPoolOfOne() throws Exception {
            var watched =
                    Watched.run(1, pool -> () -> pool.submit(() -> 1).get(), cancellation);
            assertEquals(1, watched.starvation().orElseThrow().waits().getFirst().place());
        }

        @Test
        void aWorkerMoreThanWaitIsEnough() throws Exception {
            for (int depth = 0; depth < 4; depth++) {
                int waiting = (1 << depth) - 1;
                int d = depth;
                var watched = Watched.run(waiting + 1, p -> new Tree(p, d, "t"), cancellation);
                assertEquals(1 << depth, watched.answer().orElseThrow());
                assertTrue(watched.starvation().isEmpty());
            }
        }

        @Test
        void whateverTheSizeItEndsWithTheAnswerOrTheReason() throws Exception {
            var random = new SplittableRandom(10);
            for (int run = 0; run < 60; run++) {
                int depth = random.nextInt(5);
                var watched =
                        Watched.run(
                                1 + random.nextInt(6),
                                pool -> new Tree(pool, depth, "t"),
                                cancellation);
                assertEquals(watched.starvation().isEmpty(), watched.answer().isPresent());
                watched.answer().ifPresent(leaves -> assertEquals(1 << depth, leaves));
            }
        }

        /// All workers wait, and tasks are in the queue, but what they wait for will come.
        @Test
        void waitingForAnotherPoolIsNoStarvation() throws Exception {
            var gate = new CountDownLatch(1);
            try (var other = Executors.newFixedThreadPool(1);
                    var pool = new WatchedPool(2)) {
                var outside = other.submit(() -> {
                    gate.await();
                    return 7;
                });
                Callable<Integer> ask = outside::get;
                var inside = List.of(pool.submit(ask), pool.submit(ask));
                var queued = pool.submit(() -> 8);
                for (int look = 0; look < 50; look++) {
                    assertTrue(pool.starvation().isEmpty());
                    Thread.sleep(1);
                }
                gate.countDown();
                for (var future : inside) assertEquals(7, future.get());
                assertEquals(8, queued.get());
            }
        }

        @Test
        void waitingWithATimeLimitIsNoStarvation() throws Exception {
            Callable<String> answer = () -> "late";
            var watched =
                    Watched.run(
                            1,
                            pool ->
                                    () -> {
                                        var future = pool.submit(answer);
                                        try {
                                            return future.get(60, TimeUnit.MILLISECONDS);
                                        } catch (TimeoutException e) {
                                            return "gave up";
                                        }
                                    },
                            cancellation);
            assertEquals("gave up", watched.answer().orElseThrow());
        }

        @Test
        void whatTheTaskThrowsArrives() {
            var thrown =
                    assertThrows(
                            ExecutionException.class,
                            () ->
                                    Watched.run(
                                            2,
                                            pool ->
                                                    () -> {
                                                        throw new IllegalStateException("as it is");
                                                    },
                                            cancellation));
            assertEquals("as it is", thrown.getCause().getMessage());
        }

        @Test
        void aStopEndsItAndItsWorkers() throws Exception {
            var worker = new AtomicReference<Thread>();
            var begun = new CountDownLatch(1);
            var stopper =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    begun.await();
                                } catch (InterruptedException e) {
                                    return;
                                }
                                cancellation.request();
                            });
            assertThrows(
                    CancellationException.class,
                    () ->
                            Watched.run(
                                    1,
                                    pool ->
                                            () -> {
                                                worker.set(Thread.currentThread());
                                                begun.countDown();
                                                new CountDownLatch(1).await();
                                                return 1;
                                            },
                                    cancellation));
            stopper.join();
            assertTrue(worker.get().join(Duration.ofSeconds(5)), "a worker is left");
        }
    }

    @Nested
    class Flooded {
        private static final OpenLoop ARRIVALS = OpenLoop.even(4_000, 120);

        @Test
        void withoutABoundAllAreDoneAndTheQueueGrows() throws Exception {
            var flood = flood(new ThreadPoolExecutor.AbortPolicy(), Integer.MAX_VALUE);
            assertEquals(120, flood.count(Fate.DONE));
            assertEquals(120, flood.latencies().count());
            assertTrue(flood.longest() > 40, "longest " + flood.longest());
        }

        @Test
        void abortTellsTheSourceOfEachThatIsNotDone() throws Exception {
            var flood = flood(new ThreadPoolExecutor.AbortPolicy(), 5);
            assertEquals(120, flood.done() + flood.count(Fate.REFUSED));
            assertTrue(flood.count(Fate.REFUSED) > 0);
            assertTrue(flood.longest() <= 5, "longest " + flood.longest());
        }

        @Test
        void discardLosesTasksWithoutAWord() throws Exception {
            var flood = flood(new ThreadPoolExecutor.DiscardPolicy(), 5);
            assertEquals(120, flood.done() + flood.count(Fate.LOST));
            assertTrue(flood.count(Fate.LOST) > 0);
            assertEquals(Fate.DONE, flood.fates()[0], "the first found the pool empty");
        }

        @Test
        void discardOldestKeepsTheLatest() throws Exception {
            var flood = flood(new ThreadPoolExecutor.DiscardOldestPolicy(), 5);
            assertEquals(120, flood.done() + flood.count(Fate.LOST));
            assertTrue(flood.count(Fate.LOST) > 0);
            for (int id = 115; id < 120; id++) assertEquals(Fate.DONE, flood.fates()[id]);
        }

        @Test
        void callerRunsHoldsTheSourceUp() throws Exception {
            var flood = flood(new ThreadPoolExecutor.CallerRunsPolicy(), 5);
            assertEquals(120, flood.done());
            assertTrue(flood.count(Fate.DONE_BY_SOURCE) > 0);
            assertTrue(flood.longest() <= 5, "longest " + flood.longest());
            assertTrue(flood.lateNanos() > 0);
        }

        /// One worker, ten tasks of 20 ms within 9 ms: the last has waited for the nine before it.
        @Test
        void latencyCountsFromTheScheduleEvenIfTheSourceWasHeldUp() throws Exception {
            for (int room : new int[] {10, 1}) {
                var flood =
                        Overload.of(
                                pool(1, room, new ThreadPoolExecutor.CallerRunsPolicy()),
                                OpenLoop.even(1_000, 10),
                                id -> nap(20, id),
                                id -> id,
                                cancellation);
                int share = room == 1 ? 2 : 1; // the source does its share
                assertTrue(
                        flood.latencies().maxMillis() >= 10 * 20 / share - 9 - 20,
                        flood.latencies().toString());
                assertEquals(room == 1, flood.count(Fate.DONE_BY_SOURCE) > 0);
            }
        }

        @Test
        void wrongAnswersAndExceptionsAreCounted() throws Exception {
            var flood =
                    Overload.of(
                            pool(2, 100, new ThreadPoolExecutor.AbortPolicy()),
                            OpenLoop.even(10_000, 30),
                            id -> {
                                if (id % 3 == 0) throw new IllegalStateException();
                                return id % 3 == 1 ? id : -1;
                            },
                            id -> id,
                            cancellation);
            assertEquals(20, flood.count(Fate.FAILED));
            assertEquals(10, flood.done());
        }

        @Test
        void theQueueAtAMomentIsAsItWasSeenLast() {
            var looks = List.of(new Overloaded.Look(10, 1), new Overloaded.Look(20, 5));
            var seen = new Overloaded(new long[0], new Fate[0], new long[0], 0, looks);
            assertEquals(0, seen.queueAt(9));
            assertEquals(1, seen.queueAt(10));
            assertEquals(1, seen.queueAt(19));
            assertEquals(5, seen.queueAt(99));
            assertEquals(5, seen.longest());
        }

        @Test
        void anInterruptEndsItAndThePool() throws Exception {
            var pool = pool(1, 1_000, new ThreadPoolExecutor.AbortPolicy());
            Thread.currentThread().interrupt();
            assertThrows(
                    InterruptedException.class,
                    () -> Overload.of(pool, OpenLoop.even(10, 5), id -> id, id -> id, cancellation));
            assertTrue(pool.awaitTermination(5, TimeUnit.SECONDS));
        }

        @Test
        void aStopEndsItAndThePool() throws Exception {
            var pool = pool(1, 1_000, new ThreadPoolExecutor.AbortPolicy());
            assertThrows(
                    CancellationException.class,
                    () ->
                            Overload.of(
                                    pool,
                                    OpenLoop.even(1_000, 50),
                                    id -> {
                                        if (id == 3) cancellation.request();
                                        return id;
                                    },
                                    id -> id,
                                    cancellation));
            assertTrue(pool.awaitTermination(5, TimeUnit.SECONDS));
        }

        private Overloaded flood(RejectedExecutionHandler policy, int room) throws Exception {
            return Overload.of(
                    pool(2, room, policy), ARRIVALS, id -> nap(2, id), id -> id, cancellation);
        }

        private ThreadPoolExecutor pool(int workers, int room, RejectedExecutionHandler policy) {
            return new ThreadPoolExecutor(
                    workers,
                    workers,
                    0,
                    TimeUnit.SECONDS,
                    room == Integer.MAX_VALUE
                            ? new LinkedBlockingQueue<>()
                            : new ArrayBlockingQueue<>(room),
                    policy);
        }
    }

    @Nested
    class Serving {
        @Test
        void whatTheWorkersHadIsAsLittlesLawSays() throws Exception {
            try (var pool = Executors.newFixedThreadPool(2)) {
                Caller.Blocking<Integer> nap = id -> nap(5, id);
                var served =
                        Served.by(pool, new ClosedLoop(6, 60), nap, id -> id, cancellation);
                assertEquals(60, served.load().right());
                assertTrue(served.serviceMillis() >= 5, served.toString());
                assertTrue(served.processorMillis() < served.serviceMillis() / 2);
                double busy = served.load().perSecond() * served.serviceMillis() / 1e3;
                assertTrue(1.4 < busy && busy < 2.05, busy + " of two workers were busy");
                assertTrue(served.load().latencies().medianMillis() >= 2.9 * 5);
            }
        }

        @Test
        void computingTakesProcessorTime() throws Exception {
            try (var pool = Executors.newFixedThreadPool(1)) {
                var served =
                        Served.by(
                                pool, new ClosedLoop(1, 20), id -> spin(3), id -> 3, cancellation);
                assertTrue(served.processorMillis() > 0.2, served.toString());
                assertTrue(served.processorMillis() <= 1.1 * served.serviceMillis());
            }
        }

        private static int spin(int millis) {
            long until = System.nanoTime() + millis * 1_000_000L;
            while (System.nanoTime() < until) Thread.onSpinWait();
            return millis;
        }
    }

    @Test
    void aBoundedExecutorLetsNoMoreInThanItHasPlacesAndLosesNone() throws Exception {
        var flood =
                Overload.of(
                        new BoundedExecutor(2, 5),
                        OpenLoop.even(4_000, 120),
                        id -> nap(2, id),
                        id -> id,
                        cancellation);
        assertEquals(120, flood.count(Fate.DONE));
        assertTrue(flood.longest() <= 7, "longest " + flood.longest());
        assertTrue(flood.lateNanos() > 20_000_000, "the source was not held up");
    }

    @Test
    void aBoundedExecutorThatIsClosedRefusesAndGivesThePlaceBack() throws Exception {
        try (var pool = new BoundedExecutor(1, 1)) {
            pool.shutdown();
            for (int i = 0; i < 5; i++)
                assertThrows(RejectedExecutionException.class, () -> pool.execute(() -> {}));
        }
    }

    @Test
    void aGateHoldsItsTaskUntilItIsOpenedOrInterrupted() throws Exception {
        try (var pool = Executors.newFixedThreadPool(1)) {
            var gate = new Gate();
            var through = pool.submit(gate);
            gate.awaitArrival();
            assertFalse(through.isDone());
            gate.open();
            assertEquals("through the gate", through.get());
            var listens = new Gate();
            var first = pool.submit(listens);
            listens.awaitArrival();
            first.cancel(true);
            assertTrue(listens.awaitInterrupt());
            var deaf = Gate.deaf(cancellation);
            var second = pool.submit(deaf);
            deaf.awaitArrival();
            second.cancel(true);
            assertFalse(deaf.awaitInterrupt());
            var queued = pool.submit(() -> 1);
            assertThrows(TimeoutException.class, () -> queued.get(20, TimeUnit.MILLISECONDS));
            deaf.open();
            assertEquals(1, queued.get());
        }
    }

    @Test
    void anEngineThatIsStartedForAUseIsClosedAfterIt() throws Exception {
        var used = new AtomicReference<ExecutorService>();
        var engine = Engine.started(() -> Executors.newFixedThreadPool(1));
        int answer =
                engine.use(pool -> {
                    used.set(pool);
                    return pool.submit(() -> 3).get();
                });
        assertEquals(3, answer);
        assertTrue(used.get().isTerminated());
        assertThrows(
                IllegalStateException.class,
                () ->
                        engine.use(pool -> {
                            used.set(pool);
                            throw new IllegalStateException();
                        }));
        assertTrue(used.get().isTerminated());
    }

    @Test
    void anEngineThatRunsAlreadyGoesOn() throws Exception {
        try (var pool = Executors.newFixedThreadPool(1)) {
            int answer = Engine.running(() -> pool).use(p -> p.submit(() -> 3).get());
            assertEquals(3, answer);
            assertFalse(pool.isShutdown());
        }
    }

    private static int nap(int millis, int answer) throws InterruptedException {
        Thread.sleep(millis);
        return answer;
    }
}
