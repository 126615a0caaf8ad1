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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.pairing.JavaLines;

/// The shape that every Java file here has: google-java-format, four spaces, imports in one block.
///
/// Some lines keep their words. google-java-format would take JBang's `//JAVA` and the `///usr/bin/env`
/// of the first line for prose; and in a lesson, whose `///` lines are the Markdown of a notebook, it
/// would break a long one in two, the second of them a comment of another kind. So these lines are
/// formatted with a number in the place of their text, which gives them the right indentation and no
/// more. In every other file `///` is documentation, and is filled like prose.
final class Formatter {
    private static final Pattern COMMENT = Pattern.compile("//.*");
    private static final Pattern DIRECTIVE = Pattern.compile("//[A-Z_]{2,}\\b.*|///usr/bin/env .*");
    private static final Pattern LESSON = Pattern.compile("(?m)^//NOTEBOOK ");
    private static final Pattern STAND_IN = Pattern.compile("(?m)^( *)// \u00a7(\\d+)\u00a7$");

    private Formatter() {}

    /// The text as it should be.
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
                    .replaceAll(found ->
                            Matcher.quoteReplacement(
                                    found.group(1) + kept.get(Integer.parseInt(found.group(2)))));
        } catch (FormatterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /// Formats a file in place. Returns whether that changed it.
    static boolean fix(Path file) throws IOException {
        var before = Files.readString(file);
        var after = format(before);
        if (after.equals(before)) return false;
        Files.writeString(file, after);
        return true;
    }

    private static String hide(String source, List<String> kept) {
        var lines = source.split("\n", -1);
        var starts = JavaLines.of(source).starts();
        var isKept = (LESSON.matcher(source).find() ? COMMENT : DIRECTIVE).asMatchPredicate();
        for (int i = 0; i < lines.length; i++) {
            if (starts.get(i).inside() == JavaLines.Inside.CODE
                    && isKept.test(lines[i].strip())) {
                var indent = lines[i].substring(0, lines[i].indexOf('/'));
                kept.add(lines[i].strip());
                lines[i] = indent + "// \u00a7" + (kept.size() - 1) + "\u00a7";
            }
        }
        return String.join("\n", lines);
    }
}
