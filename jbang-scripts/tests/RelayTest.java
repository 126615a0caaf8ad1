package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import lab.cancel.Cancellation;
import lab.system.Affinity;
import lab.system.Relay;
import lab.system.RelayProgram;
import lab.system.SwitchCount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A relay passes as often as it was told, switches threads where it has to, and leaves none.
@Timeout(60)
class RelayTest {
    private static final long PASSES = 1_000;

    private final Set<Thread> made = ConcurrentHashMap.newKeySet();
    private final Cancellation cancellation = new Cancellation();

    private ThreadFactory watched(ThreadFactory threads) {
        return body -> {
            var thread = threads.newThread(body);
            made.add(thread);
            return thread;
        };
    }

    private void assertNoneLeft(int runners) {
        assertEquals(runners, made.size());
        assertTrue(made.stream().noneMatch(Thread::isAlive), "a runner still runs");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 50})
    void everyPassIsCounted(int runners) throws Exception {
        for (var threads : List.of(Thread.ofPlatform().factory(), Thread.ofVirtual().factory())) {
            made.clear();
            var run = Relay.run(runners, PASSES, watched(threads), cancellation);
            assertEquals(PASSES, run.passes());
            assertTrue(run.nanos() > 0);
            assertEquals((double) run.nanos() / PASSES, run.nanosPerPass());
            assertNoneLeft(runners);
        }
    }

    @Test
    void onOneProcessorEveryPassIsASwitch() throws Exception {
        assumeTrue(Affinity.here().isPresent(), Affinity.problem());
        assumeTrue(!SwitchCount.now().byThread().isEmpty());
        var affinity = Affinity.here().orElseThrow();
        var last = List.of(affinity.allowed().getLast());
        var threads = Thread.ofPlatform().factory();
        var run = affinity.on(last, () -> Relay.run(2, PASSES, threads, cancellation));
        assertTrue(run.switches().getAsLong() >= PASSES - 2, run::toString);
    }

    @Test
    void aThreadAloneNeverWaits() throws Exception {
        assumeTrue(!SwitchCount.now().byThread().isEmpty());
        var run = Relay.run(1, 100_000, Thread.ofPlatform().factory(), cancellation);
        assertTrue(run.switches().getAsLong() < 50_000, run::toString);
    }

    @Test
    void aStopEndsItAndLeavesNoThread() throws Exception {
        for (var threads : List.of(Thread.ofPlatform().factory(), Thread.ofVirtual().factory())) {
            made.clear();
            var stopped = new Cancellation();
            var relay =
                    new FutureTask<>(() -> Relay.run(5, Long.MAX_VALUE, watched(threads), stopped));
            var caller = Thread.ofPlatform().start(relay);
            Thread.sleep(100);
            stopped.request();
            caller.join();
            assertTrue(
                    assertThrows(Exception.class, relay::get).getCause()
                            instanceof CancellationException);
            assertNoneLeft(5);
        }
    }

    @Test
    void anInterruptEndsItAndLeavesNoThread() throws Exception {
        var relay =
                new FutureTask<>(() ->
                        Relay.run(
                                5,
                                Long.MAX_VALUE,
                                watched(Thread.ofVirtual().factory()),
                                cancellation));
        var caller = Thread.ofPlatform().start(relay);
        Thread.sleep(100);
        caller.interrupt();
        caller.join();
        assertTrue(
                assertThrows(Exception.class, relay::get).getCause()
                        instanceof InterruptedException);
        assertNoneLeft(5);
    }

    @Test
    void refusesNobodyAndNothing() {
        var threads = Thread.ofPlatform().factory();
        assertThrows(
                IllegalArgumentException.class, () -> Relay.run(0, PASSES, threads, cancellation));
        assertThrows(IllegalArgumentException.class, () -> Relay.run(2, 0, threads, cancellation));
    }

    @Test
    void theProgramRunsOnOneProcessorAndItsVirtualThreadsNeedNoKernel() throws Exception {
        var processor = Affinity.here().map(affinity -> affinity.allowed().getLast());
        var lines = RelayProgram.run(processor, 5_000, 3, List.of(2, 7));
        assertEquals(3 * 2 * 2, lines.size());
        assertTrue(lines.stream().allMatch(line -> line.run().passes() == 5_000), lines::toString);
        assumeTrue(processor.isPresent() && !SwitchCount.now().byThread().isEmpty());
        for (var line : lines) {
            double switches = (double) line.run().switches().getAsLong() / line.run().passes();
            assertTrue(line.virtual() ? switches < 0.5 : switches > 0.99, line::toString);
        }
    }

    @Test
    void theProgramsLastWordsAreInTheMessage() {
        assumeTrue(Affinity.here().isPresent(), Affinity.problem());
        var failure =
                assertThrows(
                        java.io.IOException.class,
                        () -> RelayProgram.run(Optional.of(70_000), 10, 1, List.of(2)));
        assertTrue(failure.getMessage().contains("not on 70000"), failure.getMessage());
    }
}
