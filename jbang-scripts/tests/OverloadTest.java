package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import lab.PoolSizes;
import lab.cancel.Cancellation;
import lab.executor.BoundedExecutor;
import lab.executor.Overload;
import lab.executor.Overloaded;
import lab.executor.Overloaded.Fate;
import lab.executor.Served;
import lab.load.Caller;
import lab.load.ClosedLoop;
import lab.load.Latencies;
import lab.load.Load;
import lab.load.OpenLoop;
import lab.measure.Interval;
import lab.measure.Sample;
import lab.view.Figures;
import lab.view.Line;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Pools to which more comes than they can do, pools of all sizes, and the laws that bind them.
@Timeout(60)
class OverloadTest {
    private final Cancellation cancellation = new Cancellation();

    @Nested
    class Flooded {
        private static final OpenLoop ARRIVALS = OpenLoop.even(4_000, 120);

        @Test
        void withoutABoundAllAreDoneAndTheQueueGrows() throws Exception {
            var flood = flood(new ThreadPoolExecutor.AbortPolicy(), Integer.MAX_VALUE);
            assertEquals(120, flood.count(Fate.DONE));
            assertEquals(120, flood.latencies().count());
            assertTrue(flood.longest() > 40, "longest " + flood.longest());
        }

        @Test
        void abortTellsTheSourceOfEachThatIsNotDone() throws Exception {
            var flood = flood(new ThreadPoolExecutor.AbortPolicy(), 5);
            assertEquals(120, flood.done() + flood.count(Fate.REFUSED));
            assertTrue(flood.count(Fate.REFUSED) > 0);
            assertTrue(flood.longest() <= 5, "longest " + flood.longest());
        }

        @Test
        void discardLosesTasksWithoutAWord() throws Exception {
            var flood = flood(new ThreadPoolExecutor.DiscardPolicy(), 5);
            assertEquals(120, flood.done() + flood.count(Fate.LOST));
            assertTrue(flood.count(Fate.LOST) > 0);
            assertEquals(Fate.DONE, flood.fates()[0], "the first found the pool empty");
        }

        @Test
        void discardOldestKeepsTheLatest() throws Exception {
            var flood = flood(new ThreadPoolExecutor.DiscardOldestPolicy(), 5);
            assertEquals(120, flood.done() + flood.count(Fate.LOST));
            assertTrue(flood.count(Fate.LOST) > 0);
            for (int id = 115; id < 120; id++) assertEquals(Fate.DONE, flood.fates()[id]);
        }

        @Test
        void callerRunsHoldsTheSourceUp() throws Exception {
            var flood = flood(new ThreadPoolExecutor.CallerRunsPolicy(), 5);
            assertEquals(120, flood.done());
            assertTrue(flood.count(Fate.DONE_BY_SOURCE) > 0);
            assertTrue(flood.longest() <= 5, "longest " + flood.longest());
            assertTrue(flood.lateNanos() > 0);
        }

        /// One worker, ten tasks of 20 ms within 9 ms: the last has waited for the nine before it.
        @Test
        void latencyCountsFromTheScheduleEvenIfTheSourceWasHeldUp() throws Exception {
            for (int room : new int[] {10, 1}) {
                var flood =
                        Overload.of(
                                pool(1, room, new ThreadPoolExecutor.CallerRunsPolicy()),
                                OpenLoop.even(1_000, 10),
                                id -> nap(20, id),
                                id -> id,
                                cancellation);
                int share = room == 1 ? 2 : 1; // the source does its share
                assertTrue(
                        flood.latencies().maxMillis() >= 10 * 20 / share - 9 - 20,
                        flood.latencies().toString());
                assertEquals(room == 1, flood.count(Fate.DONE_BY_SOURCE) > 0);
            }
        }

        @Test
        void wrongAnswersAndExceptionsAreCounted() throws Exception {
            var flood =
                    Overload.of(
                            pool(2, 100, new ThreadPoolExecutor.AbortPolicy()),
                            OpenLoop.even(10_000, 30),
                            id -> {
                                if (id % 3 == 0) throw new IllegalStateException();
                                return id % 3 == 1 ? id : -1;
                            },
                            id -> id,
                            cancellation);
            assertEquals(20, flood.count(Fate.FAILED));
            assertEquals(10, flood.done());
        }

        @Test
        void theQueueAtAMomentIsAsItWasSeenLast() {
            var looks = List.of(new Overloaded.Look(10, 1), new Overloaded.Look(20, 5));
            var seen = new Overloaded(new long[0], new Fate[0], new long[0], 0, looks);
            assertEquals(0, seen.queueAt(9));
            assertEquals(1, seen.queueAt(10));
            assertEquals(1, seen.queueAt(19));
            assertEquals(5, seen.queueAt(99));
            assertEquals(5, seen.longest());
        }

        @Test
        void anInterruptEndsItAndThePool() throws Exception {
            var pool = pool(1, 1_000, new ThreadPoolExecutor.AbortPolicy());
            Thread.currentThread().interrupt();
            assertThrows(
                    InterruptedException.class,
                    () ->
                            Overload.of(
                                    pool, OpenLoop.even(10, 5), id -> id, id -> id, cancellation));
            assertTrue(pool.awaitTermination(5, TimeUnit.SECONDS));
        }

        @Test
        void aStopEndsItAndThePool() throws Exception {
            var pool = pool(1, 1_000, new ThreadPoolExecutor.AbortPolicy());
            assertThrows(
                    CancellationException.class,
                    () ->
                            Overload.of(
                                    pool,
                                    OpenLoop.even(1_000, 50),
                                    id -> {
                                        if (id == 3) cancellation.request();
                                        return id;
                                    },
                                    id -> id,
                                    cancellation));
            assertTrue(pool.awaitTermination(5, TimeUnit.SECONDS));
        }

        private Overloaded flood(RejectedExecutionHandler policy, int room) throws Exception {
            return Overload.of(
                    pool(2, room, policy), ARRIVALS, id -> nap(2, id), id -> id, cancellation);
        }

        private ThreadPoolExecutor pool(int workers, int room, RejectedExecutionHandler policy) {
            return new ThreadPoolExecutor(
                    workers,
                    workers,
                    0,
                    TimeUnit.SECONDS,
                    room == Integer.MAX_VALUE
                            ? new LinkedBlockingQueue<>()
                            : new ArrayBlockingQueue<>(room),
                    policy);
        }
    }

    @Nested
    class Serving {
        @Test
        void whatTheWorkersHadIsAsLittlesLawSays() throws Exception {
            try (var pool = Executors.newFixedThreadPool(2)) {
                Caller.Blocking<Integer> nap = id -> nap(5, id);
                var served = Served.by(pool, new ClosedLoop(6, 60), nap, id -> id, cancellation);
                assertEquals(60, served.load().right());
                assertTrue(served.serviceMillis() >= 5, served.toString());
                assertTrue(served.processorMillis() < served.serviceMillis() / 2);
                double busy = served.load().perSecond() * served.serviceMillis() / 1e3;
                assertTrue(1.4 < busy && busy < 2.05, busy + " of two workers were busy");
                assertTrue(served.load().latencies().medianMillis() >= 2.9 * 5);
                assertTrue(served.latencyMillis() >= 2 * 5, served.toString());
            }
        }

        @Test
        void computingTakesProcessorTime() throws Exception {
            try (var pool = Executors.newFixedThreadPool(1)) {
                var served =
                        Served.by(
                                pool, new ClosedLoop(1, 20), id -> spin(3), id -> 3, cancellation);
                assertTrue(served.processorMillis() > 0.2, served.toString());
                assertTrue(served.processorMillis() <= 1.1 * served.serviceMillis());
            }
        }

        private static int spin(int millis) {
            long until = System.nanoTime() + millis * 1_000_000L;
            while (System.nanoTime() < until) Thread.onSpinWait();
            return millis;
        }
    }

    @Test
    void aBoundedExecutorLetsNoMoreInThanItHasPlacesAndLosesNone() throws Exception {
        var flood =
                Overload.of(
                        new BoundedExecutor(2, 5),
                        OpenLoop.even(4_000, 120),
                        id -> nap(2, id),
                        id -> id,
                        cancellation);
        assertEquals(120, flood.count(Fate.DONE));
        assertTrue(flood.longest() <= 7, "longest " + flood.longest());
        assertTrue(flood.lateNanos() > 20_000_000, "the source was not held up");
    }

    @Test
    void aBoundedExecutorThatIsClosedRefusesAndGivesThePlaceBack() throws Exception {
        try (var pool = new BoundedExecutor(1, 1)) {
            pool.shutdown();
            for (int i = 0; i < 5; i++)
                assertThrows(RejectedExecutionException.class, () -> pool.execute(() -> {}));
        }
    }

    /// Two cores, four callers, a call of ten milliseconds of which one computes.
    @Nested
    class Laws {
        private final PoolSizes waiting = sizes(10, 1, 100, 200, 390, 400, 401);

        @Test
        void littlesLawBindsASmallPoolAndTheCallersALargeOne() {
            assertEquals(
                    List.of(100.0, 200.0, 400.0, 400.0, 400.0), y(waiting.predictedThroughput()));
            assertEquals(List.of(40.0, 20.0, 10.0, 10.0, 10.0), y(waiting.predictedLatency()));
            assertTrue(waiting.predictedThroughput().predicted());
        }

        @Test
        void theCoresBindCallsThatCompute() {
            var computing = sizes(10, 8, 100, 200, 245, 240, 230);
            assertEquals(
                    List.of(100.0, 200.0, 250.0, 250.0, 250.0), y(computing.predictedThroughput()));
            assertEquals(2.5, computing.rule(), 1e-9);
        }

        @Test
        void theBestSizeIsTheSmallestThatIsNearlyAsGood() {
            assertEquals(4, waiting.best());
            assertEquals(1, sizes(10, 10, 100, 101, 102, 90, 80).best());
        }

        @Test
        void theRuleIsWhereTheTwoBoundsMeet() {
            assertEquals(20, waiting.rule(), 1e-9);
            assertEquals(2, sizes(10, 12, 1, 1, 1, 1, 1).rule(), "a clock may run ahead");
        }

        @Test
        void throughputTimesServiceTimeIsTheNumberOfBusyWorkers() {
            assertEquals(1, waiting.busyWorkers().estimate(), 1e-3);
        }

        /// @param perSecond what pools of 1, 2, 4, 8 and 16 threads managed
        private static PoolSizes sizes(
                double serviceMillis, double processorMillis, double... perSecond) {
            var served = new LinkedHashMap<Integer, List<Served>>();
            for (int i = 0; i < perSecond.length; i++) {
                var sample = new Sample(Math.round(100 * 1e9 / perSecond[i]), 0, 0, 0);
                var errors = new LinkedHashMap<String, Integer>();
                var load = new Load(100, errors, Latencies.of(1), 4, sample);
                served.put(
                        1 << i,
                        List.of(
                                new Served(
                                        load, serviceMillis, processorMillis, 4e3 / perSecond[i])));
            }
            return new PoolSizes("made up", 2, 4, MadeUp.primes(), served);
        }

        private static List<Double> y(Line line) {
            return line.y().stream().map(y -> (double) Math.round(y.estimate())).toList();
        }
    }

    @Test
    void whatIsPredictedIsDrawnAsAPrediction() {
        var x = new double[] {1, 2};
        var measured = new Line("measured", x, List.of(Interval.exactly(1), Interval.exactly(2)));
        var law = Line.predicted("law", x, new double[] {1, 2});
        var figure =
                Figures.lines(
                        "a",
                        "T",
                        "threads",
                        "calls",
                        false,
                        List.of(measured, law),
                        MadeUp.MACHINE);
        assertTrue(figure.caption().contains("predicted, not measured"), figure.caption());
        assertTrue(figure.png().length > 1_000);
        var alone =
                Figures.lines(
                        "a", "T", "threads", "calls", false, List.of(measured), MadeUp.MACHINE);
        assertFalse(alone.caption().contains("predicted"), alone.caption());
    }

    private static int nap(int millis, int answer) throws InterruptedException {
        Thread.sleep(millis);
        return answer;
    }
}
