package tools.pairing;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The lessons of one checkout, and what `sync` does with them. Every method returns the exit code:
/// 0, all is well; 1, a script and a notebook differ; 2, something was refused, and is untouched.
///
/// @param root the folder of the checkout
/// @param out takes what was done
/// @param err takes what was refused, one line each
public record Checkout(Path root, PrintStream out, PrintStream err) {
    private static final int DIFFERENT = 1;
    private static final int BAD = 2;

    /// The folder that `CONCURRENCY_HOME` names, else the nearest of the working directory and its
    /// parents that holds `jbang-scripts`.
    ///
    /// @throws Refused if there is none
    public static Path find(Map<String, String> environment, Path workingDirectory) {
        var named = environment.getOrDefault("CONCURRENCY_HOME", "");
        var places =
                named.isBlank()
                        ? Stream.iterate(
                                workingDirectory.toAbsolutePath(), p -> p != null, Path::getParent)
                        : Stream.of(Path.of(named).toAbsolutePath());
        return places.filter(p -> Files.isDirectory(p.resolve("jbang-scripts")))
                .findFirst()
                .map(Path::normalize)
                .orElseThrow(() ->
                        new Refused(
                                named.isBlank()
                                        ? "No checkout here: call this in the project's folder."
                                        : "CONCURRENCY_HOME, "
                                                + named
                                                + ", is not the project's folder."));
    }

    /// Writes the notebooks of the lessons that are named, or of all.
    public int write(List<String> names) {
        return forEach(
                names,
                lesson -> {
                    var before = lesson.readNotebook();
                    var script = lesson.readScript();
                    var after = Pairing.notebook(script, before, lesson.notebookName());
                    return save(lesson, before, after);
                });
    }

    private boolean save(Lesson lesson, Optional<Notebook> before, Notebook after) {
        var name = lesson.notebookName();
        var old = before.map(b -> TextFiles.read(lesson.notebook(), name));
        if (old.isPresent() && old.get().equals(after.text())) {
            out.println(name + ": unchanged");
            return true;
        }
        folder(lesson.notebook().getParent());
        TextFiles.write(lesson.notebook(), name, after.text());
        out.println(name + ": written, " + Pairing.changes(before, after));
        return true;
    }

    private void folder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Refused(Lesson.name(root, folder) + ": this folder cannot be made.");
        }
    }

    /// Compares the lessons that are named with their notebooks; or all, and then no notebook may
    /// be without a lesson. Writes nothing.
    public int check(List<String> names) {
        int code =
                forEach(
                        names,
                        lesson -> {
                            var script = lesson.readScript();
                            var notebook = lesson.readNotebook();
                            var lines =
                                    notebook.map(n -> Pairing.difference(script, n))
                                            .orElseGet(() -> missing(script, lesson));
                            lines.forEach(out::println);
                            return lines.isEmpty();
                        });
        if (names.isEmpty()) {
            for (var stray : Lesson.strayNotebooks(root, Lesson.all(root))) {
                var name = stray.getFileName();
                out.println(
                        Lesson.name(root, stray)
                                + ": no script in jbang-scripts has the line //NOTEBOOK "
                                + name
                                + ": write one, or move the notebook away.");
                code = Math.max(code, DIFFERENT);
            }
        }
        if (code == DIFFERENT) {
            out.println(
                    "Scripts and notebooks differ. `sync` writes the notebooks from the scripts;"
                            + " `sync --from NOTEBOOK` takes a notebook's text into its script.");
        }
        return code;
    }

    private static List<String> missing(Script script, Lesson lesson) {
        Differences.check(script);
        return List.of(
                lesson.notebookName() + ": missing; `sync` writes it from " + script.file() + ".");
    }

    /// Takes the text of notebooks into their scripts.
    public int from(List<String> notebooks) {
        return forEachFile(
                notebooks,
                (lesson, file) -> {
                    var script = lesson.readScript();
                    var notebook = Notebook.read(file.toString(), read(file));
                    var text = Pairing.script(script, notebook);
                    Pairing.remarks(script, notebook).forEach(err::println);
                    if (text.equals(script.text())) {
                        out.println(lesson.scriptName() + ": unchanged");
                        return;
                    }
                    TextFiles.write(lesson.script(), lesson.scriptName(), text);
                    var name = lesson.scriptName();
                    Pairing.diff(name, name, lines(script.text()), lines(text))
                            .forEach(out::println);
                    out.println(name + ": written");
                });
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    /// Takes the outputs of executed copies into the notebooks.
    public int outputs(List<String> executed) {
        return forEachFile(
                executed,
                (lesson, file) -> {
                    var copy = Notebook.read(file.toString(), read(file));
                    var before =
                            lesson.readNotebook()
                                    .orElseThrow(() ->
                                            new Refused(
                                                    lesson.notebookName()
                                                            + ": missing: run sync first."));
                    var lines = Pairing.difference(lesson.readScript(), before);
                    if (!lines.isEmpty()) {
                        throw new Refused(
                                lesson.notebookName()
                                        + ": is not what its script says: sync first.");
                    }
                    save(lesson, Optional.of(before), before.withOutputsOf(copy));
                });
    }

    private static String read(Path file) {
        return TextFiles.read(file, file.toString());
    }

    private interface Use {
        void of(Lesson lesson, Path file);
    }

    private int forEachFile(List<String> files, Use use) {
        return guarded(
                files,
                word -> {
                    var file = file(word);
                    var lesson =
                            Lesson.all(root).stream()
                                    .filter(l -> l.notebook().endsWith(file.getFileName()))
                                    .findFirst()
                                    .orElseThrow(() ->
                                            new Refused(
                                                    word
                                                            + ": no script in jbang-scripts has the line"
                                                            + " //NOTEBOOK "
                                                            + file.getFileName()
                                                            + ": write the script first."));
                    use.of(lesson, file);
                    return true;
                });
    }

    private Path file(String word) {
        try {
            var file = Path.of(word);
            var inside = root.resolve("notebooks").resolve(word);
            if (!word.endsWith(".ipynb")) {
                throw new Refused(word + ": name a notebook, a file that ends in .ipynb.");
            }
            return Files.exists(file) || !Files.exists(inside) ? file : inside;
        } catch (InvalidPathException e) {
            throw new Refused(word.strip() + ": no name for a file.");
        }
    }

    private int forEach(List<String> names, Predicate<Lesson> action) {
        List<Lesson> lessons;
        try {
            lessons = chosen(names);
        } catch (Refused e) {
            e.messages().forEach(err::println);
            return BAD;
        }
        return guarded(lessons, action);
    }

    private List<Lesson> chosen(List<String> names) {
        var all = Lesson.all(root);
        if (all.isEmpty()) {
            throw new Refused("No script in jbang-scripts has a line //NOTEBOOK NN-name.ipynb.");
        }
        var chosen = new ArrayList<Lesson>();
        for (var name : names) {
            var called = all.stream().filter(l -> l.isCalled(name)).toList();
            if (called.isEmpty()) {
                throw new Refused(
                        "No lesson is called "
                                + name
                                + ": name a script or a notebook, such as "
                                + all.getFirst().scriptName()
                                + ".");
            }
            chosen.addAll(called);
        }
        return names.isEmpty() ? all : chosen.stream().distinct().toList();
    }

    /// Does what it can: one lesson that is refused leaves the others their turn.
    private <T> int guarded(List<T> things, Predicate<T> action) {
        int code = 0;
        for (var thing : things) {
            try {
                code = Math.max(code, action.test(thing) ? 0 : DIFFERENT);
            } catch (Refused e) {
                e.messages().forEach(err::println);
                code = BAD;
            }
        }
        return code;
    }
}
