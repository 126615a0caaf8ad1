package tests;

//SOURCES FakeMachine.java

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the bootstrapper hands over, to whom, and what comes back: aliases, arguments, folders,
/// standard input, exit codes and signals.
class BootstrapperTest {
    @TempDir Path temporary;
    private FakeMachine machine;

    @BeforeEach
    void prepare() throws IOException {
        machine = new FakeMachine(temporary);
        machine.environment.put("JAVA_HOME", machine.jdk("jdk", "25.0.1").toString());
        machine.fillRepository(machine.home.resolve(".m2/repository"), machine.jar());
    }

    private static List<String> aliases() throws IOException {
        var catalog =
                Files.readString(Project.here().jbangw().resolveSibling("jbang-catalog.json"));
        return Pattern.compile("\"([^\"]+)\": \\{ \"script-ref\"")
                .matcher(catalog)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void everyAliasNamesAScriptAndStandsOnALineOfItsOwn() throws IOException {
        var catalog = Project.here().jbangw().resolveSibling("jbang-catalog.json");
        var scripts =
                Pattern.compile("\"script-ref\": *\"([^\"]+)\"")
                        .matcher(Files.readString(catalog))
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        for (String script : scripts)
            assertTrue(Files.exists(catalog.resolveSibling(script)), script + " is missing");
        assertEquals(
                scripts.size(),
                Files.readAllLines(catalog).stream()
                        .filter(line ->
                                line.matches(
                                        " +\"[a-z-]+\": \\{ \"script-ref\": \"[^\"]+\","
                                                + " \"description\": \"[^\"&<>|%!^]+\" },?"))
                        .count(),
                "jbangw and jbangw.cmd read the catalog line by line");
    }

    @Test
    void withoutArgumentsItListsTheAliases() throws Exception {
        var result = machine.run();
        assertEquals(0, result.exit(), result.err());
        var listed =
                result.out()
                        .lines()
                        .filter(line -> line.startsWith("  "))
                        .map(line -> line.strip().split(" ")[0])
                        .toList();
        assertEquals(aliases(), listed);
        assertEquals(List.of(), machine.calls());
    }

    @Test
    void everyAliasIsRunFromTheCatalog() throws Exception {
        var catalog = machine.jbangw().resolveSibling("jbang-catalog.json");
        for (String alias : aliases()) {
            var result = machine.run(alias);
            assertEquals(0, result.exit(), result.err());
            var call = machine.calls().getLast();
            assertTrue(call.endsWith("run " + alias + "@" + catalog), call);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run Foo.java", "--version", "Parallelism.java", "aliases", "catalogs"})
    void anythingElseGoesToJBangAsItIs(String line) throws Exception {
        machine.run(line.split(" "));
        assertTrue(
                machine.calls().getLast().endsWith("/jbang.jar " + line),
                machine.calls().getLast());
    }

    @Test
    void argumentsReachTheProgramUntouched() throws Exception {
        var arguments =
                List.of(
                        "", "a b", "it's", "\"q\"", "*", "$HOME", "a\\b", "--help", "@x", "1\n2",
                        ";");
        var words = new ArrayList<>(List.of("parallelism"));
        words.addAll(arguments);
        var result = machine.run(words.toArray(String[]::new));
        var shown = new StringBuilder();
        arguments.forEach(argument -> shown.append('[').append(argument).append("]\n"));
        assertTrue(result.out().endsWith(shown.toString()), result.out());
    }

    @Test
    void itRunsInTheFolderWhereItIsCalledAndNamesTheCheckout() throws Exception {
        var elsewhere = Files.createDirectories(machine.root.resolve("else where"));
        var link = Files.createSymbolicLink(elsewhere.resolve("link"), machine.jbangw());
        var relative = elsewhere.relativize(machine.jbangw());
        for (var words :
                List.of(
                        List.of(machine.jbangw().toString(), "parallelism"),
                        List.of("./link", "parallelism"),
                        List.of(link.toString(), "parallelism"),
                        List.of("sh", "link", "parallelism"),
                        List.of(relative.toString(), "parallelism"))) {
            var result = machine.finish(machine.start(elsewhere, words));
            assertEquals(
                    List.of("home=" + machine.checkout, "folder=" + elsewhere),
                    result.out().lines().limit(2).toList(),
                    words + result.err());
        }
    }

    @Test
    void standardInputGoesToTheProgram() throws Exception {
        machine.environment.put("PROGRAM", "cat");
        var running =
                machine.start(machine.root, List.of(machine.jbangw().toString(), "parallelism"));
        running.process().getOutputStream().write("one\ntwo\n".getBytes());
        var result = machine.finish(running);
        assertTrue(result.out().endsWith("\none\ntwo\n"), result.out());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 42, 130, 255})
    void theExitCodeIsThePrograms(int code) throws Exception {
        machine.environment.put("PROGRAM", "exit " + code);
        assertEquals(code, machine.run("parallelism").exit());
        assertEquals(code, machine.run("run", "Foo.java").exit());
    }

    @Test
    void theExitCodeIsJBangsWhereItRunsNothing() throws Exception {
        var result = machine.run("nosuch");
        assertEquals(2, result.exit());
        assertEquals("no such script\n", result.err());
        assertEquals("0.132.1\n", machine.run("version").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void aSignalReachesTheProgram(String signal) throws Exception {
        var probe = List.of("sh", "-c", "trap 'exit 3' " + signal + "; kill -" + signal + " $$");
        assumeTrue(
                machine.finish(machine.start(machine.root, probe)).exit() == 3,
                "whoever started these tests ignores " + signal);
        machine.environment.put(
                "PROGRAM",
                "trap 'echo got it; exit 42' "
                        + signal
                        + "; : >ready; for i in $(seq 200); do sleep 0.1; done");
        var running =
                machine.start(machine.root, List.of(machine.jbangw().toString(), "parallelism"));
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (Files.notExists(machine.root.resolve("ready")) && System.nanoTime() < deadline)
            Thread.sleep(20);
        var kill = List.of("sh", "-c", "kill -" + signal + " " + running.process().pid());
        assertEquals(0, machine.finish(machine.start(machine.root, kill)).exit());
        var result = machine.finish(running);
        assertEquals(42, result.exit());
        assertTrue(result.out().endsWith("got it\n"), result.out());
    }

    @Test
    void theCheckoutIsLeftAsItIs() throws Exception {
        try (Stream<Path> before = Files.walk(machine.checkout)) {
            var files = before.toList();
            assertTrue(machine.jbangw().getParent().toFile().setWritable(false));
            assertTrue(machine.checkout.toFile().setWritable(false));
            assertEquals(0, machine.run("parallelism").exit());
            try (Stream<Path> after = Files.walk(machine.checkout)) {
                assertEquals(files, after.toList());
            }
        } finally {
            machine.checkout.toFile().setWritable(true);
            machine.jbangw().getParent().toFile().setWritable(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox"})
    void everyShellRunsIt(String shell) throws Exception {
        assumeTrue(Files.exists(machine.bin.resolve(shell)), "there is no " + shell + " here");
        var words = new ArrayList<>(List.of(shell));
        if (shell.equals("bash")) words.add("--posix");
        if (shell.equals("busybox")) words.add("sh");
        words.addAll(List.of(machine.jbangw().toString(), "parallelism", "a b", ""));
        var result = machine.finish(machine.start(machine.root, words));
        assertEquals("", result.err());
        assertTrue(result.out().endsWith("[a b]\n[]\n"), result.out());
    }

    @Test
    void theTwoBootstrappersPinTheSame() throws IOException {
        var unix = Files.readString(Project.here().jbangw());
        var windows = Files.readString(Project.here().jbangw().resolveSibling("jbangw.cmd"));
        var pins =
                Pattern.compile("(?m)^(\\w+_(?:min|version|sha256)|mvn_copy)=(.+)$").matcher(unix);
        var count = 0;
        for (; pins.find(); count++)
            assertTrue(
                    windows.contains("set \"" + pins.group(1) + "=" + pins.group(2) + "\""),
                    pins.group() + " is not so in jbangw.cmd");
        assertEquals(6, count);
    }

    @Test
    void itRunsARealScriptWithTheRealJBang(@TempDir Path folder) throws Exception {
        var script = Files.createDirectories(folder.resolve("a folder")).resolve("Hello.java");
        Files.writeString(
                script,
                """
                //JAVA 25+
                void main(String... args) {
                    IO.println(String.join("|", args) + " " + System.getenv("CONCURRENCY_HOME"));
                    System.exit(7);
                }
                """);
        var result = Command.jbangw("run", script.toString(), "a b", "it's").in(folder).run();
        assertEquals(7, result.exit(), result.toString());
        assertEquals("a b|it's " + Project.here().root() + "\n", result.out());
        assertFalse(result.err().contains("rror"), result.err());
    }
}
