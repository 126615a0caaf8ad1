package lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import lab.measure.Statistics;
import lab.system.AddressSpace;
import lab.system.ChildProcess;
import lab.system.Command;
import lab.system.Context;
import lab.system.Ended;
import lab.system.Footprint;
import lab.system.JavaProgram;
import lab.system.ProcessAccount;
import lab.system.TemporaryFolder;
import lab.view.Rows;
import tech.tablesaw.api.Table;

/// Child processes in a lab: they end when it does, or is stopped, and so does what they wrote.
///
/// @param lab where they are started
/// @param scratch for files that nobody needs afterwards
public record Children(Lab lab, TemporaryFolder scratch) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

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
                    case QUICK -> 5;
                    case STANDARD -> 41;
                    case FULL -> 301;
                };
        var times = lab.run(() -> StartTimes.of(ways, answer, budget(1_500), rounds, lab.seed()));
        lab.keep(times.comparison("start", "say hello"));
        return times;
    }

    Duration budget(long quickMillis) {
        return Duration.ofMillis(
                switch (lab.size()) {
                    case QUICK -> quickMillis;
                    case STANDARD -> 10 * quickMillis;
                    case FULL -> 60 * quickMillis;
                });
    }

    /// Start times as a table.
    public static Table table(String title, StartTimes times) {
        return Rows.table(
                title,
                List.of("what", "starts", "fastest ms", "median ms", "slowest ms"),
                times.all(),
                (way, millis) ->
                        List.of(
                                way,
                                millis.length,
                                DoubleStream.of(millis).min().orElse(0),
                                Statistics.median(millis),
                                DoubleStream.of(millis).max().orElse(0)));
    }

    /// What an address space is made of, as a table; empty if this system does not tell.
    public static Optional<Table> parts(String title, long pid) {
        return AddressSpace.of(pid)
                .map(space ->
                        Rows.table(
                                title,
                                List.of("part", "regions", "addresses, MB"),
                                space.parts().stream()
                                        .map(p -> List.of(p.kind(), p.regions(), p.bytes() / 1e6))
                                        .toList()));
    }

    /// The contexts of a process and of the thread that calls, as a table. What this system does
    /// not tell of it is left out.
    ///
    /// @param child a process to put beside them
    public static Table context(String title, ChildProcess child) {
        var thread = Thread.currentThread();
        var rows = new ArrayList<List<?>>();
        rows.add(List.of("thread", "name", thread.getName(), "main"));
        rows.add(
                List.of("thread", "calls on the stack", thread.getStackTrace().length, "not told"));
        var here = Context.of(ProcessHandle.current());
        var there = Context.of(child.handle());
        here.entries()
                .forEach(
                        (what, value) -> rows.add(List.of("process", what, value, there.of(what))));
        return Rows.table(title, List.of("of the", "", "here", "in a child process"), rows);
    }

    /// How much memory each of many takes, by the account of the process that they are in.
    ///
    /// @param crowd says `ready`; when it is sent a line, it starts `count` and says `ready` again
    /// @return empty if this system keeps no such account
    public Optional<Footprint> memoryOfEach(int count, Command crowd) throws Exception {
        return lab.run(() -> {
            try (var process = ChildProcess.start(crowd.within(LIMIT))) {
                awaitReady(process);
                var before = ProcessAccount.of(process.pid());
                process.send("go");
                awaitReady(process);
                var after = ProcessAccount.of(process.pid());
                return before.isEmpty() || after.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Footprint.ofEach(count, before.get(), after.get()));
            }
        });
    }

    private static void awaitReady(ChildProcess process) throws IOException, InterruptedException {
        var line = process.readLine(LIMIT);
        if (!line.equals(Optional.of("ready")))
            throw new IOException("the process said %s, and not ready".formatted(line));
    }

    /// How much memory a process takes that says `ready` and waits.
    ///
    /// @return empty if this system keeps no such account
    public Optional<Footprint> memoryOf(Command waiting) throws Exception {
        return lab.run(() -> {
            try (var process = ChildProcess.start(waiting.within(LIMIT))) {
                awaitReady(process);
                return ProcessAccount.of(process.pid()).map(Footprint::of);
            }
        });
    }

    /// How much memory a process of this system takes that is no JVM, and waits.
    ///
    /// @return empty if this system keeps no such account
    public Optional<Footprint> memoryOfNative() throws Exception {
        return lab.run(() -> {
            try (var process = ChildProcess.start(waiter().within(LIMIT))) {
                process.send("x"); // it is loaded once it has answered
                process.readLine(LIMIT);
                return ProcessAccount.of(process.pid()).map(Footprint::of);
            }
        });
    }

    /// Footprints as a table of kilobytes (of 10^3 bytes).
    public static Table footprints(String title, Map<String, Footprint> footprints) {
        return Rows.table(
                title,
                List.of("what", "resident KB", "its share KB", "its own KB"),
                footprints,
                (what, memory) ->
                        List.of(
                                what,
                                memory.resident() / 1e3,
                                kilobytes(memory.proportional()),
                                kilobytes(memory.own())));
    }

    private static double kilobytes(OptionalLong bytes) {
        return bytes.isPresent() ? bytes.getAsLong() / 1e3 : Double.NaN;
    }
}
