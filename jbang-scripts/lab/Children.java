package lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import lab.measure.Interval;
import lab.measure.Statistics;
import lab.system.AddressSpace;
import lab.system.ChildProcess;
import lab.system.Command;
import lab.system.Ended;
import lab.system.FieldTalk;
import lab.system.FileTalk;
import lab.system.JavaProgram;
import lab.system.ProcessAccount;
import lab.system.RoundTrips;
import lab.system.StreamTalk;
import lab.system.Talk;
import lab.system.TemporaryFolder;
import lab.view.Line;
import lab.view.Rows;
import tech.tablesaw.api.Table;

/// Child processes in a lab: they end when it does, or is stopped, and so does what they wrote.
///
/// @param lab where they are started
/// @param scratch for files that nobody needs afterwards
public record Children(Lab lab, TemporaryFolder scratch) {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MOST_TRIPS = 20_000;

    /// Children of a lab, and a folder that goes with it.
    public Children(Lab lab) throws IOException {
        this(lab, lab.own(TemporaryFolder.make()));
    }

    /// A folder for files that nobody needs afterwards. It is deleted when the lab closes.
    public Path folder() throws IOException {
        if (!Files.exists(scratch.path())) {
            Files.createDirectories(scratch.path()); // it went when a run was interrupted
            lab.own(scratch);
        }
        return scratch.path();
    }

    /// A program for a JVM of the same kind as this one: a class of the lesson with a `main`, which
    /// uses nothing else of the lesson.
    ///
    /// @param options for the JVM: `-Xmx32m`
    public Command java(Class<?> main, List<String> options, String... arguments)
            throws IOException {
        var jar = folder().resolve(main.getName() + ".jar");
        if (!Files.exists(jar)) JavaProgram.pack(main, jar);
        return new JavaProgram(jar.toString(), main.getName()).command(options, arguments);
    }

    /// Starts a process to talk with.
    ///
    /// @throws IOException if there is no such program
    public ChildProcess start(Command command) throws IOException {
        return lab.own(ChildProcess.start(command));
    }

    /// Runs a process to its end, for half a minute at most.
    ///
    /// @throws IOException if there is no such program
    /// @throws InterruptedException if the caller is interrupted; the process has been ended
    public Ended run(Command command) throws Exception {
        var limited = command.limit().isPresent() ? command : command.within(LIMIT);
        return lab.run(() -> ChildProcess.run(limited));
    }

    /// A program of this system, no JVM, that prints `hello` and ends.
    public static Command hello() {
        return isWindows() ? Command.of("cmd", "/c", "echo hello") : Command.of("echo", "hello");
    }

    /// A program of this system, no JVM, that waits until its standard input ends.
    public static Command waiter() {
        return isWindows() ? Command.of("findstr", "x") : Command.of("cat");
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    /// Measures how long it takes to start something and have its answer.
    ///
    /// @param ways each starts something, waits for its end, and returns its answer
    /// @param answer what each should answer
    /// @throws lab.measure.WrongAnswer if one answers something else
    public StartTimes times(SequencedMap<String, Callable<String>> ways, String answer)
            throws Exception {
        int rounds =
                switch (lab.size()) {
                    case QUICK -> 9;
                    case STANDARD -> 41;
                    case FULL -> 301;
                };
        return lab.run(() -> StartTimes.of(ways, answer, budget(2_000), rounds, lab.seed()));
    }

    private Duration budget(long quickMillis) {
        return Duration.ofMillis(
                switch (lab.size()) {
                    case QUICK -> quickMillis;
                    case STANDARD -> 7 * quickMillis;
                    case FULL -> 60 * quickMillis;
                });
    }

    /// Start times as a table.
    public static Table table(String title, StartTimes times) {
        var rows = new ArrayList<List<?>>();
        times.all().forEach((way, micros) -> {
            var median = Statistics.medianInterval(micros);
            rows.add(
                    List.of(
                            way,
                            micros.length,
                            DoubleStream.of(micros).min().orElse(0) / 1e3,
                            median.estimate() / 1e3,
                            percentile(micros, 0.95) / 1e3,
                            DoubleStream.of(micros).max().orElse(0) / 1e3));
        });
        return Rows.table(
                title,
                List.of("what", "starts", "fastest ms", "median ms", "95% below ms", "slowest ms"),
                rows);
    }

    private static double percentile(double[] values, double share) {
        var sorted = DoubleStream.of(values).sorted().toArray();
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /// What an address space is made of, as a table; empty if this system does not tell.
    public static Optional<Table> parts(String title, long pid) {
        return AddressSpace.of(pid)
                .map(space ->
                        Rows.table(
                                title,
                                List.of("part", "regions", "addresses, MB"),
                                space.parts().stream()
                                        .map(p ->
                                                List.of(p.kind(), p.regions(), p.bytes() / 1e6))
                                        .toList()));
    }

    /// How much memory each of many takes, by the account of the process that they are in: what it
    /// has to itself, or what is resident where the system does not tell that.
    ///
    /// @param crowd says `ready`; when it is sent a line, it starts `count` and says `ready` again
    /// @return bytes for each; empty if this system keeps no such account
    public OptionalLong bytesEach(Command crowd, int count) throws Exception {
        return lab.run(() -> {
            try (var process = ChildProcess.start(crowd.within(LIMIT))) {
                var before = accountWhenReady(process);
                process.send("go");
                var after = accountWhenReady(process);
                return before.isEmpty() || after.isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of((own(after.get()) - own(before.get())) / count);
            }
        });
    }

    private static Optional<ProcessAccount> accountWhenReady(ChildProcess process)
            throws IOException, InterruptedException {
        var line = process.readLine(LIMIT);
        if (!line.equals(Optional.of("ready")))
            throw new IOException("process said %s instead of ready".formatted(line));
        return ProcessAccount.of(process.pid());
    }

    /// How much memory a process takes that says `ready` and waits, or that says nothing: what it
    /// has to itself, or what is resident where the system does not tell that.
    ///
    /// @param speaks whether it says `ready`
    /// @return bytes; empty if this system keeps no such account
    public OptionalLong bytesOf(Command waiting, boolean speaks) throws Exception {
        return lab.run(() -> {
            try (var process = ChildProcess.start(waiting.within(LIMIT))) {
                if (!speaks) Thread.sleep(Duration.ofMillis(100)); // until it has been loaded
                var account =
                        speaks ? accountWhenReady(process) : ProcessAccount.of(process.pid());
                return account.isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(own(account.get()));
            }
        });
    }

    private static long own(ProcessAccount account) {
        return account.privateBytes().orElse(account.residentBytes());
    }

    /// A way to open a talk.
    @FunctionalInterface
    public interface Opening {
        /// Starts the other side.
        Talk open() throws IOException;
    }

    /// The other side is a thread: through a field.
    public Opening field() {
        return FieldTalk::open;
    }

    /// The other side is a process: through its standard input and output.
    public Opening pipe() {
        return StreamTalk::pipe;
    }

    /// The other side is a process: through a TCP connection over loopback.
    public Opening socket() {
        return StreamTalk::socket;
    }

    /// The other side is a process: through a file that both have mapped.
    public Opening file() {
        return () -> FileTalk.in(folder());
    }

    /// Sends messages of each size, for a while, and checks each answer.
    public List<RoundTrips> talk(Opening opening, int... sizes) throws Exception {
        return lab.run(() -> {
            var trips = new ArrayList<RoundTrips>();
            try (var talk = opening.open()) {
                for (int bytes : sizes)
                    trips.add(
                            RoundTrips.of(
                                    talk, bytes, budget(40), MOST_TRIPS, lab.cancellation()));
            }
            return trips;
        });
    }

    /// Microseconds there and back, against the size of the message.
    public static Line latency(String name, List<RoundTrips> trips) {
        return line(name, trips, size -> Statistics.medianInterval(size.micros()));
    }

    /// Megabytes (of 10^6 bytes) a second, against the size of the message: the size over the time
    /// there and back.
    public static Line throughput(String name, List<RoundTrips> trips) {
        return line(name, trips, size -> {
            var micros = Statistics.medianInterval(size.micros());
            double bytes = size.bytes();
            return new Interval(
                    bytes / micros.high(), bytes / micros.estimate(), bytes / micros.low());
        });
    }

    private static Line line(
            String name,
            List<RoundTrips> trips,
            java.util.function.Function<RoundTrips, Interval> figure) {
        return new Line(
                name,
                trips.stream().mapToDouble(RoundTrips::bytes).toArray(),
                trips.stream().map(figure).toList());
    }
}
