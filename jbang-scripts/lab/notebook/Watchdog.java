package lab.notebook;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Ends the kernel when its server has gone without saying goodbye: a killed Jupyter would
/// otherwise leave a JVM behind, with the work of its last cell.
final class Watchdog {
    private static final long GRACE_SECONDS = 3;

    private Watchdog() {}

    static void endWithServer() {
        server().ifPresent(server -> server.onExit().thenRun(Watchdog::end));
    }

    private static Optional<ProcessHandle> server() {
        var named =
                Optional.ofNullable(System.getenv("JPY_PARENT_PID"))
                        // On Windows this is the number of a handle, not of a process.
                        .filter(_ -> !System.getProperty("os.name").startsWith("Windows"))
                        .filter(pid -> pid.matches("[1-9][0-9]{0,17}"))
                        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
        return named.or(() -> ProcessHandle.current().parent());
    }

    /// Lets shutdown hooks run, but not for ever.
    private static void end() {
        Thread.ofPlatform()
                .daemon()
                .name("kernel-halt")
                .start(() -> {
                    try {
                        TimeUnit.SECONDS.sleep(GRACE_SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(0);
                });
        System.exit(0);
    }
}
