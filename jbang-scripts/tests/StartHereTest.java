package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The first page leads to every lesson, and explains the six words.
class StartHereTest {
    private static final String FIRST = "00-start-here.ipynb";
    private static final List<String> WORDS =
            List.of("Process", "Thread", "Concurrency", "Parallelism", "CPU-bound", "I/O-bound");
    private static final Pattern ROW =
            Pattern.compile("(?m)^ */// \\| \\[(\\d\\d) [^\\]]+\\]\\((\\S+)\\) \\| (.+) \\|$");
    private static final Pattern QUESTION = Pattern.compile("\\A[^*]*?\n// \\*\\*(.+?)\\*\\*");
    private static final Pattern LINK = Pattern.compile("\\]\\((\\d\\d-[a-z-]+\\.ipynb)\\)");

    private final Project project = Project.here();
    private final String page = project.text("jbang-scripts/StartHere.java");

    /// In the order of their numbers, each with the question in its own first lines.
    @Test
    void itListsEveryLessonWithItsQuestion() {
        var lessons = new TreeMap<String, String>();
        Layout.notebooks(project)
                .forEach((alias, notebook) -> lessons.put(notebook, question(alias)));
        lessons.remove(FIRST);
        var expected =
                lessons.entrySet().stream()
                        .map(lesson ->
                                "%s %s %s"
                                        .formatted(
                                                lesson.getKey().substring(0, 2),
                                                lesson.getKey(),
                                                lesson.getValue()))
                        .collect(Collectors.joining("\n"));
        var listed =
                ROW.matcher(page)
                        .results()
                        .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
                        .collect(Collectors.joining("\n"));
        assertEquals(expected, listed);
    }

    private String question(String alias) {
        var script = project.text("jbang-scripts/" + Layout.aliases(project).get(alias));
        var prose = script.substring(script.indexOf("/// # ")).replace("///", "//");
        var question = QUESTION.matcher(prose);
        assertTrue(question.find(), alias + " asks no question in its first lines");
        return question.group(1).replaceAll("\\s*\n// ", " ");
    }

    @Test
    void itIsBeforeTheFirstLesson() {
        assertEquals(FIRST, Layout.notebooks(project).get("start-here"));
        assertTrue(project.text("jbang-scripts/Parallelism.java").contains("](" + FIRST + ")"));
        for (var link : LINK.matcher(page).results().map(found -> found.group(1)).toList())
            assertTrue(Files.exists(project.root().resolve("notebooks").resolve(link)), link);
    }

    /// Each in two sentences and with a link; a heading, in bold, is no sentence.
    @Test
    void itExplainsEachWordInTwoSentencesAndALink() {
        for (var word : WORDS) {
            var explained =
                    Pattern.compile("/// \\*\\*" + word + "\\*\\*: ((?:[^\n]+\n)+?)(?:///\n|\n)")
                            .matcher(page);
            assertTrue(explained.find(), word + " is not explained");
            var text = explained.group(1).replaceAll("\\s*\n(/// )?", " ").strip();
            assertTrue(LINK.matcher(text).find(), word + " has no link");
            assertEquals(2, sentences(text), text);
        }
    }

    private static int sentences(String text) {
        var ends = new ArrayList<String>();
        var words = text.replaceAll("\\(\\S+\\.ipynb\\)", "").split(" ");
        for (var word : words) if (word.endsWith(".") || word.endsWith("?")) ends.add(word);
        return ends.size();
    }
}
