package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import lab.Bursts;
import lab.Lab;
import lab.Loads;
import lab.Services;
import lab.load.Caller;
import lab.load.ClosedLoop;
import lab.load.Latencies;
import lab.load.Load;
import lab.load.OpenLoop;
import lab.measure.Plan;
import lab.measure.Sample;
import lab.system.ChildProcess;
import lab.system.Command;
import lab.system.Ended;
import lab.system.JavaProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Services as a lesson has them, in a process of its own: its results, its exit, and Ctrl-C.
@Timeout(60)
class ServicesTest {
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final String LESSON = "asynchronous-programming"; // any with a database

    @TempDir Path folder;

    /// Compares two ways to call, one of which fails now and then, and shows what came of it.
    interface Comparing {
        static void main(String... args) throws Exception {
            var lab = Lab.open(LESSON, "--quick", "--out", args[0]);
            var services = new Services(lab);
            var web = services.web(Duration.ofMillis(20));
            var failing = services.web(Duration.ofMillis(10)).failing(0.2, 3);
            var plan = new Plan(3, 3, Duration.ZERO, Duration.ZERO);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var client = web.blocking();
                var other = failing.vertx();
                var ways = new LinkedHashMap<String, Callable<Load>>();
                var burst = ClosedLoop.burst(50);
                ways.put(
                        "threads",
                        () -> services.run(burst, Caller.on(threads, client::get), web::expected));
                ways.put(
                        "loop", () -> services.run(burst, Caller.async(other::get), web::expected));
                var loads = services.compare(plan, "calls", "50 web calls", ways);
                lab.show("loads", Services.table("Fifty calls", loads));
                var latencies = new LinkedHashMap<String, Latencies>();
                for (var way : loads.ways()) latencies.put(way, loads.latencies(way));
                lab.show(services.percentiles("percentiles", "Latency", latencies));
                lab.show(services.distributions("latencies", "Latency", latencies));
                lab.claim(
                        "all latencies share a process",
                        web.pid().isPresent() && web.pid().equals(failing.pid()),
                        "");
                var bursts = new LinkedHashMap<String, Bursts.Way<String>>();
                var caller = Caller.on(threads, client::get);
                bursts.put("threads", new Bursts.Way<>(caller, client));
                bursts.put("again", new Bursts.Way<>(caller, client));
                var twice = new Bursts<>(services, 20, web::expected);
                var again = twice.compare(plan, "bursts", "20 web calls", bursts);
                lab.claim(
                        "connections are kept between bursts, and closed in the end",
                        again.allRight() && again.of("again").size() == 3 && client.idle() == 0,
                        "");
                int wrong = 3 * failing.faults().count(50);
                lab.claim(
                        "as many fail as have to",
                        loads.failed("threads") == 0 && loads.failed("loop") == wrong,
                        loads.failed("loop") + " of 150, " + loads.of("loop").getFirst());
            }
            var database = services.database();
            var files = services.files();
            lab.run(() -> database.write(1) + files.copy(1));
            lab.close();
        }
    }

    /// Loads a service for a minute.
    interface Endless {
        static void main(String... args) throws Exception {
            var lab = Lab.open(LESSON, "--quick", "--out", args[0]);
            var services = new Services(lab);
            var web = services.web(Duration.ofMillis(300));
            var client = web.blocking();
            var async = web.vertx();
            var database = services.database();
            database.write(1);
            async.get(1).join();
            var threads = Executors.newVirtualThreadPerTaskExecutor();
            System.out.println("server " + web.pid().getAsLong());
            services.run(
                    new OpenLoop(200, 12_000, 1), Caller.on(threads, client::get), web::expected);
        }
    }

    private Command program(Class<?> main) {
        return new JavaProgram(JavaProgram.ofLibrary(main).classPath(), main.getName())
                .command(
                        List.of(
                                "-Djava.awt.headless=true",
                                "-Djava.io.tmpdir=" + folder.resolve("scratch"),
                                "-Dstdout.encoding=UTF-8",
                                "--sun-misc-unsafe-memory-access=allow",
                                "--enable-native-access=ALL-UNNAMED"),
                        folder.resolve("out").toString())
                .in(Project.here().root());
    }

    private List<Path> scratch() throws Exception {
        try (var files = Files.list(folder.resolve("scratch"))) {
            return files.toList();
        }
    }

    @Test
    void aLessonComparesLoadsAndKeepsThemAndLeavesNothing() throws Exception {
        Files.createDirectory(folder.resolve("scratch"));
        Ended ended = ChildProcess.run(program(Comparing.class).within(LONG));
        assertEquals(0, ended.exit(), ended::toString);
        assertEquals("", ended.err().lines().filter(l -> l.contains("WARN")).findAny().orElse(""));
        var rows = Files.readAllLines(folder.resolve("out").resolve("results.csv"));
        assertEquals(5, rows.size(), rows::toString);
        assertTrue(rows.get(1).startsWith(LESSON + ",calls,50 web calls,threads,50,3,"));
        assertTrue(rows.get(1).contains(",true,"), rows::toString);
        assertTrue(rows.get(2).contains(",false,"), "what failed is no right answer: " + rows);
        for (var name : List.of("loads.csv", "percentiles.png", "latencies.svg"))
            assertTrue(Files.size(folder.resolve("out").resolve(name)) > 0, name);
        assertTrue(ended.out().contains("nothing was left running"), ended::out);
        assertEquals(List.of(), scratch());
    }

    @Test
    void ctrlCEndsTheLoadTheServiceAndTheDatabase() throws Exception {
        var probe = Command.of("sh", "-c", "trap 'exit 3' INT; kill -INT $$");
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
        assumeTrue(ChildProcess.run(probe).exit() == 3, "whoever started the tests ignores INT");
        Files.createDirectory(folder.resolve("scratch"));
        try (var running = ChildProcess.start(program(Endless.class).within(LONG))) {
            var said = new ArrayList<String>();
            while (said.isEmpty() || !said.getLast().startsWith("server "))
                said.add(running.readLine(LONG).orElseThrow());
            var server =
                    ProcessHandle.of(Long.parseLong(said.getLast().substring(7))).orElseThrow();
            Thread.sleep(500);
            long start = System.nanoTime();
            ChildProcess.run(Command.of("kill", "-INT", "" + running.pid()));
            var ended = running.await();
            double seconds = (System.nanoTime() - start) / 1e9;
            assertEquals(130, ended.exit(), ended::toString);
            assertTrue(seconds < 4, "it took " + seconds + " s");
            assertFalse(server.isAlive());
            assertFalse(ended.err().contains("Exception"), ended::err);
            assertEquals(List.of(), scratch());
        }
    }

    /// Made-up rounds whose medians and ratios are known.
    @Test
    void figuresOfSeveralRoundsAreThoseOfTheRounds() {
        var rounds = new LinkedHashMap<String, List<Load>>();
        rounds.put("slow", List.of(load(300, 0), load(100, 0), load(200, 1)));
        rounds.put("fast", List.of(load(100, 0), load(50, 0), load(100, 0)));
        var loads = new Loads(rounds, false);
        assertEquals(200, loads.millis("slow").estimate(), 1e-9);
        assertEquals(100, loads.millis("fast").estimate(), 1e-9);
        assertEquals(2, loads.ratio("slow", "fast").estimate(), 1e-9);
        assertEquals(1, loads.failed("slow"));
        assertFalse(loads.allRight());
        assertEquals(30, loads.latencies("fast").count());
        assertEquals(100, loads.perSecond("fast").estimate(), 1e-6);
        var table = Services.table("t", loads);
        assertEquals(List.of("slow", "fast"), table.column(0).asList());
        assertEquals(List.of(1, 0), table.column("errors").asList());
    }

    private static Load load(long millis, int failed) {
        var errors = new LinkedHashMap<String, Integer>();
        if (failed > 0) errors.putAll(Map.of("cut off", failed));
        var nanos = new long[10 - failed];
        return new Load(
                10, errors, Latencies.of(nanos), 10, new Sample(millis * 1_000_000, 1_000, 0, 0));
    }
}
