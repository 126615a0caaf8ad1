package lab.pool;

import java.io.EOFException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lab.system.ChildProcess;

/// A worker as the pool sees it: a child process and the two pipes to it. One thread uses it, but
/// any may kill it.
final class WorkerProcess implements AutoCloseable {
    private static final Duration TO_GREET = Duration.ofSeconds(30);
    private static final Duration TO_END = Duration.ofMillis(500);
    private static final int LAST_WORDS = 4;

    private final int number;
    private final Settings settings;
    private final ChildProcess process;
    private final Channel channel;
    private final Recent<Long, Boolean> bundles = new Recent<>(Bundle.KEPT);
    private long tasks;
    private volatile boolean doomed;

    private WorkerProcess(int number, Settings settings, ChildProcess process) {
        this.number = number;
        this.settings = settings;
        this.process = process;
        this.channel = new Channel(process.output(), process.input());
    }

    /// Starts a process that has to be greeted.
    ///
    /// @throws WorkerDied if it cannot be started
    static WorkerProcess start(int number, Settings settings) {
        try {
            return new WorkerProcess(number, settings, ChildProcess.start(settings.command()));
        } catch (IOException e) {
            throw new WorkerDied("worker %d cannot be started: %s".formatted(number + 1, e), e);
        }
    }

    /// Waits until it is ready. Anything that is no worker does not know what to answer.
    ///
    /// @throws WorkerDied if it ends instead, answers something else, or nothing for long
    void greet() {
        var greeted = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> closeUnless(greeted));
        var secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        try {
            channel.send(new Message.Hello(secret, settings.allowed().toArray(String[]::new)));
            if (!(channel.receive() instanceof Message.Ready(byte[] same))
                    || !Arrays.equals(secret, same))
                throw new IOException("it answered something else");
        } catch (IOException e) {
            throw died("is no worker of this pool", e);
        } finally {
            greeted.countDown();
        }
    }

    private void closeUnless(CountDownLatch greeted) {
        try {
            if (!greeted.await(TO_GREET.toMillis(), TimeUnit.MILLISECONDS)) kill();
        } catch (InterruptedException e) {
            kill();
        }
    }

    ProcessHandle handle() {
        return process.handle();
    }

    /// Whether it can take a task.
    boolean isAlive() {
        return !doomed && process.isAlive();
    }

    /// Sends a task, waits for its answer, and prints what it prints.
    ///
    /// @return the answer, with what it took
    /// @throws WorkerDied if the worker ended meanwhile
    /// @throws NotBegun if it had ended before
    /// @throws Refused if the answer has something in it that may not arrive
    /// @throws Throwable whatever the task threw
    Done perform(Parcel parcel) throws Throwable {
        long start = System.nanoTime();
        try {
            send(parcel);
        } catch (IOException e) {
            throw new NotBegun(died("had ended before it got the task", e));
        }
        Message.Answer answer;
        try {
            answer = receive();
        } catch (IOException e) {
            throw died("ended while it had a task", e);
        }
        long back = System.nanoTime();
        long there = answer.deserialise() + answer.compute() + answer.serialise();
        var bundle = parcel.bundle();
        var allowed = new AllowList(bundle.classes().keySet(), settings.allowed(), false);
        try (var unpacker = new Unpacker(answer.bytes(), bundle.loader(), allowed)) {
            if (!answer.well()) throw Failures.unpack(unpacker);
            var value = unpacker.next();
            return new Done(
                    value,
                    new Costs(
                            parcel.nanos(),
                            Math.max(0, back - start - there),
                            answer.deserialise(),
                            answer.compute(),
                            answer.serialise(),
                            System.nanoTime() - back,
                            parcel.bytes().length,
                            answer.bytes().length));
        }
    }

    /// What came back.
    ///
    /// @param answer what the task returned
    /// @param costs what that took
    record Done(Object answer, Costs costs) {}

    private void send(Parcel parcel) throws IOException {
        var bundle = parcel.bundle();
        if (bundle.id() != 0 && bundles.get(bundle.id()) == null) {
            bundles.put(bundle.id(), true);
            channel.send(new Message.Classes(bundle.id(), bundle.classes()));
        }
        channel.send(new Message.Work(++tasks, bundle.id(), parcel.bytes()));
    }

    private Message.Answer receive() throws IOException {
        while (true) {
            switch (channel.receive()) {
                case Message.Printed(boolean asError, byte[] text) ->
                        (asError ? System.err : System.out).writeBytes(text);
                case Message.Answer answer when answer.number() == tasks -> {
                    return answer;
                }
                case Message other -> throw new IOException("out of turn came " + other);
            }
        }
    }

    private WorkerDied died(String what, IOException e) {
        doomed = true;
        boolean alone = endsAlone(TO_END);
        process.close();
        var text =
                new StringBuilder("worker %d (process %d) %s".formatted(number + 1, pid(), what));
        if (!(e instanceof EOFException)) text.append(": ").append(e.getMessage());
        try {
            var ended = process.await();
            if (alone) text.append("; ").append(ended.how());
            var words = ended.err().strip().lines().toList();
            if (!words.isEmpty())
                text.append("; its last words: ")
                        .append(
                                String.join(
                                        " / ",
                                        words.subList(
                                                Math.max(0, words.size() - LAST_WORDS),
                                                words.size())));
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
        return new WorkerDied(text.toString(), e);
    }

    private long pid() {
        return process.pid();
    }

    /// Whether it ended by itself, or by another's hand: its output ends a moment before it does.
    private boolean endsAlone(Duration patience) {
        try {
            handle().onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Stops it, whatever it does, on a thread that has time for that.
    void kill() {
        doomed = true;
        Thread.ofVirtual().start(process::close);
    }

    /// Lets it end, and ends it if it does not do so soon.
    @Override
    public void close() {
        end(TO_END);
    }

    /// Lets it end, and ends it if that takes too long.
    void end(Duration patience) {
        try {
            process.input().close();
        } catch (IOException e) {
            // It has gone already.
        }
        endsAlone(patience);
        process.close();
    }
}
