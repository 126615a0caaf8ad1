package tools.jupyter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The checkout that the command works on.
public final class Home {
    private Home() {}

    /// The folder that `CONCURRENCY_HOME` names, else the nearest of the working directory and its
    /// parents that holds the catalog of the lessons.
    public static Optional<Path> find(Map<String, String> env, Path workingDirectory) {
        var named = env.getOrDefault("CONCURRENCY_HOME", "");
        if (!named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        return Stream.iterate(
                        workingDirectory.toAbsolutePath(), path -> path != null, Path::getParent)
                .filter(path ->
                        Files.exists(path.resolve("jbang-scripts").resolve("jbang-catalog.json")))
                .findFirst();
    }
}
