package lab.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The other side of a [Talk] between processes: a program for a child JVM. It ends when its
/// standard input does, so it cannot outlive the process that started it, whatever the system.
public final class Peer {
    private Peer() {}

    static Command command(String... arguments) {
        return JavaProgram.ofLibrary(Peer.class)
                .command(List.of("-Xmx64m", "-XX:+UseSerialGC"), arguments);
    }

    /// @param args `pipe`, `socket PORT` or `file FILE`
    public static void main(String... args) throws IOException, InterruptedException {
        if (args[0].equals("pipe")) {
            StreamTalk.answer(System.in, System.out);
            return;
        }
        Thread.ofPlatform().daemon().start(Peer::endWithInput);
        if (args[0].equals("socket")) StreamTalk.answer(Integer.parseInt(args[1]));
        else FileTalk.answer(Path.of(args[1]));
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes here: what is awaited is the end.
            }
        } catch (IOException e) {
            // As good as the end.
        }
        Runtime.getRuntime().halt(0);
    }
}
