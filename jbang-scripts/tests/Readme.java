package tests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import lab.sheet.Model;
import tech.tablesaw.api.Row;

/// Whether the README says what is so: its links, its commands, and the figures that it quotes.
final class Readme {
    private static final String NAME = "README.md";
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");
    private static final Pattern COMMAND = Pattern.compile("jbang-scripts/jbangw +([a-z][a-z-]*)");
    private static final Pattern REFERENCE =
            Pattern.compile("(?s)<!-- reference: (\\S+?)/results\\.csv -->\n(.*?)<!-- end -->");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\n(.*?)```");
    private static final Pattern RECORD = Pattern.compile("public record (\\w+)");
    private static final String HEADER =
            "| job | one thread | two threads, dynamic chunks | speedup |\n|---|--:|--:|---|\n";

    private Readme() {}

    /// Links to files that do not exist.
    static List<String> links(Project project) {
        return LINK.matcher(project.text(NAME))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.startsWith("https://"))
                .filter(link -> !Files.exists(project.root().resolve(link)))
                .map(link -> "README.md links to " + link + ", which does not exist")
                .toList();
    }

    /// Commands that the catalog does not know; and aliases that the README does not tell of.
    static List<String> commands(Project project) {
        var problems = new ArrayList<String>();
        var text = project.text(NAME);
        var aliases = Layout.aliases(project).keySet();
        COMMAND.matcher(text)
                .results()
                .map(command -> command.group(1))
                .filter(name -> !aliases.contains(name))
                .forEach(name -> problems.add("README.md names the command " + name + ": unknown"));
        for (var alias : aliases)
            if (!text.contains("jbangw " + alias) && !text.contains("`" + alias + "`"))
                problems.add("README.md does not tell of the command " + alias);
        return problems;
    }

    /// The classes that it shows, in its order, compiled and loaded beside those of their package.
    ///
    /// @param folder for the classes
    /// @throws AssertionError if one does not compile, with what the compiler says
    static List<Class<?>> examples(Project project, Path folder) throws Exception {
        var classes = new ArrayList<Class<?>>();
        for (var example : EXAMPLE.matcher(project.text(NAME)).results().toList()) {
            var name = RECORD.matcher(example.group(1));
            if (!name.find()) throw new AssertionError("no record: " + example.group(1));
            var source = folder.resolve(name.group(1) + ".java");
            Files.writeString(source, example.group(1));
            var said = new ByteArrayOutputStream();
            int code =
                    ToolProvider.getSystemJavaCompiler()
                            .run(
                                    null,
                                    said,
                                    said,
                                    "-proc:none",
                                    "-d",
                                    folder.toString(),
                                    source.toString());
            if (code != 0) throw new AssertionError(said.toString(StandardCharsets.UTF_8));
            var compiled = folder.resolve("lab/sheet/" + name.group(1) + ".class");
            classes.add(
                    MethodHandles.privateLookupIn(Model.class, MethodHandles.lookup())
                            .defineClass(Files.readAllBytes(compiled)));
        }
        return classes;
    }

    /// Tables that are not those of the run that they refer to.
    static List<String> figures(Project project) {
        var found = REFERENCE.matcher(project.text(NAME)).results().toList();
        if (found.isEmpty()) return List.of("README.md quotes no run");
        return found.stream()
                .filter(reference -> !reference.group(2).equals(table(project, reference)))
                .map(reference ->
                        "the table in README.md is not that of its run, which is:\n"
                                + table(project, reference))
                .toList();
    }

    /// Brings the tables up to the runs that they refer to. Returns whether that changed the file.
    static boolean fix(Project project) throws IOException {
        var before = project.text(NAME);
        var after =
                REFERENCE
                        .matcher(before)
                        .replaceAll(reference ->
                                Matcher.quoteReplacement(
                                        reference
                                                .group()
                                                .replace(
                                                        reference.group(2),
                                                        table(project, reference))));
        if (after.equals(before)) return false;
        Files.writeString(project.root().resolve(NAME), after);
        return true;
    }

    private static String table(Project project, MatchResult reference) {
        var results = new RunFolder(project.root().resolve(reference.group(1))).results();
        var table = new StringBuilder(HEADER);
        double sequential = 0;
        for (Row row : results) {
            if (!row.getString("experiment").equals("four ways")) continue;
            double millis = Double.parseDouble(row.getString("median_ms"));
            if (row.getString("variant").equals("sequential")) sequential = millis;
            if (row.getString("variant").equals("dynamic chunks"))
                table.append(
                        String.format(
                                Locale.ROOT,
                                "| %s | %.0f ms | %.0f ms | %.2f (%.2f to %.2f) |%n",
                                row.getString("workload"),
                                sequential,
                                millis,
                                Double.parseDouble(row.getString("speedup")),
                                Double.parseDouble(row.getString("speedup_low")),
                                Double.parseDouble(row.getString("speedup_high"))));
        }
        return table.toString();
    }
}
