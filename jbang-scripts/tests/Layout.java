package tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Where things lie, and what goes by which name. Each check returns what is wrong, a line each.
final class Layout {
    private static final Set<String> TOP =
            Set.of("README.md", "LICENSE", "environment.yml", "notebooks", "jbang-scripts", "data");
    private static final Set<String> SCRIPTS =
            Set.of("jbangw", "jbangw.cmd", "jbang-catalog.json", "lab", "tools", "tests");
    private static final Set<String> NO_LESSONS = Set.of("Cheatsheet.java");
    private static final Pattern NOTEBOOK =
            Pattern.compile("(?m)^//NOTEBOOK (\\d\\d-[a-z0-9-]+\\.ipynb)$");
    private static final int MOST_LINES = 400;
    private static final String KERNEL = "Java 25 (IJava)";
    private static final Set<String> LANGUAGE_INFO =
            Set.of("name", "mimetype", "file_extension", "codemirror_mode", "pygments_lexer");

    private Layout() {}

    /// The top level has what the design names and no more, hidden files aside.
    static List<String> topLevel(Project project) {
        return differences("the top level", TOP, names(project.root()));
    }

    /// Beside the bootstrapper, the catalog and the three folders lie only lessons and the cheat
    /// sheet.
    static List<String> scripts(Project project) {
        var names = names(project.scripts());
        names.removeIf(name -> name.endsWith(".java"));
        return differences("jbang-scripts", SCRIPTS, names);
    }

    /// Every lesson names its notebook, which exists, and has an alias, as has what is no lesson;
    /// every notebook has a lesson.
    static List<String> lessons(Project project) {
        var problems = new ArrayList<String>();
        var aliases = aliases(project).values();
        var claimed = new ArrayList<String>();
        for (var name : names(project.scripts())) {
            if (!name.endsWith(".java")) continue;
            if (!aliases.contains(name)) problems.add(name + " has no alias in the catalog");
            notebook(project, name)
                    .ifPresentOrElse(
                            claimed::add,
                            () -> {
                                if (!NO_LESSONS.contains(name))
                                    problems.add(name + " has no //NOTEBOOK NN-name.ipynb line");
                            });
        }
        var there = names(project.root().resolve("notebooks"));
        for (var name : claimed)
            if (!there.contains(name)) problems.add("notebooks/" + name + " is missing");
        for (var name : there)
            if (!claimed.contains(name)) problems.add("notebooks/" + name + " has no lesson");
        return problems;
    }

    /// The aliases of the lessons, each with its notebook.
    static Map<String, String> notebooks(Project project) {
        var notebooks = new TreeMap<String, String>();
        aliases(project)
                .forEach((alias, file) -> {
                    if (!file.contains("/"))
                        notebook(project, file).ifPresent(name -> notebooks.put(alias, name));
                });
        return notebooks;
    }

    private static Optional<String> notebook(Project project, String file) {
        var path = project.scripts().resolve(file);
        if (!Files.exists(path)) return Optional.empty();
        var matcher = NOTEBOOK.matcher(project.text(path));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// Every alias has a file and a description.
    static List<String> catalog(Project project) {
        var problems = new ArrayList<String>();
        var nodes = catalogNodes(project);
        aliases(project)
                .forEach((alias, file) -> {
                    if (!Files.isRegularFile(project.scripts().resolve(file)))
                        problems.add("the alias " + alias + " has no file " + file);
                    if (nodes.path(alias).path("description").asText().isBlank())
                        problems.add("the alias " + alias + " has no description");
                });
        return problems;
    }

    /// The aliases of the catalog, each with its file.
    static Map<String, String> aliases(Project project) {
        var aliases = new TreeMap<String, String>();
        catalogNodes(project)
                .properties()
                .forEach(e -> aliases.put(e.getKey(), e.getValue().path("script-ref").asText()));
        return aliases;
    }

    private static JsonNode catalogNodes(Project project) {
        return json(project.text("jbang-scripts/jbang-catalog.json")).path("aliases");
    }

    /// No file is longer than a reader can hold in the head; of a lesson, the lines of code count.
    static List<String> lengths(Project project) {
        var problems = new ArrayList<String>();
        for (var file : project.javaFiles()) {
            boolean isLesson = file.getParent().equals(project.scripts());
            long lines =
                    project.text(file)
                            .lines()
                            .filter(line -> !isLesson || !line.strip().matches("(///.*)?"))
                            .count();
            if (lines > MOST_LINES)
                problems.add(
                        "%s has %d lines, more than %d: is it two files?"
                                .formatted(project.name(file), lines, MOST_LINES));
        }
        return problems;
    }

    /// The library's public types and methods are documented.
    static List<String> documentation(Project project) {
        return project.javaFiles().stream()
                .filter(file -> file.startsWith(project.scripts().resolve("lab")))
                .flatMap(file ->
                        JavaSource.parse(project.name(file), project.text(file), Set.of())
                                .undocumented()
                                .stream()
                                .map(what -> project.name(file) + ":" + what + " has no ///"))
                .toList();
    }

    /// Every notebook asks for the kernel that `install-kernel` installs, and says no more of the
    /// language than any JDK would.
    static List<String> kernels(Project project) {
        var problems = new ArrayList<String>();
        for (var name : names(project.root().resolve("notebooks"))) {
            var metadata = json(project.text("notebooks/" + name)).path("metadata");
            var kernel = metadata.path("kernelspec").path("display_name").asText("none");
            if (!kernel.equals(KERNEL))
                problems.add(
                        "%s asks for the kernel '%s', not '%s'".formatted(name, kernel, KERNEL));
            metadata.path("language_info")
                    .fieldNames()
                    .forEachRemaining(field -> {
                        if (!LANGUAGE_INFO.contains(field))
                            problems.add(name + " keeps language_info." + field);
                    });
        }
        return problems;
    }

    /// Binder, which reads `.binder` instead of the root, gets the same environment as conda.
    static List<String> binder(Project project) {
        return project.text("environment.yml").equals(project.text(".binder/environment.yml"))
                ? List.of()
                : List.of(".binder/environment.yml is not environment.yml: copy it");
    }

    private static List<String> differences(String where, Set<String> wanted, List<String> names) {
        var problems = new ArrayList<String>();
        wanted.stream()
                .sorted()
                .forEach(name -> {
                    if (!names.contains(name)) problems.add(where + " lacks " + name);
                });
        for (var name : names)
            if (!wanted.contains(name))
                problems.add(where + " holds " + name + ", which has no place there");
        return problems;
    }

    /// What a reader sees in a folder, in order.
    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) return new ArrayList<>();
        try (var files = Files.list(folder)) {
            return new ArrayList<>(
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.startsWith("."))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
