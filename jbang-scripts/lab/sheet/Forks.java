package lab.sheet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lab.measure.Listener;
import lab.python.Python;
import lab.system.ChildProcess;
import lab.system.Ended;
import lab.system.JavaProgram;
import lab.system.TemporaryFolder;

/// Measures a sheet with each workload in several JVMs, one after the other: what a JVM makes of
/// the code, and where it puts the objects, differs from one to the next, and no number of rounds
/// in one of them shows that (Georges, Buytaert and Eeckhout, OOPSLA 2007).
///
/// A JVM that dies, or is not heard of any more, is a note in the place of what it was doing.
/// Another one goes on with the rest.
///
/// @param sheet what is to be measured; its bench says how, and is not used
/// @param python the one that measures the models of another language, if there is one
/// @param program what each JVM runs: it calls [Fork#serve]
/// @param jvms how many
/// @param silence how long one may be silent, though it says every second that it is alive
public record Forks(
        Sheet sheet, Optional<Python> python, JavaProgram program, int jvms, Duration silence) {
    /// Why the models of CPython have no figures, if there is none.
    public static final String NO_PYTHON = "there is no CPython 3.8 or later on the PATH";

    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration SECOND_CHANCE = Duration.ofSeconds(5);
    private static final Duration TO_END = Duration.ofSeconds(5);
    private static final Duration OWN_END = Duration.ofSeconds(1);
    private static final List<String> NOT_FOR_TWO =
            List.of(
                    "-agentlib:jdwp",
                    "-Xrunjdwp",
                    "-Dcom.sun.management.jmxremote",
                    "-XX:StartFlightRecording",
                    "-XX:ArchiveClassesAtExit",
                    "-XX:AOTCacheOutput");

    /// The sheet's models and workloads, in [Pace#JVMS] JVMs.
    public Forks(Sheet sheet, Optional<Python> python) {
        this(sheet, python, JavaProgram.ofLibrary(Fork.class), Pace.JVMS, SILENCE);
    }

    /// Measures what has no figures yet. A workload is kept when all its JVMs are done.
    ///
    /// @throws InterruptedException if the calling thread is interrupted; what is done is kept
    /// @throws IOException if the results cannot be kept
    public void measure() throws Exception {
        var course = new Course(sheet.jobs().size() * (double) jvms);
        for (var job : sheet.jobs()) {
            long start = System.nanoTime();
            var gathering = new Gathering(sheet, job, jvms);
            for (int jvm = 0; jvm < jvms; jvm++) {
                course.begin(1);
                measure(gathering, course.listener(sheet.desk(), job));
            }
            gathering.keep();
            sheet.done(job, start);
        }
    }

    /// One JVM more, and another in its place for each that dies.
    private void measure(Gathering gathering, Listener listener) throws Exception {
        while (gathering.isToBeMeasured()) {
            var end = sheet.desk().run(() -> run(gathering, listener));
            if (end.isEmpty()) break;
            gathering.died(end.get());
        }
        gathering.next();
    }

    /// How a JVM came to a bad end.
    ///
    /// @param doing what it was doing then
    /// @param why in words; empty if it has said so itself
    record End(Cell doing, Optional<String> why) {}

    private Optional<End> run(Gathering gathering, Listener listener)
            throws IOException, InterruptedException {
        try (var folder = TemporaryFolder.make()) {
            var diary = folder.path().resolve("diary");
            try (var child = ChildProcess.start(program.command(options()))) {
                child.send(new ObjectMapper().writeValueAsString(gathering.order(python, diary)));
                while (true) {
                    var line = line(child);
                    if (line.isEmpty()) return ended(child, diary);
                    for (var told : told(line.get())) gathering.hear(told, listener);
                }
            }
        }
    }

    /// What a line tells; nothing if it is blank, or if the virtual machine printed it.
    private static List<Told> told(String line) {
        try {
            return line.isBlank()
                    ? List.of()
                    : List.of(new ObjectMapper().readValue(line, Told.class));
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    /// The next line. Whoever was halted together with this JVM, and goes on with it, gets a second
    /// chance.
    private Optional<String> line(ChildProcess child) throws InterruptedException {
        var line = child.readLine(silence);
        return line.isPresent() || !child.isAlive() ? line : child.readLine(SECOND_CHANCE);
    }

    private Optional<End> ended(ChildProcess child, Path diary) throws InterruptedException {
        if (!endsSoon(child))
            return Optional.of(
                    new End(
                            Diary.read(diary),
                            Optional.of(
                                    "its JVM was silent for %d s".formatted(silence.toSeconds()))));
        var end = child.await();
        if (end.well()) return Optional.empty();
        Thread.sleep(OWN_END); // what ended it may be about to end this JVM, too
        return Optional.of(
                new End(
                        Diary.read(diary),
                        end.exit() == Fork.STUCK ? Optional.empty() : Optional.of(words(end))));
    }

    private static boolean endsSoon(ChildProcess child) throws InterruptedException {
        try {
            child.handle().onExit().get(TO_END.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    private static String words(Ended end) {
        var last = end.err().lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return "its JVM ended with " + end.how() + (last.isEmpty() ? "" : ": " + last.strip());
    }

    /// The options of this JVM, for others like it: but for what only one at a time can do.
    private static List<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> NOT_FOR_TWO.stream().noneMatch(option::startsWith))
                .toList();
    }
}
