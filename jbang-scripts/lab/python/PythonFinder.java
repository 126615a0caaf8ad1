package lab.python;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lab.system.ChildProcess;

/// Finds the CPythons of this machine: 3.8 or later.
///
/// Looked for are the one that is named, or else `python3` and `python` on the PATH and, on
/// Windows, `py -3`; and, for a free-threaded build, `python3.13t` and later. Each is run to see
/// whether it works, since the first on a PATH may be a shim that leads nowhere; from then on the
/// program behind the shim is used.
///
/// @param environment where `PATH` is looked up
/// @param windows whether programs are found as on Windows
public record PythonFinder(Map<String, String> environment, boolean windows) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OLDEST_MINOR = 8;
    private static final int OLDEST_FREE_THREADED = 13;
    private static final int NEWEST_TRIED = 20;
    private static final String PROBE =
            """
            import sys
            sys.stdout.reconfigure(encoding="utf-8")
            print(sys.implementation.name)
            print(*sys.version_info[:3], sep=".")
            print("free-threading" in sys.version)
            print(getattr(sys, "_is_gil_enabled", lambda: True)())
            print(sys.executable)
            """;

    /// What was found.
    ///
    /// @param locked one with a global lock
    /// @param freeThreaded one without
    /// @param passedOver those that were tried and did not do, and why, a line each
    public record Found(
            Optional<Python> locked, Optional<Python> freeThreaded, List<String> passedOver) {
        public Found {
            passedOver = List.copyOf(passedOver);
        }
    }

    /// What this JVM's environment leads to.
    public static PythonFinder here() {
        return new PythonFinder(
                System.getenv(), System.getProperty("os.name").startsWith("Windows"));
    }

    /// Looks for them.
    ///
    /// @param named a program, by its path or by its name on the PATH; blank for the usual ones
    /// @throws IllegalArgumentException if the one that is named does not do; the message says why
    /// @throws InterruptedException if the caller is interrupted
    public Found find(String named) throws InterruptedException {
        var passedOver = new ArrayList<String>();
        var candidates = named.isBlank() ? usual() : List.of(program(named));
        var first = first(candidates, passedOver, python -> true);
        if (!named.isBlank() && first.isEmpty())
            throw new IllegalArgumentException(
                    "there is no CPython 3.%d or later by the name of %s"
                            .formatted(OLDEST_MINOR, passedOver.getLast()));
        var free = first.filter(python -> !python.locked());
        if (free.isEmpty())
            free = first(freeThreaded(), new ArrayList<>(), python -> !python.locked());
        var locked = (first.isPresent() ? first : free).map(Python::withLock);
        return new Found(locked, free, passedOver);
    }

    private Optional<Python> first(
            List<List<String>> candidates, List<String> passedOver, Predicate<Python> wanted)
            throws InterruptedException {
        for (var words : candidates) {
            try {
                var python = probe(words);
                if (wanted.test(python)) return Optional.of(python);
            } catch (IOException e) {
                passedOver.add(String.join(" ", words) + ": " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    private static Python probe(List<String> words) throws IOException, InterruptedException {
        var ended = ChildProcess.run(Python.command(words, "-c", PROBE).within(PATIENCE));
        var lines = ended.out().lines().toList();
        if (!ended.well() || lines.size() != 5) throw new IOException("it does not work");
        if (!lines.getFirst().equals("cpython"))
            throw new IOException("it is " + lines.getFirst() + ", not CPython");
        var version = lines.get(1);
        if (!recent(version)) throw new IOException("it is version " + version);
        var itself = lines.get(4).isBlank() ? words : List.of(lines.get(4));
        return new Python(
                itself, version, lines.get(2).equals("True"), lines.get(3).equals("True"));
    }

    private static boolean recent(String version) {
        var parts = version.split("\\.");
        int major = Integer.parseInt(parts[0]);
        return major > 3 || major == 3 && Integer.parseInt(parts[1]) >= OLDEST_MINOR;
    }

    private List<List<String>> usual() {
        var programs = new ArrayList<List<String>>();
        for (var name : List.of("python3", "python")) programs.addAll(onPath(name));
        if (windows) onPath("py").forEach(py -> programs.add(List.of(py.getFirst(), "-3")));
        return programs;
    }

    private List<List<String>> freeThreaded() {
        var minors = IntStream.iterate(NEWEST_TRIED, m -> m >= OLDEST_FREE_THREADED, m -> m - 1);
        var programs = new ArrayList<List<String>>();
        for (int minor : minors.toArray()) {
            programs.addAll(onPath("python3.%dt".formatted(minor)));
            if (windows)
                onPath("py")
                        .forEach(py ->
                                programs.add(List.of(py.getFirst(), "-3.%dt".formatted(minor))));
        }
        return programs;
    }

    private List<String> program(String named) {
        if (named.contains("/") || named.contains(File.separator)) return List.of(named);
        return onPath(named).stream().findFirst().orElse(List.of(named));
    }

    private List<List<String>> onPath(String name) {
        return Stream.of(
                        environment
                                .getOrDefault("PATH", environment.getOrDefault("Path", ""))
                                .split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> file(folder, windows ? name + ".exe" : name).stream())
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .map(file -> List.of(file.toAbsolutePath().toString()))
                .distinct()
                .toList();
    }

    /// A PATH may hold what is no path at all.
    private static Optional<Path> file(String folder, String name) {
        try {
            return Optional.of(Path.of(folder, name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
