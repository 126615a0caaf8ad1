package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import lab.interpreter.InterpreterLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whoever waits for the interpreter lock may be interrupted, and nobody is the worse for it.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterpreterInterruptTest {
    private static final Duration SHORT = Duration.ofNanos(100_000);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void aWaiterCanBeInterrupted() throws Exception {
        var lock = new InterpreterLock(LONG);
        var thrown = new CountDownLatch(1);
        lock.enter();
        var waiter =
                Thread.ofPlatform()
                        .start(() -> {
                            assertThrows(InterruptedException.class, lock::enter);
                            thrown.countDown();
                        });
        InterpreterTest.waitUntil(() -> waiter.getState() == Thread.State.TIMED_WAITING);
        waiter.interrupt();
        assertTrue(thrown.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        lock.safePoint();
        assertTrue(lock.isHeld());
        lock.leave();
    }

    @Test
    void anInterruptDoesNotKeepAThreadFromComingBack() throws Exception {
        var lock = new InterpreterLock(SHORT);
        var stop = new AtomicBoolean();
        var outside = new CountDownLatch(1);
        try (var pool = Executors.newSingleThreadExecutor()) {
            var held = new AtomicBoolean();
            var kept = new AtomicBoolean();
            var sleeper =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    lock.enter();
                                    assertThrows(
                                            InterruptedException.class,
                                            () ->
                                                    lock.released(() -> {
                                                        outside.countDown();
                                                        Thread.sleep(LONG);
                                                        return null;
                                                    }));
                                    Thread.currentThread().interrupt();
                                    for (int i = 0; i < 1_000; i++) lock.safePoint();
                                    kept.set(Thread.interrupted());
                                    held.set(lock.isHeld());
                                    lock.leave();
                                } catch (InterruptedException e) {
                                    throw new AssertionError(e);
                                }
                            });
            outside.await();
            var computer = pool.submit(InterpreterTest.computing(lock, stop));
            sleeper.interrupt();
            assertTrue(sleeper.join(PATIENCE));
            stop.set(true);
            assertTrue(held.get() && kept.get());
            computer.get();
        }
    }

    @Test
    void aRequestGoesWithWhoMadeIt() throws Exception {
        var lock = new InterpreterLock(SHORT);
        lock.enter();
        var waiter =
                Thread.ofPlatform()
                        .start(() -> assertThrows(InterruptedException.class, lock::enter));
        InterpreterTest.waitUntil(() -> lock.requests() == 1);
        waiter.interrupt();
        assertTrue(waiter.join(PATIENCE));
        lock.watch();
        lock.safePoint();
        assertTrue(lock.isHeld());
        assertEquals(1, lock.switches());
        assertEquals(List.of(), lock.turns(), "it dropped the lock for nobody");
        lock.leave();
    }

    /// The holder drops the lock for someone who has just gone: it must not wait for ever.
    @Test
    void theHolderDoesNotWaitForOneWhoHasGone() throws Exception {
        var lock = new InterpreterLock(SHORT);
        var stop = new AtomicBoolean();
        try (var pool = Executors.newSingleThreadExecutor()) {
            var computer = pool.submit(InterpreterTest.computing(lock, stop));
            var random = new SplittableRandom(4);
            for (int i = 0; i < 300; i++) {
                var waiter =
                        Thread.ofVirtual()
                                .start(() -> {
                                    try {
                                        lock.enter();
                                        lock.leave();
                                    } catch (InterruptedException e) {
                                        // that is what was asked for
                                    }
                                });
                LockSupport.parkNanos(random.nextLong(300_000));
                waiter.interrupt();
                assertTrue(waiter.join(PATIENCE));
            }
            stop.set(true);
            assertTrue(computer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS) > 0);
        }
    }

    /// Entering, waiting, computing, being interrupted, in any order: everybody gets to the end.
    @Test
    void noWakeUpIsLost() throws Exception {
        var lock = new InterpreterLock(SHORT);
        var done = new AtomicLong();
        var counter = new long[1];
        int people = 6;
        int visits = 400;
        var threads = new ArrayList<Thread>();
        for (int p = 0; p < people; p++) {
            var random = new SplittableRandom(p);
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int v = 0; v < visits; ) {
                                    try {
                                        lock.enter();
                                    } catch (InterruptedException e) {
                                        continue;
                                    }
                                    try {
                                        for (int i = random.nextInt(200); i > 0; i--)
                                            lock.safePoint();
                                        if (random.nextInt(4) == 0)
                                            lock.released(() -> {
                                                LockSupport.parkNanos(random.nextInt(50_000));
                                                return null;
                                            });
                                        counter[0]++;
                                        v++;
                                    } catch (Exception e) {
                                        throw new AssertionError(e);
                                    } finally {
                                        lock.leave();
                                    }
                                }
                                done.incrementAndGet();
                            }));
        }
        var random = new SplittableRandom(9);
        InterpreterTest.waitUntil(() -> {
            threads.get(random.nextInt(people)).interrupt();
            return done.get() == people;
        });
        assertEquals((long) people * visits, counter[0]);
    }
}
