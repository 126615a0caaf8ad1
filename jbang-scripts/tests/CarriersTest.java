package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import lab.observe.Crowd;
import lab.observe.CrowdProgram.Kind;
import lab.observe.CrowdProgram.Order;
import lab.observe.FreshClass;
import lab.observe.Mounts;
import lab.observe.PinWatch;
import lab.observe.Pinning;
import lab.system.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Crowds of virtual threads, the carriers that they are mounted on, and what pins them.
@Timeout(60)
class CarriersTest {
    private static final long NAP = 20_000_000;

    private static List<Pinning> pinned(Callable<?> wait) throws Exception {
        return PinWatch.during(
                        () -> {
                            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                                for (var done : executor.invokeAll(Collections.nCopies(2, wait)))
                                    done.get();
                            }
                            return null;
                        },
                        Duration.ofMillis(5))
                .pinnings();
    }

    @Test
    void waitingInSynchronizedDoesNotPin() throws Exception {
        var monitor = new Object();
        Callable<Void> sleep =
                () -> {
                    synchronized (monitor) {
                        Thread.sleep(20);
                        return null;
                    }
                };
        Callable<Void> await =
                () -> {
                    synchronized (monitor) {
                        monitor.wait(20);
                        return null;
                    }
                };
        assertEquals(List.of(), pinned(sleep));
        assertEquals(List.of(), pinned(await));
    }

    @Test
    void aFrameOfCPins() throws Exception {
        Callable<Void> callback =
                () -> {
                    Callback.fromC(() -> LockSupport.parkNanos(NAP));
                    return null;
                };
        var pinnings = pinned(callback);
        assertEquals(2, pinnings.size(), pinnings.toString());
        for (var pinning : pinnings) {
            assertTrue(pinning.nanos() >= NAP * 9 / 10, pinnings.toString());
            assertTrue(pinning.reason().contains("Native"), pinnings.toString());
        }
    }

    static class SlowStart {
        static final AtomicInteger STARTS = new AtomicInteger();

        static {
            LockSupport.parkNanos(NAP);
            STARTS.incrementAndGet();
        }
    }

    /// A copy is initialised once, as any class, and as often as there are copies.
    @Test
    void aClassInitialiserPinsWhoRunsItAndWhoWaitsForIt() throws Exception {
        for (int copy = 0; copy < 2; copy++) {
            var fresh = FreshClass.of(SlowStart.class);
            Callable<Void> initialise =
                    () -> {
                        fresh.initialise();
                        return null;
                    };
            var reasons = pinned(initialise).stream().map(Pinning::reason).sorted().toList();
            assertEquals(2, reasons.size(), reasons.toString());
            assertTrue(reasons.getFirst().contains("<clinit>"), reasons.toString());
            assertTrue(reasons.getLast().contains("initialization"), reasons.toString());
            assertEquals(List.of(), pinned(initialise), "it is initialised already");
        }
    }

    @Test
    void aCallbackRunsOnceAndHandsOnWhatIsThrown() {
        var times = new AtomicInteger();
        Callback.fromC(times::incrementAndGet);
        assertEquals(1, times.get());
        var thrown =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                Callback.fromC(() -> {
                                    throw new IllegalStateException("from below");
                                }));
        assertEquals("from below", thrown.getMessage());
    }

    @Test
    void eachStretchKnowsItsCarrierAndNoMoreAreMountedThanThereAreCores() throws Exception {
        var mounts = new Mounts();
        int cores = Runtime.getRuntime().availableProcessors();
        Callable<Void> life =
                () -> {
                    for (int i = 0; i < 3; i++) {
                        mounts.stretch(() -> spin(3_000_000));
                        Thread.sleep(1);
                    }
                    return null;
                };
        try (var executor =
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("v", 1).factory())) {
            for (var done : executor.invokeAll(Collections.nCopies(3 * cores, life))) done.get();
        }
        assertEquals(9 * cores, mounts.stretches().size());
        assertTrue(mounts.mostAtOnce() >= 1 && mounts.mostAtOnce() <= cores);
        assertEquals(
                3 * cores,
                mounts.stretches().stream().map(Mounts.Stretch::thread).distinct().count());
        for (var stretch : mounts.stretches()) {
            assertTrue(stretch.carrier().startsWith("ForkJoinPool"), stretch.carrier());
            assertTrue(stretch.toNanos() - stretch.fromNanos() >= 3_000_000);
        }
        var carriers = mounts.stretches().stream().map(Mounts.Stretch::carrier).distinct();
        assertTrue(mounts.mostCarriers() >= 1 && mounts.mostCarriers() <= carriers.count());
    }

    private static long spin(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) Thread.onSpinWait();
        return nanos;
    }

    @Test
    void aPlatformThreadHasNoCarrier() {
        assertThrows(IllegalStateException.class, Mounts::carrier);
        assertThrows(IllegalStateException.class, () -> new Mounts().stretch(() -> 1));
    }

    @Test
    void whatAThreadHoldsIsSeenOnTheHeap() throws Exception {
        var local = ThreadLocal.withInitial(() -> new byte[10_000]);
        var empty = Crowd.of(2_000, wait -> Thread.startVirtualThread(wait));
        var full =
                Crowd.of(
                        2_000,
                        wait ->
                                Thread.startVirtualThread(() -> {
                                    local.get();
                                    wait.run();
                                }));
        double more = full.heapBytesEach() - empty.heapBytesEach();
        assertTrue(more > 9_000 && more < 12_000, more + " bytes for 10,000");
        assertTrue(empty.heapBytesEach() > 100, empty.toString());
    }

    @Test
    void aCrowdEndsWhateverItsStarterDoes() throws Exception {
        var started = new ArrayList<Thread>();
        assertThrows(
                IllegalStateException.class,
                () ->
                        Crowd.of(
                                10,
                                wait -> {
                                    if (started.size() == 5)
                                        throw new IllegalStateException("full");
                                    started.add(Thread.startVirtualThread(wait));
                                }));
        assertEquals(5, started.size());
        for (var thread : started) assertTrue(thread.join(Duration.ofSeconds(5)));
    }

    /// One of the two waits; the other came, and never will.
    @Test
    void aCrowdThatIsInterruptedGoesHome() throws Exception {
        var here = new CountDownLatch(2);
        var gone = new CountDownLatch(1);
        var failure = new CompletableFuture<Throwable>();
        Crowd.Starter starter =
                wait -> {
                    here.countDown();
                    if (here.getCount() == 0) return;
                    Thread.startVirtualThread(() -> {
                        wait.run();
                        gone.countDown();
                    });
                };
        var caller =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                Crowd.of(2, starter);
                                failure.complete(null);
                            } catch (Exception e) {
                                failure.complete(e);
                            }
                        });
        here.await();
        caller.interrupt();
        assertInstanceOf(InterruptedException.class, failure.get(10, TimeUnit.SECONDS));
        assertTrue(gone.await(5, TimeUnit.SECONDS), "a thread still waits");
    }

    @Test
    void aCrowdInAJvmOfItsOwnIsAsLargeAsAskedForOrAsHalfOfTheHeapBears() throws Exception {
        long heap = 256L << 20;
        var small = new Order(Kind.VIRTUAL, 1, 5_000).run(heap);
        assertEquals(5_000, small.threads());
        var deep = new Order(Kind.VIRTUAL, 100, 5_000).run(heap);
        assertTrue(deep.heapBytesEach() > small.heapBytesEach(), deep + " " + small);
        var full = new Order(Kind.VIRTUAL, 1, 100_000_000).run(heap);
        assertTrue(full.threads() < 100_000_000 && full.threads() > 10_000, full.toString());
        assertTrue(full.threads() * full.heapBytesEach() < heap, full.toString());
        var platform = new Order(Kind.PLATFORM, 1, 50).run(heap);
        assertEquals(50, platform.threads());
    }
}
