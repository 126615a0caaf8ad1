package tests;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import lab.cancel.Cancellation;
import lab.cancel.Outside;
import lab.cancel.Supervisor;
import lab.cancel.Uninterrupted;
import org.junit.jupiter.api.Test;

/// What a lab runs stops when it is told to, and nothing of it stays behind.
class CancelTest {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @Test
    void workAnswersAndThrowsAsIfCalled() throws Exception {
        var supervisor = new Supervisor();
        assertEquals(42, supervisor.run("answer", () -> 42));
        var thrown =
                assertThrows(
                        IOException.class,
                        () ->
                                supervisor.run(
                                        "failure",
                                        () -> {
                                            throw new IOException("as it is");
                                        }));
        assertEquals("as it is", thrown.getMessage());
    }

    @Test
    void timersOfTheCommonPoolAreNotLeftBehind() throws Exception {
        var supervisor = new Supervisor();
        supervisor.run(
                "timer",
                () ->
                        new CompletableFuture<String>()
                                .completeOnTimeout("late", 1, MILLISECONDS)
                                .get());
        assertEquals(List.of(), supervisor.stillRunning(A_SECOND));
    }

    @Test
    void whatIsStartedOutsideIsNotPartOfTheWork() throws Exception {
        var supervisor = new Supervisor();
        var end = new CountDownLatch(1);
        var outside =
                supervisor.run(
                        "start",
                        () -> {
                            var thread =
                                    Outside.call(
                                            "outside",
                                            () ->
                                                    Thread.ofPlatform()
                                                            .daemon()
                                                            .start(() -> await(end)));
                            return List.of(thread, Outside.threads().start(() -> await(end)));
                        });
        assertEquals(List.of(), supervisor.stop(A_SECOND));
        for (var thread : outside) {
            assertTrue(thread.isAlive(), "it was stopped with the work");
            assertTrue(thread.isDaemon());
        }
        end.countDown();
        var thrown =
                assertThrows(
                        IOException.class,
                        () ->
                                Outside.call(
                                        "failure",
                                        () -> {
                                            throw new IOException("as it is");
                                        }));
        assertEquals("as it is", thrown.getMessage());
    }

    private static void await(CountDownLatch latch) {
        Uninterrupted.get(() -> {
            latch.await();
            return true;
        });
    }

    @Test
    void whoWaitsWhateverHappensIsInterruptedAfterwards() throws Exception {
        var end = new CountDownLatch(1);
        var interrupted = new CompletableFuture<Boolean>();
        var waiting =
                Thread.ofPlatform()
                        .start(() -> {
                            await(end);
                            interrupted.complete(Thread.interrupted());
                        });
        for (int i = 0; i < 3; i++) {
            waiting.interrupt();
            Thread.sleep(5);
        }
        assertTrue(waiting.isAlive());
        end.countDown();
        assertTrue(interrupted.get());
    }

    @Test
    void computingStopsWithinASecondOfAnInterrupt() throws Exception {
        var supervisor = new Supervisor();
        stopsWithinASecond(supervisor, () -> compute(supervisor.cancellation()));
    }

    @Test
    void aPoolThatComputesStopsToo() throws Exception {
        var supervisor = new Supervisor();
        Callable<Object> loop = () -> compute(supervisor.cancellation());
        stopsWithinASecond(
                supervisor,
                () -> {
                    try (var pool = Executors.newFixedThreadPool(3)) {
                        return pool.invokeAll(Collections.nCopies(3, loop));
                    }
                });
    }

    @Test
    void sleepingStopsToo() throws Exception {
        var supervisor = new Supervisor();
        stopsWithinASecond(
                supervisor,
                () -> {
                    Thread.sleep(Duration.ofMinutes(5));
                    return null;
                });
    }

    @Test
    void afterAStopTheNextWorkRuns() throws Exception {
        var supervisor = new Supervisor();
        stopsWithinASecond(supervisor, () -> compute(supervisor.cancellation()));
        assertEquals("again", supervisor.run("next", () -> "again"));
        assertFalse(supervisor.cancellation().requested());
    }

    @Test
    void afterAStopWorkThatPollsGoesOnAlsoOutsideOfARun() throws Exception {
        var supervisor = new Supervisor();
        stopsWithinASecond(supervisor, () -> compute(supervisor.cancellation()));
        supervisor.cancellation().check();
    }

    @Test
    void workThatDoesNotListenIsNamedAndKeepsTheNextFromStarting() throws Exception {
        var supervisor = new Supervisor();
        var release = new AtomicBoolean();
        interruptOnceStarted(
                supervisor,
                () -> {
                    while (!release.get()) Thread.onSpinWait();
                    return null;
                });
        try {
            assertEquals(List.of("lab: work"), supervisor.stillRunning(Duration.ZERO));
            assertTrue(supervisor.cancellation().requested());
            var refused =
                    assertThrows(
                            IllegalStateException.class, () -> supervisor.run("next", () -> 1));
            assertTrue(refused.getMessage().contains("lab: work"), refused.getMessage());
        } finally {
            release.set(true);
        }
        assertEquals(List.of(), supervisor.stillRunning(A_SECOND));
        assertEquals(1, supervisor.run("next", () -> 1));
    }

    @Test
    void aRequestedCancellationEndsWhoeverChecks() {
        var cancellation = new Cancellation();
        cancellation.check();
        cancellation.request();
        assertTrue(cancellation.requested());
        assertThrows(CancellationException.class, cancellation::check);
    }

    private static Object compute(Cancellation cancellation) {
        for (long x = 1; ; x = x * 6_364_136_223_846_793_005L + 1)
            if (x % 64 == 0) cancellation.check();
    }

    private static void stopsWithinASecond(Supervisor supervisor, Callable<Object> work)
            throws Exception {
        var took = interruptOnceStarted(supervisor, work);
        assertTrue(took.compareTo(A_SECOND) < 0, "it took " + took.toMillis() + " ms to stop");
        assertEquals(List.of(), supervisor.stillRunning(Duration.ZERO));
    }

    /// Interrupts whoever waits for the work. Returns how long it then took to come back.
    private static Duration interruptOnceStarted(Supervisor supervisor, Callable<Object> work)
            throws Exception {
        var started = new CountDownLatch(1);
        var outcome = new AtomicReference<Throwable>();
        var caller =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                supervisor.run(
                                        "work",
                                        () -> {
                                            started.countDown();
                                            return work.call();
                                        });
                            } catch (Throwable e) {
                                outcome.set(e);
                            }
                        });
        started.await();
        Thread.sleep(50);
        long from = System.nanoTime();
        caller.interrupt();
        assertTrue(caller.join(Duration.ofSeconds(20)), "the caller never came back");
        var took = Duration.ofNanos(System.nanoTime() - from);
        assertTrue(
                outcome.get() instanceof InterruptedException
                        || outcome.get() instanceof CancellationException,
                "it ended with " + outcome.get());
        return took;
    }
}
