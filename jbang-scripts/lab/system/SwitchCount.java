package lab.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// The kernel's account of context switches at one moment: for each thread of this process how
/// often it has given up a processor or lost one, see proc_pid_status(5).
///
/// @param byThread the switches of each thread so far, by the number that the kernel knows it by;
///   empty where the system does not tell
public record SwitchCount(Map<String, Long> byThread) {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final String FIELD =
            "voluntary_ctxt_switches:"; // `nonvoluntary_...` ends so, too

    public SwitchCount {
        byThread = Map.copyOf(byThread);
    }

    /// The account as it is now.
    public static SwitchCount now() {
        var counts = new HashMap<String, Long>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (var thread : threads)
                of(thread).ifPresent(n -> counts.put(thread.getFileName().toString(), n));
        } catch (IOException | DirectoryIteratorException e) {
            return new SwitchCount(Map.of());
        }
        return new SwitchCount(counts);
    }

    /// How often the threads that live now have switched since an earlier account; empty if either
    /// of the two is. What a thread did that has ended meanwhile is forgotten.
    public OptionalLong since(SwitchCount earlier) {
        if (byThread.isEmpty() || earlier.byThread.isEmpty()) return OptionalLong.empty();
        long switches = 0;
        for (var thread : byThread.entrySet())
            switches +=
                    Math.max(
                            0,
                            thread.getValue() - earlier.byThread.getOrDefault(thread.getKey(), 0L));
        return OptionalLong.of(switches);
    }

    /// Empty if the thread has just ended, or if the system keeps no such account.
    private static OptionalLong of(Path thread) {
        try (var lines = Files.lines(thread.resolve("status"))) {
            return lines.filter(line -> line.contains(FIELD))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .mapToLong(Long::parseLong)
                    .reduce(Long::sum);
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }
}
