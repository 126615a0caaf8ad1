package tests;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Gets what the tests need from the system and a bare machine lacks: fonts, without which no chart
/// can be drawn. Jupyter is not got here: `notebooks` does that itself, and is tested at it.
final class SetUp {
    private static final List<String> FONTS = List.of("fontconfig", "fonts-dejavu-core");

    private SetUp() {}

    /// Installs what is missing where that can be done without asking: as root, on Debian and its
    /// kin. Elsewhere it says what to do, and the tests that need it fail.
    static void run(PrintStream log) {
        if (!System.getProperty("os.name").equals("Linux") || hasFonts()) return;
        var wanted = String.join(" ", FONTS);
        if (!isOnPath("apt-get") || !System.getProperty("user.name").equals("root")) {
            log.println("test: no fonts found, so charts cannot be drawn: install " + wanted);
            return;
        }
        log.println("test: installing " + wanted);
        for (var command :
                List.of(
                        "apt-get -qq update",
                        "apt-get -qq install -y --no-install-recommends " + wanted))
            if (!succeeds(command, log)) return;
    }

    /// Whether fontconfig finds a font, asked the way the JDK finds them.
    private static boolean hasFonts() {
        try {
            var list = new ProcessBuilder("fc-list").redirectErrorStream(true).start();
            var found = new String(list.getInputStream().readAllBytes());
            return list.waitFor() == 0 && !found.isBlank();
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean succeeds(String command, PrintStream log) {
        try {
            var builder = new ProcessBuilder(command.split(" ")).redirectErrorStream(true);
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            var process = builder.start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() == 0) return true;
            log.println("test: " + command + " failed: " + said.strip());
        } catch (IOException e) {
            log.println("test: " + command + " failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static boolean isOnPath(String program) {
        for (var folder : System.getenv().getOrDefault("PATH", "").split(":"))
            if (Files.isExecutable(Path.of(folder, program))) return true;
        return false;
    }
}
