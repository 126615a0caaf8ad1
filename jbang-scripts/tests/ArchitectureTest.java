package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Layers, layout, formatter, names: that this project keeps to them, and that a project which does
/// not is found out.
@TestInstance(Lifecycle.PER_CLASS)
class ArchitectureTest {
    private final Project project = Project.here();
    private final Map<String, Set<String>> layers = Layers.of(project);

    @Test
    void layersUseOnlyWhatIsBelowThem() {
        assertNone(Layers.breaks(layers));
    }

    @Test
    void layersHaveNoCycles() {
        assertNone(Layers.cycles(layers));
    }

    @Test
    void everyLayerIsSeen() {
        assertTrue(layers.keySet().containsAll(Set.of("", "lab", "lab.measure", "tests")));
    }

    @Test
    void topLevelHasWhatTheDesignNames() {
        assertNone(Layout.topLevel(project));
    }

    @Test
    void besideTheBootstrapperLieOnlyLessons() {
        assertNone(Layout.scripts(project));
    }

    @Test
    void everyLessonHasItsNotebookAndItsAlias() {
        assertFalse(Layout.notebooks(project).isEmpty());
        assertNone(Layout.lessons(project));
    }

    @Test
    void everyAliasHasItsFile() {
        assertNone(Layout.catalog(project));
    }

    @Test
    void noFileIsTooLong() {
        assertNone(Layout.lengths(project));
    }

    @Test
    void theLibraryIsDocumented() {
        assertNone(Layout.documentation(project));
    }

    @Test
    void notebooksAskForTheKernelThatIsInstalled() {
        assertNone(Layout.kernels(project));
    }

    @Test
    void binderHasTheSameEnvironment() {
        assertNone(Layout.binder(project));
    }

    @Test
    void versionsArePinnedAndWrittenOnce() {
        assertNone(Dependencies.problems(project));
    }

    @Test
    void everyFileIsFormatted() {
        var problems = new ArrayList<String>();
        for (var file : project.javaFiles())
            Formatter.objection(project.text(file))
                    .ifPresent(problem -> problems.add(project.name(file) + ": " + problem));
        assertNone(problems);
    }

    private static void assertNone(List<String> problems) {
        if (!problems.isEmpty()) fail(String.join("\n", problems));
    }

    /// The checks, at small projects that break a rule.
    @Nested
    class Checks {
        @TempDir Path folder;

        @Test
        void aLayerThatUsesOneAboveIt() throws IOException {
            var bad =
                    tree(
                            Map.of(
                                    "jbang-scripts/lab/measure/A.java",
                                    "package lab.measure;\nimport lab.view.B;\nclass A {}",
                                    "jbang-scripts/lab/view/B.java",
                                    "package lab.view;\npublic class B { lab.measure.A a; }"));
            assertEquals(
                    List.of("lab.measure must not use lab.view"), Layers.breaks(Layers.of(bad)));
            assertEquals(
                    List.of(
                            "lab.measure, lab.view, lab.measure",
                            "lab.view, lab.measure, lab.view"),
                    Layers.cycles(Layers.of(bad)));
        }

        @Test
        void aLayerThatNamesOneAboveItWithoutAnImport() throws IOException {
            var bad =
                    tree(
                            Map.of(
                                    "jbang-scripts/lab/lock/A.java",
                                    "package lab.lock;\nclass A { void a() { lab.race.B.b(); } }",
                                    "jbang-scripts/lab/race/B.java",
                                    "package lab.race;\npublic class B { static void b() {} }"));
            assertEquals(List.of("lab.lock must not use lab.race"), Layers.breaks(Layers.of(bad)));
        }

        @Test
        void aLessonThatUsesATool() throws IOException {
            var bad =
                    tree(
                            Map.of(
                                    "jbang-scripts/Lesson.java",
                                    "import tools.pairing.*;\nvoid main() {}",
                                    "jbang-scripts/tools/pairing/A.java",
                                    "package tools.pairing;\nclass A {}"));
            assertEquals(
                    List.of("a lesson must not use tools.pairing"), Layers.breaks(Layers.of(bad)));
        }

        @Test
        void aPackageWithoutAPlace() throws IOException {
            var bad =
                    tree(Map.of("jbang-scripts/lab/util/A.java", "package lab.util;\nclass A {}"));
            assertEquals(
                    List.of("lab.util has no place among the layers"),
                    Layers.breaks(Layers.of(bad)));
        }

        @Test
        void aFileAtTheTopThatHasNoPlaceThere() throws IOException {
            var problems = Layout.topLevel(tree(Map.of("build.gradle", "", "README.md", "")));
            assertTrue(
                    problems.contains(
                            "the top level holds build.gradle, which has no place there"));
            assertTrue(problems.contains("the top level lacks LICENSE"));
            assertFalse(problems.contains("the top level lacks README.md"));
        }

        @Test
        void aFolderBesideTheLessons() throws IOException {
            var problems = Layout.scripts(tree(Map.of("jbang-scripts/util/A.java", "class A {}")));
            assertTrue(problems.contains("jbang-scripts holds util, which has no place there"));
        }

        @Test
        void aLessonWithoutNotebookOrAlias() throws IOException {
            var bad =
                    tree(
                            Map.of(
                                    "jbang-scripts/jbang-catalog.json",
                                    "{\"aliases\": {\"b\": {\"script-ref\": \"B.java\"}}}",
                                    "jbang-scripts/A.java",
                                    "//NOTEBOOK 02-a.ipynb\nvoid main() {}",
                                    "jbang-scripts/B.java",
                                    "void main() {}",
                                    "notebooks/03-c.ipynb",
                                    "{}"));
            assertEquals(
                    List.of(
                            "A.java has no alias in the catalog",
                            "B.java has no //NOTEBOOK NN-name.ipynb line",
                            "notebooks/02-a.ipynb is missing",
                            "notebooks/03-c.ipynb has no lesson"),
                    Layout.lessons(bad));
        }

        @Test
        void anAliasWithoutFileOrDescription() throws IOException {
            var bad =
                    tree(
                            Map.of(
                                    "jbang-scripts/jbang-catalog.json",
                                    "{\"aliases\": {\"a\": {\"script-ref\": \"A.java\"}}}"));
            assertEquals(
                    List.of("the alias a has no file A.java", "the alias a has no description"),
                    Layout.catalog(bad));
        }

        @Test
        void aFileThatIsTooLong() throws IOException {
            var bad = tree(Map.of("jbang-scripts/A.java", "//\n".repeat(401)));
            assertEquals(
                    List.of("jbang-scripts/A.java has 401 lines, more than 400: is it two files?"),
                    Layout.lengths(bad));
        }

        @Test
        void publicNamesWithoutDocumentation() throws IOException {
            var text =
                    """
                    package lab;
                    /// Documented.
                    public interface A {
                        void bare();
                        /// Documented.
                        void told();
                        record Bare() {
                            class Inner { public void m() {} }
                            /// Documented.
                            public Bare {}
                            public void loud() {}
                            void quiet() {}
                            @Override
                            public String toString() { return ""; }
                        }
                    }
                    """;
            assertEquals(
                    List.of(
                            "jbang-scripts/lab/A.java:4: A.bare has no ///",
                            "jbang-scripts/lab/A.java:7: Bare has no ///",
                            "jbang-scripts/lab/A.java:11: Bare.loud has no ///"),
                    Layout.documentation(tree(Map.of("jbang-scripts/lab/A.java", text))));
        }

        @Test
        void aNotebookOfAnotherKernel() throws IOException {
            var notebook =
                    """
                    {"metadata": {"kernelspec": {"display_name": "Java"},
                                  "language_info": {"name": "java", "version": "25.0.3+9"}}}
                    """;
            assertEquals(
                    List.of(
                            "01-a.ipynb asks for the kernel 'Java', not 'Java 25 (IJava)'",
                            "01-a.ipynb keeps language_info.version"),
                    Layout.kernels(tree(Map.of("notebooks/01-a.ipynb", notebook))));
        }

        @Test
        void anotherEnvironmentForBinder() throws IOException {
            var bad = tree(Map.of("environment.yml", "a", ".binder/environment.yml", "b"));
            assertEquals(1, Layout.binder(bad).size());
        }

        @Test
        void versionsThatFloatOrAreWrittenTwice() throws IOException {
            var bad =
                    tree(
                            Map.of(
                                    "jbang-scripts/A.java",
                                    "//DEPS g:a:1.0\n//DEPS g:b:LATEST g:c:[1,2) g:d:1-SNAPSHOT",
                                    "jbang-scripts/B.java",
                                    "//DEPS g:a:1.0\n//DEPS g:e:1.0",
                                    "jbang-scripts/C.java",
                                    "//DEPS g:e:2.0\n//DEPS g:f:3.1:all@pom",
                                    "README.md",
                                    "Uses f-3.1.jar."));
            var problems = Dependencies.problems(bad);
            for (var expected :
                    List.of(
                            "jbang-scripts/A.java: g:b:LATEST is not pinned to a version",
                            "jbang-scripts/A.java: g:c:[1 is not pinned to a version",
                            "jbang-scripts/A.java: g:d:1-SNAPSHOT is not pinned to a version",
                            "g:a:1.0 is written in jbang-scripts/A.java and jbang-scripts/B.java:"
                                    + " one of them is enough",
                            "g:e is asked for in versions 1.0 and 2.0",
                            "g:f:3.1:all@pom is written in jbang-scripts/C.java and README.md:"
                                    + " one of them is enough"))
                assertTrue(problems.contains(expected), () -> expected + "\nnot in:\n" + problems);
        }

        @Test
        void proseAndDirectivesKeepTheirWordsWhenFormatted() {
            var words = "/// " + "a long line of Markdown ".repeat(6).strip();
            var source =
                    """
                    ///usr/bin/env jbang "$0" "$@" ; exit $?
                    //JAVA 25+
                    //RUNTIME_OPTIONS %s
                    //NOTEBOOK 01-a.ipynb

                    import module java.base;

                    %s
                    /// | a | b |
                    /// |--|--|

                    /// # Next
                    void main() {
                        %s
                        var text =
                                \"""
                                ///no comment
                                \""";

                        /// The end.
                    }
                    """
                            .formatted("-Dx=" + "y".repeat(100), words, words);
            assertEquals(source, Formatter.format(source));
            assertEquals(source, Formatter.format(source.replace("    var", "  var")));
        }

        @Test
        void aFileInAnotherShape() {
            assertEquals(Optional.of("run: jbangw test --fix"), Formatter.objection("class A{}\n"));
            assertEquals(Optional.empty(), Formatter.objection("class A {}\n"));
        }

        @Test
        void aLessonMayBreakItsLinesButNotItsSpaces() {
            var lesson = "//NOTEBOOK 01-a.ipynb\nint f() { return g(\n    1, 2); }\n";
            assertEquals(Optional.empty(), Formatter.objection(lesson));
            assertEquals(
                    Optional.of(
                            "'nt f() { return g(1,2); }' should be 'nt f() { return g(1, 2); }'"),
                    Formatter.objection(lesson.replace("1, 2", "1,2")));
            assertTrue(
                    Formatter.objection(lesson + "int g = " + "1 + ".repeat(30) + "1;\n")
                            .orElse("")
                            .startsWith("more than 100 columns"));
        }

        private Project tree(Map<String, String> files) throws IOException {
            for (var file : files.entrySet()) {
                var path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
            return new Project(folder);
        }
    }
}
