package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Bad input to every command: one clear line on standard error, exit code 2, and nothing done.
class CommandsTest {
    private static final int BAD_USAGE = 2;

    /// What is wrong with the options of a lesson: what has to be named, and how it is written.
    private static final List<List<String>> MISTAKES =
            List.of(
                    List.of("--workers", "--workers -3"),
                    List.of("--workers", "--workers 0"),
                    List.of("--workers", "--workers 1,,2"),
                    List.of("--workers", "--workers two"),
                    List.of("--workers", "--workers 1,99999999999"),
                    List.of("--workers", "--workers"),
                    List.of("--seed", "--seed x"),
                    List.of("--seed", "--seed 99999999999999999999"),
                    List.of("--quick", "--quick --full"),
                    List.of("leftover", "--quick leftover"));

    @TempDir Path temporary;

    static Set<String> commands() {
        return Layout.aliases(Project.here()).keySet();
    }

    static Set<String> lessons() {
        return Layout.notebooks(Project.here()).keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void anUnknownOption(String command) throws Exception {
        refuses("--nonsense", command, "--nonsense");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpIsNoMistake(String command) throws Exception {
        var result = Command.jbangw(command, "--help").run();
        assertEquals(0, result.exit(), result::toString);
        assertTrue(result.out().contains(command), result::toString);
    }

    /// All lessons have their options read by the same code, so each gets its share of the
    /// mistakes, and each mistake is made in two lessons at least.
    @ParameterizedTest
    @MethodSource("lessons")
    void aLessonsOption(String lesson) throws Exception {
        int place = List.copyOf(lessons()).indexOf(lesson);
        for (int i = 2 * place; i < 2 * place + 2; i++) {
            var mistake = MISTAKES.get(i % MISTAKES.size());
            refuses(mistake.getFirst(), words(lesson, mistake.getLast()));
        }
    }

    @Test
    void everyMistakeIsMadeTwice() {
        assertTrue(2 * lessons().size() >= 2 * MISTAKES.size(), "too few lessons for the mistakes");
    }

    @Test
    void anOutFolderThatCannotBeWrittenTo() throws Exception {
        var file = Files.writeString(temporary.resolve("a file"), "kept");
        for (var lesson : lessons()) {
            refuses("--out", lesson, "--quick", "--out", file.toString());
            refuses("--out", lesson, "--quick", "--out", file.resolve("below").toString());
        }
        assertEquals("kept", Files.readString(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--from | sync --from",
                "nonsense | sync nonsense",
                "--from | sync --check --from notebooks/01-parallelism.ipynb",
                "no-such.ipynb | sync --from no-such.ipynb",
                "--port | notebooks --port 99999",
                "--port | notebooks --port x",
                "--execute | notebooks --quick",
                "--execute | notebooks 01",
                "nonsense | notebooks --execute nonsense",
                "--prefix | install-kernel --prefix",
                "--prefix | install-kernel --user --prefix x",
                "leftover | install-kernel leftover",
                "NoSuchTest | test NoSuchTest",
                "--list | test --list ArchitectureTest",
                "--pairs | benchmark --pairs 0",
                "no-such.csv | compare no-such.csv",
            })
    void aToolsInput(String named, String words) throws Exception {
        refuses(named, words.split(" "));
    }

    @Test
    void aForeignNotebookIsRefusedAndKept() throws Exception {
        var foreign = temporary.resolve("foreign.ipynb");
        for (var text : List.of("", "{", "[]", "{\"cells\": 3}")) {
            Files.writeString(foreign, text);
            refuses("foreign.ipynb", "sync", "--from", foreign.toString());
            assertEquals(text, Files.readString(foreign));
        }
    }

    /// Fails unless the command is refused in one line that names what is wrong.
    private static void refuses(String named, String... words) throws Exception {
        var result = Command.jbangw(words).run();
        var said = String.join(" ", words) + "\n" + result;
        assertEquals(BAD_USAGE, result.exit(), said);
        assertEquals("", result.out(), said);
        var lines = result.errLines().stream().filter(line -> !line.startsWith("[jbang]")).toList();
        assertEquals(1, lines.size(), said);
        assertTrue(lines.getFirst().contains(named), "does not name " + named + ": " + said);
        assertFalse(lines.getFirst().contains("Exception"), said);
    }

    private static String[] words(String command, String words) {
        return (command + " " + words).split(" ");
    }
}
