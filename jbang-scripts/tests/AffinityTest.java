package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import lab.system.Affinity;
import lab.work.CountPrimes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A pinned thread runs where it was pinned to, by the kernel's own account, and nowhere else.
@Timeout(60)
class AffinityTest {
    private static final Path OWN_STATUS = Path.of("/proc/thread-self/status");
    private static final String LIST = "Cpus_allowed_list:";

    @Test
    void eitherWorksOrSaysWhyNot() {
        assertEquals(Affinity.here().isEmpty(), !Affinity.problem().isEmpty(), Affinity.problem());
    }

    @Test
    void worksOnLinux() {
        assumeTrue(System.getProperty("os.name").startsWith("Linux"));
        assertEquals("", Affinity.problem());
    }

    @Nested
    class WhereThereIsOne {
        private Affinity affinity;
        private List<Integer> allowed;

        @BeforeEach
        void find() {
            assumeTrue(Affinity.here().isPresent(), Affinity.problem());
            affinity = Affinity.here().orElseThrow();
            allowed = affinity.allowed();
        }

        @Test
        void allowedIsWhatTheKernelSays() throws Exception {
            assertEquals(kernelSays(), allowed);
        }

        @Test
        void theKernelKnowsWhereThePinnedThreadMayRun() throws Exception {
            for (int processor : allowed) {
                assertEquals(
                        List.of(processor),
                        affinity.on(List.of(processor), AffinityTest::kernelSays));
                assertEquals(
                        List.of(processor), affinity.on(List.of(processor), affinity::allowed));
            }
            assertEquals(allowed, affinity.on(allowed, AffinityTest::kernelSays));
        }

        @Test
        void restoresAfterAnAnswer() throws Exception {
            assertEquals("done", affinity.on(allowed.subList(0, 1), () -> "done"));
            assertEquals(allowed, kernelSays());
        }

        @Test
        void restoresAfterAnException() throws Exception {
            var thrown = new IOException("from the body");
            Callable<Void> fails =
                    () -> {
                        throw thrown;
                    };
            assertSame(
                    thrown,
                    assertThrows(
                            IOException.class, () -> affinity.on(allowed.subList(0, 1), fails)));
            assertEquals(allowed, kernelSays());
        }

        @Test
        void restoresFromInsideOut() throws Exception {
            var last = List.of(allowed.getLast());
            affinity.on(
                    allowed,
                    () -> {
                        assertEquals(last, affinity.on(last, AffinityTest::kernelSays));
                        assertEquals(allowed, kernelSays());
                        return null;
                    });
        }

        @Test
        void threadsStartedInsideInherit() throws Exception {
            var first = allowed.subList(0, 1);
            assertEquals(
                    first, affinity.on(first, () -> onNewThread(AffinityTest::kernelSays).get()));
        }

        @Test
        void processesStartedInsideInherit() throws Exception {
            var last = List.of(allowed.getLast());
            var said =
                    affinity.on(
                            last,
                            () -> {
                                var child = new ProcessBuilder("cat", "/proc/self/status").start();
                                return new String(child.getInputStream().readAllBytes());
                            });
            assertEquals(last, list(said.lines().toList()));
        }

        @Test
        void threadsStartedBeforeAreNotPinned() throws Exception {
            var pinned = new CountDownLatch(1);
            var earlier =
                    onNewThread(() -> {
                        pinned.await();
                        return kernelSays();
                    });
            var seen =
                    affinity.on(
                            allowed.subList(0, 1),
                            () -> {
                                pinned.countDown();
                                return earlier.get();
                            });
            assertEquals(allowed, seen);
        }

        /// Two threads that compute on one processor share its time; on two they would have twice
        /// as much. The kernel accounts in ticks, of up to ten milliseconds.
        @Test
        void twoOnOneProcessorShareItsTime() throws Exception {
            long start = System.nanoTime();
            long end = start + 400_000_000L;
            long processorNanos =
                    affinity.on(
                            List.of(allowed.getLast()),
                            () -> {
                                var one = onNewThread(() -> computeUntil(end));
                                var two = onNewThread(() -> computeUntil(end));
                                return one.get() + two.get();
                            });
            long wallNanos = System.nanoTime() - start;
            assertTrue(
                    processorNanos <= 1.05 * wallNanos + 20_000_000L,
                    "%,d ns of processor time in %,d ns".formatted(processorNanos, wallNanos));
            assertTrue(processorNanos > 0, "they did compute");
        }

        @Test
        void refusesNoProcessors() throws Exception {
            var refusal =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> affinity.on(List.of(), () -> "never"));
            assertEquals("a thread needs at least one processor to run on", refusal.getMessage());
        }

        @Test
        void refusesProcessorsThatAreNotThere() throws Exception {
            for (int absent : List.of(-1, 70_000, Integer.MAX_VALUE)) {
                var refusal =
                        assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        affinity.on(
                                                List.of(allowed.getFirst(), absent),
                                                () -> "never"));
                assertTrue(
                        refusal.getMessage().endsWith(", not on " + absent), refusal.getMessage());
            }
            assertEquals(allowed, kernelSays());
        }

        @Test
        void refusesVirtualThreads() throws Exception {
            var refused =
                    new FutureTask<>(() ->
                            assertThrows(
                                            IllegalStateException.class,
                                            () -> affinity.on(allowed, () -> "never"))
                                    .getMessage());
            Thread.startVirtualThread(refused);
            assertTrue(refused.get().contains("carrier"), refused.get());
        }
    }

    private static <T> FutureTask<T> onNewThread(Callable<T> body) {
        var task = new FutureTask<>(body);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private static long computeUntil(long end) {
        long primes = 0;
        for (int n = 2; System.nanoTime() < end; n++) if (CountPrimes.isPrime(n)) primes++;
        assertFalse(primes == 0);
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<Integer> kernelSays() throws IOException {
        return list(Files.readAllLines(OWN_STATUS));
    }

    /// `0-2,5` as 0, 1, 2, 5.
    private static List<Integer> list(List<String> status) {
        var processors = new ArrayList<Integer>();
        for (var line : status) {
            if (!line.startsWith(LIST)) continue;
            for (var range : line.substring(LIST.length()).strip().split(",")) {
                var ends = range.split("-");
                int last = Integer.parseInt(ends[ends.length - 1]);
                for (int p = Integer.parseInt(ends[0]); p <= last; p++) processors.add(p);
            }
        }
        return processors;
    }
}
