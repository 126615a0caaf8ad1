package tools.jupyter;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Other programs: finding and running them. None outlives this one.
final class Processes {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private Processes() {}

    /// How a program ended.
    ///
    /// @param exit its exit code; -1 if it could not be started or took too long
    /// @param output what it printed, errors included
    /// @param timedOut whether it was ended because it took too long
    record Result(int exit, String output, boolean timedOut) {
        boolean ok() {
            return exit == 0;
        }

        /// The line that most likely says what went wrong.
        String reason() {
            var lines = output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
            return lines.stream()
                    .filter(line ->
                            line.matches("(?i).*(error|not found|no module|cannot|unable).*"))
                    .findFirst()
                    .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast()))
                    .orElse("exit code " + exit);
        }
    }

    /// Runs a program and takes what it prints.
    static Result capture(List<String> command, Duration limit) throws IOException {
        return capture(command, limit, Map.of());
    }

    static Result capture(List<String> command, Duration limit, Map<String, String> environment)
            throws IOException {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return capture(builder, limit);
    }

    static Result capture(ProcessBuilder builder, Duration limit) throws IOException {
        var log = Files.createTempFile("concurrency-models", ".log");
        try {
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
            Process process;
            try {
                process = builder.start();
            } catch (IOException e) {
                return new Result(-1, e.getMessage(), false);
            }
            process.getOutputStream().close();
            var hook = endWithThis(process);
            try {
                var ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly().waitFor();
                }
                var output = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
                return new Result(ended ? process.exitValue() : -1, output, !ended);
            } finally {
                forget(hook);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("Interrupted.");
        } finally {
            Files.deleteIfExists(log);
        }
    }

    /// Runs a program in the foreground, on this terminal, and gives its exit code. On Ctrl-C it is
    /// asked to end, and waited for.
    static int foreground(ProcessBuilder builder) throws IOException {
        var process = builder.start();
        var hook = endWithThis(process);
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("Interrupted.");
        } finally {
            forget(hook);
        }
    }

    private static Thread endWithThis(Process process) {
        var hook = new Thread(() -> end(process), "end-child");
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            Thread.yield();
        }
    }

    /// Asks as Ctrl-C does, then as `kill` does, then no longer.
    private static void end(Process process) {
        try {
            if (!onWindows()) {
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .redirectErrorStream(true)
                        .start()
                        .waitFor();
                if (process.waitFor(GRACE)) {
                    return;
                }
            }
            process.destroy();
            if (!process.waitFor(GRACE)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    /// Every program of this name on the PATH, in its order.
    static List<Path> onPath(Map<String, String> env, String name) {
        var names = onWindows() ? List.of(name + ".exe", name + ".bat") : List.of(name);
        return Stream.of(
                        env.getOrDefault("PATH", env.getOrDefault("Path", ""))
                                .split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> names.stream().map(file -> Path.of(folder, file)))
                .filter(Files::isExecutable)
                .filter(file -> !Files.isDirectory(file))
                .map(Path::toAbsolutePath)
                .distinct()
                .toList();
    }

    static boolean onWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }
}
