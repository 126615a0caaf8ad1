package tools.pairing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A script and its notebook in a checkout.
///
/// @param root the folder of the checkout
/// @param script the lesson, in `jbang-scripts`
/// @param notebook where its notebook is, or will be
public record Lesson(Path root, Path script, Path notebook) {
    private static final Pattern LINE = Pattern.compile("(?m)^//NOTEBOOK\\b(.*)$");
    private static final Pattern NAME = Pattern.compile("\\d\\d-[A-Za-z0-9-]+\\.ipynb");

    /// The lessons of a checkout, by the name of their notebook: each script in `jbang-scripts`
    /// with a line `//NOTEBOOK NN-name.ipynb`.
    ///
    /// @throws Refused if a name is none, or two scripts have the same
    public static List<Lesson> all(Path root) {
        var lessons = new ArrayList<Lesson>();
        var owners = new HashMap<String, Path>();
        for (var script : files(root.resolve("jbang-scripts"), ".java")) {
            var name = notebook(root, script);
            if (name.isEmpty()) {
                continue;
            }
            var other = owners.put(name.get(), script);
            if (other != null) {
                throw new Refused(
                        name(root, script)
                                + ": "
                                + name.get()
                                + " is the notebook of "
                                + name(root, other)
                                + " too: give it another name.");
            }
            lessons.add(new Lesson(root, script, root.resolve("notebooks").resolve(name.get())));
        }
        lessons.sort(Comparator.comparing(lesson -> lesson.notebook().toString()));
        return lessons;
    }

    private static Optional<String> notebook(Path root, Path script) {
        var matcher = LINE.matcher(TextFiles.read(script, name(root, script)));
        if (!matcher.find()) {
            return Optional.empty();
        }
        var name = matcher.group(1).strip();
        if (!NAME.matcher(name).matches()) {
            throw new Refused(
                    name(root, script)
                            + ": //NOTEBOOK takes a name such as 07-race-conditions.ipynb.");
        }
        if (matcher.find()) {
            throw new Refused(name(root, script) + ": has two lines //NOTEBOOK: keep one.");
        }
        return Optional.of(name);
    }

    /// The notebooks of a checkout that no lesson makes.
    public static List<Path> strayNotebooks(Path root, List<Lesson> lessons) {
        return files(root.resolve("notebooks"), ".ipynb").stream()
                .filter(file -> lessons.stream().noneMatch(l -> l.notebook().equals(file)))
                .toList();
    }

    private static List<Path> files(Path folder, String end) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(end))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Refused(folder + ": cannot be listed: " + e.getMessage() + ".");
        }
    }

    /// Whether a word means this lesson: the name of its script or notebook, with or without its
    /// ending, its path, its number, or the command that runs it.
    public boolean isCalled(String word) {
        var file = word.replace('\\', '/');
        file = file.substring(file.lastIndexOf('/') + 1);
        var book = stem(notebook);
        return List.of(
                        script.getFileName().toString(),
                        stem(script),
                        notebook.getFileName().toString(),
                        book,
                        book.substring(0, 2),
                        book.substring(3))
                .contains(file);
    }

    private static String stem(Path file) {
        var name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    /// The script's path from the root, for messages.
    public String scriptName() {
        return name(root, script);
    }

    /// The notebook's path from the root, for messages.
    public String notebookName() {
        return name(root, notebook);
    }

    /// A path from the root, with slashes.
    public static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /// Reads the script.
    public Script readScript() {
        return Script.parse(scriptName(), TextFiles.read(script, scriptName()));
    }

    /// Reads the notebook, if there is one.
    public Optional<Notebook> readNotebook() {
        return Files.exists(notebook)
                ? Optional.of(
                        Notebook.read(notebookName(), TextFiles.read(notebook, notebookName())))
                : Optional.empty();
    }
}
