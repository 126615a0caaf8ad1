package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import lab.cancel.Cancellation;
import lab.race.CacheLine;
import lab.race.Contention;
import lab.race.Expectation;
import lab.race.Grade;
import lab.race.Interleavings;
import lab.race.Litmus;
import lab.race.Memory;
import lab.race.Outcomes;
import lab.race.Script;
import lab.race.Signal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Races happen where they should, and nowhere else; what makes them happen leaves nothing behind.
@Timeout(60)
class RaceTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Cancellation cancellation = new Cancellation();

    private static Script<Memory> teller(String name, long amount) {
        return Script.<Memory>named(name)
                .step("reads", m -> m.with(name, m.get("balance")))
                .step("adds", m -> m.with(name, m.get(name) + amount))
                .step("writes", m -> m.with("balance", m.get(name)));
    }

    private static Script<Memory> holding(String lock, Script<Memory> work) {
        return Script.<Memory>named(work.name())
                .step("takes " + lock, m -> m.get(lock) == 0, m -> m.with(lock, 1))
                .then(work)
                .step("frees " + lock, m -> m.with(lock, 0));
    }

    private static Script<Memory> steps(String name, int count) {
        var script = Script.<Memory>named(name);
        for (int i = 0; i < count; i++) script = script.step("step " + i, m -> m);
        return script;
    }

    private static final class Account {
        private final boolean locked;
        private long balance;

        Account(boolean locked) {
            this.locked = locked;
        }

        void deposit(long amount) {
            if (locked) {
                synchronized (this) {
                    slowly(amount);
                }
            } else slowly(amount);
        }

        private void slowly(long amount) {
            long read = balance;
            LockSupport.parkNanos(1);
            balance = read + amount;
        }
    }

    private static Litmus<Account> twoDeposits(boolean locked) {
        return Litmus.of(() -> new Account(locked), a -> a.deposit(10), a -> a.deposit(20));
    }

    private static Set<String> raceThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("(litmus|worker|signal|hop)-\\d+"))
                .collect(Collectors.toSet());
    }

    @Nested
    class Orders {
        @Test
        void thereAreAsManyAsTheFormulaSays() {
            assertEquals(20, Interleavings.of(Memory.empty(), steps("a", 3), steps("b", 3)).size());
            var three =
                    Interleavings.of(Memory.empty(), steps("a", 1), steps("b", 2), steps("c", 3));
            assertEquals(60, three.size());
            assertEquals(60, three.stream().map(Interleavings.Run::order).distinct().count());
            assertEquals(BigInteger.valueOf(60), Interleavings.count(1, 2, 3));
            assertEquals(BigInteger.ONE, Interleavings.count(7));
            assertEquals(BigInteger.valueOf(184_756), Interleavings.count(10, 10));
        }

        @Test
        void eachThreadKeepsTheOrderOfItsProgram() {
            for (var run : Interleavings.of(Memory.empty(), teller("A", 1), teller("B", 2)))
                for (var name : List.of("A", "B"))
                    assertEquals(
                            List.of(name + " reads", name + " adds", name + " writes"),
                            run.order().stream().filter(s -> s.startsWith(name)).toList());
        }

        @Test
        void allButTwoLoseMoney() {
            var runs = Interleavings.of(Memory.empty(), teller("Ann", 10), teller("Bob", 20));
            var balances =
                    runs.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            run -> run.end().get("balance"),
                                            Collectors.counting()));
            assertEquals(Map.of(30L, 2L, 10L, 9L, 20L, 9L), balances);
        }

        @Test
        void underALockNoneLosesMoney() {
            var runs =
                    Interleavings.of(
                            Memory.empty(),
                            holding("lock", teller("Ann", 10)),
                            holding("lock", teller("Bob", 20)));
            assertEquals(2, runs.size());
            for (var run : runs) {
                assertFalse(run.deadlocked());
                assertEquals(30, run.end().get("balance"));
            }
        }

        @Test
        void twoLocksInOppositeOrderCanDeadlock() {
            var one = holding("x", holding("y", steps("A", 1)));
            var other = holding("y", holding("x", steps("B", 1)));
            var runs = Interleavings.of(Memory.empty(), one, other);
            var stuck = runs.stream().filter(Interleavings.Run::deadlocked).toList();
            assertFalse(stuck.isEmpty());
            assertTrue(stuck.size() < runs.size());
            for (var run : stuck)
                assertEquals(
                        Set.of("A takes x", "B takes y"), Set.copyOf(run.order()), "both wait");
        }

        @Test
        void twoLocksInTheSameOrderCannot() {
            var runs =
                    Interleavings.of(
                            Memory.empty(),
                            holding("x", holding("y", steps("A", 1))),
                            holding("x", holding("y", steps("B", 1))));
            assertTrue(runs.stream().noneMatch(Interleavings.Run::deadlocked));
        }

        @Test
        void tooManyAreRefused() {
            var refused =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> Interleavings.of(Memory.empty(), steps("a", 12), steps("b", 12)));
            assertTrue(refused.getMessage().contains("fewer threads or steps"));
        }
    }

    @Nested
    class Trials {
        @Test
        void theBrokenAccountLosesMoneyEveryTime() throws Exception {
            var predicted =
                    Interleavings.of(Memory.empty(), teller("Ann", 10), teller("Bob", 20)).stream()
                            .map(run -> run.end().get("balance"))
                            .collect(Collectors.toSet());
            for (int i = 0; i < 20; i++) {
                var seen = twoDeposits(false).run(a -> a.balance, 64, SHORT, cancellation);
                assertEquals(64, seen.trials());
                assertTrue(seen.times(10L) + seen.times(20L) > 0, seen.toString());
                assertTrue(predicted.containsAll(seen.seen()), seen.toString());
            }
        }

        @Test
        void theLockedOneNever() throws Exception {
            var seen = twoDeposits(true).run(a -> a.balance, 1_000, SHORT, cancellation);
            assertEquals(Set.of(30L), seen.seen());
        }

        @Test
        void everyStateIsFreshAndClosed() throws Exception {
            var open = new AtomicInteger();
            class State implements AutoCloseable {
                int acted;

                State() {
                    open.incrementAndGet();
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            }
            var seen =
                    Litmus.of(State::new, (State s) -> s.acted++)
                            .run(s -> s.acted, 500, SHORT, cancellation);
            assertEquals(Map.of(1, 500L), seen.counts());
            assertEquals(0, open.get());
        }

        @Test
        void whatAnActorThrowsReachesTheCaller() {
            var failing =
                    Litmus.of(
                            Object::new,
                            state -> {},
                            state -> {
                                throw new java.io.IOException("teller is ill");
                            });
            var thrown =
                    assertThrows(
                            java.io.IOException.class,
                            () -> failing.run(s -> 0, 1_000_000, SHORT, cancellation));
            assertEquals("teller is ill", thrown.getMessage());
            assertEquals(Set.of(), raceThreads());
        }

        @Test
        void anInterruptEndsItAndLeavesNoThread() throws Exception {
            var began = new CountDownLatch(1);
            var ended = new CountDownLatch(1);
            var endless =
                    Litmus.of(
                            Object::new,
                            state -> began.countDown(),
                            state -> LockSupport.parkNanos(1));
            var caller =
                    Thread.ofPlatform()
                            .start(() -> {
                                assertThrows(
                                        InterruptedException.class,
                                        () ->
                                                endless.run(
                                                        s -> 0,
                                                        Integer.MAX_VALUE,
                                                        Duration.ofHours(1),
                                                        cancellation));
                                ended.countDown();
                            });
            began.await();
            caller.interrupt();
            assertTrue(ended.await(1, TimeUnit.SECONDS), "it ends within a second");
            assertEquals(Set.of(), raceThreads());
        }

        @Test
        void aBlockedActorIsInterruptedWhenAnotherFails() {
            var stuck =
                    Litmus.of(
                            Object::new,
                            state -> new CountDownLatch(1).await(),
                            state -> {
                                throw new IllegalStateException("gone");
                            });
            assertThrows(
                    IllegalStateException.class, () -> stuck.run(s -> 0, 64, SHORT, cancellation));
            assertEquals(Set.of(), raceThreads());
        }

        @Test
        void aRequestToStopEndsIt() {
            cancellation.request();
            assertThrows(
                    CancellationException.class,
                    () -> twoDeposits(true).run(a -> a.balance, 64, SHORT, cancellation));
        }

        @Test
        void whatNobodyExpectedIsForbidden() {
            var outcomes = new Outcomes<>(Map.of(30L, 3L, 7L, 1L));
            var rows =
                    outcomes.rows(
                            List.of(
                                    Expectation.acceptable(30L, "both"),
                                    Expectation.interesting(10L, "one is lost")));
            assertEquals(
                    List.of("30", "10", "7"), rows.stream().map(Outcomes.Row::outcome).toList());
            assertEquals(
                    List.of(Grade.ACCEPTABLE, Grade.INTERESTING, Grade.FORBIDDEN),
                    rows.stream().map(Outcomes.Row::grade).toList());
            assertEquals(List.of(0.75, 0.0, 0.25), rows.stream().map(Outcomes.Row::share).toList());
        }
    }

    @Nested
    class Together {
        @Test
        void theCallsAddUpWhateverTheNumberOfWorkers() throws Exception {
            for (int workers : new int[] {1, 2, 3, 7}) {
                var made = new ConcurrentHashMap<Integer, AtomicInteger>();
                var threads = ConcurrentHashMap.<Thread>newKeySet();
                var contention = new Contention(workers, 1_001, cancellation);
                contention.run(w -> {
                    var mine = made.computeIfAbsent(w, key -> new AtomicInteger());
                    return () -> {
                        mine.incrementAndGet();
                        threads.add(Thread.currentThread());
                    };
                });
                for (int w = 0; w < workers; w++)
                    assertEquals(contention.share(w), made.get(w).get());
                assertEquals(1_001, made.values().stream().mapToInt(AtomicInteger::get).sum());
                assertEquals(workers, threads.size());
            }
        }

        @Test
        void whatACallThrowsReachesTheCaller() {
            assertThrows(
                    ArithmeticException.class,
                    () ->
                            new Contention(2, 10, cancellation)
                                    .run(w ->
                                            () -> {
                                                throw new ArithmeticException();
                                            }));
            assertEquals(Set.of(), raceThreads());
        }

        @Test
        void aRequestToStopEndsIt() {
            var calls = new AtomicInteger();
            assertThrows(
                    CancellationException.class,
                    () ->
                            new Contention(2, Integer.MAX_VALUE, cancellation)
                                    .run(w ->
                                            () -> {
                                                if (calls.incrementAndGet() == 10_000)
                                                    cancellation.request();
                                            }));
            assertTrue(calls.get() < Integer.MAX_VALUE);
            assertEquals(Set.of(), raceThreads());
        }
    }

    @Nested
    class Flags {
        private static final Duration BEFORE = Duration.ofMillis(20);
        private static final Duration PATIENCE = Duration.ofSeconds(10);

        private volatile boolean raised;

        private boolean await(long nanos) {
            long start = System.nanoTime();
            while (!raised) if (System.nanoTime() - start > nanos) return false;
            return true;
        }

        @Test
        void aVolatileFlagIsSeen() throws Exception {
            var signal =
                    Signal.raise(this::await, () -> raised = true, BEFORE, PATIENCE, cancellation);
            assertTrue(signal.seen());
            assertTrue(signal.toString().startsWith("seen after"), signal.toString());
        }

        @Test
        void oneThatIsNotRaisedIsNot() throws Exception {
            var signal =
                    Signal.raise(
                            this::await, () -> {}, BEFORE, Duration.ofMillis(40), cancellation);
            assertFalse(signal.seen());
            assertTrue(signal.toString().startsWith("not seen"), signal.toString());
        }

        @Test
        void aHopTakesTimeWhereThereAreTwoCores() throws Exception {
            var hop = CacheLine.hopNanos(SHORT, cancellation);
            if (Runtime.getRuntime().availableProcessors() > 1)
                hop.ifPresent(nanos -> assertTrue(nanos > 1, nanos + " ns is too good"));
            else assertTrue(hop.isEmpty());
            assertEquals(Set.of(), raceThreads());
        }
    }
}
