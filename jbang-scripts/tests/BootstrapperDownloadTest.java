package tests;

//SOURCES FakeMachine.java

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where the bootstrapper takes JBang from, and that it runs none whose digest is not the pinned
/// one.
class BootstrapperDownloadTest {
    private static final byte[] WRONG = "not JBang at all".getBytes();

    @TempDir Path temporary;
    private FakeMachine machine;

    @BeforeEach
    void prepare() throws IOException {
        machine = new FakeMachine(temporary);
        machine.environment.put("JAVA_HOME", machine.jdk("jdk", "25.0.1").toString());
    }

    private Path kept() {
        return machine.store().resolve("0.132.1/jbang.jar");
    }

    private List<String> calls(String command) throws IOException {
        return machine.calls().stream().filter(call -> call.startsWith(command + " ")).toList();
    }

    private void expectRun() throws Exception {
        var result = machine.run("parallelism");
        assertEquals(0, result.exit(), result.err());
        assertTrue(result.out().startsWith("home="), result.out());
    }

    /// Puts a jbang of that version on the PATH.
    private void jbangOnPath(String version) throws IOException {
        machine.command("jbang", "[ \"$*\" != version ] || echo " + version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.127.18", "0.132.1", "0.133", "1.0.0", "0.1000.0"})
    void aRecentJBangOnThePathIsUsed(String version) throws Exception {
        jbangOnPath(version);
        var catalog = machine.jbangw().resolveSibling("jbang-catalog.json");
        assertEquals(0, machine.run("parallelism", "--quick").exit());
        assertEquals(0, machine.run("parallelism", "--full").exit());
        var run = "jbang run parallelism@" + catalog + " ";
        assertEquals(List.of("jbang version", run + "--quick", run + "--full"), machine.calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.127.17", "0.99.2", "0.9", "nonsense"})
    void aTooOldJBangOnThePathIsNot(String version) throws Exception {
        jbangOnPath(version);
        machine.fillRepository(machine.home.resolve(".m2/repository"), machine.jar());
        expectRun();
        expectRun();
        assertEquals(List.of("jbang version"), calls("jbang"));
    }

    @Test
    void aJBangOnThePathIsAskedAgainWhenItChanged() throws Exception {
        machine.fillRepository(machine.home.resolve(".m2/repository"), machine.jar());
        jbangOnPath("0.99.2");
        expectRun();
        jbangOnPath("0.132.1.1");
        assertEquals(0, machine.run("parallelism").exit());
        assertEquals(3, calls("jbang").size(), machine.calls().toString());
    }

    @Test
    void theLocalRepositoryComesBeforeMaven() throws Exception {
        machine.mvn(machine.jar());
        machine.fillRepository(machine.home.resolve(".m2/repository"), machine.jar());
        expectRun();
        assertEquals(List.of(), calls("mvn"));
        assertArrayEquals(machine.jar(), Files.readAllBytes(kept()));
    }

    @ParameterizedTest
    @CsvSource({"JBANG_REPO, ''", "MAVEN_OPTS, -Xmx1g -Dmaven.repo.local="})
    void theLocalRepositoryMayBeElsewhere(String variable, String before) throws Exception {
        var repository = temporary.resolve("elsewhere");
        machine.environment.put(variable, before + repository);
        machine.fillRepository(repository, machine.jar());
        expectRun();
    }

    @Test
    void theLocalRepositoryMayBeNamedInTheSettings() throws Exception {
        var repository = machine.root.resolve("a repository");
        Files.createDirectories(machine.home.resolve(".m2"));
        Files.writeString(
                machine.home.resolve(".m2/settings.xml"),
                "<settings>\n <localRepository>"
                        + repository
                        + "</localRepository>\n</settings>\n");
        machine.fillRepository(repository, machine.jar());
        expectRun();
    }

    @Test
    void mavenIsAskedForThePinnedOneQuietlyAndOnce() throws Exception {
        machine.mvn(machine.jar());
        machine.curl(WRONG);
        machine.environment.put("JBANG_REPO", machine.root.resolve("my repo").toString());
        expectRun();
        expectRun();
        assertEquals(1, calls("mvn").size());
        var call = calls("mvn").getFirst();
        assertTrue(call.contains(" -q -B "), call);
        assertTrue(call.contains(" -Dartifact=dev.jbang:jbang-cli:0.132.1:jar:all "), call);
        assertTrue(call.contains("-Dmaven.repo.local=" + machine.root.resolve("my repo")), call);
        assertEquals(List.of(), calls("curl"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutMavenItComesFromTheReleasePage(boolean brokenMaven) throws Exception {
        if (brokenMaven) machine.command("mvn", "echo '[ERROR] no mirror'; exit 1");
        machine.curl(machine.zip());
        var jar = machine.root.resolve("jdk/bin/jar");
        FakeMachine.script(jar, "exec '" + machine.realJar() + "' \"$@\"");
        var result = machine.run("parallelism");
        assertEquals(0, result.exit(), result.err());
        assertEquals(brokenMaven, result.err().contains("mvn could not: [ERROR] no mirror"));
        assertTrue(
                calls("curl")
                        .getFirst()
                        .endsWith(
                                "github.com/jbangdev/jbang/releases/download/v0.132.1/jbang-0.132.1.zip"),
                machine.calls().toString());
        assertArrayEquals(machine.jar(), Files.readAllBytes(kept()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"repository", "mvn", "curl"})
    void aWrongDigestIsRefusedAndNothingRun(String source) throws Exception {
        machine.unzip();
        switch (source) {
            case "repository" ->
                    machine.fillRepository(machine.home.resolve(".m2/repository"), WRONG);
            case "mvn" -> machine.mvn(WRONG);
            default -> machine.curl(WRONG);
        }
        for (int attempt = 1; attempt <= 2; attempt++) {
            var result = machine.run("parallelism");
            assertEquals(1, result.exit());
            assertEquals("", result.out());
            var last = result.err().lines().toList().getLast();
            assertTrue(last.startsWith("jbangw: refused JBang from "), last);
            assertEquals(List.of(), calls("java"), "something was run");
            assertFalse(Files.exists(kept()), "it was kept");
        }
    }

    @Test
    void aWrongDigestIsRefusedWithoutAnyJavaToo() throws Exception {
        machine.environment.remove("JAVA_HOME");
        machine.unzip();
        machine.curl(WRONG);
        var result = machine.run("parallelism");
        assertEquals(1, result.exit());
        assertEquals("", result.out());
        assertTrue(result.err().contains("jbangw: refused JBang from https://"), result.err());
    }

    @Test
    void withNothingToFetchItWithItSaysWhatToInstall() throws Exception {
        var result = machine.run("parallelism");
        assertEquals(1, result.exit());
        var last = result.err().lines().toList().getLast();
        assertEquals(
                "jbangw: cannot fetch JBang: install mvn, curl or wget, or put jbang on the PATH.",
                last);
    }

    @Test
    void withoutANetworkItSaysSo() throws Exception {
        machine.command("curl", "exit 6");
        var result = machine.run("parallelism");
        assertEquals(1, result.exit());
        assertTrue(
                result.err().contains("jbangw: could not fetch JBang: check the network"),
                result.err());
    }

    @Test
    void onceWarmItFetchesNothing() throws Exception {
        machine.mvn(machine.jar());
        expectRun();
        machine.command("mvn", "exit 1");
        machine.command("curl", "exit 6");
        var result = machine.run("parallelism");
        assertEquals(0, result.exit(), result.err());
        assertEquals("", result.err());
        assertEquals(1, calls("mvn").size());
        assertEquals(List.of(), calls("curl"));
    }

    @Test
    void firstRunsAtOnceDoNotHarmEachOther() throws Exception {
        machine.mvn(machine.jar());
        var words = List.of(machine.jbangw().toString(), "parallelism");
        var runs = new ArrayList<FakeMachine.Running>();
        for (int i = 0; i < 6; i++) runs.add(machine.start(machine.root, words));
        for (var run : runs) {
            var result = machine.finish(run);
            assertEquals(0, result.exit(), result.err());
            assertTrue(result.out().startsWith("home="), result.out());
        }
        try (var left = Files.list(machine.store())) {
            assertEquals(List.of(kept().getParent()), left.toList());
        }
    }

    @Test
    void aDamagedJBangIsRemovedAndFetchedAgain() throws Exception {
        machine.fillRepository(machine.home.resolve(".m2/repository"), machine.jar());
        expectRun();
        Files.writeString(kept(), "torn");
        FakeMachine.script(machine.root.resolve("program"), "exit 1");
        FakeMachine.script(machine.root.resolve("jdk/bin/java"), "exit 1");
        var result = machine.run("parallelism");
        assertEquals(1, result.exit());
        assertTrue(result.err().contains("damaged"), result.err());
        machine.jdk("jdk", "25.0.1");
        assertEquals(1, machine.run("parallelism").exit());
        assertArrayEquals(machine.jar(), Files.readAllBytes(kept()));
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Files.writeString(machine.root.resolve("a file"), "");
        machine.environment.put("JBANG_DIR", machine.root.resolve("a file") + "/jbang");
        machine.fillRepository(machine.home.resolve(".m2/repository"), machine.jar());
        var result = machine.run("parallelism");
        assertEquals(1, result.exit());
        assertTrue(
                result.err().endsWith("set JBANG_DIR to a folder that you may write to.\n"),
                result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        machine.environment.remove("JBANG_DIR");
        machine.environment.remove("HOME");
        assertTrue(machine.run("parallelism").err().startsWith("jbangw: set HOME"));
    }
}
