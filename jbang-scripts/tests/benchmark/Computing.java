///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES ../../lab/Lab.java
//SOURCES ComputingInC.java
//SOURCES ComputingInGo.java
//SOURCES Peer.java
//SOURCES Turn.java
//RUNTIME_OPTIONS -Djava.awt.headless=true --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED

package tests.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import lab.cancel.Cancellation;
import lab.system.ChildProcess;
import lab.system.TemporaryFolder;
import lab.view.Rows;
import lab.view.Tables;
import lab.work.Inputs;
import lab.work.Size;
import lab.work.Strip;
import lab.work.WordCounts;
import lab.work.Workload;
import lab.work.Workloads;

/// Times the lessons' CPU-bound work in Java, in C with OpenMP and in Go, as far as these are on
/// this machine: on one thread and on all processors, in one run, in turns whose order is drawn
/// anew.
///
/// Run it with `jbangw jbang-scripts/tests/benchmark/Computing.java [ROUNDS]`.
public final class Computing {
    private static final int WARM_UP_ROUNDS = 8;
    private static final int PARTS_EACH = 32;
    private static final int BELOW = 2_000_000;
    private static final int SIDE = 512;
    private static final int LIMIT = 700;
    private static final int QUEENS = 13;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Computing() {}

    /// @param args how many rounds
    public static void main(String... args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        int cores = Runtime.getRuntime().availableProcessors();
        Deque<AutoCloseable> owned = new ArrayDeque<>();
        try {
            var peers = peers(owned);
            var pool = Executors.newFixedThreadPool(cores);
            owned.push(pool::shutdownNow);
            var work = new Workloads(Size.STANDARD, new Cancellation());
            time("primes", work.primes(BELOW), String::valueOf, peers, pool, cores, rounds);
            time(
                    "mandelbrot",
                    work.mandelbrot(SIDE, LIMIT),
                    Computing::sum,
                    peers,
                    pool,
                    cores,
                    rounds);
            time("queens", work.nQueens(QUEENS), String::valueOf, peers, pool, cores, rounds);
            time("words", work.wordCount(), Computing::count, peers, pool, cores, rounds);
        } finally {
            while (!owned.isEmpty()) owned.pop().close();
        }
    }

    private static String sum(Strip picture) {
        return "" + IntStream.of(picture.pixels()).asLongStream().sum();
    }

    private static String count(WordCounts words) {
        return words.total() + " " + words.distinct();
    }

    private static SequencedMap<String, ChildProcess> peers(Deque<AutoCloseable> owned)
            throws Exception {
        var arguments = new ArrayList<>(List.of("" + BELOW, "" + SIDE, "" + LIMIT, "" + QUEENS));
        try (var files = Files.list(Inputs.find().addresses())) {
            files.map(Path::toString)
                    .filter(f -> f.endsWith(".txt"))
                    .sorted()
                    .forEach(arguments::add);
        }
        var folder = TemporaryFolder.make();
        owned.push(folder);
        var started = new LinkedHashMap<String, ChildProcess>();
        for (var peer : Map.of("C", ComputingInC.PEER, "Go", ComputingInGo.PEER).entrySet()) {
            try {
                var place = Files.createDirectory(folder.path().resolve(peer.getKey()));
                var child = peer.getValue().start(place, arguments.toArray(String[]::new));
                owned.push(child);
                started.put(peer.getKey(), child);
            } catch (IOException e) {
                System.err.println(peer.getKey() + " is not here: " + e.getMessage());
            }
        }
        return started;
    }

    private static <A> void time(
            String job,
            Workload<A> work,
            Function<A, String> told,
            SequencedMap<String, ChildProcess> peers,
            ExecutorService pool,
            int cores,
            int rounds)
            throws Exception {
        var ways = new LinkedHashMap<String, Callable<Turn>>();
        ways.put("Java, 1", () -> turn(work::compute, told));
        ways.put("Java, " + cores, () -> turn(() -> parallel(work, pool, cores), told));
        peers.forEach((name, peer) -> {
            for (int threads : new int[] {1, cores})
                ways.put(name + ", " + threads, () -> Peer.turn(peer, job + " " + threads));
        });
        var turns = Turn.measure(ways, WARM_UP_ROUNDS, rounds);
        var header = List.of("language, threads", "median ms", "times as long as C", "speedup");
        System.out.println(
                Tables.text(
                        Rows.table(
                                "%s: %s".formatted(work.name(), work.input()),
                                header,
                                turns,
                                (way, all) -> {
                                    var language = way.substring(0, way.indexOf(','));
                                    var threads = way.substring(way.indexOf(','));
                                    var c = turns.get("C" + threads);
                                    return List.of(
                                            way,
                                            Turn.millis(all),
                                            c == null ? "no C here" : Turn.ratio(all, c).toString(),
                                            Turn.ratio(turns.get(language + ", 1"), all)
                                                    .toString());
                                })));
    }

    private static <A> Turn turn(Callable<A> way, Function<A, String> told) throws Exception {
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        var answer = way.call();
        double millis = (System.nanoTime() - start) / 1e6;
        return new Turn(millis, (SYSTEM.getProcessCpuTime() - cpu) / 1e3, told.apply(answer));
    }

    private static <A> A parallel(Workload<A> work, ExecutorService pool, int cores)
            throws Exception {
        int parts = Math.min(work.items(), cores * PARTS_EACH);
        var tasks =
                IntStream.range(0, parts)
                        .<Callable<A>>mapToObj(part ->
                                () ->
                                        work.compute(
                                                (int) ((long) work.items() * part / parts),
                                                (int) ((long) work.items() * (part + 1) / parts)))
                        .toList();
        return work.combine(pool.invokeAll(tasks).stream().map(Future::resultNow).toList());
    }
}
