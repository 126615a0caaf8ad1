package tests;

//SOURCES FakeMachine.java

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which JDK the bootstrapper takes, on machines that have several, one, or none.
class BootstrapperJdkTest {
    @TempDir Path temporary;
    private FakeMachine machine;

    @BeforeEach
    void prepare() throws IOException {
        machine = new FakeMachine(temporary);
        machine.fillRepository(machine.home.resolve(".m2/repository"), machine.jar());
    }

    private void onPath(Path jdk) throws IOException {
        for (String name : new String[] {"java", "javac"})
            if (Files.exists(jdk.resolve("bin").resolve(name)))
                Files.createSymbolicLink(
                        machine.bin.resolve(name), jdk.resolve("bin").resolve(name));
    }

    private void expect(Path jdk) throws IOException, InterruptedException {
        var result = machine.run("parallelism");
        assertEquals(0, result.exit(), result.err());
        assertEquals("", result.err());
        assertEquals(jdk.resolve("bin/java"), machine.javaOfJBang());
        assertTrue(result.out().contains("java=" + jdk + "\n"), result.out());
    }

    @Test
    void javaHomeComesFirst() throws Exception {
        var home = machine.jdk("a jdk", "25.0.1");
        machine.environment.put("JAVA_HOME", home.toString());
        onPath(machine.jdk("other", "26"));
        machine.jdk("usr/lib/jvm/newest", "27");
        expect(home);
    }

    @Test
    void thePathComesBeforeTheUsualPlaces() throws Exception {
        var path = machine.jdk("on the path", "25");
        onPath(path);
        machine.jdk("usr/lib/jvm/newest", "27");
        expect(path);
    }

    @Test
    void aTooOldJavaHomeIsPassedOver() throws Exception {
        machine.environment.put("JAVA_HOME", machine.jdk("old", "17.0.15").toString());
        var path = machine.jdk("on the path", "25.0.3");
        onPath(path);
        expect(path);
    }

    @Test
    void theNewestOfTheUsualPlacesIsTaken() throws Exception {
        machine.environment.put("JAVA_HOME", machine.jdk("old", "1.8.0_402").toString());
        onPath(machine.jdk("less old", "24.0.2"));
        machine.jdk("usr/lib/jvm/a", "21.0.7");
        machine.jdk("usr/lib/jvm/b", "25.0.1");
        var newest = machine.jdk("usr/lib/jvm/c", "26.0.1");
        machine.jdk("usr/lib/jvm/d", "25.0.3");
        machine.jdk("opt/java/e", "25.0.3");
        expect(newest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/lib/jvm/temurin-25",
                "usr/java/jdk-25",
                "opt/java/openjdk",
                "opt/jdk-25.0.1",
                "usr/local/openjdk-25",
                "opt/conda/lib/jvm",
                "Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
                "opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home",
                "home/a reader/Library/Java/JavaVirtualMachines/jdk-25.jdk/Contents/Home",
                "home/a reader/.sdkman/candidates/java/25-tem",
                "home/a reader/.jdks/temurin-25",
                "home/a reader/.jbang/currentjdk",
                "home/a reader/.jbang/cache/jdks/25",
                "home/a reader/miniforge3/envs/lessons/lib/jvm",
            })
    void aUsualPlaceIsLookedIn(String place) throws Exception {
        expect(machine.jdk(place, "25.0.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "SDKMAN_DIR, my sdkman, my sdkman/candidates/java/25-tem",
        "CONDA_PREFIX, my env, my env/lib/jvm",
        "CONDA_PREFIX, my env, my env",
        "JBANG_DIR, my jbang, my jbang/cache/jdks/25",
        "JBANG_CACHE_DIR, my cache, my cache/jdks/25",
    })
    void aPlaceNamedByTheEnvironmentIsLookedIn(String variable, String value, String place)
            throws Exception {
        machine.environment.put(variable, machine.root.resolve(value).toString());
        expect(machine.jdk(place, "25.0.1"));
    }

    @Test
    void aJavaWithoutCompilerIsPassedOver() throws Exception {
        machine.environment.put("JAVA_HOME", machine.jre("a jre", "25").toString());
        onPath(machine.jre("another jre", "26"));
        expect(machine.jdk("usr/lib/jvm/jdk", "25"));
    }

    @Test
    void aJdkWithoutReleaseFileIsAsked() throws Exception {
        var old = machine.jdk("usr/lib/jvm/x", "21.0.1");
        Files.delete(old.resolve("release"));
        var recent = machine.jdk("usr/lib/jvm/y", "25.0.1");
        Files.delete(recent.resolve("release"));
        expect(recent);
    }

    @Test
    void aJdkWithReleaseFileIsNotStartedToBeAsked() throws Exception {
        expect(machine.jdk("usr/lib/jvm/y", "25.0.1"));
        assertEquals(1, machine.calls().size(), machine.calls().toString());
    }

    @Test
    void withoutARecentJdkAnOldOneHasJBangFetchIt() throws Exception {
        var old = machine.jdk("old", "17.0.15");
        machine.environment.put("JAVA_HOME", old.toString());
        var result = machine.run("parallelism");
        assertEquals(0, result.exit(), result.err());
        assertEquals(old.resolve("bin/java"), machine.javaOfJBang());
        assertTrue(machine.calls().getLast().contains(" default=25 "), machine.calls().toString());
        assertTrue(result.out().contains("java=\n"), "JAVA_HOME stayed: " + result.out());
        assertTrue(result.err().startsWith("jbangw: found no JDK 25 or later"), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    @Test
    void withoutAnyJavaTheLauncherOfTheReleaseHasToFetchIt() throws Exception {
        machine.curl(machine.zip());
        machine.unzip();
        var result = machine.run("parallelism", "--quick");
        assertEquals(0, result.exit(), result.err());
        var catalog = machine.jbangw().resolveSibling("jbang-catalog.json");
        assertEquals("launcher run parallelism@" + catalog + " --quick\n", result.out());
    }
}
