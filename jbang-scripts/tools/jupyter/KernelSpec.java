package tools.jupyter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The kernel as Jupyter sees it: a folder with `kernel.json`, the lessons' library, and an archive
/// of prepared classes that halves what the start costs. Everything in it is named absolutely.
///
/// @param java the `java` that runs the kernel
/// @param library what goes on the class path first
/// @param others the other jars of the class path, where they lie in the Maven repository
/// @param home the checkout whose data the lessons read, if there is one
public record KernelSpec(Path java, LibraryJar library, List<Path> others, Optional<Path> home) {
    static final String DISPLAY_NAME = "Java 25 (IJava)";
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Pattern LEFT = Pattern.compile("lab-.*\\.jar|classes-.*\\.jsa");
    private static final String MAIN = "lab.notebook.LabKernel";
    private static final List<String> JVM_OPTIONS =
            List.of(
                    "-Djava.awt.headless=true",
                    "--enable-preview",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED");

    /// The kernel that runs what this JVM runs: its `java`, and its class path.
    public static KernelSpec ofThisJvm(Optional<Path> home) throws IOException {
        var version = Runtime.version().feature();
        if (version < 25) {
            throw new UserError(
                    "The kernel needs JDK 25 or later, and this is "
                            + version
                            + ": set JAVA_HOME to a JDK 25, and try again.");
        }
        if (ModuleFinder.ofSystem().find("jdk.jshell").isEmpty()) {
            throw new UserError(
                    "The kernel needs a whole JDK, and this Java has no jdk.jshell:"
                            + " set JAVA_HOME to a JDK 25, and try again.");
        }
        var java =
                Path.of(
                        System.getProperty("java.home"),
                        "bin",
                        System.getProperty("os.name").startsWith("Windows") ? "java.exe" : "java");
        var classPath =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.isBlank())
                        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                        .toList();
        if (!Files.isRegularFile(classPath.getFirst())) {
            throw new UserError(
                    "The kernel is installed from the jar that JBang makes, and "
                            + classPath.getFirst()
                            + " is none: run it as jbang does.");
        }
        return new KernelSpec(
                java,
                LibraryJar.from(classPath.getFirst()),
                classPath.subList(1, classPath.size()),
                home.map(Path::toAbsolutePath));
    }

    /// What an installation did.
    ///
    /// @param folder where the kernel is
    /// @param changed false if it was there already, the same
    /// @param warning what does not work as it should, and what to do about it; or empty
    public record Installed(Path folder, boolean changed, String warning) {}

    /// Writes the kernel, whole or not at all: `kernel.json` comes last.
    public Installed install(Path folder) throws IOException {
        var json = json(folder);
        var jsonFile = folder.resolve("kernel.json");
        var jar = folder.resolve(jarName());
        if (holds(jar, library.bytes()) && holds(jsonFile, json.getBytes(StandardCharsets.UTF_8))) {
            return new Installed(folder, false, "");
        }
        Files.createDirectories(folder);
        if (!holds(jar, library.bytes())) {
            write(jar, library.bytes());
        }
        var warning = isRecorded(folder, jsonFile, json) ? "" : record(folder);
        write(jsonFile, json.getBytes(StandardCharsets.UTF_8));
        removeOthers(folder);
        return new Installed(folder, true, warning);
    }

    /// Whether the archive is there and was made by the command that will run the kernel.
    private boolean isRecorded(Path folder, Path jsonFile, String json) throws IOException {
        if (!Files.exists(folder.resolve(archiveName())) || !Files.exists(jsonFile)) return false;
        try {
            var before = JSON.readTree(jsonFile.toFile()).path("argv");
            return before.equals(JSON.readTree(json).path("argv"));
        } catch (JsonProcessingException damaged) {
            return false;
        }
    }

    private static boolean holds(Path file, byte[] bytes) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == bytes.length
                && Arrays.equals(Files.readAllBytes(file), bytes);
    }

    /// Tries the kernel out, and keeps the archive of the classes that this took.
    private String record(Path folder) throws IOException {
        var part = Files.createTempFile(folder, "classes", ".part");
        Files.delete(part);
        try {
            var warning =
                    Rehearsals.run(
                            command(folder, "-XX:ArchiveClassesAtExit=" + part, "--rehearse"),
                            environment());
            if (Files.exists(part)) {
                Files.move(
                        part, folder.resolve(archiveName()), StandardCopyOption.REPLACE_EXISTING);
            }
            return warning;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// Takes the kernel away.
    ///
    /// @return whether there was one
    public static boolean uninstall(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        return true;
    }

    String json(Path folder) {
        var spec = new LinkedHashMap<String, Object>();
        spec.put(
                "argv",
                command(
                        folder,
                        "-XX:SharedArchiveFile=" + folder.resolve(archiveName()),
                        "{connection_file}"));
        spec.put("display_name", DISPLAY_NAME);
        spec.put("language", "java");
        spec.put("interrupt_mode", "message");
        spec.put("env", environment());
        try {
            return JSON.writeValueAsString(spec) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Strings and lists of them are always JSON", e);
        }
    }

    private Map<String, String> environment() {
        var env = new LinkedHashMap<String, String>();
        home.ifPresent(path -> env.put("CONCURRENCY_HOME", path.toString()));
        env.put("IJAVA_TIMEOUT", "-1");
        // Cells may use what this JDK has as a preview, such as structured concurrency.
        env.put("IJAVA_COMPILER_OPTS", "--enable-preview --source " + Runtime.version().feature());
        return env;
    }

    private List<String> command(Path folder, String archive, String argument) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(JVM_OPTIONS);
        // An archive that is missing or of another JDK is no error: the start is slower then.
        command.add("-Xlog:cds*=off,aot*=off");
        command.add("-XX:+ErrorFileToStderr"); // no report of a crash among the notebooks
        command.add(archive);
        command.addAll(List.of("-cp", classPath(folder), MAIN, argument));
        return command;
    }

    private String classPath(Path folder) {
        return Stream.concat(Stream.of(folder.resolve(jarName())), others.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String jarName() {
        return "lab-" + library.hash() + ".jar";
    }

    private String archiveName() {
        return "classes-" + library.hash() + ".jsa";
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Removes what earlier versions left. A kernel that still runs may hold its files (on
    /// Windows): then they go the next time.
    private void removeOthers(Path folder) throws IOException {
        var ours = List.of(jarName(), archiveName());
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (ours.contains(name) || !LEFT.matcher(name).matches()) continue;
                try {
                    Files.deleteIfExists(file);
                } catch (IOException inUse) {
                    continue;
                }
            }
        }
    }
}
