///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES ../../lab/Lab.java
//SOURCES OtherLanguages.java
//RUNTIME_OPTIONS -Djava.awt.headless=true --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED

package tests.benchmark;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import lab.cancel.Cancellation;
import lab.load.Caller;
import lab.load.ClosedLoop;
import lab.measure.Statistics;
import lab.service.WebService;
import lab.view.Rows;
import lab.view.Tables;
import lab.work.Inputs;

/// Times the same web calls, all at one time, in Java's ways and in Go, Node and CPython, as far as
/// these are on this machine: one service, one run, in turns whose order is drawn anew.
///
/// Run it with `jbangw jbang-scripts/tests/benchmark/WebCalls.java [CALLS [ROUNDS [MILLIS]]]`.
public final class WebCalls {
    private static final int WARM_UP_ROUNDS = 10;

    private WebCalls() {}

    /// What a turn took.
    ///
    /// @param millis from the first call to the last answer
    /// @param cpuMicros processor time of the client for a call
    record Turn(double millis, double cpuMicros) {}

    /// @param args how many calls, how many rounds, and after how many milliseconds each answers
    public static void main(String... args) throws Exception {
        int calls = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 21;
        int millis = args.length > 2 ? Integer.parseInt(args[2]) : 50;
        Deque<AutoCloseable> owned = new ArrayDeque<>();
        try {
            var web =
                    new WebService(
                            owned::push, Inputs.find().addresses(), Duration.ofMillis(millis));
            var ways = javas(web, calls, owned);
            var javas = List.copyOf(ways.keySet());
            ways.putAll(OtherLanguages.on(web.uri(), calls, millis, owned));
            var others = ways.keySet().stream().filter(way -> !javas.contains(way)).toList();
            var turns = measure(ways, rounds);
            System.out.println(Tables.text(table(turns, others, calls, millis)));
        } finally {
            while (!owned.isEmpty()) owned.pop().close();
        }
    }

    private static SequencedMap<String, Callable<Turn>> javas(
            WebService web, int calls, Deque<AutoCloseable> owned) {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        owned.push(threads);
        var client = web.blocking();
        var callers = new LinkedHashMap<String, Caller<String>>();
        callers.put("virtual threads", Caller.on(threads, client::get));
        callers.put("event loop (Vert.x)", Caller.async(web.vertx()::get));
        callers.put("JDK's client", Caller.async(web.jdk()::get));
        callers.put("JDK's client, virtual threads", Caller.async(web.jdkOnVirtualThreads()::get));
        var ways = new LinkedHashMap<String, Callable<Turn>>();
        callers.forEach((name, caller) ->
                ways.put(
                        name,
                        () -> {
                            var load =
                                    ClosedLoop.burst(calls)
                                            .run(caller, web::expected, new Cancellation());
                            if (load.failed() > 0)
                                throw new IllegalStateException(name + ": " + load.errorLine());
                            return new Turn(load.millis(), load.cpuMicrosPerCall());
                        }));
        return ways;
    }

    private static SequencedMap<String, List<Turn>> measure(
            SequencedMap<String, Callable<Turn>> ways, int rounds) throws Exception {
        var turns = new LinkedHashMap<String, List<Turn>>();
        ways.keySet().forEach(way -> turns.put(way, new ArrayList<>()));
        var order = new ArrayList<>(ways.keySet());
        var random = new Random(1);
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            Collections.shuffle(order, random);
            for (var way : order) {
                var turn = ways.get(way).call();
                if (round >= 0) turns.get(way).add(turn);
            }
        }
        return turns;
    }

    private static tech.tablesaw.api.Table table(
            SequencedMap<String, List<Turn>> turns, List<String> others, int calls, int millis) {
        var best = others.stream().min(Comparator.comparingDouble(way -> millis(turns.get(way))));
        var rows = new ArrayList<List<?>>();
        turns.forEach((way, all) ->
                rows.add(
                        List.of(
                                way,
                                millis(all),
                                Statistics.median(
                                        all.stream().mapToDouble(Turn::cpuMicros).toArray()),
                                best.map(other -> ratio(all, turns.get(other)))
                                        .orElse("no other language here"))));
        return Rows.table(
                "%,d web calls at one time, each answered after %d ms".formatted(calls, millis),
                List.of(
                        "way",
                        "median ms",
                        "processor µs a call",
                        "times as long as " + best.orElse("others")),
                rows);
    }

    private static double millis(List<Turn> turns) {
        return Statistics.median(turns.stream().mapToDouble(Turn::millis).toArray());
    }

    private static String ratio(List<Turn> one, List<Turn> other) {
        return Statistics.medianInterval(
                        IntStream.range(0, one.size())
                                .mapToDouble(r -> one.get(r).millis() / other.get(r).millis())
                                .toArray())
                .toString();
    }
}
