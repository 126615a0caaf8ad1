package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import lab.cancel.Cancellation;
import lab.executor.Engine;
import lab.executor.Gate;
import lab.executor.Watched;
import lab.executor.WatchedPool;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Pools that wait for themselves, and how that is noticed; engines, and tasks at a gate.
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
                assertEquals(
                        "worker 1 t tl",
                        first.worker() + " " + first.runs() + " " + first.awaits());
                assertEquals(0, first.place(), "the other worker has it");
                var second = starved.waits().getLast();
                assertEquals(
                        "worker 2 tl tll",
                        second.worker() + " " + second.runs() + " " + second.awaits());
                assertEquals(starved.queued().indexOf("tll") + 1, second.place());
                assertEquals(
                        List.of("tll", "tlr", "tr"), starved.queued().stream().sorted().toList());
            }
        }

        @Test
        void aWorkerThatWaitsForItsOwnPoolStarvesAPoolOfOne() throws Exception {
            var watched = Watched.run(1, pool -> () -> pool.submit(() -> 1).get(), cancellation);
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
                var outside =
                        other.submit(() -> {
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
}
