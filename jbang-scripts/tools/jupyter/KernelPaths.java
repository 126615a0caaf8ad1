package tools.jupyter;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where Jupyter looks for kernels, by its documentation of data directories.
public final class KernelPaths {
    /// The folder of our kernel, below a `kernels` folder: a name of its own, so that no other Java
    /// kernel is shadowed, and none shadows it.
    public static final String NAME = "java25-ijava";

    private KernelPaths() {}

    /// The folder for all environments of this user.
    public static Path user(Map<String, String> env) {
        return kernelIn(
                userData(
                        env,
                        System.getProperty("os.name"),
                        Path.of(System.getProperty("user.home"))));
    }

    /// The folder below an installation prefix, such as a virtual or conda environment.
    public static Path prefix(Path prefix) {
        return kernelIn(prefix.resolve("share").resolve("jupyter"));
    }

    /// The folder below one of the data directories that `jupyter --paths` lists.
    public static Path kernelIn(Path dataDirectory) {
        return dataDirectory.resolve("kernels").resolve(NAME).toAbsolutePath().normalize();
    }

    static Path userData(Map<String, String> env, String osName, Path home) {
        var named = env.getOrDefault("JUPYTER_DATA_DIR", "");
        if (!named.isBlank()) {
            return Path.of(named);
        }
        var os = osName.toLowerCase(Locale.ROOT);
        if (os.startsWith("mac")) {
            return home.resolve("Library").resolve("Jupyter");
        }
        if (os.startsWith("windows")) {
            var roaming = env.getOrDefault("APPDATA", "");
            return roaming.isBlank()
                    ? home.resolve(".jupyter").resolve("data")
                    : Path.of(roaming).resolve("jupyter");
        }
        var data = env.getOrDefault("XDG_DATA_HOME", "");
        return (data.isBlank() ? home.resolve(".local").resolve("share") : Path.of(data))
                .resolve("jupyter");
    }
}
