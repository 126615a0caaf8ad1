package lab.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lab.cancel.Outside;
import lab.cancel.Uninterrupted;

/// A process that this one started, with a pipe to each of its standard streams. It ends with
/// certainty.
///
/// - [#close] ends it and all its descendants: they are asked (TERM), and killed soon after.
/// - Whoever waits for it and is interrupted ends it.
/// - Its time limit ends it.
/// - It ends with this JVM: by a shutdown hook; on Linux and macOS, also if the JVM is killed. Not
///   so on Windows, and not in the instant between its start and the note that the watchdog gets.
///
/// A descendant counts for as long as its ancestors live: one whose parent ended before it belongs
/// to the system, and nobody knows whose it was.
///
/// Its standard error is read at once, and its standard output by [#readLine], by [#output] or by
/// [#await], so a process that writes much does not wait for a reader for ever.
public final class ChildProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofMillis(300);
    private static final Duration REAPING = Duration.ofSeconds(2);
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final Command command;
    private final long start = System.nanoTime();
    private final Process process;
    private final Drain errors;
    private Drain rest; // what await() reads of the output; guarded by this
    private BlockingQueue<Optional<String>> lines; // empty marks the end; guarded by this
    private volatile boolean timedOut;

    private ChildProcess(Command command, Process process) {
        this.command = command;
        this.process = process;
        this.errors = Drain.of(process.getErrorStream(), "err");
    }

    /// Starts a process. Give it to `lab.own`, or use it in a `try`.
    ///
    /// @throws IOException if there is no such program, or it cannot be started
    public static ChildProcess start(Command command) throws IOException {
        var child = begin(command);
        if (command.limit().isPresent())
            Thread.ofPlatform().daemon().name("limit " + child.pid()).start(child::limit);
        return child;
    }

    private static ChildProcess begin(Command command) throws IOException {
        var child = new ChildProcess(command, command.builder().start());
        Guard.ofThisJvm().comes(child);
        child.process.onExit().thenRun(() -> Guard.ofThisJvm().goes(child));
        return child;
    }

    /// Runs a process to its end, with nothing to read.
    ///
    /// @throws IOException if there is no such program, or it cannot be started
    /// @throws InterruptedException if the caller is interrupted; the process has been ended
    public static Ended run(Command command) throws IOException, InterruptedException {
        return run(command, "");
    }

    /// Runs a process to its end.
    ///
    /// @param input what it gets to read on its standard input
    /// @throws IOException if there is no such program, or it cannot be started
    /// @throws InterruptedException if the caller is interrupted; the process has been ended
    public static Ended run(Command command, String input)
            throws IOException, InterruptedException {
        try (var child = begin(command)) {
            if (!input.isEmpty()) child.feed(input);
            else child.process.getOutputStream().close();
            return child.await();
        }
    }

    /// Writes on a thread of its own, since a process need not read.
    private void feed(String input) {
        Thread.ofPlatform()
                .daemon()
                .name("feed " + pid())
                .start(() -> {
                    try (var pipe = process.getOutputStream()) {
                        pipe.write(input.getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        // It has ended, or does not want to read: no concern of the writer.
                    }
                });
    }

    /// Waits for the end of a process that may talk until its time is up.
    private void limit() {
        try {
            awaitEnd();
        } catch (InterruptedException e) {
            end(); // whoever stops all threads means this process, too
        }
    }

    /// Waits until it has ended by itself, or its time was up and it was ended.
    private int awaitEnd() throws InterruptedException {
        if (command.limit().isPresent()) {
            long left = command.limit().get().toNanos() - (System.nanoTime() - start);
            if (!process.waitFor(left, TimeUnit.NANOSECONDS)) {
                timedOut = true;
                end();
            }
        }
        return process.waitFor();
    }

    /// The number that the system knows it by.
    public long pid() {
        return process.pid();
    }

    /// What the JDK knows of it.
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /// Whether it has not ended yet.
    public boolean isAlive() {
        return process.isAlive();
    }

    /// The pipe to its standard input. Closing it tells most programs to end.
    public OutputStream input() {
        return process.getOutputStream();
    }

    /// The pipe from its standard output, for bytes; then [#readLine] is not to be called.
    public InputStream output() {
        return process.getInputStream();
    }

    /// Sends a line.
    ///
    /// @throws IOException if it does not listen any more
    public void send(String line) throws IOException {
        input().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input().flush();
    }

    /// The next line of its standard output; empty if there is none and will be none, or if it did
    /// not come in time.
    ///
    /// @throws InterruptedException if the caller is interrupted; the process has been ended
    public Optional<String> readLine(Duration patience) throws InterruptedException {
        try {
            var queue = lines();
            var line = queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (line == null) return Optional.empty();
            if (line.isEmpty()) queue.add(line); // for whoever asks again
            return line;
        } catch (InterruptedException e) {
            end();
            throw e;
        }
    }

    private synchronized BlockingQueue<Optional<String>> lines() {
        if (lines != null) return lines;
        var queue = new LinkedBlockingQueue<Optional<String>>();
        lines = queue;
        Outside.threads()
                .name("lines of " + pid())
                .start(() -> {
                    var utf8 = new InputStreamReader(output(), StandardCharsets.UTF_8);
                    try (var reader = new BufferedReader(utf8)) {
                        reader.lines().forEach(line -> queue.add(Optional.of(line)));
                    } catch (IOException | UncheckedIOException e) {
                        // It was stopped, and its pipes with it.
                    } finally {
                        queue.add(Optional.empty());
                    }
                });
        return lines;
    }

    /// Waits until it has ended.
    ///
    /// @return how it ended, with what it wrote that was not read before
    /// @throws InterruptedException if the caller is interrupted; the process has been ended
    public Ended await() throws InterruptedException {
        synchronized (this) {
            if (lines == null && rest == null) rest = Drain.of(process.getInputStream(), "out");
        }
        try {
            int exit = awaitEnd();
            return new Ended(exit, unread(), errors.text(LAST_WORDS), timedOut);
        } catch (InterruptedException e) {
            end();
            throw e;
        }
    }

    private String unread() throws InterruptedException {
        if (rest != null) return rest.text(LAST_WORDS);
        var text = new StringBuilder();
        for (var line = readLine(LAST_WORDS); line.isPresent(); line = readLine(LAST_WORDS))
            text.append(line.get()).append('\n');
        return text.toString();
    }

    /// Ends it and all that it started, if it has not ended yet.
    ///
    /// @throws IllegalStateException if the system did not end it within seconds of being told to
    @Override
    public void close() {
        if (!end())
            throw new IllegalStateException(
                    "process %d would not end: %s".formatted(pid(), command.words().getFirst()));
    }

    /// @return whether it has ended
    private boolean end() {
        boolean ended =
                !process.isAlive() || Ending.of(List.of(handle()), GRACE).isEmpty() && isReaped();
        Guard.ofThisJvm().goes(this);
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The other end has gone, and with it what was not written yet.
        }
        return ended;
    }

    /// Waits for the JVM to notice, whatever interrupts.
    private boolean isReaped() {
        return Uninterrupted.get(() -> process.waitFor(REAPING.toNanos(), TimeUnit.NANOSECONDS));
    }
}
