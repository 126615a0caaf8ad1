package lab.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Prepares the start of workers: has one run some tasks, and keeps what that loaded and linked in
/// an AOT cache (JEP 483, JEP 514). A worker that starts with the cache finds all of it there.
public final class Training {
    private static final Duration TO_WRITE = Duration.ofSeconds(60);
    private static final String CACHE = "-XX:AOTCache=";

    private Training() {}

    private record Sample(int number, String text, List<Long> numbers) {}

    /// Trains, and writes the cache.
    ///
    /// @param settings how the workers are started
    /// @param cache the file to write
    /// @return the settings with the cache; without it if this JVM made none, as one older than 25
    ///   does, or one whose class path has folders
    /// @throws IOException if the file is there and cannot be written
    /// @throws InterruptedException if the caller is interrupted
    public static Settings train(Settings settings, Path cache)
            throws IOException, InterruptedException {
        Files.deleteIfExists(cache);
        var worker = WorkerProcess.start(0, settings.with("-XX:AOTCacheOutput=" + cache));
        try (worker) {
            worker.greet();
            var packing = new Packing();
            for (var task : tasks()) {
                try {
                    worker.perform(packing.pack(task));
                } catch (WorkerDied e) {
                    throw e;
                } catch (Throwable e) {
                    // One of them fails, so that failing is trained, too.
                }
            }
            worker.end(TO_WRITE);
        } catch (WorkerDied e) {
            return settings; // it does not know the option
        }
        return Files.exists(cache) ? settings.with(CACHE + cache) : settings;
    }

    /// Whether workers start with a cache.
    public static boolean isTrained(Settings settings) {
        return settings.options().stream().anyMatch(option -> option.startsWith(CACHE));
    }

    private static List<Task<?>> tasks() {
        var tasks = new ArrayList<Task<?>>();
        int one = 1;
        var sample = new Sample(2, "two", List.of(1L, 2L));
        tasks.add(() -> one);
        tasks.add(() -> sample);
        tasks.add(() -> {
            System.out.print(sample.text().isEmpty() ? "never" : "");
            var answers = new ArrayList<Object>(List.of(Optional.of(sample), "text", 1.5, 2L));
            answers.add(new HashMap<>(new TreeMap<>(Map.of("key", new int[] {one}))));
            return answers;
        });
        tasks.add(() -> {
            throw new IllegalStateException("as it should", new IOException(sample.text()));
        });
        return tasks;
    }
}
