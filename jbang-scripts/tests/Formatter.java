package tests;

import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.pairing.JavaLines;

/// The shape that every Java file here has: google-java-format, four spaces, imports in one block.
///
/// Some lines keep their words. google-java-format would take JBang's `//JAVA` and the
/// `///usr/bin/env` of the first line for prose; and in a lesson, whose `///` lines are the
/// Markdown of a notebook, it would break a long one in two, the second of them a comment of
/// another kind. So these lines are formatted with a number in the place of their text, which gives
/// them the right indentation and no more. In every other file `///` is documentation, and is
/// filled like prose.
///
/// A lesson is a page, too: where its lines break is up to its author, who has cells of a few lines
/// in mind that google-java-format would make a third longer. All else is as in the other files.
final class Formatter {
    private static final int WIDTH = 100;
    private static final Pattern COMMENT = Pattern.compile("//.*");
    private static final Pattern DIRECTIVE = Pattern.compile("//[A-Z_]{2,}\\b.*|///usr/bin/env .*");
    private static final Pattern LESSON = Pattern.compile("(?m)^//NOTEBOOK ");
    private static final Pattern STAND_IN = Pattern.compile("(?m)^( *)// \u00a7(\\d+)\u00a7$");

    private Formatter() {}

    /// What is wrong with the shape of a file; empty if nothing is.
    ///
    /// @throws IllegalArgumentException if it is no Java; the message says where
    static Optional<String> objection(String source) {
        if (isLesson(source)) return wideLine(source).or(() -> difference(source, format(source)));
        return source.equals(format(source))
                ? Optional.empty()
                : Optional.of("run: jbangw test --fix");
    }

    /// Formats a file in place, unless it is a lesson. Returns whether that changed it.
    static boolean fix(Path file) throws IOException {
        var before = Files.readString(file);
        if (isLesson(before)) return false;
        var after = format(before);
        if (after.equals(before)) return false;
        Files.writeString(file, after);
        return true;
    }

    /// The text as google-java-format would have it.
    ///
    /// @throws IllegalArgumentException if it is no Java; the message says where
    static String format(String source) {
        var kept = new ArrayList<String>();
        try {
            var text = hide(source, kept);
            text = RemoveUnusedImports.removeUnusedImports(text);
            text = ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.GOOGLE);
            var options =
                    JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build();
            text = new com.google.googlejavaformat.java.Formatter(options).formatSource(text);
            return STAND_IN.matcher(text)
                    .replaceAll(found -> restore(found.group(1), found.group(2), kept));
        } catch (FormatterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static boolean isLesson(String source) {
        return LESSON.matcher(source).find();
    }

    private static String hide(String source, List<String> kept) {
        var lines = source.split("\n", -1);
        var starts = JavaLines.of(source).starts();
        var isKept = (isLesson(source) ? COMMENT : DIRECTIVE).asMatchPredicate();
        for (int i = 0; i < lines.length; i++) {
            if (starts.get(i).inside() == JavaLines.Inside.CODE && isKept.test(lines[i].strip())) {
                var indent = lines[i].substring(0, lines[i].indexOf('/'));
                kept.add(lines[i].strip());
                lines[i] = indent + "// \u00a7" + (kept.size() - 1) + "\u00a7";
            }
        }
        return String.join("\n", lines);
    }

    private static String restore(String indent, String number, List<String> kept) {
        return Matcher.quoteReplacement(indent + kept.get(Integer.parseInt(number)));
    }

    private static Optional<String> wideLine(String lesson) {
        return lesson.lines()
                .filter(line -> line.length() > WIDTH && !COMMENT.matcher(line.strip()).matches())
                .findFirst()
                .map(line -> "more than " + WIDTH + " columns: " + line.strip());
    }

    /// Where two texts differ, line breaks and indentation aside.
    private static Optional<String> difference(String is, String should) {
        var one = withoutBreaks(is);
        var other = withoutBreaks(should);
        if (one.equals(other)) return Optional.empty();
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at))
            at++;
        return Optional.of("'%s' should be '%s'".formatted(around(one, at), around(other, at)));
    }

    /// The text in one line, with the spaces that a line break may stand for as if there were none.
    private static String withoutBreaks(String text) {
        return text.strip()
                .replaceAll("\\s+", " ")
                .replaceAll("(?<=[(\\[]) | (?=[)\\]])| (?=\\.)", "");
    }

    private static String around(String text, int at) {
        return text.substring(Math.max(0, at - 20), Math.min(text.length(), at + 20));
    }
}
