package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import lab.cancel.Cancellation;
import lab.cancel.Supervisor;
import lab.load.Caller;
import lab.load.ClosedLoop;
import lab.load.Load;
import lab.load.OpenLoop;
import lab.service.AsyncClient;
import lab.service.Faults;
import lab.service.WebClient;
import lab.service.WebService;
import lab.system.ChildProcess;
import lab.system.JavaProgram;
import lab.system.OpenFiles;
import lab.work.Inputs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The web service and its clients: right answers, the failures that were asked for, and an end.
@Timeout(60)
class ServiceTest {
    private static final Deque<AutoCloseable> OWNED = new ArrayDeque<>();
    private static WebService web;
    private static WebClient blocking;
    private static ExecutorService virtual;
    private static ExecutorService platform;
    private static final Map<String, Client> CLIENTS = new LinkedHashMap<>();

    /// A client in one of the ways in which it can be used.
    private interface Client {
        Caller<String> of(WebService service, Kind kind);
    }

    /// What is called for.
    private enum Kind {
        GET,
        DOWNLOAD,
        UPLOAD
    }

    @BeforeAll
    static void start() throws IOException {
        web = service(Duration.ofMillis(20));
        virtual = Executors.newVirtualThreadPerTaskExecutor();
        platform = Executors.newFixedThreadPool(20);
        blocking = web.blocking();
        CLIENTS.put("virtual", (service, kind) -> blocking(virtual, service, kind));
        CLIENTS.put("platform", (service, kind) -> blocking(platform, service, kind));
        CLIENTS.put("jdk", (service, kind) -> async(service.jdk(), kind));
        CLIENTS.put("jdk virtual", (service, kind) -> async(service.jdkOnVirtualThreads(), kind));
        CLIENTS.put("vertx", (service, kind) -> async(service.vertx(), kind));
    }

    @AfterAll
    static void stop() throws Exception {
        virtual.close();
        platform.close();
        closeAll();
    }

    private static void closeAll() throws Exception {
        for (var resource = poll(); resource != null; resource = poll()) resource.close();
    }

    private static AutoCloseable poll() {
        synchronized (OWNED) {
            return OWNED.poll();
        }
    }

    private static void own(AutoCloseable resource) {
        synchronized (OWNED) {
            OWNED.push(resource);
        }
    }

    private static WebService service(Duration latency) throws IOException {
        return new WebService(ServiceTest::own, Inputs.find().addresses(), latency);
    }

    private static Caller<String> blocking(
            ExecutorService executor, WebService service, Kind kind) {
        var client = service.blocking();
        return Caller.on(
                executor,
                switch (kind) {
                    case GET -> client::get;
                    case DOWNLOAD -> client::download;
                    case UPLOAD -> client::upload;
                });
    }

    private static Caller<String> async(AsyncClient client, Kind kind) {
        return Caller.async(
                switch (kind) {
                    case GET -> client::get;
                    case DOWNLOAD -> client::download;
                    case UPLOAD -> client::upload;
                });
    }

    static Stream<String> clients() {
        return Stream.of("virtual", "platform", "jdk", "jdk virtual", "vertx");
    }

    /// One of each kind.
    static Stream<String> different() {
        return Stream.of("virtual", "jdk", "vertx");
    }

    private static Load load(String client, WebService service, Kind kind, int calls, int atOnce)
            throws InterruptedException {
        IntFunction<String> expected = kind == Kind.GET ? service::expected : service::expectedHash;
        return new ClosedLoop(atOnce, calls)
                .run(CLIENTS.get(client).of(service, kind), expected, new Cancellation());
    }

    @ParameterizedTest
    @MethodSource("clients")
    void eachCallHasItsOwnAnswerAndNoneComesEarly(String client) throws Exception {
        var load = load(client, web, Kind.GET, 300, 50);
        assertEquals(Map.of(), load.errors());
        assertTrue(load.latencies().percentileMillis(0) >= 19, load::toString);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void filesArriveAsTheyAre(String client) throws Exception {
        int files = web.files().size();
        assertEquals(Map.of(), load(client, web, Kind.DOWNLOAD, files, 20).errors());
        assertEquals(Map.of(), load(client, web, Kind.UPLOAD, files, 20).errors());
        assertTrue(files > 200);
        assertNotEquals(web.expectedHash(0), web.expectedHash(1));
        assertEquals(web.expectedHash(1), web.expectedHash(files + 1));
    }

    /// As many failures as were asked for, of both kinds, by every client, and no hang.
    @ParameterizedTest
    @MethodSource("clients")
    void asManyCallsFailAsWereToFail(String client) throws Exception {
        var failing = web.with(Duration.ofMillis(5)).failing(0.2, 3);
        for (var kind : Kind.values()) {
            int calls = 120;
            var load = load(client, failing, kind, calls, 30);
            var expected = new HashMap<String, Integer>();
            expected.put("answered 503", failing.faults().count(calls, Faults.End.REFUSED));
            expected.put("cut off", failing.faults().count(calls, Faults.End.CUT));
            assertEquals(expected, load.errors(), kind + " " + load);
        }
    }

    @Test
    void faultsDependOnNumberAndSeedAndComeAsOftenAsAskedFor() {
        var some = new Faults(0.1, 5);
        int calls = 20_000;
        assertEquals(calls * 0.1, some.count(calls), calls * 0.01);
        assertEquals(
                some.count(calls),
                some.count(calls, Faults.End.CUT) + some.count(calls, Faults.End.REFUSED));
        assertTrue(some.count(calls, Faults.End.CUT) > calls * 0.03);
        for (int id = 0; id < 100; id++) assertEquals(some.of(id), new Faults(0.1, 5).of(id));
        assertNotEquals(some.count(calls), new Faults(0.1, 6).count(calls));
        assertEquals(0, Faults.NONE.count(calls));
        assertEquals(calls, new Faults(1, 5).count(calls));
        assertThrows(IllegalArgumentException.class, () -> new Faults(1.5, 0));
    }

    /// The answers of two thousand calls that were all waited for at once take as long as a few.
    @Test
    void noThreadOfTheServiceWaits() throws Exception {
        var slow = web.with(Duration.ofMillis(400));
        var load = load("virtual", slow, Kind.GET, 1_500, 1_500);
        assertEquals(Map.of(), load.errors());
        assertTrue(load.millis() < 20_000, load::toString); // one by one: ten minutes
    }

    @Test
    void aServiceOfItsOwnOnLoopbackOnly() throws Exception {
        var other = service(Duration.ZERO);
        int port = other.uri().getPort();
        assertTrue(other.pid().getAsLong() != ProcessHandle.current().pid());
        assertTrue(InetAddress.getByName(other.uri().getHost()).isLoopbackAddress());
        for (var address :
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress())
                        .toList())
            try (var socket = new Socket()) {
                assertThrows(
                        IOException.class,
                        () -> socket.connect(new InetSocketAddress(address, port), 1_000),
                        address::toString);
            }
        other.close();
    }

    /// It has one for every four cores, so on most machines one would be all that is ever tried.
    @Test
    void severalEventLoopsShareItsPort() throws Exception {
        var program =
                JavaProgram.ofLibrary(Class.forName("lab.service.WebServer"))
                        .command(List.of(), Inputs.find().addresses().toString(), "3");
        try (var server = ChildProcess.start(program)) {
            int port = Integer.parseInt(server.readLine(Duration.ofSeconds(30)).orElseThrow());
            for (int call = 0; call < 9; call++)
                try (var connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    connection.getOutputStream().write("GET /none HTTP/1.0\r\n\r\n".getBytes());
                    var answer = new String(connection.getInputStream().readAllBytes());
                    assertTrue(answer.contains("404"), answer);
                }
        }
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var response =
                    http.send(
                            HttpRequest.newBuilder(web.uri().resolve("/nonsense")).build(),
                            BodyHandlers.ofString());
            assertEquals(404, response.statusCode());
        }
    }

    @Test
    void itOpensAgainAfterItWasClosed() throws Exception {
        var other = service(Duration.ZERO);
        var client = other.blocking();
        assertEquals(other.expected(1), client.get(1));
        var process = ProcessHandle.of(other.pid().getAsLong()).orElseThrow();
        other.close();
        other.close();
        assertFalse(process.isAlive());
        assertTrue(other.pid().isEmpty());
        assertEquals(other.expected(2), client.get(2));
        assertNotEquals(process.pid(), other.pid().getAsLong());
        other.close();
    }

    /// Whatever is open belongs to somebody who closes it, again and again.
    @ParameterizedTest
    @MethodSource("different")
    void whoeverOwnsItKnowsWhenItIsOpenAgain(String client) throws Exception {
        var mine = new ArrayDeque<AutoCloseable>();
        var other = new WebService(mine::push, Inputs.find().addresses(), Duration.ZERO);
        var caller = CLIENTS.get(client).of(other, Kind.GET);
        for (int time = 0; time < 2; time++) {
            var load = ClosedLoop.burst(5).run(caller, other::expected, new Cancellation());
            assertEquals(Map.of(), load.errors());
            assertEquals(2, mine.size(), "the service and the client");
            for (var open = mine.poll(); open != null; open = mine.poll()) open.close();
            assertTrue(other.pid().isEmpty());
        }
    }

    /// The calls under way break, the next ones find a new process.
    @ParameterizedTest
    @MethodSource("different")
    void aKilledServiceBreaksItsCallsAndIsReplaced(String client) throws Exception {
        var other = service(Duration.ofMillis(100));
        load(client, other, Kind.GET, 1, 1);
        var process = ProcessHandle.of(other.pid().getAsLong()).orElseThrow();
        CompletableFuture.runAsync(
                process::destroyForcibly,
                CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
        var broken = ClosedLoop.burst(20);
        var caller = CLIENTS.get(client).of(other, Kind.GET);
        var load = broken.run(caller, other::expected, new Cancellation());
        assertTrue(load.failed() > 0, load::toString);
        while (other.pid().isPresent()) Thread.sleep(5);
        var after = ClosedLoop.burst(20).run(caller, other::expected, new Cancellation());
        assertEquals(Map.of(), after.errors());
        other.close();
    }

    /// What Stop does: within a second all is quiet, and when the owner closes, nothing is left.
    @ParameterizedTest
    @MethodSource("clients")
    void anInterruptInMidLoadLeavesNothing(String client) throws Exception {
        var mine = new ArrayDeque<AutoCloseable>();
        var supervisor = new Supervisor();
        var other = new WebService(mine::push, Inputs.find().addresses(), Duration.ofMillis(500));
        var executor = client.equals("platform") ? Executors.newFixedThreadPool(20) : virtual;
        mine.push(executor == virtual ? () -> {} : executor::shutdownNow);
        int socketsBefore = sockets();
        var stopped = new CompletableFuture<Throwable>();
        var cell =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                supervisor.run(
                                        "load",
                                        () -> {
                                            var caller =
                                                    switch (client) {
                                                        case "jdk" -> async(other.jdk(), Kind.GET);
                                                        case "vertx" ->
                                                                async(other.vertx(), Kind.GET);
                                                        default ->
                                                                blocking(executor, other, Kind.GET);
                                                    };
                                            return new OpenLoop(500, 20_000, 1)
                                                    .run(
                                                            caller,
                                                            other::expected,
                                                            supervisor.cancellation());
                                        });
                                stopped.complete(null);
                            } catch (Throwable e) {
                                stopped.complete(e);
                            }
                        });
        while (other.pid().isEmpty()) Thread.sleep(10);
        Thread.sleep(700);
        var process = ProcessHandle.of(other.pid().getAsLong()).orElseThrow();
        long start = System.nanoTime();
        cell.interrupt();
        var how = stopped.get(20, TimeUnit.SECONDS);
        double seconds = (System.nanoTime() - start) / 1e9;
        assertTrue(how instanceof InterruptedException, String.valueOf(how));
        assertTrue(seconds < 2, "it took " + seconds + " s");
        for (var resource = mine.poll(); resource != null; resource = mine.poll()) resource.close();
        assertFalse(process.isAlive());
        assertEquals(java.util.List.of(), supervisor.stillRunning(Duration.ofSeconds(5)));
        assumeTrue(socketsBefore >= 0, "this system does not tell open files");
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (sockets() > socketsBefore && System.nanoTime() < deadline) Thread.sleep(20);
        assertTrue(sockets() <= socketsBefore, "sockets are left open");
    }

    private static int sockets() {
        return OpenFiles.of(ProcessHandle.current().pid())
                .map(open -> open.kinds().getOrDefault("sockets", 0))
                .orElse(-1);
    }
}
