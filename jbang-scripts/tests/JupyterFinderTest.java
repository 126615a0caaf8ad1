package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jupyter.Jupyter;
import tools.jupyter.Jupyter.Need;
import tools.jupyter.JupyterFinder;
import tools.jupyter.UserError;

/// How a Jupyter is come by, on machines made of shell scripts.
@DisabledOnOs(OS.WINDOWS)
class JupyterFinderTest {
    private static final String LAB =
            "case $1 in lab) echo 4.4.4;; nbconvert) echo 7.16.6;; *) exit 1;; esac";
    private static final String OLD =
            "case $1 in notebook) echo 6.4.12;; nbconvert) echo 6.5.3;; *) exit 1;; esac";
    private static final String SHIM = "echo \"shim: jupyter: command not found\" >&2; exit 127";

    @TempDir Path machine;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void aCheckoutWithVersions() throws IOException {
        Files.createDirectories(machine.resolve("bin"));
        Files.createDirectories(machine.resolve("home"));
        Files.writeString(
                machine.resolve("home/environment.yml"),
                """
                name: concurrency-models
                dependencies:
                  - python =3.13
                  - jupyterlab =4.4
                  - nbconvert =7
                """);
    }

    @Test
    void aShimThatLeadsNowhereIsPassedOver() throws IOException {
        program("first/jupyter", SHIM);
        program("bin/jupyter", OLD);
        var found = find(Need.OPEN, "first", "bin");
        assertEquals(machine.resolve("bin/jupyter"), found.program());
        assertEquals("notebook", found.app());
        assertEquals("", said());
    }

    @Test
    void labIsTakenBeforeNotebook() throws IOException {
        program("bin/jupyter", "echo 1");
        assertEquals("lab", find(Need.OPEN, "bin").app());
    }

    @Test
    void aJupyterWithoutNbconvertCannotExecute() throws IOException {
        program("bin/jupyter", "test $1 = lab && echo 4.4.4");
        assertEquals("lab", find(Need.OPEN, "bin").app());
        assertThrows(UserError.class, () -> find(Need.EXECUTE, "bin"));
        assertTrue(said().contains("has no nbconvert"), said());
    }

    @Test
    void condaMakesAnEnvironment() throws IOException {
        conda("mkdir -p \"$E/bin\"; cp \"$E/../../lab\" \"$E/bin/jupyter\"");
        program("lab", LAB);
        var found = find(Need.EXECUTE, "bin");
        assertEquals(machine.resolve("envs/concurrency-models/bin/jupyter"), found.program());
        assertEquals(
                "No Jupyter from the PATH: no jupyter on it. Trying conda or mamba.",
                said().lines().findFirst().orElse(""));
    }

    @Test
    void anEnvironmentThatIsThereIsTakenWithoutAWord() throws IOException {
        conda("exit 1");
        program("envs/concurrency-models/bin/jupyter", LAB);
        assertEquals("lab", find(Need.OPEN, "bin").app());
        assertEquals("", said());
    }

    @Test
    void pipIsTriedWhenCondaFailsAndGetsTheVersionsOfTheEnvironment() throws IOException {
        conda("echo 'CondaHTTPError: no network' >&2; exit 1");
        program(
                "bin/python3",
                """
                test "$1" = -c && exit 0
                mkdir -p "$4/bin"
                printf '#!/bin/sh\\necho "$@" > "%s/asked"\\ncp "%s/lab" "$(dirname "$0")/jupyter"\\n' "$M" "$M" > "$4/bin/python"
                chmod +x "$4/bin/python"
                """);
        program("lab", LAB);
        var found = find(Need.OPEN, "bin");
        assertEquals(machine.resolve("cache/concurrency-models/venv/bin/jupyter"), found.program());
        assertTrue(said().contains("CondaHTTPError: no network"), said());
        var asked = Files.readString(machine.resolve("asked"));
        assertTrue(asked.endsWith("jupyterlab==4.4.* nbconvert==7.*\n"), asked);
    }

    @Test
    void eachWayThatFailsSaysWhyAndWhatIsNext() throws IOException {
        conda("echo 'CondaHTTPError: no network' >&2; exit 1");
        program("bin/python3", "echo 'No module named ensurepip' >&2; exit 1");
        program("bin/apt-get", "echo 'E: Unable to locate package jupyter-notebook' >&2; exit 100");
        assertThrows(UserError.class, () -> find(Need.OPEN, "bin"));
        var failures = said().lines().filter(line -> line.startsWith("No Jupyter from")).toList();
        assertEquals(4, failures.size(), said());
        assertTrue(failures.get(0).endsWith("no jupyter on it. Trying conda or mamba."), said());
        assertTrue(failures.get(1).contains("CondaHTTPError: no network"), said());
        assertTrue(failures.get(1).endsWith("Trying pip, in an environment of its own."), said());
        assertTrue(failures.get(2).contains("No module named ensurepip"), said());
        assertTrue(failures.get(2).endsWith("Trying apt-get."), said());
        assertTrue(failures.get(3).startsWith("No Jupyter from apt-get: "), said());
        assertFalse(failures.get(3).contains("Trying"), said());
    }

    private Jupyter find(Need need, String... path) throws IOException {
        var folders =
                List.of(path).stream().map(folder -> machine.resolve(folder).toString()).toList();
        var env =
                Map.of(
                        "PATH", String.join(":", folders),
                        "XDG_CACHE_HOME", machine.resolve("cache").toString(),
                        "LOCALAPPDATA", machine.resolve("cache").toString());
        return JupyterFinder.of(
                        env, Optional.of(machine.resolve("home")), new PrintStream(said, true))
                .find(need);
    }

    private String said() {
        return said.toString();
    }

    /// A conda that lists our environment if it is there, and makes it by a script.
    private void conda(String create) throws IOException {
        program(
                "bin/conda",
                """
                E="$M/envs/concurrency-models"
                if [ "$2" = list ]; then
                    if [ -d "$E" ]; then echo "{\\"envs\\": [\\"$M\\", \\"$E\\"]}"; else echo "{\\"envs\\": [\\"$M\\"]}"; fi
                    exit 0
                fi
                """
                        + create);
    }

    private void program(String name, String script) throws IOException {
        var file = machine.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\nM='" + machine + "'\n" + script + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }
}
