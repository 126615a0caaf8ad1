package lab;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lab.view.Rows;
import tech.tablesaw.api.Table;

/// Phrases in two languages, with what came of them.
///
/// @param phrases in Java, with their answers
/// @param python the answers in Python, in the same order; empty if there was none
public record Translation(List<Phrase> phrases, List<String> python) {
    /// A phrase in two languages.
    ///
    /// @param python as it is written in Python
    /// @param java how it is written in Java, in a few words
    /// @param answer what came of it in Java
    public record Phrase(String python, String java, String answer) {}

    public Translation {
        phrases = List.copyOf(phrases);
        python = List.copyOf(python);
    }

    /// Whether a Python has answered.
    public boolean both() {
        return !python.isEmpty();
    }

    /// The phrases, in Python's words, whose answers differ; none if no Python has answered.
    public List<String> differing() {
        return IntStream.range(0, python.size())
                .filter(i -> !phrases.get(i).answer().equals(python.get(i)))
                .mapToObj(i -> phrases.get(i).python())
                .toList();
    }

    /// A row for each phrase.
    public Table table(String title) {
        var rows = new ArrayList<List<?>>();
        for (int i = 0; i < phrases.size(); i++) {
            var phrase = phrases.get(i);
            var there = both() ? python.get(i) : "not asked";
            rows.add(List.of(phrase.python(), there, phrase.java(), phrase.answer()));
        }
        return Rows.table(
                title,
                List.of(
                        "concurrent.futures",
                        "Python answers",
                        "java.util.concurrent",
                        "Java answers"),
                rows);
    }
}
