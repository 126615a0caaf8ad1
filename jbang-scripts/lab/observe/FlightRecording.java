package lab.observe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;

/// A recording of the events that tell what threads wait for, by the JDK Flight Recorder.
///
/// The recorder has no event for a virtual thread that parks or waits without its carrier. For
/// those it traces the calls themselves (JEP 520).
///
/// Invariant: once closed, nothing is recorded any more, and no file is left. The recorder's own
/// two threads stay for the life of the JVM and do nothing.
final class FlightRecording implements AutoCloseable {
    private static final Duration LONG_INPUT = Duration.ofMillis(1);
    private static final String CALLS =
            "java.util.concurrent.locks.LockSupport::park;"
                    + "java.util.concurrent.locks.LockSupport::parkNanos;"
                    + "java.util.concurrent.locks.LockSupport::parkUntil;"
                    + "java.lang.Object::wait";

    private final Recording recording;
    private final Path file;
    private boolean closed; // guarded by this

    private FlightRecording(Recording recording, Path file) {
        this.recording = recording;
        this.file = file;
    }

    /// Starts to record. The first one of a JVM takes some tenths of a second.
    static FlightRecording start() {
        return Apart.run(() -> {
            var recording = new Recording();
            for (var name : List.of("ThreadStart", "ThreadEnd")) {
                recording.enable("jdk." + name).withoutStackTrace();
                recording.enable("jdk.Virtual" + name).withoutStackTrace();
            }
            for (var name : Chronicle.WAITS.keySet())
                recording.enable(name).withThreshold(Duration.ZERO).withoutStackTrace();
            for (var name : Chronicle.INPUT)
                recording
                        .enable(name)
                        .withThreshold(LONG_INPUT)
                        .withoutStackTrace()
                        .with("throttle", "off");
            recording
                    .enable(Chronicle.CALL)
                    .with("filter", CALLS)
                    .withThreshold(Duration.ZERO)
                    .withoutStackTrace();
            recording.enable(Mark.class);
            recording.enable(Chronicle.LOSS);
            recording.setToDisk(true);
            recording.start();
            return new FlightRecording(recording, Files.createTempFile("threads", ".jfr"));
        });
    }

    /// Ends the recording, and reads what happened between the first mark and the last.
    Chronicle end() {
        return Apart.run(() -> {
            synchronized (this) {
                if (closed) return Chronicle.EMPTY;
                try {
                    recording.stop();
                    recording.dump(file);
                    return Chronicle.read(file);
                } finally {
                    discard();
                }
            }
        });
    }

    @Override
    public void close() {
        Apart.run(() -> {
            discard();
            return null;
        });
    }

    private synchronized void discard() {
        if (closed) return;
        closed = true;
        recording.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
