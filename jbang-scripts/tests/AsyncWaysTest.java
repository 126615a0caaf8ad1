package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import lab.EventLoops;
import lab.async.BusyService;
import lab.async.EventLoop;
import lab.async.Limit;
import lab.async.WaitingCallers;
import lab.async.Way;
import lab.cancel.Cancellation;
import lab.load.Caller;
import lab.load.ClosedLoop;
import lab.system.ChildProcess;
import lab.system.JavaProgram;
import lab.system.ProcessAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// All ways to serve give the same answers, and leave nothing behind when they are stopped.
@Timeout(60)
class AsyncWaysTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final IntFunction<String> RIGHT = id -> "answer " + id;

    private final Cancellation cancellation = new Cancellation();

    private static String slowly(int id) throws InterruptedException {
        Thread.sleep(1);
        return RIGHT.apply(id);
    }

    private static List<Way<String>> ways(
            Caller.Blocking<String> call, IntFunction<CompletableFuture<String>> async) {
        return List.of(
                Way.sequential(1_000, call),
                Way.threadEach(1_000, call),
                Way.pool(8, 1_000, call),
                Way.async("event loop", 1_000, async));
    }

    private static CompletableFuture<String> later(EventLoop loop, int id) {
        return loop.after(Duration.ofMillis(1)).thenApply(nothing -> RIGHT.apply(id));
    }

    @Test
    void everyWayGivesEveryAnswer() throws Exception {
        try (var loop = EventLoop.start(1)) {
            for (var way : ways(AsyncWaysTest::slowly, id -> later(loop, id)))
                for (int callers : List.of(1, 7, 300)) {
                    var load = way.burst().of(callers, RIGHT, cancellation);
                    assertEquals(callers, load.right(), way.name());
                    assertEquals(0, load.failed(), way.name());
                    if (callers == 300) way.burst().close();
                }
        }
    }

    @Test
    void aPoolKeepsItsThreadsUntilItIsClosed() throws Exception {
        var seen = ConcurrentHashMap.<Thread>newKeySet();
        Caller.Blocking<String> call =
                id -> {
                    seen.add(Thread.currentThread());
                    return slowly(id);
                };
        for (var way : List.of(Way.sequential(100, call), Way.pool(3, 100, call))) {
            seen.clear();
            int threads = way.threads().applyAsInt(50);
            for (int burst = 0; burst < 4; burst++) way.burst().of(50, RIGHT, cancellation);
            assertEquals(threads, seen.size(), way.name());
            assertTrue(seen.stream().allMatch(Thread::isAlive), way.name());
            way.burst().close();
            for (var thread : seen) assertTrue(thread.join(SOON), way.name());
            assertEquals(50, way.burst().of(50, RIGHT, cancellation).right(), "it opens again");
            assertEquals(2 * threads, seen.size(), way.name());
            way.burst().close();
        }
        var each = Way.threadEach(100, call);
        seen.clear();
        each.burst().of(50, RIGHT, cancellation);
        for (var thread : seen) assertTrue(thread.join(SOON), each.name());
    }

    @Test
    void aWrongAnswerAndAFailureAreSeenInEveryWay() throws Exception {
        try (var loop = EventLoop.start(1)) {
            var ways =
                    ways(
                            id -> {
                                if (id % 10 == 3) throw new IOException("no line");
                                return slowly(id % 10 == 5 ? 0 : id);
                            },
                            id ->
                                    id % 10 == 3
                                            ? CompletableFuture.failedFuture(
                                                    new IOException("no line"))
                                            : later(loop, id % 10 == 5 ? 0 : id));
            for (var way : ways) {
                var load = way.burst().of(100, RIGHT, cancellation);
                assertEquals(80, load.right(), way.name());
                assertEquals(
                        Map.of("IOException: no line", 10, "wrong answer", 10),
                        load.errors(),
                        way.name());
                way.burst().close();
            }
        }
    }

    @Test
    void eachWayHasAsManyThreadsAsItSays() throws Exception {
        var seen = ConcurrentHashMap.<Thread>newKeySet();
        Caller.Blocking<String> call =
                id -> {
                    seen.add(Thread.currentThread());
                    return slowly(id);
                };
        try (var loop = EventLoop.start(1)) {
            var ways =
                    ways(
                            call,
                            id ->
                                    later(loop, id)
                                            .whenComplete((answer, failure) -> {
                                                assertTrue(loop.runsThis());
                                                seen.add(Thread.currentThread());
                                            }));
            for (var way : ways) {
                seen.clear();
                way.burst().of(200, RIGHT, cancellation);
                assertEquals(way.threads().applyAsInt(200), seen.size(), way.name());
                way.burst().close();
            }
        }
    }

    @Test
    void anInterruptEndsEveryWayAndItsThreads() throws Exception {
        Caller.Blocking<String> endless =
                id -> {
                    new CountDownLatch(1).await();
                    return "never";
                };
        for (var way : ways(endless, id -> new CompletableFuture<>())) {
            var before = threads();
            var stopped = new AtomicBoolean();
            var caller =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    way.burst().of(20, RIGHT, cancellation);
                                } catch (InterruptedException e) {
                                    stopped.set(true);
                                } catch (Exception e) {
                                    throw new AssertionError(e);
                                }
                            });
            Thread.sleep(60);
            caller.interrupt();
            caller.join(SOON);
            assertTrue(stopped.get(), way.name());
            var left = threads();
            left.removeAll(before);
            for (var thread : left) {
                thread.join(SOON);
                assertFalse(thread.isAlive(), way.name() + " left " + thread);
            }
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !isCarrier(thread)) // they come and go as the JDK likes
                .collect(Collectors.toSet());
    }

    private static boolean isCarrier(Thread thread) {
        var group = thread.getThreadGroup();
        return group != null && group.getName().equals("CarrierThreads");
    }

    @Test
    void aWayKeepsConnectionsOnlyIfItSaysSo() throws Exception {
        var closed = new AtomicInteger();
        var way = Way.sequential(10, AsyncWaysTest::slowly);
        assertFalse(way.keeps());
        way.reset().run();
        var keeping = way.keeping(closed::incrementAndGet);
        assertTrue(keeping.keeps());
        keeping.reset().run();
        assertEquals(1, closed.get());
        assertEquals(0, way.kept(5));
        assertEquals(1, keeping.kept(5), "one after another takes one");
        Way.Reset nothing = () -> {};
        assertEquals(8, Way.pool(8, 1_000, AsyncWaysTest::slowly).keeping(nothing).kept(500));
        var each = Way.threadEach(10_000, AsyncWaysTest::slowly).keeping(nothing);
        assertEquals(500, each.kept(500));
        assertEquals(500, each.opening(500));
        assertEquals(10_000, each.kept(10_000));
        assertEquals(1_000, each.opening(10_000), "the first have ended before the last begin");
        assertEquals(5, keeping.burst().of(5, RIGHT, cancellation).right());
    }

    @Test
    void aBusyServiceTurnsAwayWhoFindsNoSeatAndNobodyElse() throws Exception {
        try (var loop = EventLoop.start(1)) {
            var service = BusyService.on(loop, 4, Duration.ofMillis(20));
            var flood =
                    ClosedLoop.burst(100)
                            .run(
                                    Caller.async(id -> service.send(1_000)),
                                    id -> 1_000,
                                    cancellation);
            assertTrue(flood.right() >= 4, flood::toString);
            assertEquals(Set.of(BusyService.NO_SEAT), flood.errors().keySet());
            long most = service.mostHeld();
            assertTrue(most > 4_000 && most <= 100_000, most + " bytes");
            var limit = new Limit(4);
            var trickle =
                    ClosedLoop.burst(40)
                            .run(
                                    Caller.async(id -> limit.run(() -> service.send(1_000))),
                                    id -> 1_000,
                                    cancellation);
            assertEquals(40, trickle.right(), trickle::toString);
            assertEquals(4_000, service.mostHeld());
            loop.close();
            assertEquals(7, service.send(7).get(20, TimeUnit.SECONDS), "it opens again");
        }
    }

    /// A service that takes connections, and never answers.
    private static final class Silent implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 200);
        private final List<Socket> open = new ArrayList<>(); // guarded by this
        private final CountDownLatch came;

        Silent(int callers) throws IOException {
            came = new CountDownLatch(callers);
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> {
                        try {
                            for (int i = 0; i < callers; i++) {
                                var socket = server.accept();
                                synchronized (this) {
                                    open.add(socket);
                                }
                                if (socket.getInputStream().read() == 'G') came.countDown();
                            }
                        } catch (IOException e) {
                            // It has been closed.
                        }
                    });
        }

        @Override
        public synchronized void close() throws IOException {
            for (var socket : open) socket.close();
            server.close();
        }
    }

    @Test
    void callersThatWaitAllHaveAConnectionAndAThreadOrNone() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "threads are counted on Linux");
        int threads = threadsOf("threads", 0, 60);
        int pool = threadsOf("threads", 30, 60);
        int loop = threadsOf("loop", 0, 60);
        assertTrue(threads - loop >= 55, threads + " threads and " + loop);
        assertTrue(threads - pool >= 25 && pool > loop, threads + " threads and " + pool);
    }

    private static int threadsOf(String how, int room, int callers) throws Exception {
        try (var service = new Silent(room == 0 ? callers : room)) {
            var command =
                    JavaProgram.ofLibrary(WaitingCallers.class)
                            .command(
                                    List.of("-Xmx64m", "--sun-misc-unsafe-memory-access=allow"),
                                    how,
                                    "" + room,
                                    "127.0.0.1",
                                    "" + service.server.getLocalPort(),
                                    "/x?ms=1");
            try (var child = ChildProcess.start(command)) {
                assertEquals("ready", child.readLine(SOON.multipliedBy(2)).orElse("nothing"));
                for (int wait : List.of(1, callers / 2, callers)) {
                    child.send("" + wait);
                    assertEquals("ready", child.readLine(SOON.multipliedBy(2)).orElse("nothing"));
                }
                assertTrue(service.came.await(10, TimeUnit.SECONDS), "not all calls arrived");
                return ProcessAccount.of(child.pid()).orElseThrow().threads().orElseThrow();
            }
        }
    }

    @Test
    void callersWithoutAServiceSaySo() throws Exception {
        int nobody;
        try (var server = new ServerSocket(0)) {
            nobody = server.getLocalPort();
        }
        var command =
                JavaProgram.ofLibrary(WaitingCallers.class)
                        .command(
                                List.of("-Xmx64m", "--sun-misc-unsafe-memory-access=allow"),
                                "threads",
                                "0",
                                "127.0.0.1",
                                "" + nobody,
                                "/");
        try (var child = ChildProcess.start(command)) {
            assertEquals("ready", child.readLine(SOON.multipliedBy(2)).orElse("nothing"));
            child.send("3");
            var said = child.readLine(SOON.multipliedBy(2)).orElse("nothing");
            assertTrue(said.startsWith("failed: "), said);
        }
    }

    @Test
    void noMoreThanTheSystemBears() {
        assertEquals(1, EventLoops.bearable(1));
        assertTrue(EventLoops.bearable(1_000_000) < 60_000, "there are not so many ports");
        for (var way :
                EventLoops.ways(
                        5, 10_000, AsyncWaysTest::slowly, id -> new CompletableFuture<String>()))
            assertTrue(way.most() <= 10_000, way.name());
    }
}
