package lab.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// Watches for virtual threads that are pinned: the event `jdk.VirtualThreadPinned` of the
/// recorder.
///
/// Invariant: when [#during] is left, nothing is recorded any more, and no file is left.
public final class PinWatch {
    private static final String EVENT = "jdk.VirtualThreadPinned";

    private PinWatch() {}

    /// What a piece of code returned, and how it was pinned.
    ///
    /// @param answer what it returned
    /// @param pinnings in no order, those of all virtual threads of this JVM
    public record Watched<T>(T answer, List<Pinning> pinnings) {
        public Watched {
            pinnings = List.copyOf(pinnings);
        }
    }

    /// Runs the code on the calling thread, and watches meanwhile.
    ///
    /// @param shortest shorter stretches do not count
    /// @throws Exception whatever the code throws
    public static <T> Watched<T> during(Callable<T> body, Duration shortest) throws Exception {
        try (var recording = Apart.run(() -> start(shortest))) {
            var answer = body.call();
            return new Watched<>(answer, Apart.run(() -> read(recording)));
        }
    }

    private static Recording start(Duration shortest) {
        var recording = new Recording();
        recording.enable(EVENT).withThreshold(shortest).withoutStackTrace();
        recording.setToDisk(true);
        recording.start();
        return recording;
    }

    private static List<Pinning> read(Recording recording) throws IOException {
        Path file = Files.createTempFile("pinned", ".jfr");
        try {
            recording.stop();
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals(EVENT))
                    .map(PinWatch::pinning)
                    .toList();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Pinning pinning(RecordedEvent event) {
        return new Pinning(
                event.getThread() == null ? 0 : event.getThread().getJavaThreadId(),
                event.getDuration().toNanos(),
                words(event, "pinnedReason"),
                words(event, "blockingOperation"));
    }

    private static String words(RecordedEvent event, String field) {
        String words = event.hasField(field) ? event.getString(field) : null;
        return words == null ? "not told" : words;
    }
}
