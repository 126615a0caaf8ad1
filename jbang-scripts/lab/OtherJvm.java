package lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import lab.lock.WaitForGraph;
import lab.lock.WaitForGraph.Wait;
import lab.lock.Witness;
import lab.system.ChildProcess;
import lab.system.Command;
import lab.system.Ended;

/// What became of a program in a JVM of its own, which has ended.
///
/// @param found the deadlock it got into; nobody waits if it ended without one
/// @param afterInterrupts what was left of it when each of its threads had been interrupted
/// @param pid the number of the process
/// @param ended how the process ended when it was told to
public record OtherJvm(WaitForGraph found, WaitForGraph afterInterrupts, long pid, Ended ended) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Runs a program until it is deadlocked, or over, and ends its JVM.
    ///
    /// @param program as [Locks#inAnotherJvm] takes it
    /// @throws IOException if the JVM does not start, or breaks off
    /// @throws Exception if the caller is interrupted; the JVM has been ended
    public static OtherJvm run(Class<? extends Runnable> program) throws Exception {
        try (var child = ChildProcess.start(command())) {
            child.send(program.getName());
            for (var type : program.getNestHost().getNestMembers())
                child.send(type.getName() + " " + Base64.getEncoder().encodeToString(bytes(type)));
            child.send(".");
            var found = new ArrayList<Wait>();
            var after = new ArrayList<Wait>();
            for (var line = next(child); !line.equals("."); line = next(child)) {
                var words = line.split("\t");
                (words[0].equals("found") ? found : after)
                        .add(new Wait(words[1], words[2], words[3]));
            }
            child.close();
            return new OtherJvm(
                    new WaitForGraph(found), new WaitForGraph(after), child.pid(), child.await());
        }
    }

    private static Command command() throws Exception {
        var library = Witness.class.getProtectionDomain().getCodeSource().getLocation();
        return Command.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx64m",
                "-cp",
                Path.of(library.toURI()).toString(),
                Witness.class.getName());
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        var file = type.getName().replace('.', '/') + ".class";
        try (var bytes = type.getClassLoader().getResourceAsStream(file)) {
            if (bytes == null) throw new IOException("the class %s cannot be read".formatted(file));
            return bytes.readAllBytes();
        }
    }

    private static String next(ChildProcess child) throws IOException, InterruptedException {
        var line = child.readLine(PATIENCE);
        if (line.isPresent()) return line.get();
        child.close();
        throw new IOException("the other JVM broke off: " + child.await().err().strip());
    }
}
