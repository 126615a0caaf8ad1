///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES ../../lab/Lab.java
//SOURCES OtherLanguages.java
//SOURCES Peer.java
//SOURCES Turn.java
//RUNTIME_OPTIONS -Djava.awt.headless=true --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED

package tests.benchmark;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import lab.cancel.Cancellation;
import lab.load.Caller;
import lab.load.ClosedLoop;
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
            var turns = Turn.measure(ways, WARM_UP_ROUNDS, rounds);
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
                            return new Turn(load.millis(), load.cpuMicrosPerCall() * calls, "");
                        }));
        return ways;
    }

    private static tech.tablesaw.api.Table table(
            SequencedMap<String, List<Turn>> turns, List<String> others, int calls, int millis) {
        var best = Turn.quickest(turns, others::contains);
        return Rows.table(
                "%,d web calls at one time, each answered after %d ms".formatted(calls, millis),
                List.of(
                        "way",
                        "median ms",
                        "processor µs a call",
                        "times as long as " + best.orElse("others")),
                turns,
                (way, all) ->
                        List.of(
                                way,
                                Turn.millis(all),
                                Turn.cpuMicros(all) / calls,
                                best.map(other -> Turn.ratio(all, turns.get(other)).toString())
                                        .orElse("no other language here")));
    }
}
