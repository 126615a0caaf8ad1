package tools.jupyter;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where this user's systems keep what can be made again.
final class Caches {
    private static final String NAME = "concurrency-models";

    private Caches() {}

    static Path folder(Map<String, String> env) {
        return folder(env, System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    static Path folder(Map<String, String> env, String osName, Path home) {
        var os = osName.toLowerCase(Locale.ROOT);
        var named =
                env.getOrDefault(os.startsWith("windows") ? "LOCALAPPDATA" : "XDG_CACHE_HOME", "");
        if (!named.isBlank()) {
            return Path.of(named).resolve(NAME);
        }
        return (os.startsWith("mac")
                        ? home.resolve("Library").resolve("Caches")
                        : home.resolve(".cache"))
                .resolve(NAME);
    }
}
