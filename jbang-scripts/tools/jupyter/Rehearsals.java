package tools.jupyter;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Starts the kernel once without a connection: it shows that the kernel works here, draws a chart,
/// and lets the JVM record the classes that takes.
final class Rehearsals {
    private static final long LIMIT_SECONDS = 120;
    private static final String WARNING = "warning: ";

    private Rehearsals() {}

    /// @param environment what the kernel gets besides the environment of this process
    /// @return a warning for the user, or an empty string
    /// @throws UserError if the kernel does not start at all
    static String run(List<String> command, Map<String, String> environment) throws IOException {
        var result = Processes.capture(command, Duration.ofSeconds(LIMIT_SECONDS), environment);
        if (result.timedOut()) {
            return "The kernel took more than "
                    + LIMIT_SECONDS
                    + " s to try itself out: it will start slowly.";
        }
        if (!result.ok()) {
            throw new UserError("The kernel does not run with this Java: " + result.reason());
        }
        return result.output()
                .lines()
                .filter(line -> line.startsWith(WARNING))
                .map(line -> line.substring(WARNING.length()))
                .findFirst()
                .orElse("");
    }
}
