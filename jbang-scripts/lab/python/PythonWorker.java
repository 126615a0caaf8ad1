package lab.python;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lab.system.ChildProcess;

/// A Python that has started, and does what it is told, line by line: it reads a line and answers
/// with one. So what it does can be timed again and again without its start.
///
/// Its first line has to be `ready`. It ends when its standard input does, or when this is closed;
/// either way its own children go with it. Whoever tells it something after it has ended, because a
/// cell was stopped, starts it anew.
///
/// Used by one thread at a time.
public final class PythonWorker implements AutoCloseable {
    private static final Duration TO_START = Duration.ofSeconds(30);
    private static final Duration TO_ANSWER = Duration.ofMinutes(5);
    private static final Duration LAST_MOMENT = Duration.ofSeconds(1);

    private final Python python;
    private final Start start;
    private ChildProcess process;

    /// How it is started.
    @FunctionalInterface
    public interface Start {
        /// Starts the process that is to be told what to do.
        ///
        /// @throws IOException if it cannot be started
        ChildProcess process() throws IOException;
    }

    private PythonWorker(Python python, Start start) {
        this.python = python;
        this.start = start;
    }

    /// Starts it, and waits until it is ready.
    ///
    /// @throws IOException if it ends instead, or does not get ready; with its last words
    /// @throws InterruptedException if the caller is interrupted; the process has been ended
    public static PythonWorker of(Python python, Start start)
            throws IOException, InterruptedException {
        var worker = new PythonWorker(python, start);
        worker.begin();
        return worker;
    }

    private void begin() throws IOException, InterruptedException {
        process = start.process();
        var first = line("its start", TO_START);
        if (first.equals("ready")) return;
        process.close();
        throw new IOException(python.name() + " began with '" + first + "' instead of 'ready'");
    }

    /// Which one it is.
    public Python python() {
        return python;
    }

    /// Sends a line and waits for the answer.
    ///
    /// @throws IOException if it has ended, or does not answer; with its last words
    /// @throws InterruptedException if the caller is interrupted; the process has been ended
    public String ask(String line) throws IOException, InterruptedException {
        tell(line);
        return answer(line);
    }

    /// Sends a line.
    ///
    /// @throws IOException if it has ended, and does not start again; with its last words
    /// @throws InterruptedException if the caller is interrupted; the process has been ended
    public void tell(String line) throws IOException, InterruptedException {
        try {
            process.send(line);
        } catch (IOException ended) {
            begin();
            process.send(line);
        }
    }

    /// Waits for the next line.
    ///
    /// @param question what it answers, for the message if it does not
    public String answer(String question) throws IOException, InterruptedException {
        return line("'" + question + "'", TO_ANSWER);
    }

    private String line(String question, Duration patience)
            throws IOException, InterruptedException {
        var line = process.readLine(patience);
        if (line.isPresent()) return line.get();
        boolean ended = ended();
        process.close();
        var words = ended ? process.await().err().strip() : "";
        throw new IOException(
                "%s gave no answer to %s: %s"
                        .formatted(
                                python.name(),
                                question,
                                words.isEmpty() ? "no last words" : last(words)));
    }

    /// Whether it has ended, or is about to: its output ends a moment before it does.
    private boolean ended() throws InterruptedException {
        try {
            process.handle().onExit().get(LAST_MOMENT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    private static String last(String words) {
        return words.lines().reduce((first, next) -> next).orElse("");
    }

    @Override
    public void close() {
        process.close();
    }
}
