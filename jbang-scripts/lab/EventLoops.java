package lab;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import lab.async.EventLoop;
import lab.async.Phrase;
import lab.async.WaitingCallers;
import lab.async.Way;
import lab.load.Caller;
import lab.load.Load;
import lab.observe.ThreadLimits;
import lab.service.AsyncClient;
import lab.service.WebClient;
import lab.system.Command;
import lab.system.JavaProgram;
import lab.view.Figure;
import lab.view.Figures;
import lab.view.Rows;
import lab.work.Size;
import tech.tablesaw.api.Table;

/// An event loop in a lab, and how it compares with threads.
///
/// @param lab where it runs
/// @param loop starts when it is first used, and again when an interrupt has closed it
public record EventLoops(Lab lab, EventLoop loop) {
    private static final int WORKERS = 16;
    private static final int POOL = 200;
    private static final int MOST_CALLERS = 10_000;
    private static final String LOOP = "event loop";
    private static final String THREADS = "a thread each";
    private static final int OTHER_FILES = 1_000;
    private static final int MOST_SOCKETS = // there are no more free ports
            System.getProperty("os.name").startsWith("Linux") ? 25_000 : 15_000;
    private static final int ROUNDS = 5;
    private static final int FEW_ROUNDS = 3; // where a round takes seconds, or the run is quick
    private static final int FULL_ROUNDS = 9;
    private static final List<String> LEAN =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xms8m",
                    "-Xmx768m",
                    "-XX:MinHeapFreeRatio=5",
                    "-XX:MaxHeapFreeRatio=10",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED");

    /// A loop of a lab.
    public EventLoops(Lab lab) {
        this(lab, new EventLoop(WORKERS, lab::own));
    }

    /// A body that answers nothing.
    @FunctionalInterface
    public interface Body {
        /// Does something.
        void run() throws Exception;
    }

    /// Uses something for the first time in the background, and does not wait for it: it starts
    /// meanwhile. If it cannot be started, whoever uses it next hears of it.
    public static void warm(Callable<?> firstUse) {
        Thread.ofVirtual().name("first use").start(new FutureTask<>(firstUse));
    }

    /// Runs something so that Stop stops it.
    ///
    /// @return the milliseconds that it took
    public double millis(Body body) throws Exception {
        return lab.run(() -> {
            long start = System.nanoTime();
            body.run();
            return (System.nanoTime() - start) / 1e6;
        });
    }

    /// Says each phrase in Java, and where there is a CPython, in asyncio; shows what came of it,
    /// and claims that it is what should, in both.
    ///
    /// @param name the stem of the table's file
    /// @throws Exception whatever a phrase throws
    public void phrases(String name, String title, List<Phrase> phrases) throws Exception {
        var asyncio = Asyncio.ask(lab);
        var header = new ArrayList<>(List.of("asyncio", "Java", "what came of it"));
        asyncio.ifPresent(there -> header.add(there.python().name()));
        int right = 0;
        int agreed = 0;
        var rows = new ArrayList<List<?>>();
        for (var phrase : phrases) {
            var came = lab.run(phrase.line()::call);
            if (Objects.equals(came, phrase.expected())) right++;
            if (asyncio.isPresent() && asyncio.get().agrees(phrase.asyncio(), came)) agreed++;
            var row = new ArrayList<>(List.of(phrase.asyncio(), phrase.java(), "" + came));
            asyncio.ifPresent(there -> row.add(there.answer(phrase.asyncio())));
            rows.add(row);
        }
        lab.show(name, Rows.table(title, header, rows));
        int all = phrases.size();
        lab.claim("each line of Java does what it should", right == all, right + " of " + all);
        if (asyncio.isPresent())
            lab.claim("Java and Python agree in every row", agreed == all, agreed + " of " + all);
        else lab.say("no CPython on the PATH: Java's half of the table stands alone");
    }

    /// So many callers, or as many as this system lets a process have connections for.
    public static int bearable(int callers) {
        return Math.min(callers, connections());
    }

    /// Ten thousand threads, or at most half of those that the smallest limit allows.
    private static int bearableThreads() {
        return 2 * ThreadLimits.here().safely(MOST_CALLERS / 2);
    }

    private static int connections() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix
                ? (int) Math.clamp(unix.getMaxFileDescriptorCount() - OTHER_FILES, 1, MOST_SOCKETS)
                : MOST_SOCKETS;
    }

    /// Measures how long each way takes to serve each number of callers; the results are kept.
    ///
    /// @param job what they call, in a word or two
    /// @param expected the right answer to each call
    /// @throws lab.measure.WrongAnswer if a call fails or is answered wrongly
    /// @throws Exception if the calling thread is interrupted; the calls have been stopped
    public <A> CallerTimes serve(
            String job, IntFunction<A> expected, List<Integer> counts, List<Way<A>> ways)
            throws Exception {
        int rounds =
                switch (lab.size()) {
                    case QUICK -> FEW_ROUNDS;
                    case STANDARD -> ROUNDS;
                    case FULL -> FULL_ROUNDS;
                };
        int dear = lab.size() == Size.FULL ? FULL_ROUNDS : FEW_ROUNDS;
        var task = new CallerTimes.Task<>(job, expected, counts, ways, rounds, dear, connections());
        var times = lab.run(() -> CallerTimes.of(task, lab.seed(), lab.cancellation()));
        for (var comparison : times.byCallers().values()) lab.keep(comparison);
        return times;
    }

    /// How long each way takes, against the number of callers.
    ///
    /// @param name the stem of the files
    public Figure chart(String name, String title, CallerTimes times) {
        var lines =
                Figures.lines(
                        name,
                        title,
                        "callers at once",
                        "milliseconds",
                        true,
                        times.lines(),
                        lab.machine());
        return new Figure(
                lines.name(),
                lines.title(),
                "Time until the last caller has the right answer. Points: medians of %s. Bars: the least and the greatest of them. %s."
                        .formatted(times.rounds(), lab.machine().line()),
                lines.alt(),
                lines.data(),
                lines.drawing(),
                lines.text());
    }

    /// The four ways to serve: one after another, a thread each, a pool of two hundred, and an
    /// event loop. Threads are tried with no more callers than this system surely bears.
    ///
    /// @param few more callers than these are not served one after another
    /// @param many more callers than these do not get a thread each
    /// @param call makes a call on a thread that waits for the answer
    /// @param async begins a call, and returns before the answer is there
    public static <A> List<Way<A>> ways(
            int few,
            int many,
            Caller.Blocking<A> call,
            IntFunction<? extends CompletionStage<A>> async) {
        return List.of(
                Way.sequential(few, call),
                Way.threadEach(Math.min(many, bearableThreads()), call),
                Way.pool(POOL, MOST_CALLERS, call),
                Way.async(LOOP, MOST_CALLERS, async));
    }

    /// The same, by clients that keep their connections open between calls.
    public static List<Way<String>> ways(
            int few,
            int many,
            WebClient client,
            Caller.Blocking<String> call,
            AsyncClient asyncClient,
            IntFunction<? extends CompletionStage<String>> async) {
        return ways(few, many, call, async).stream()
                .map(way ->
                        way.keeping(way.name().equals(LOOP) ? asyncClient::close : client::close))
                .toList();
    }

    /// How much memory callers take of their process while all of them wait for a web service: in
    /// the four ways, or in a quick run those that differ most, each in a process of its own.
    ///
    /// @param counts the numbers of callers, ascending; more than this system surely bears are left
    ///   out
    /// @param waiting a web address that takes its time, a minute
    /// @return empty if this system keeps no such account
    public Optional<CallerMemory> memory(List<Integer> counts, URI waiting) throws Exception {
        int most = bearable(MOST_CALLERS);
        var ways = new LinkedHashMap<String, CallerMemory.Way>();
        boolean all = lab.size() != Size.QUICK;
        if (all) ways.put("sequential", new CallerMemory.Way(most, crowd("threads", 1, waiting)));
        int threads = Math.min(most, bearableThreads());
        ways.put(THREADS, new CallerMemory.Way(threads, crowd("threads", 0, waiting)));
        if (all)
            ways.put(
                    "a pool of " + POOL,
                    new CallerMemory.Way(most, crowd("threads", POOL, waiting)));
        ways.put(LOOP, new CallerMemory.Way(most, crowd("loop", 0, waiting)));
        return lab.run(() -> CallerMemory.of(ways, counts));
    }

    private static Command crowd(String how, int room, URI waiting) {
        return JavaProgram.ofLibrary(WaitingCallers.class)
                .command(
                        LEAN,
                        how,
                        "" + room,
                        waiting.getHost(),
                        "" + waiting.getPort(),
                        waiting.getPath() + "?" + waiting.getQuery());
    }

    /// What came of loads, a row for each, by their names.
    public static Table loads(String title, Map<String, Load> loads) {
        var rows = new ArrayList<List<?>>();
        loads.forEach((name, load) -> {
            var took = load.latencies();
            rows.add(
                    List.of(
                            name,
                            load.calls(),
                            load.right(),
                            load.errorLine(),
                            took.medianMillis(),
                            took.percentileMillis(90),
                            took.percentileMillis(99),
                            took.maxMillis()));
        });
        return Rows.table(
                title,
                List.of(
                        "",
                        "calls",
                        "right",
                        "errors",
                        "median ms",
                        "90% below ms",
                        "99% below ms",
                        "slowest ms"),
                rows);
    }
}
