package tools.jupyter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The kernel in a place where a given Jupyter will find it.
///
/// @param installed what was done
/// @param environment for Jupyter, which then looks there first
public record KernelPlace(KernelSpec.Installed installed, Map<String, String> environment) {

    /// Installs the kernel for this user; where that is not allowed, in the cache.
    public static KernelPlace install(Map<String, String> env, Optional<Path> home)
            throws IOException {
        var spec = KernelSpec.ofThisJvm(home);
        KernelSpec.Installed installed;
        try {
            installed = spec.install(KernelPaths.user(env));
        } catch (IOException notAllowed) {
            installed = spec.install(KernelPaths.kernelIn(Caches.folder(env).resolve("jupyter")));
        }
        var data = installed.folder().getParent().getParent().toString();
        var before = env.getOrDefault("JUPYTER_PATH", "");
        return new KernelPlace(
                installed,
                Map.of(
                        "JUPYTER_PATH",
                        before.isBlank() ? data : data + File.pathSeparator + before));
    }
}
