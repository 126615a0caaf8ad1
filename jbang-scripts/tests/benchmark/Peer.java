package tests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lab.system.ChildProcess;
import lab.system.Command;

/// A program in another language, as one would write it there with what comes with the language. It
/// does its job when it is sent a line, and answers with a line: the milliseconds and the processor
/// time in microseconds that it took, and what came out, if that is to be compared.
///
/// @param language what it is written in
/// @param source its text
record Peer(Language language, String source) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Languages, and how their programs come to run.
    enum Language {
        C,
        GO,
        NODE,
        PYTHON
    }

    /// Starts it.
    ///
    /// @param folder where its source, and what is made of it, may lie
    /// @throws IOException if this machine has no such language
    ChildProcess start(Path folder, String... arguments) throws IOException, InterruptedException {
        return ChildProcess.start(command(folder).plus(arguments));
    }

    private Command command(Path folder) throws IOException, InterruptedException {
        var program = folder.resolve("program").toString();
        return switch (language) {
            case NODE -> Command.of("node", written(folder, "program.js"));
            case PYTHON -> Command.of("python3", written(folder, "program.py"));
            case GO -> built(program, "go", "build", "-o", program, written(folder, "program.go"));
            case C ->
                    built(
                            program,
                            "gcc",
                            "-O2",
                            "-fopenmp",
                            "-o",
                            program,
                            written(folder, "program.c"));
        };
    }

    private String written(Path folder, String name) throws IOException {
        return Files.writeString(folder.resolve(name), source).toString();
    }

    private static Command built(String program, String... build)
            throws IOException, InterruptedException {
        var ended = ChildProcess.run(Command.of(List.of(build)).within(PATIENCE));
        if (!ended.well()) throw new IOException(ended.err().strip());
        return Command.of(program);
    }

    /// Has it do a job once.
    static Turn turn(ChildProcess peer, String job) throws Exception {
        peer.send(job);
        var line = peer.readLine(PATIENCE);
        if (line.isEmpty()) {
            peer.close();
            throw new IllegalStateException("no answer: " + peer.await().err());
        }
        var words = line.get().split(" ", 3);
        return new Turn(
                Double.parseDouble(words[0]),
                Double.parseDouble(words[1]),
                words.length < 3 ? "" : words[2]);
    }
}
