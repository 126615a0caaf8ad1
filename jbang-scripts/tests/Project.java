package tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A checkout of this project, or a small tree that stands for one in a test of a check.
///
/// @param root the folder that holds `jbang-scripts`
record Project(Path root) {
    /// What a run leaves behind and git ignores: no part of the project.
    private static final Set<String> LEFT_BY_RUNS =
            Set.of(
                    ".git",
                    ".ipynb_checkpoints",
                    "__pycache__",
                    ".idea",
                    ".vscode",
                    ".settings",
                    ".jqwik-database",
                    ".DS_Store");

    /// The checkout that these tests belong to.
    static Project here() {
        var named = System.getenv("CONCURRENCY_HOME");
        var start = named == null ? Path.of("").toAbsolutePath() : Path.of(named);
        for (var folder = start; folder != null; folder = folder.getParent())
            if (Files.exists(folder.resolve("jbang-scripts/jbang-catalog.json")))
                return new Project(folder);
        throw new IllegalStateException(
                "found no checkout in " + start + " or above: start the tests with jbangw test");
    }

    /// The folder of the scripts.
    Path scripts() {
        return root.resolve("jbang-scripts");
    }

    /// The bootstrapper.
    Path jbangw() {
        return scripts().resolve("jbangw");
    }

    /// The text of a file; `path` is relative to the root.
    String text(String path) {
        return text(root.resolve(path));
    }

    /// The text of a file.
    String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /// The path from the root, with slashes on every system.
    String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /// A copy of this project in a new folder.
    ///
    /// @param target does not exist yet
    Project copyTo(Path target) throws IOException {
        for (var file : files()) {
            var copy = target.resolve(root.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return new Project(target);
    }

    /// Every Java file of the project, in order.
    List<Path> javaFiles() {
        return files().stream().filter(file -> file.toString().endsWith(".java")).toList();
    }

    /// Every file that belongs to the project, in order.
    List<Path> files() {
        var files = new ArrayList<Path>();
        try {
            Files.walkFileTree(
                    root,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes attributes) {
                            return LEFT_BY_RUNS.contains(folder.getFileName().toString())
                                            || folder.equals(root.resolve("data/runs"))
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            if (!LEFT_BY_RUNS.contains(file.getFileName().toString()))
                                files.add(file);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + root, e);
        }
        files.sort(null);
        return files;
    }
}
