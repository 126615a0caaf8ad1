package lab.work;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where the inputs lie: the folder `data` of the checkout.
///
/// @param data the folder
public record Inputs(Path data) {
    private static final String MARK = "jbang-scripts/jbang-catalog.json";

    /// The inputs of the checkout that the environment variable CONCURRENCY_HOME names, or else of
    /// the one that the working directory lies in.
    ///
    /// @throws IllegalStateException if there is none; the message says what to do
    public static Inputs find() {
        return find(System.getenv("CONCURRENCY_HOME"), Path.of(""));
    }

    /// The same, for a value of that variable (null or blank: not set) and a working directory.
    public static Inputs find(String home, Path workingDirectory) {
        if (home != null && !home.isBlank()) {
            var data = Path.of(home).resolve("data");
            if (Files.isDirectory(data)) return new Inputs(data);
            throw new IllegalStateException(
                    "CONCURRENCY_HOME is "
                            + home
                            + ", which has no folder data: set it to the root of a checkout");
        }
        for (var folder = workingDirectory.toAbsolutePath().normalize();
                folder != null;
                folder = folder.getParent()) {
            var data = folder.resolve("data");
            if (Files.exists(folder.resolve(MARK)) && Files.isDirectory(data)) {
                return new Inputs(data);
            }
        }
        throw new IllegalStateException(
                "the inputs were not found: run in a checkout, or set CONCURRENCY_HOME to its"
                        + " root");
    }

    /// The folder with the State of the Union addresses.
    public Path addresses() {
        return data.resolve("state-of-the-union");
    }

    /// A photograph of the Black Cañon, 1024×750.
    public Path photograph() {
        return data.resolve("images").resolve("black-canyon.jpg");
    }
}
