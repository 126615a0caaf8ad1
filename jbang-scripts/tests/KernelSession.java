package tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jupyter.Jupyter.Need;
import tools.jupyter.JupyterFinder;

/// A kernel, started by real Jupyter from an installed kernelspec, and a client that runs cells in
/// it.
final class KernelSession implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process client;
    private final BufferedWriter requests;
    private final BufferedReader answers;
    private final Path log;
    private final JsonNode start;

    /// Installs the kernel below the folder and starts it.
    ///
    /// @throws AssertionError if it cannot be installed or does not start
    KernelSession(Path prefix) throws IOException, InterruptedException {
        install(prefix);
        var jupyter =
                JupyterFinder.of(System.getenv(), Optional.of(Project.here().root()), System.err)
                        .find(Need.EXECUTE);
        log = Files.createTempFile("kernel", ".log");
        var driver = Project.here().scripts().resolve("tests").resolve("kernel.py");
        var builder =
                new ProcessBuilder(python(jupyter.program()), driver.toString())
                        .redirectError(log.toFile());
        builder.environment()
                .put("JUPYTER_PATH", prefix.resolve("share").resolve("jupyter").toString());
        client = builder.start();
        requests = client.outputWriter();
        answers = client.inputReader();
        start = answer();
    }

    static void install(Path prefix) throws IOException, InterruptedException {
        var installed = Command.jbangw("install-kernel", "--prefix", prefix.toString()).run();
        if (installed.exit() != 0) throw new AssertionError("install-kernel: " + installed);
    }

    /// The Python that a `jupyter` command runs in, as its first lines say.
    private static String python(Path jupyter) throws IOException {
        try (var lines = Files.lines(jupyter)) {
            var first = lines.limit(2).toList();
            if (first.getFirst().startsWith("#!") && first.getFirst().contains("python"))
                return first.getFirst().substring(2).strip();
            // An interpreter with a long path is started through sh, on the second line.
            return Stream.of(first.getLast().split("[ '\"]"))
                    .filter(word -> word.contains("python"))
                    .findFirst()
                    .orElse("python3");
        }
    }

    /// What a cell did.
    ///
    /// @param status `ok` or `error`
    /// @param seconds from the request to the reply
    /// @param outputs the messages that it put out
    record Cell(String status, double seconds, List<JsonNode> outputs) {
        /// The first output that has this MIME type.
        Optional<JsonNode> data(String mime) {
            return outputs.stream().filter(output -> output.path("data").has(mime)).findFirst();
        }

        /// The printed text and the lines of errors, without colours.
        String text() {
            return outputs.stream()
                    .flatMap(output ->
                            Stream.concat(
                                    Stream.of(output.path("text").asText()),
                                    StreamSupport.stream(
                                                    output.path("traceback").spliterator(), false)
                                            .map(JsonNode::asText)))
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                    .collect(Collectors.joining("\n"));
        }
    }

    /// Runs a cell.
    Cell run(String code) throws IOException {
        return run(code, Duration.ZERO);
    }

    /// Runs a cell, and interrupts it after a while if that is not zero.
    Cell run(String code, Duration interruptAfter) throws IOException {
        request(
                Map.of(
                        "do",
                        "run",
                        "code",
                        code,
                        "interruptAfter",
                        interruptAfter.toMillis() / 1e3));
        var cell = answer();
        return new Cell(
                cell.path("status").asText(),
                cell.path("seconds").asDouble(),
                StreamSupport.stream(cell.path("outputs").spliterator(), false).toList());
    }

    /// Kills the server, which then cannot say goodbye to the kernel.
    void killServer() throws IOException, InterruptedException {
        request(Map.of("do", "die"));
        client.waitFor();
    }

    /// The kernel's process.
    ProcessHandle kernel() {
        return ProcessHandle.of(start.path("pid").asLong())
                .orElseThrow(() -> new AssertionError("the kernel has ended"));
    }

    /// The address that the kernel listens on.
    String address() {
        return start.path("ip").asText();
    }

    private void request(Map<String, Object> values) throws IOException {
        requests.write(JSON.writeValueAsString(values));
        requests.newLine();
        requests.flush();
    }

    private JsonNode answer() throws IOException {
        var line = answers.readLine();
        if (line == null)
            throw new AssertionError("the kernel said no more: " + Files.readString(log));
        return JSON.readTree(line);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        requests.close();
        if (!client.waitFor(30, TimeUnit.SECONDS)) client.destroyForcibly();
        Files.deleteIfExists(log);
    }
}
