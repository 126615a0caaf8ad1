package tools.jupyter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts the kernel once without a connection: it shows that the kernel works here, draws a chart,
/// and lets the JVM record the classes that takes.
final class Rehearse {
    private static final long LIMIT_SECONDS = 120;

    private Rehearse() {}

    /// @return a warning for the user, or an empty string
    /// @throws KernelException if the kernel does not start at all
    static String run(List<String> command, Path folder) throws IOException {
        var log = Files.createTempFile(folder, "rehearsal", ".log");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "The kernel took more than " + LIMIT_SECONDS + " s to try itself out: it will start slowly.";
            }
            return process.exitValue() == 0 ? "" : complaint(Files.readString(log));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KernelException("Interrupted: the kernel is not installed.");
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private static String complaint(String log) {
        if (log.contains("Fontconfig") || log.contains("libfontconfig") || log.contains("libfreetype")) {
            return "Charts cannot be drawn here, as there are no fonts: on Debian or Ubuntu, install the"
                    + " packages fontconfig and fonts-dejavu-core.";
        }
        var reason = log.lines().filter(line -> !line.isBlank()).findFirst().orElse("it said nothing");
        throw new KernelException("The kernel does not run with this Java: " + reason);
    }
}
