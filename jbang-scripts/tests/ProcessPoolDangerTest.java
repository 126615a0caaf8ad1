package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lab.pool.Errand;
import lab.pool.FailedThere;
import lab.pool.ProcessPool;
import lab.pool.Refused;
import lab.pool.Settings;
import lab.pool.Task;
import lab.pool.Worker;
import lab.pool.WorkerDied;
import lab.system.ChildProcess;
import lab.system.JavaProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What may go wrong with a pool of processes does so in good order: workers that die, objects that
/// do harm, processes that are no workers, a parent that is killed.
@Timeout(60)
class ProcessPoolDangerTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static Throwable failure(Future<?> future) {
        return assertThrows(ExecutionException.class, () -> future.get(30, TimeUnit.SECONDS))
                .getCause();
    }

    @Test
    void aWorkerThatEndsFailsItsTaskByName() throws Exception {
        try (var pool = ProcessPool.open(1)) {
            var left =
                    failure(
                            pool.submit(() -> {
                                System.exit(9);
                                return 1;
                            }));
            assertInstanceOf(WorkerDied.class, left);
            assertTrue(left.getMessage().contains("exit status 9"), left.getMessage());
            var shot =
                    failure(
                            pool.submit(() -> {
                                System.err.flush();
                                ProcessHandle.of(ProcessHandle.current().pid());
                                new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid())
                                        .start();
                                Thread.sleep(60_000);
                                return 1;
                            }));
            assumeTrue(Files.exists(Path.of("/bin/sh")), "needs kill");
            assertTrue(shot.getMessage().contains("(KILL)"), shot.getMessage());
            assertEquals(2, pool.submit(() -> 2).get(30, TimeUnit.SECONDS));
        }
    }

    /// A crash of the JVM itself leaves its last words.
    @Test
    void aCrashIsToldInTheLastWords() throws Exception {
        try (var pool = ProcessPool.open(Settings.of(1).with("-XX:+ExitOnOutOfMemoryError"))) {
            var full =
                    failure(
                            pool.submit(() -> {
                                var all = new ArrayList<byte[]>();
                                while (true) all.add(new byte[1 << 20]);
                            }));
            assertInstanceOf(WorkerDied.class, full);
            assertTrue(full.getMessage().contains("OutOfMemoryError"), full.getMessage());
        }
    }

    /// Every task is answered rightly or fails by name; none is lost, and none hangs.
    @Test
    void workersKilledAtRandomLoseNothing() throws Exception {
        int tasks = 300;
        try (var pool = ProcessPool.open(2).awaitStart()) {
            var over = new AtomicBoolean();
            var killed = new ArrayList<Long>();
            var killer = Thread.ofPlatform().daemon().start(() -> kill(pool, over, killed));
            var errands = new ArrayList<Errand<Integer>>();
            for (int i = 0; i < tasks; i++) {
                int number = i;
                errands.add(
                        pool.submit(() -> {
                            Thread.sleep(number % 7);
                            return number * number;
                        }));
            }
            int right = 0;
            int named = 0;
            for (int i = 0; i < tasks; i++) {
                try {
                    assertEquals(i * i, errands.get(i).get(40, TimeUnit.SECONDS));
                    right++;
                } catch (ExecutionException e) {
                    assertInstanceOf(WorkerDied.class, e.getCause());
                    assertTrue(e.getCause().getMessage().matches("worker [12] .*process \\d+.*"));
                    named++;
                }
            }
            over.set(true);
            killer.join();
            assertEquals(tasks, right + named);
            assertTrue(killed.size() >= 2, "only " + killed + " were killed");
            assertTrue(right > 0, "nothing was answered");
            assertTrue(named <= killed.size(), named + " failed, " + killed.size() + " killed");
            for (int i = 0; i < 4; i++) right += goesOn(pool);
            assertTrue(right + named >= tasks + 2, "it does not go on");
        }
    }

    /// One that was killed just now may still get a task.
    private static int goesOn(ProcessPool pool) throws Exception {
        try {
            return pool.submit(() -> 1).get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            assertInstanceOf(WorkerDied.class, e.getCause());
            return 0;
        }
    }

    private static void kill(ProcessPool pool, AtomicBoolean over, List<Long> killed) {
        var random = new Random(9);
        while (!over.get()) {
            try {
                Thread.sleep(random.nextInt(100, 400));
            } catch (InterruptedException e) {
                return;
            }
            var alive = pool.processes();
            if (alive.isEmpty()) continue;
            var victim = alive.get(random.nextInt(alive.size()));
            if (victim.destroyForcibly()) killed.add(victim.pid());
        }
    }

    /// To look a URL up in a map asks the network for a name: a hash map of them is the simplest
    /// object that does something when it is read.
    @Test
    void aHostileObjectIsRefusedByTheWorker() throws Exception {
        var url = URI.create("http://localhost/").toURL();
        var map = new HashMap<>();
        map.put(url, "hostile");
        var address = InetAddress.getLoopbackAddress();
        var queue = new PriorityQueue<String>(Comparator.naturalOrder());
        var library = new ObjectMapper();
        try (var pool = ProcessPool.open(1)) {
            for (Task<Object> hostile :
                    List.<Task<Object>>of(
                            () -> map.size(), () -> address, () -> queue, () -> library)) {
                var why = failure(pool.submit(hostile));
                assertInstanceOf(Refused.class, why);
                assertTrue(why.getMessage().contains("not on the list"), why.getMessage());
            }
            assertEquals(1, pool.submit(() -> 1).get(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void aHostileObjectIsRefusedByTheParent() throws Exception {
        try (var pool = ProcessPool.open(1)) {
            for (Task<Object> hostile :
                    List.<Task<Object>>of(
                            () -> URI.create("http://localhost/").toURL(),
                            () -> new PriorityQueue<>(List.of(1)),
                            () -> new ObjectMapper(),
                            () -> (Task<Integer>) () -> 1, // a lambda is code, chosen by the worker
                            () -> nested(200))) {
                var why = failure(pool.submit(hostile));
                assertInstanceOf(Refused.class, why);
            }
            var failed =
                    failure(
                            pool.submit(() -> {
                                throw new java.net.http.HttpTimeoutException("not of java.base");
                            }));
            assertInstanceOf(FailedThere.class, failed);
            assertEquals(1, pool.submit(() -> 1).get(30, TimeUnit.SECONDS));
        }
    }

    private static Object nested(int depth) {
        var list = new ArrayList<>();
        if (depth > 0) list.add(nested(depth - 1));
        return list;
    }

    @Test
    void whatIsNeededBesidesCanBeAllowed() throws Exception {
        var settings = Settings.of(1).allowing(PriorityQueue.class);
        try (var pool = ProcessPool.open(settings)) {
            var queue = new PriorityQueue<>(List.of(2, 1));
            assertEquals(1, pool.submit(() -> new PriorityQueue<>(queue)).get().peek());
        }
    }

    /// A worker that writes past its protocol is no longer trusted.
    @Test
    void whatIsNoMessageEndsTheWorker() throws Exception {
        try (var pool = ProcessPool.open(1)) {
            var why =
                    failure(
                            pool.submit(() -> {
                                new FileOutputStream(FileDescriptor.out).write(new byte[100]);
                                return 1;
                            }));
            assertInstanceOf(WorkerDied.class, why);
            assertTrue(why.getMessage().contains("something else"), why.getMessage());
            assertEquals(1, pool.submit(() -> 1).get(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void aProcessOfAnotherKindIsNoWorker() {
        assumeTrue(Files.exists(Path.of("/bin/sh")), "needs a POSIX shell");
        for (var program : List.of("cat", "echo hello", "exit 3", "yes")) {
            try (var pool = ProcessPool.open(Settings.of(1).by("/bin/sh", "-c", program))) {
                var why = failure(pool.submit(() -> 1));
                assertInstanceOf(WorkerDied.class, why, program);
                assertTrue(why.getMessage().contains("is no worker of this pool"), program);
            }
        }
        try (var pool = ProcessPool.open(Settings.of(1).by("no-such-program-anywhere"))) {
            var why = failure(pool.submit(() -> 1));
            assertTrue(why.getMessage().contains("no-such-program-anywhere"), why.getMessage());
        }
    }

    @Test
    void aParentOfAnotherKindIsNoPool() throws Exception {
        var worker = JavaProgram.ofLibrary(Worker.class).command(List.of()).within(LONG);
        for (var input : List.of("", "hello\n", "x".repeat(100_000))) {
            var ended = ChildProcess.run(worker, input);
            assertEquals(2, ended.exit(), ended.err());
            assertEquals("", ended.out());
            assertEquals(1, ended.err().lines().count(), ended.err());
        }
    }

    /// There is nothing to connect to: pipes have no address.
    @Test
    void theChannelIsNoSocket() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "needs /proc");
        try (var pool = ProcessPool.open(1)) {
            pool.submit(() -> 1).get(30, TimeUnit.SECONDS);
            var pid = pool.processes().getFirst().pid();
            int pipes = 0;
            try (var files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
                for (var file : files.toList()) {
                    var target = target(file);
                    assertFalse(target.startsWith("socket:"), target);
                    if (target.startsWith("pipe:")) pipes++;
                }
            }
            assertEquals(3, pipes);
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }

    /// A program that opens a pool, gives it work without end, and says who its workers are.
    static final class Parent {
        public static void main(String... args) throws Exception {
            var pool = ProcessPool.open(2).awaitStart();
            pool.submit(() -> {
                while (true) Thread.onSpinWait();
            });
            System.out.println(
                    String.join(
                            " ",
                            pool.processes().stream().map(process -> "" + process.pid()).toList()));
            Thread.sleep(60_000);
        }
    }

    @Test
    void aParentThatIsKilledLeavesNoWorker() throws Exception {
        var command = JavaProgram.ofLibrary(Parent.class).command(List.of()).within(LONG);
        try (var parent = ChildProcess.start(command)) {
            var line = parent.readLine(LONG).orElseThrow();
            var workers = new ArrayList<ProcessHandle>();
            for (var pid : line.split(" "))
                workers.add(ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
            assertEquals(2, workers.size());
            parent.handle().destroyForcibly();
            for (var worker : workers) {
                long deadline = System.nanoTime() + LONG.toNanos();
                while (isRunning(worker) && System.nanoTime() < deadline) Thread.sleep(5);
                assertFalse(isRunning(worker), "worker " + worker.pid() + " outlived its parent");
            }
        }
    }

    /// One that has ended, and that nobody asked after, does not run.
    private static boolean isRunning(ProcessHandle process) {
        if (!process.isAlive()) return false;
        try {
            var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return !stat.matches("(?s).*\\) Z .*");
        } catch (IOException e) {
            return process.isAlive();
        }
    }
}
