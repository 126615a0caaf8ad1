package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import lab.interpreter.Interpreter;
import lab.interpreter.InterpreterLock;
import lab.measure.Statistics;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The interpreter lock does what CPython's does.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterpreterTest {
    private static final Duration SHORT = Duration.ofNanos(100_000);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// One that computes and passes safe points until it is told to stop.
    static Callable<Long> computing(Interpreter interpreter, AtomicBoolean stop) {
        return () -> {
            interpreter.enter();
            try {
                long steps = 0;
                for (; !stop.get(); steps++) interpreter.safePoint();
                return steps;
            } finally {
                interpreter.leave();
            }
        };
    }

    /// Runs all bodies at the same time, each on a thread of its own.
    static <T> List<T> together(List<Callable<T>> bodies) throws Exception {
        try (var pool = Executors.newFixedThreadPool(bodies.size())) {
            var answers = new ArrayList<T>();
            for (Future<T> done : pool.invokeAll(bodies)) answers.add(done.get());
            return answers;
        }
    }

    static void waitUntil(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertTrue(System.nanoTime() < deadline, "it never came to that");
            LockSupport.parkNanos(100_000);
        }
    }

    @Nested
    class Exclusion {
        /// A counter that nothing else protects, and many switches.
        @Test
        void oneAtATimeIsInside() throws Exception {
            var lock = new InterpreterLock(SHORT);
            var inside = new AtomicInteger();
            var counter = new long[1];
            var bodies = new ArrayList<Callable<Integer>>();
            int rounds = 40_000;
            for (int t = 0; t < 4; t++)
                bodies.add(() -> {
                    int most = 0;
                    lock.enter();
                    try {
                        for (int i = 0; i < rounds; i++) {
                            most = Math.max(most, inside.incrementAndGet());
                            long read = counter[0];
                            if (i % 64 == 0) Thread.onSpinWait();
                            counter[0] = read + 1;
                            inside.decrementAndGet();
                            lock.safePoint();
                            if (i % 1_000 == 0)
                                lock.released(() -> {
                                    LockSupport.parkNanos(1);
                                    return null;
                                });
                        }
                        return most;
                    } finally {
                        lock.leave();
                    }
                });
            assertEquals(List.of(1, 1, 1, 1), together(bodies));
            assertEquals(4 * rounds, counter[0]);
            assertTrue(lock.switches() > 4, lock.switches() + " switches");
        }

        @Test
        void withoutLockAllAreInside() throws Exception {
            var free = Interpreter.withoutLock();
            var meeting = new CyclicBarrier(3);
            Callable<Boolean> body =
                    () -> {
                        free.enter();
                        try {
                            free.safePoint();
                            meeting.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                            return free.released(() -> true);
                        } finally {
                            free.leave();
                        }
                    };
            assertEquals(List.of(true, true, true), together(List.of(body, body, body)));
        }

        @Test
        void whoDoesNotHoldItCannotGiveItUp() throws Exception {
            var lock = new InterpreterLock();
            assertThrows(IllegalMonitorStateException.class, lock::leave);
            assertThrows(IllegalMonitorStateException.class, () -> lock.released(() -> 1));
            lock.enter();
            assertTrue(lock.isHeld());
            assertThrows(IllegalStateException.class, lock::enter);
            var stranger =
                    assertThrows(
                            ExecutionException.class,
                            () -> together(List.of(Executors.callable(lock::leave))));
            assertTrue(stranger.getCause() instanceof IllegalMonitorStateException);
            assertTrue(lock.isHeld());
            lock.leave();
            assertFalse(lock.isHeld());
        }

        @Test
        void anIntervalIsAboveZero() {
            var lock = new InterpreterLock();
            assertEquals(Duration.ofMillis(5), lock.interval());
            lock.setInterval(SHORT);
            assertEquals(SHORT, lock.interval());
            assertThrows(IllegalArgumentException.class, () -> lock.setInterval(Duration.ZERO));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new InterpreterLock(Duration.ofMillis(-1)));
        }
    }

    @Nested
    class Switching {
        /// Every request that is met at a safe point ends in a switch; without the second wait the
        /// holder would take the lock back at once, most of the time.
        @Test
        void everyRequestForcesASwitch() throws Exception {
            var lock = new InterpreterLock(Duration.ofMillis(1));
            var stop = new AtomicBoolean();
            Callable<Long> watching =
                    () -> {
                        waitUntil(() -> lock.requests() >= 50);
                        stop.set(true);
                        return 1L;
                    };
            var steps = together(List.of(computing(lock, stop), computing(lock, stop), watching));
            assertTrue(steps.get(0) > 0 && steps.get(1) > 0, steps::toString);
            assertTrue(
                    lock.switches() >= lock.requests() && lock.switches() <= lock.requests() + 3,
                    lock.switches() + " switches for " + lock.requests() + " requests");
        }

        /// Nobody gets in before the interval is over; and then it does not take for ever.
        @Test
        void itIsHandedOverAfterTheInterval() throws Exception {
            var lock = new InterpreterLock();
            var stop = new AtomicBoolean();
            var millis = new double[11];
            long interval = 20;
            lock.setInterval(Duration.ofMillis(interval));
            try (var pool = Executors.newSingleThreadExecutor()) {
                var computer = pool.submit(computing(lock, stop));
                for (int i = 0; i < millis.length; i++) {
                    waitUntil(() -> lock.switches() % 2 == 1); // the other one has it
                    long start = System.nanoTime();
                    lock.enter();
                    millis[i] = (System.nanoTime() - start) / 1e6;
                    lock.leave();
                }
                stop.set(true);
                assertTrue(computer.get() > 0);
            }
            double median = Statistics.median(millis);
            assertTrue(median >= interval && median < 10 * interval, median + " ms");
        }

        @Test
        void aLongIntervalIsAsLong() throws Exception {
            var lock = new InterpreterLock(LONG);
            var stop = new AtomicBoolean();
            try (var pool = Executors.newFixedThreadPool(2)) {
                var first = pool.submit(computing(lock, stop));
                waitUntil(() -> lock.switches() == 1);
                var second = pool.submit(computing(lock, stop));
                Thread.sleep(100);
                assertEquals(1, lock.switches());
                assertEquals(0, lock.requests());
                stop.set(true);
                assertTrue(first.get() > 0);
                assertEquals(0, second.get());
            }
            assertEquals(2, lock.switches());
        }

        @Test
        void virtualThreadsTakeTurnsToo() throws Exception {
            var lock = new InterpreterLock(SHORT);
            var done = new AtomicInteger();
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int t = 0; t < 20; t++)
                    pool.submit(() -> {
                        lock.enter();
                        for (int i = 0; i < 50; i++) {
                            lock.safePoint();
                            lock.released(() -> {
                                Thread.sleep(Duration.ofNanos(1_000));
                                return null;
                            });
                        }
                        lock.leave();
                        return done.incrementAndGet();
                    });
            }
            assertEquals(20, done.get());
        }
    }

    @Nested
    class Waiting {
        /// Each waits inside for the other: only a lock that is given up lets both arrive.
        @Test
        void whoWaitsLetsOthersIn() throws Exception {
            var lock = new InterpreterLock(LONG);
            var here = new CountDownLatch(1);
            var there = new CountDownLatch(1);
            Callable<Boolean> first =
                    () -> {
                        lock.enter();
                        try {
                            return lock.released(() -> {
                                here.countDown();
                                return there.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                            });
                        } finally {
                            lock.leave();
                        }
                    };
            Callable<Boolean> second =
                    () -> {
                        here.await();
                        lock.enter();
                        there.countDown();
                        lock.leave();
                        return true;
                    };
            assertEquals(List.of(true, true), together(List.of(first, second)));
            assertEquals(0, lock.requests());
        }

        @Test
        void afterWaitingItIsHeldAgainHoweverItEnded() throws Exception {
            var lock = new InterpreterLock();
            lock.enter();
            assertEquals("read", lock.released(() -> "read"));
            assertTrue(lock.isHeld());
            assertThrows(
                    IOException.class,
                    () ->
                            lock.released(() -> {
                                assertFalse(lock.isHeld());
                                throw new IOException("the line is cut");
                            }));
            assertTrue(lock.isHeld());
            lock.leave();
        }
    }

    @Test
    void theTurnsOfAWatchedLockDoNotOverlap() throws Exception {
        var lock = new InterpreterLock(SHORT);
        lock.watch();
        var stop = new AtomicBoolean();
        Callable<Long> watching =
                () -> {
                    waitUntil(() -> lock.turns().size() >= 20);
                    stop.set(true);
                    return 1L;
                };
        together(List.of(computing(lock, stop), computing(lock, stop), watching));
        var turns = lock.turns();
        assertEquals(2, turns.stream().map(InterpreterLock.Turn::thread).distinct().count());
        for (int i = 0; i < turns.size(); i++) {
            assertTrue(turns.get(i).fromNanos() <= turns.get(i).toNanos());
            if (i > 0) assertTrue(turns.get(i - 1).toNanos() <= turns.get(i).fromNanos());
        }
    }
}
