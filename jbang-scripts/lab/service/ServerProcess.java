package lab.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lab.system.ChildProcess;
import lab.system.JavaProgram;

/// The JVM that the web service runs in, and the port that it listens on.
///
/// @param child its process
/// @param port its port on the loopback interface
record ServerProcess(ChildProcess child, int port) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> OPTIONS =
            List.of(
                    "-Xmx192m",
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED");
    private static final String FOR_FEW_CALLS = "-XX:TieredStopAtLevel=1";
    private static final int CORES_FOR_A_LOOP = 4;

    /// Starts it, and waits until it listens.
    ///
    /// @param files the folder of the files that it sends
    /// @param manyCalls whether it will pay to compile it well
    /// @throws IOException if it does not start
    /// @throws InterruptedException if the caller is interrupted; the process has been ended
    static ServerProcess start(Path files, boolean manyCalls)
            throws IOException, InterruptedException {
        int loops = Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_FOR_A_LOOP);
        var options = new ArrayList<>(OPTIONS);
        if (!manyCalls) options.add(FOR_FEW_CALLS);
        var child =
                ChildProcess.start(
                        JavaProgram.ofLibrary(WebServer.class)
                                .command(options, files.toString(), "" + loops));
        var said = child.readLine(PATIENCE);
        if (said.isPresent()) return new ServerProcess(child, Integer.parseInt(said.get()));
        child.close();
        throw new IOException("the web service did not start: " + child.await().err().strip());
    }

    @Override
    public void close() {
        child.close();
    }
}
