package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import lab.TaskSize;
import lab.measure.Interval;
import lab.pool.Action;
import lab.pool.Errand;
import lab.pool.ProcessPool;
import lab.pool.Settings;
import lab.pool.Task;
import lab.pool.Training;
import lab.view.Line;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A pool of processes keeps the promises of an `ExecutorService`.
@Timeout(60)
class ProcessPoolTest {
    private static final Task<Integer> SEVEN = () -> 7;
    private static final Task<Long> PID = () -> ProcessHandle.current().pid();
    private static final Task<Integer> ENDLESS =
            () -> {
                while (true) Thread.onSpinWait();
            };

    private static ProcessPool pool;
    @TempDir Path folder;

    @BeforeAll
    static void open() throws InterruptedException {
        pool = ProcessPool.open(2).awaitStart();
    }

    @AfterAll
    static void close() {
        pool.close();
        assertTrue(pool.isTerminated());
        assertEquals(List.of(), pool.processes());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static void endsSoon(ProcessHandle process) throws Exception {
        process.onExit().get(30, TimeUnit.SECONDS);
        assertFalse(process.isAlive());
    }

    @Test
    void tasksRunInItsProcesses() throws Exception {
        var errand = pool.submit(PID);
        long pid = get(errand);
        assertNotEquals(ProcessHandle.current().pid(), pid);
        assertEquals(pid, errand.process().orElseThrow());
        assertTrue(pool.processes().stream().anyMatch(process -> process.pid() == pid));
        assertEquals(2, pool.awaitStart().processes().size());
    }

    /// Each of two tasks waits until the other has begun, so both end only if both run at once.
    @Test
    void tasksRunAtTheSameTime() throws Exception {
        var tasks = new ArrayList<Task<Boolean>>();
        for (int i = 0; i < 2; i++) {
            var mine = folder.resolve("task" + i).toString();
            var other = folder.resolve("task" + (1 - i)).toString();
            tasks.add(() -> {
                Files.createFile(Path.of(mine));
                while (Files.notExists(Path.of(other))) Thread.sleep(1);
                return true;
            });
        }
        assertEquals(List.of(true, true), pool.map(tasks));
    }

    @Test
    void workersAreReused() throws Exception {
        Set<Long> pids = new HashSet<>();
        for (int i = 0; i < 40; i++) pids.add(get(pool.submit(PID)));
        assertTrue(pids.size() <= 2, pids + " for two workers");
    }

    @Test
    void onlyAsManyWorkersAsItIsLimitedToGetTasks() throws Exception {
        try {
            pool.limit(1);
            var pids = new HashSet<>(pool.map(List.of(PID, PID, PID, PID, PID, PID)));
            assertEquals(1, pids.size());
        } finally {
            pool.limit(2);
        }
        assertThrows(IllegalArgumentException.class, () -> pool.limit(3));
        assertThrows(IllegalArgumentException.class, () -> pool.limit(0));
    }

    @Test
    void allFormsOfSubmittingWork() throws Exception {
        assertEquals(7, get(pool.submit(SEVEN)));
        assertEquals(8, get(pool.submit(() -> 8)));
        assertNull(get(pool.submit(() -> System.gc())));
        Action action = () -> System.gc();
        assertEquals("done", get(pool.submit(action, "done")));
        pool.execute(action);
        assertEquals(7, pool.invokeAny(List.of(SEVEN, SEVEN)));
        for (var future : pool.invokeAll(List.of(SEVEN, SEVEN))) assertEquals(7, future.get());
        assertEquals(List.of(7, 7), pool.map(List.of(SEVEN, SEVEN)));
    }

    @Test
    void invokeAnySurvivesAFailure() throws Exception {
        Task<Integer> failing =
                () -> {
                    throw new IOException("not this one");
                };
        assertEquals(7, pool.invokeAny(List.of(failing, SEVEN)));
        var none =
                assertThrows(
                        ExecutionException.class, () -> pool.invokeAny(List.of(failing, failing)));
        assertInstanceOf(IOException.class, none.getCause());
    }

    @Test
    void aCompletionServiceHandsOutWhatIsDone() throws Exception {
        var service = new ExecutorCompletionService<Integer>(pool);
        for (int i = 0; i < 6; i++) service.submit(SEVEN);
        int sum = 0;
        for (int i = 0; i < 6; i++) sum += service.poll(30, TimeUnit.SECONDS).get();
        assertEquals(42, sum);
    }

    @Test
    void anErrandTellsWhatItTook() throws Exception {
        var numbers = new int[100_000];
        var errand = pool.submit(() -> numbers.length);
        assertEquals(100_000, get(errand));
        var costs = errand.costs().orElseThrow();
        assertTrue(costs.taskBytes() > 400_000, costs.toString());
        assertTrue(costs.answerBytes() < 1_000, costs.toString());
        assertTrue(costs.serialise() > 0 && costs.deserialise() > 0, costs.toString());
        assertTrue(costs.compute() >= 0 && costs.travel() >= 0, costs.toString());
        assertTrue(costs.total() >= costs.serialise() + costs.deserialise(), costs.toString());
    }

    @Test
    void cancellingStopsTheWorkerAndAnotherTakesItsPlace() throws Exception {
        try (var one = ProcessPool.open(1)) {
            var stuck = one.submit(ENDLESS);
            var process = stuck.awaitBegin();
            assertEquals(process.pid(), stuck.process().orElseThrow());
            var waiting = one.submit(SEVEN);
            assertTrue(stuck.cancel(true));
            endsSoon(process);
            assertThrows(CancellationException.class, stuck::get);
            assertEquals(7, get(waiting));
            assertNotEquals(process.pid(), get(one.submit(PID)));
        }
    }

    @Test
    void whatWaitsIsCancelledWithoutHarm() throws Exception {
        try (var one = ProcessPool.open(1)) {
            var stuck = one.submit(ENDLESS);
            var waiting = one.submit(SEVEN);
            assertTrue(waiting.cancel(true));
            assertThrows(IllegalStateException.class, waiting::awaitBegin);
            assertTrue(stuck.awaitBegin().isAlive());
            assertTrue(stuck.cancel(true));
            assertEquals(7, get(one.submit(SEVEN)));
        }
    }

    @Test
    void howeverAnErrandEndsItsEndCanBeAwaited() throws Exception {
        Task<Integer> failing =
                () -> {
                    throw new IllegalStateException("on purpose");
                };
        try (var one = ProcessPool.open(1)) {
            var stuck = one.submit(ENDLESS);
            var waiting = one.submit(SEVEN);
            waiting.cancel(true);
            stuck.awaitBegin();
            stuck.cancel(true);
            var ends =
                    List.of(one.submit(SEVEN), one.submit(failing), stuck, waiting).stream()
                            .map(errand -> end(errand).state())
                            .toList();
            assertEquals(
                    List.of(
                            Future.State.SUCCESS,
                            Future.State.FAILED,
                            Future.State.CANCELLED,
                            Future.State.CANCELLED),
                    ends);
        }
    }

    private static <T> Errand<T> end(Errand<T> errand) {
        try {
            return errand.awaitEnd();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
    }

    @Test
    void closingWaitsForWhatWasSubmitted() throws Exception {
        var errands = new ArrayList<Errand<Integer>>();
        List<ProcessHandle> processes;
        try (var closing = ProcessPool.open(2)) {
            for (int i = 0; i < 10; i++) errands.add(closing.submit(SEVEN));
            processes = closing.awaitStart().processes();
        }
        for (var errand : errands) assertEquals(7, errand.resultNow());
        for (var process : processes) assertFalse(process.isAlive());
    }

    @Test
    void shuttingDownNowLeavesNothingAndNobodyWaiting() throws Exception {
        var stopped = ProcessPool.open(2).awaitStart();
        var processes = stopped.processes();
        var service = new ExecutorCompletionService<Integer>(stopped);
        var errands = new ArrayList<Future<Integer>>();
        for (int i = 0; i < 4; i++) errands.add(stopped.submit(ENDLESS));
        for (int i = 0; i < 2; i++) errands.add(service.submit(SEVEN));
        while (((Errand<?>) errands.get(1)).process().isEmpty()) Thread.sleep(1);
        assertEquals(4, stopped.shutdownNow().size());
        assertTrue(stopped.awaitTermination(30, TimeUnit.SECONDS));
        for (var errand : errands) assertTrue(errand.isCancelled());
        for (int i = 0; i < 2; i++)
            assertTrue(service.poll(30, TimeUnit.SECONDS).isCancelled(), "someone waits for ever");
        for (var process : processes) endsSoon(process);
        assertThrows(RejectedExecutionException.class, () -> stopped.submit(SEVEN));
    }

    @Test
    void theHeapsOfAFewWorkersTakeHalfAGigabyte() {
        for (int workers = 1; workers <= 32; workers++)
            assertTrue(workers * Settings.of(workers).heapMegabytes() <= 512);
        assertThrows(IllegalArgumentException.class, () -> Settings.of(0));
        assertThrows(IllegalArgumentException.class, () -> Settings.of(1).withHeap(1));
    }

    @Test
    void optionsReachTheWorkers() throws Exception {
        var settings = Settings.of(1).withHeap(40).with("-Dmark=yes");
        try (var one = ProcessPool.open(settings)) {
            assertEquals("yes", get(one.submit(() -> System.getProperty("mark"))));
            long heap = get(one.submit(() -> Runtime.getRuntime().maxMemory()));
            assertTrue(heap <= 40L << 20, heap + " bytes");
        }
    }

    @Test
    void aTrainedWorkerWorks() throws Exception {
        var settings = Training.train(Settings.of(1), folder.resolve("worker.aot"));
        assertEquals(Files.exists(folder.resolve("worker.aot")), Training.isTrained(settings));
        try (var one = ProcessPool.open(settings)) {
            assertEquals(7, get(one.submit(SEVEN)));
        }
    }

    @Test
    void aBreakEvenIsBetweenTheSizesThatSurelyLieBelowAndAbove() {
        var below = MadeUp.interval(0.1, 0.2, 0.3);
        var open = MadeUp.interval(0.9, 1.1, 1.3);
        var above = MadeUp.interval(1.5, 1.6, 1.7);
        assertEquals("0.100 to 4.000", breakEven(below, open, above));
        assertEquals("1.000 to 4.000", breakEven(below, below, above));
        assertEquals("at most 1.000", breakEven(open, above, above));
        assertEquals("more than 0.100", breakEven(below, open, open));
        assertEquals("not to be told", breakEven(open, open, open));
    }

    private static String breakEven(Interval... speedups) {
        return TaskSize.breakEven(new Line("made up", new double[] {0.1, 1, 4}, List.of(speedups)));
    }
}
