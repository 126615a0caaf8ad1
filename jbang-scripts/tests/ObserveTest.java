package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import lab.observe.Observation;
import lab.observe.State;
import lab.observe.Stay;
import lab.observe.Watch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is seen of threads is what they did: they note it themselves, with `System.nanoTime` before
/// and after each step, and the two must agree.
@Timeout(120)
class ObserveTest {
    private static final double TOLERANCE = 0.05;
    private static final long CLOSE = 6_000_000;
    private static final long LOOKS_APART = 15_000_000;

    /// What threads noted of themselves: thread, state, nanoseconds.
    private final Map<String, Map<State, Long>> truth = new ConcurrentHashMap<>();

    private volatile long sink;

    /// Parks in its initialiser. The JVM calls that, so a frame of its own is on the stack, and a
    /// virtual thread cannot leave its carrier meanwhile (JEP 491).
    private static final class SlowToLoad {
        static final long NANOS;

        static {
            long from = System.nanoTime();
            park(200);
            NANOS = System.nanoTime() - from;
        }
    }

    private void note(State state, Step step) throws Exception {
        long from = System.nanoTime();
        step.take();
        note(state, System.nanoTime() - from);
    }

    private void note(State state, long nanos) {
        truth.computeIfAbsent(Thread.currentThread().getName(), name -> new ConcurrentHashMap<>())
                .merge(state, nanos, Long::sum);
    }

    /// Notes as running what is left of a thread's time after the steps that it noted.
    private void live(Step steps) throws Exception {
        long from = System.nanoTime();
        steps.take();
        long all = System.nanoTime() - from;
        var noted = truth.get(Thread.currentThread().getName()).values();
        note(State.RUNNING, all - noted.stream().mapToLong(nanos -> nanos).sum());
    }

    interface Step {
        void take() throws Exception;
    }

    /// Takes a step that depends on how often the machine lets the samplers look: three times at
    /// most, until it does not fail.
    static void onAQuietMachine(Step step) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                step.take();
                return;
            } catch (AssertionError e) {
                if (attempt == 3) throw e;
            }
        }
    }

    static Thread start(Thread.Builder builder, String name, Step step) {
        return builder.name(name)
                .start(() -> {
                    try {
                        step.take();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    static Thread platform(String name, Step step) {
        return start(Thread.ofPlatform(), name, step);
    }

    private void fourSteps(Object monitor) throws Exception {
        compute(150);
        note(State.PARKED, () -> park(150));
        note(State.SLEEPING, () -> Thread.sleep(180));
        synchronized (monitor) {
            note(State.WAITING, () -> monitor.wait(210));
        }
    }

    private void compute(int millis) {
        long end = System.nanoTime() + millis * 1_000_000L;
        long x = 1;
        while (System.nanoTime() < end) for (int i = 0; i < 1_000; i++) x = x * 31 + i;
        sink = x;
    }

    private static void park(int millis) {
        long end = System.nanoTime() + millis * 1_000_000L;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime())
            LockSupport.parkNanos(left);
    }

    static <T> Observation<T> watch(Callable<T> body) throws Exception {
        try (var watch = new Watch()) {
            return watch.observation(watch.over(body));
        }
    }

    private void assertClose(Observation<?> seen, String thread, State... states) {
        for (var state : states) {
            long was = truth.get(thread).get(state);
            long is = nanos(seen, thread, state);
            assertEquals(
                    was,
                    is,
                    Math.max(CLOSE, TOLERANCE * was),
                    () -> thread + " " + state + ": " + seen.of(thread));
        }
    }

    /// What computes may have waited for a processor meanwhile.
    private static long nanos(Observation<?> seen, String thread, State state) {
        long nanos = seen.nanos(thread, state);
        return state == State.RUNNING ? nanos + seen.nanos(thread, State.READY) : nanos;
    }

    private static void assertWhole(Observation<?> seen) {
        for (var thread : seen.threads()) {
            var stays = seen.of(thread);
            for (int i = 1; i < stays.size(); i++)
                assertEquals(stays.get(i - 1).toNanos(), stays.get(i).fromNanos(), stays::toString);
            assertTrue(stays.getFirst().fromNanos() >= 0, stays::toString);
            assertTrue(stays.getLast().toNanos() <= seen.wallNanos(), stays::toString);
        }
    }

    @Nested
    class AgainstTheTruth {
        @Test
        void sleepsWaitsParksAndComputations() throws Exception {
            var monitor = new Object();
            var seen =
                    watch(() -> {
                        platform("steps", () -> live(() -> fourSteps(monitor))).join();
                        return "done";
                    });
            assertEquals("done", seen.answer());
            assertClose(seen, "steps", State.RUNNING, State.SLEEPING, State.PARKED, State.WAITING);
            assertWhole(seen);
        }

        @Test
        void aMonitorThatAnotherHolds() throws Exception {
            var monitor = new Object();
            var held = new CountDownLatch(1);
            var seen =
                    watch(() -> {
                        var holder =
                                platform(
                                        "holder",
                                        () -> {
                                            synchronized (monitor) {
                                                held.countDown();
                                                note(State.SLEEPING, () -> Thread.sleep(300));
                                            }
                                        });
                        held.await();
                        var other =
                                platform(
                                        "other",
                                        () -> {
                                            long from = System.nanoTime();
                                            synchronized (monitor) {
                                                note(State.BLOCKED, System.nanoTime() - from);
                                            }
                                        });
                        holder.join();
                        other.join();
                        return null;
                    });
            assertClose(seen, "holder", State.SLEEPING);
            assertClose(seen, "other", State.BLOCKED);
        }

        @Test
        void aNotifiedThreadThatCannotHaveTheMonitorBackIsBlocked() throws Exception {
            onAQuietMachine(() -> {
                truth.clear();
                var monitor = new Object();
                var seen =
                        watch(() -> {
                            var waiter =
                                    platform(
                                            "waiter",
                                            () -> {
                                                synchronized (monitor) {
                                                    monitor.wait();
                                                }
                                            });
                            while (waiter.getState() != Thread.State.WAITING) Thread.sleep(1);
                            Thread.sleep(100);
                            synchronized (monitor) {
                                monitor.notifyAll();
                                Thread.sleep(200);
                            }
                            waiter.join();
                            return null;
                        });
                assertTrue(
                        seen.nanos("waiter", State.WAITING) >= 95_000_000,
                        () -> seen.of("waiter").toString());
                assertEquals(
                        seen.of("main").stream()
                                .filter(stay -> stay.state() == State.SLEEPING)
                                .mapToLong(Stay::nanos)
                                .max()
                                .orElseThrow(),
                        seen.nanos("waiter", State.BLOCKED),
                        20_000_000,
                        () -> seen.of("waiter").toString());
            });
        }

        @Test
        void virtualThreads() throws Exception {
            var monitor = new Object();
            var seen =
                    watch(() -> {
                        var steps = (Step) () -> live(() -> fourSteps(monitor));
                        start(Thread.ofVirtual(), "light", steps).join();
                        return null;
                    });
            assertClose(seen, "light", State.RUNNING, State.SLEEPING, State.PARKED, State.WAITING);
            assertTrue(seen.of("light").getFirst().virtual());
            assertWhole(seen);
        }

        @Test
        void aVirtualThreadThatIsBlockedWithinTheDistanceOfTwoLooks() throws Exception {
            onAQuietMachine(() -> {
                truth.clear();
                var monitor = new Object();
                var seen =
                        watch(() -> {
                            Thread other;
                            synchronized (monitor) {
                                other =
                                        start(
                                                Thread.ofVirtual(),
                                                "light",
                                                () -> {
                                                    long from = System.nanoTime();
                                                    synchronized (monitor) {
                                                        note(
                                                                State.BLOCKED,
                                                                System.nanoTime() - from);
                                                    }
                                                });
                                Thread.sleep(400);
                            }
                            other.join();
                            return null;
                        });
                assertEquals(
                        truth.get("light").get(State.BLOCKED),
                        seen.nanos("light", State.BLOCKED),
                        Math.max(LOOKS_APART, 0.05 * 400_000_000),
                        () -> seen.of("light").toString());
            });
        }

        @Test
        void aVirtualThreadThatKeepsItsCarrierIsPinned() throws Exception {
            var seen =
                    watch(() -> {
                        Step load = () -> note(State.PINNED, SlowToLoad.NANOS);
                        start(Thread.ofVirtual(), "heavy", load).join();
                        start(Thread.ofVirtual(), "light", () -> park(100)).join();
                        return null;
                    });
            assertClose(seen, "heavy", State.PINNED);
            assertTrue(
                    seen.nanos("heavy", State.PARKED) < CLOSE, () -> seen.of("heavy").toString());
            assertEquals(0, seen.nanos("light", State.PINNED), () -> seen.of("light").toString());
            assertWhole(seen);
        }

        @Test
        void whatCouldRunAndDidNotIsReady() throws Exception {
            onAQuietMachine(() -> {
                truth.clear();
                int crowd = 3 * Runtime.getRuntime().availableProcessors();
                var seen =
                        watch(() -> {
                            var threads = new ArrayList<Thread>();
                            for (int t = 0; t < crowd; t++)
                                threads.add(platform("one of many " + t, () -> compute(300)));
                            for (var thread : threads) thread.join();
                            return null;
                        });
                if (!seen.split()) return;
                double running = 0;
                for (int t = 0; t < crowd; t++)
                    running += seen.nanos("one of many " + t, State.RUNNING);
                double most = 1.1 * Runtime.getRuntime().availableProcessors() * seen.wallNanos();
                assertTrue(running <= most, running + " of at most " + most);
                for (int t = 0; t < crowd; t++)
                    assertTrue(
                            seen.nanos("one of many " + t, State.READY) > 30_000_000,
                            "no thread of a crowd has a processor all the time");
            });
        }
    }
}
