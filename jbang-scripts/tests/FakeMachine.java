package tests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A machine for the bootstrapper to be tried on: a checkout, a home, and a file system of its own
/// under a temporary folder, with nothing on the PATH but the tools of a bare system. JDKs, JBang,
/// mvn and curl are shell scripts that log how they were called.
///
/// The checkout holds the project's own `jbangw` with two changes: it looks for the system's JDKs
/// under this machine's folder, and its pinned digests are those of the fake JBang.
final class FakeMachine {
    private static final String TOOLS =
            "bash busybox cat chmod cp dash env ls mkdir mktemp mv openssl perl readlink rm sed seq sh"
                    + " sha256sum shasum sleep";
    private static final String JBANG_JAR = "the fake jar of JBang\n";

    final Path root;
    final Path home;
    final Path checkout;
    final Path bin;
    final Map<String, String> environment = new LinkedHashMap<>();
    private final Path log;

    /// What came of a run of the bootstrapper.
    record Result(int exit, String out, String err) {}

    /// A run that goes on, and the files that its output goes to.
    record Running(Process process, Path out, Path err) {}

    FakeMachine(Path temporary) throws IOException {
        // As the system names it, without a symbolic link, and with a space, as in many a home.
        root = Files.createDirectories(temporary.resolve("a machine")).toRealPath();
        home = Files.createDirectories(root.resolve("home/a reader"));
        checkout = Files.createDirectories(root.resolve("check out"));
        bin = Files.createDirectories(root.resolve("bin"));
        log = Files.createFile(root.resolve("log"));
        environment.put("HOME", home.toString());
        environment.put("FAKE_ROOT", root.toString());
        for (String tool : TOOLS.split(" "))
            for (String folder : List.of("/usr/bin", "/bin")) {
                var file = Path.of(folder, tool);
                if (Files.isExecutable(file)) script(bin.resolve(tool), "exec " + file + " \"$@\"");
            }
        // What JBang would have the shell run: it shows what reached it.
        script(
                root.resolve("program"),
                """
                echo "home=$CONCURRENCY_HOME"
                echo "folder=$PWD"
                echo "java=$JAVA_HOME"
                for argument; do printf '[%s]\\n' "$argument"; done
                eval "${PROGRAM:-:}"
                """);
        var scripts = Files.createDirectories(checkout.resolve("jbang-scripts"));
        var original = Project.here().jbangw();
        var text = Files.readString(original);
        text = replace(text, "(?m)(?<=\\s)/(?=(usr|opt|Library|home)/)", "\"\\$FAKE_ROOT\"/");
        text = replace(text, "(?m)^jbang_jar_sha256=.*", "jbang_jar_sha256=" + sha256(jar()));
        text = replace(text, "(?m)^jbang_zip_sha256=.*", "jbang_zip_sha256=" + sha256(zip()));
        Files.writeString(jbangw(), text);
        executable(jbangw());
        var catalog = "jbang-catalog.json";
        Files.copy(original.resolveSibling(catalog), scripts.resolve(catalog));
    }

    /// The bootstrapper in this machine's checkout.
    Path jbangw() {
        return checkout.resolve("jbang-scripts/jbangw");
    }

    /// A fake JDK of that version. Its java plays JBang's jar: it has the shell run the program.
    Path jdk(String folder, String version) throws IOException {
        var jdk = jre(folder, version);
        script(jdk.resolve("bin/javac"), "exit 0");
        return jdk;
    }

    /// A fake Java without a compiler.
    Path jre(String folder, String version) throws IOException {
        var jre = Files.createDirectories(root.resolve(folder));
        Files.writeString(
                jre.resolve("release"),
                "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        script(
                jre.resolve("bin/java"),
                """
                echo "java $0 default=${JBANG_DEFAULT_JAVA_VERSION:-} $*" >>'%s'
                case $* in
                    -version) echo 'openjdk version "%s" 2025-09-16' >&2 ;;
                    *' nosuch') echo 'no such script' >&2; exit 2 ;;
                    *' version') echo 0.132.1 ;;
                    *) echo "'%s'"; exit 255 ;;
                esac
                """
                        .formatted(log, version, root.resolve("program")));
        return jre;
    }

    /// Puts the fake JBang into the local Maven repository.
    void fillRepository(Path repository, byte[] content) throws IOException {
        var file = repository.resolve("dev/jbang/jbang-cli/0.132.1/jbang-cli-0.132.1-all.jar");
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    /// Puts a command on the PATH that logs its name and arguments, then does that.
    void command(String name, String body) throws IOException {
        script(bin.resolve(name), "echo \"%s $*\" >>'%s'\n%s".formatted(name, log, body));
    }

    /// Puts a mvn on the PATH that copies these bytes where it is told to.
    void mvn(byte[] content) throws IOException {
        Files.write(root.resolve("central.jar"), content);
        command(
                "mvn",
                """
                for argument; do
                    case $argument in
                        -DoutputDirectory=*) cp '%s' "${argument#*=}/jbang-cli-all.jar" ;;
                    esac
                done
                """
                        .formatted(root.resolve("central.jar")));
    }

    /// Puts a curl on the PATH that fetches these bytes.
    void curl(byte[] content) throws IOException {
        Files.write(root.resolve("release.zip"), content);
        command(
                "curl",
                """
                while [ "$1" != -o ]; do shift; done
                cp '%s' "$2"
                """
                        .formatted(root.resolve("release.zip")));
    }

    /// Puts an unzip on the PATH.
    void unzip() throws IOException {
        command("unzip", "cd \"$4\" && exec '%s' xf \"$2\"".formatted(realJar()));
    }

    /// The jar command of the JDK that runs the tests.
    Path realJar() {
        return Path.of(System.getProperty("java.home"), "bin", "jar");
    }

    /// The bytes of the fake JBang, as Maven Central has it.
    byte[] jar() {
        return JBANG_JAR.getBytes(StandardCharsets.UTF_8);
    }

    /// The bytes of the fake distribution of JBang, as its release page has it. Its launcher logs
    /// how it was called.
    byte[] zip() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            add(zip, "jbang.jar", JBANG_JAR);
            add(zip, "jbang", "echo \"launcher $*\"\n");
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, String content) throws IOException {
        var entry = new ZipEntry("jbang-0.132.1/bin/" + name);
        entry.setTimeLocal(LocalDateTime.of(2025, 10, 4, 0, 0));
        zip.putNextEntry(entry);
        zip.write(content.getBytes(StandardCharsets.UTF_8));
    }

    /// How the fake commands were called so far, a line each.
    List<String> calls() throws IOException {
        return Files.readAllLines(log);
    }

    /// The java that started JBang last.
    Path javaOfJBang() throws IOException {
        var call = calls().stream().filter(line -> line.contains(" -jar ")).toList().getLast();
        return Path.of(call.substring("java ".length(), call.indexOf(" default=")));
    }

    /// The folder where the bootstrapper keeps JBang.
    Path store() {
        return home.resolve(".jbang/cache/jbangw");
    }

    /// Runs the bootstrapper from the machine's root folder.
    Result run(String... arguments) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(jbangw().toString()));
        words.addAll(List.of(arguments));
        return finish(start(root, words));
    }

    /// Starts a command in that folder, with this machine's environment and no other.
    Running start(Path folder, List<String> words) throws IOException {
        var out = Files.createTempFile(root, "out", "");
        var err = Files.createTempFile(root, "err", "");
        var builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().putAll(environment);
        var process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        return new Running(process, out, err);
    }

    /// Waits for the end of a command that was started here, and ends what it left behind.
    Result finish(Running running) throws IOException, InterruptedException {
        var process = running.process();
        process.getOutputStream().close();
        var ended = process.waitFor(60, TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        if (!ended) {
            process.destroyForcibly();
            throw new AssertionError("the bootstrapper did not end within 60 s");
        }
        var out = Files.readString(running.out());
        return new Result(process.exitValue(), out, Files.readString(running.err()));
    }

    /// Writes an executable shell script.
    static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body.stripTrailing() + "\n");
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        if (!file.toFile().setExecutable(true))
            throw new IOException("cannot make " + file + " run");
    }

    private static String replace(String text, String pattern, String replacement) {
        var changed = text.replaceAll(pattern, replacement);
        if (changed.equals(text))
            throw new AssertionError("jbangw has no " + Matcher.quoteReplacement(pattern));
        return changed;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
