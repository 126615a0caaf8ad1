package tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import lab.cancel.Cancellation;
import lab.load.CallFailed;
import lab.load.Caller;
import lab.load.ClosedLoop;
import lab.load.Latencies;
import lab.load.OpenLoop;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Loads call as often as they say, when they say, and count what came of it.
@Timeout(40)
class LoadTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final IntFunction<Integer> ITSELF = id -> id;
    private static final Caller<Integer> ECHO =
            Caller.async(id -> CompletableFuture.completedFuture(id));

    @Nested
    class Distributions {
        private final Latencies thousand =
                Latencies.of(LongStream.rangeClosed(1, 1_000).map(ms -> ms * 1_000_000).toArray());

        @Test
        void percentilesAreThoseOfTheValues() {
            assertEquals(1_000, thousand.count());
            assertEquals(500, thousand.medianMillis(), 0.5);
            assertEquals(990, thousand.percentileMillis(99), 1);
            assertEquals(1_000, thousand.maxMillis(), 1);
            assertEquals(500.5, thousand.meanMillis(), 0.5);
        }

        @Test
        void shareAboveIsThatOfTheValues() {
            assertEquals(0.1, thousand.shareAbove(900), 0.002);
            assertEquals(0, thousand.shareAbove(1_001));
            assertEquals(1, thousand.shareAbove(0.5));
        }

        @Test
        void curveRisesToTheRarest() {
            var curve = thousand.curve();
            for (int i = 1; i < curve.size(); i++) {
                assertTrue(curve.get(i - 1).oneIn() < curve.get(i).oneIn());
                assertTrue(curve.get(i - 1).millis() <= curve.get(i).millis());
            }
            assertEquals(1, curve.getFirst().millis(), 0.01);
            assertTrue(curve.getLast().percentile() > 99.8);
            assertEquals(999, curve.getLast().millis(), 2);
        }

        @Test
        void valuesForAChartAreDistributedAlike() {
            var values = thousand.millis(100);
            assertEquals(100, values.length);
            assertEquals(5.5, values[0], 1);
            assertEquals(995, values[99], 1.5);
            assertEquals(3, Latencies.of(1_000_000, 2_000_000, 3_000_000).millis(100).length);
        }

        @Test
        void distributionsAddUp() {
            var both = Latencies.together(List.of(thousand, Latencies.of(5_000_000_000L)));
            assertEquals(1_001, both.count());
            assertEquals(5_000, both.maxMillis(), 5);
        }

        @Test
        void nothingIsNoError() {
            var nothing = Latencies.of();
            assertEquals(0, nothing.count());
            assertEquals(0, nothing.medianMillis());
            assertEquals(0, nothing.shareAbove(1));
            assertEquals(0, nothing.millis(10).length);
        }
    }

    @Nested
    class Schedules {
        @Test
        void evenCallsAreEquallyFarApart() {
            assertArrayEquals(
                    new long[] {0, 2_000_000, 4_000_000}, OpenLoop.even(500, 3).schedule());
        }

        /// Of a Poisson process the gaps are as long on average as they scatter.
        @Test
        void randomCallsComeAtTheirRateAndScatterAsMuch() {
            int calls = 20_000;
            var times = new OpenLoop(1_000, calls, 7).schedule();
            var gaps =
                    LongStream.range(1, calls)
                            .map(i -> times[(int) i] - times[(int) i - 1])
                            .mapToDouble(gap -> gap / 1e6)
                            .toArray();
            double mean = LongStream.of(times[calls - 1]).sum() / 1e6 / (calls - 1);
            double squares = 0;
            for (double gap : gaps) squares += (gap - mean) * (gap - mean);
            assertEquals(1, mean, 0.05);
            assertEquals(1, Math.sqrt(squares / gaps.length) / mean, 0.05);
        }

        @Test
        void theSeedDecides() {
            var times = new OpenLoop(1_000, 50, 7).schedule();
            assertArrayEquals(times, new OpenLoop(1_000, 50, 7).schedule());
            assertFalse(java.util.Arrays.equals(times, new OpenLoop(1_000, 50, 8).schedule()));
        }

        @Test
        void nonsenseIsRefused() {
            assertThrows(IllegalArgumentException.class, () -> OpenLoop.even(0, 5));
            assertThrows(IllegalArgumentException.class, () -> OpenLoop.even(5, 0));
            assertThrows(IllegalArgumentException.class, () -> new ClosedLoop(0, 5));
        }
    }

    /// One call in the middle stalls the only thread that answers.
    @Nested
    class CoordinatedOmission {
        private static final int CALLS = 400;
        private static final int STALL_MILLIS = 300;

        private static int answer(int id) throws InterruptedException {
            if (id == CALLS / 4) Thread.sleep(STALL_MILLIS);
            return id;
        }

        @Test
        void anOpenLoopSeesAllThatAStallKeepsWaitingAndAClosedLoopOneCall() throws Exception {
            try (var one = Executors.newSingleThreadExecutor()) {
                var caller = Caller.on(one, CoordinatedOmission::answer);
                var open = OpenLoop.even(1_000, CALLS).run(caller, ITSELF, new Cancellation());
                var closed = new ClosedLoop(1, CALLS).run(caller, ITSELF, new Cancellation());
                assertEquals(0, open.failed() + closed.failed());
                // Of the 300 calls that came during the stall, 250 had to wait over 50 ms.
                assertTrue(open.latencies().shareAbove(50) > 0.5, open::toString);
                assertTrue(closed.latencies().shareAbove(50) < 0.1, closed::toString);
                assertTrue(closed.latencies().maxMillis() >= STALL_MILLIS - 1, closed::toString);
            }
        }
    }

    @Nested
    class Counting {
        @Test
        void everyCallIsMadeOnceAndNoMoreAtOnceThanCallers() throws Exception {
            var made = new AtomicIntegerArray(500);
            var now = new AtomicInteger();
            var most = new AtomicInteger();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Caller<Integer> caller =
                        Caller.on(
                                threads,
                                id -> {
                                    made.incrementAndGet(id);
                                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                                    Thread.sleep(1);
                                    now.decrementAndGet();
                                    return id;
                                });
                var load = new ClosedLoop(7, 500).run(caller, ITSELF, new Cancellation());
                assertEquals(500, load.right());
                assertEquals(500, load.latencies().count());
                assertTrue(load.mostAtOnce() <= 7 && most.get() <= 7, load::toString);
                for (int id = 0; id < 500; id++) assertEquals(1, made.get(id));
            }
        }

        /// Little's law: calls at once are throughput times latency.
        @Test
        void throughputTimesLatencyIsTheNumberOfCallers() throws Exception {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Caller<Integer> caller =
                        Caller.on(
                                threads,
                                id -> {
                                    Thread.sleep(5);
                                    return id;
                                });
                var load = new ClosedLoop(10, 400).run(caller, ITSELF, new Cancellation());
                double atOnce = load.perSecond() * load.latencies().meanMillis() / 1_000;
                assertTrue(atOnce > 7 && atOnce < 10.2, atOnce + " " + load);
            }
        }

        @Test
        void answersThatComeAtOnceDoNotNest() throws Exception {
            var load = new ClosedLoop(3, 200_000).run(ECHO, ITSELF, new Cancellation());
            assertEquals(200_000, load.right());
        }

        @Test
        void whatGoesWrongIsCountedByItsName() throws Exception {
            Caller<Integer> caller =
                    Caller.async(id ->
                            switch (id % 10) {
                                case 1 -> CompletableFuture.failedFuture(new CallFailed("cut off"));
                                case 2 -> CompletableFuture.failedFuture(new IOException("odd"));
                                case 3 -> CompletableFuture.completedFuture(-1);
                                case 4 -> throw new IllegalStateException();
                                default -> CompletableFuture.completedFuture(id);
                            });
            var load = new ClosedLoop(5, 100).run(caller, ITSELF, new Cancellation());
            assertEquals(
                    Map.of(
                            "cut off", 10,
                            "IOException: odd", 10,
                            "wrong answer", 10,
                            "IllegalStateException", 10),
                    load.errors());
            assertEquals(60, load.right());
            assertEquals(60, load.latencies().count());
        }

        @Test
        void aRejectedCallHasFailed() throws Exception {
            var gate = new CountDownLatch(1);
            try (var pool =
                    new ThreadPoolExecutor(
                            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(2))) {
                Caller<Integer> caller =
                        Caller.on(
                                pool,
                                id -> {
                                    gate.await();
                                    return id;
                                });
                Caller<Integer> opening =
                        (id, done) -> {
                            var stop = caller.begin(id, done);
                            if (id == 9) gate.countDown();
                            return stop;
                        };
                var load = ClosedLoop.burst(10).run(opening, ITSELF, new Cancellation());
                assertEquals(3, load.right(), load::toString);
                assertEquals(7, load.failed());
                assertTrue(load.errorLine().contains("RejectedExecutionException"));
            }
        }
    }

    @Nested
    class Ending {
        private final List<CompletableFuture<Integer>> begun = new CopyOnWriteArrayList<>();

        /// Answers every second call; the others never.
        private final Caller<Integer> deaf =
                Caller.async(id -> {
                    var future = new CompletableFuture<Integer>();
                    begun.add(future);
                    if (id % 2 == 0) future.complete(id);
                    return future;
                });

        @Test
        void callsThatAreNeverAnsweredAreGivenUpAndStopped() throws Exception {
            var load = new ClosedLoop(40, 40, SHORT).run(deaf, ITSELF, new Cancellation());
            assertEquals(20, load.right());
            assertEquals(Map.of("no answer in time", 20), load.errors());
            for (int id = 0; id < 40; id++) assertEquals(id % 2 == 1, begun.get(id).isCancelled());
        }

        @Test
        void aBlockedThreadIsInterruptedWhenItsCallIsGivenUp() throws Exception {
            var interrupted = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Caller<Integer> caller =
                        Caller.on(
                                threads,
                                id -> {
                                    try {
                                        Thread.sleep(Duration.ofMinutes(5));
                                        return id;
                                    } catch (InterruptedException e) {
                                        interrupted.countDown();
                                        throw e;
                                    }
                                });
                var load = new ClosedLoop(1, 1, SHORT).run(caller, ITSELF, new Cancellation());
                assertEquals(Map.of("no answer in time", 1), load.errors());
                assertTrue(interrupted.await(10, TimeUnit.SECONDS));
            }
        }

        @Test
        void anInterruptEndsAnOpenLoopAndItsCalls() throws Exception {
            var ended = new CompletableFuture<Throwable>();
            var thread =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    OpenLoop.even(100, 6_000).run(deaf, ITSELF, new Cancellation());
                                    ended.complete(null);
                                } catch (Throwable e) {
                                    ended.complete(e);
                                }
                            });
            while (begun.size() < 4) Thread.sleep(1);
            thread.interrupt();
            var how = ended.get(10, TimeUnit.SECONDS);
            assertTrue(how instanceof InterruptedException, String.valueOf(how));
            assertTrue(begun.size() < 6_000);
            for (var future : begun) assertTrue(future.isDone());
        }

        @Test
        void aCancellationEndsAClosedLoop() {
            var cancellation = new Cancellation();
            Caller<Integer> cancelling =
                    (id, done) -> {
                        if (id == 20) cancellation.request();
                        return deaf.begin(id, done);
                    };
            assertThrows(
                    CancellationException.class,
                    () -> ClosedLoop.burst(100).run(cancelling, ITSELF, cancellation));
            assertTrue(begun.size() <= 22);
            for (var future : begun) assertTrue(future.isDone());
        }
    }
}
