package tests;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A command to be run as a process of its own, as a reader would from a terminal.
///
/// @param words the program and its arguments
/// @param folder where it runs
/// @param environment variables that it gets besides those of this process
/// @param limit how long it may take
record Command(List<String> words, Path folder, Map<String, String> environment, Duration limit) {
    private static final int TAIL = 12;
    private static final Duration USUAL_LIMIT = Duration.ofMinutes(3);

    /// How a command ended.
    ///
    /// @param exit its exit code
    /// @param out its standard output
    /// @param err its standard error
    /// @param took from its start to its end
    record Result(int exit, String out, String err, Duration took) {
        /// The lines on standard error.
        List<String> errLines() {
            return err.lines().toList();
        }

        /// What a failing test should show.
        @Override
        public String toString() {
            return "exit code %d after %d ms%nstandard output:%n%s%nstandard error:%n%s"
                    .formatted(exit, took.toMillis(), tail(out), tail(err));
        }

        /// The last lines, and of those before them the claims that did not hold.
        private static String tail(String text) {
            var lines = text.lines().toList();
            int last = Math.max(0, lines.size() - TAIL);
            return lines.subList(0, last).stream()
                    .filter(line -> line.startsWith("✗"))
                    .collect(
                            Collectors.joining(
                                    "\n",
                                    "",
                                    "\n" + String.join("\n", lines.subList(last, lines.size()))))
                    .strip();
        }
    }

    /// A command that is running.
    record Running(Process process, Path out, Path err, long startedAt, Command command) {
        /// Its standard output so far.
        String outSoFar() throws IOException {
            return Files.readString(out);
        }

        /// Its standard error so far.
        String errSoFar() throws IOException {
            return Files.readString(err);
        }

        /// Sends it an interrupt, as Ctrl-C does.
        void interrupt() throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        }

        /// Waits for its end.
        ///
        /// @throws AssertionError if it takes longer than the command's limit; it is then ended
        Result await() throws IOException, InterruptedException {
            try {
                if (!process.waitFor(command.limit.toMillis(), TimeUnit.MILLISECONDS))
                    throw new AssertionError(
                            "%s did not end within %d s; so far:%n%s%n%s"
                                    .formatted(
                                            String.join(" ", command.words),
                                            command.limit.toSeconds(),
                                            outSoFar(),
                                            errSoFar()));
                var took = Duration.ofNanos(System.nanoTime() - startedAt);
                return new Result(process.exitValue(), outSoFar(), errSoFar(), took);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
            }
        }
    }

    /// A command that runs in the project's root.
    static Command of(String... words) {
        return new Command(List.of(words), Project.here().root(), Map.of(), USUAL_LIMIT);
    }

    /// The project's bootstrapper with these arguments.
    static Command jbangw(String... arguments) {
        return jbangw(Project.here(), arguments);
    }

    /// Another checkout's bootstrapper with these arguments.
    static Command jbangw(Project project, String... arguments) {
        var words = new ArrayList<String>();
        words.add(project.jbangw().toString());
        words.addAll(List.of(arguments));
        return new Command(words, project.root(), Map.of(), USUAL_LIMIT);
    }

    /// The same command in another folder.
    Command in(Path other) {
        return new Command(words, other, environment, limit);
    }

    /// The same command with a variable of the environment set.
    Command with(String name, String value) {
        var more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new Command(words, folder, more, limit);
    }

    /// The same command with another limit.
    Command within(Duration other) {
        return new Command(words, folder, environment, other);
    }

    /// Runs it, without any input, and waits for its end.
    ///
    /// @throws AssertionError if it takes longer than its limit
    Result run() throws IOException, InterruptedException {
        return start().await();
    }

    /// Starts it, without any input.
    Running start() throws IOException {
        var out = Files.createTempFile("out", ".txt");
        var err = Files.createTempFile("err", ".txt");
        var builder =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        long now = System.nanoTime();
        return new Running(builder.start(), out, err, now, this);
    }

    private static File nothing() {
        return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }
}
