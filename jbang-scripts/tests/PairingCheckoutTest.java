package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.pairing.Checkout;

/// What `sync` does to the files of a checkout.
class PairingCheckoutTest {
    private static final String LESSON =
            """
            //JAVA 25+
            //NOTEBOOK 07-tellers.ipynb

            import module java.base;

            /// # Tellers
            void main(String... args) {
                IO.println("once");
            }
            """;

    @TempDir Path root;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Checkout checkout;
    private Path script;
    private Path notebook;

    @BeforeEach
    void makeCheckout() throws IOException {
        script = Files.createDirectories(root.resolve("jbang-scripts")).resolve("Tellers.java");
        notebook = root.resolve("notebooks").resolve("07-tellers.ipynb");
        Files.writeString(script, LESSON);
        checkout = new Checkout(root, new PrintStream(out), new PrintStream(err));
    }

    private String take(ByteArrayOutputStream stream) {
        var text = stream.toString(StandardCharsets.UTF_8);
        stream.reset();
        return text;
    }

    @Test
    void aMissingNotebookFailsTheCheckUntilItIsWritten() throws IOException {
        assertEquals(1, checkout.check(List.of()));
        assertTrue(take(out).startsWith("notebooks/07-tellers.ipynb: missing"));
        assertEquals(0, checkout.write(List.of()));
        assertEquals("notebooks/07-tellers.ipynb: written, 4 cells\n", take(out));
        assertEquals(0, checkout.check(List.of()));
        var before = Files.getLastModifiedTime(notebook);
        assertEquals(0, checkout.write(List.of("tellers")));
        assertEquals("notebooks/07-tellers.ipynb: unchanged\n", take(out));
        assertEquals(before, Files.getLastModifiedTime(notebook));
    }

    @Test
    void aChangedWordFailsTheCheckAndCanBeTakenEitherWay() throws IOException {
        checkout.write(List.of());
        Files.writeString(notebook, Files.readString(notebook).replace("once", "twice"));
        var changed = Files.readString(notebook);
        take(out);
        assertEquals(1, checkout.check(List.of()));
        var diff = take(out);
        assertTrue(diff.contains("-IO.println(\"once\");\n+IO.println(\"twice\");"), diff);
        assertEquals(changed, Files.readString(notebook), "a check writes nothing");
        assertEquals(LESSON, Files.readString(script), "a check writes nothing");

        assertEquals(0, checkout.from(List.of("07-tellers.ipynb")));
        assertEquals(LESSON.replace("once", "twice"), Files.readString(script));
        assertEquals(0, checkout.check(List.of()));

        Files.writeString(script, LESSON);
        assertEquals(0, checkout.write(List.of()));
        assertEquals(0, checkout.check(List.of()));
        assertTrue(take(out).contains("written, 1 changed, 0 new, 0 deleted of 4 cells"));
    }

    @Test
    void aNotebookWithoutAScriptFailsTheCheckAndCannotBeTaken() throws IOException {
        checkout.write(List.of());
        var stray = notebook.resolveSibling("08-stray.ipynb");
        Files.copy(notebook, stray);
        take(out);
        assertEquals(1, checkout.check(List.of()));
        assertTrue(take(out).startsWith("notebooks/08-stray.ipynb: no script"));
        assertEquals(2, checkout.from(List.of(stray.toString())));
        assertTrue(take(err).endsWith("//NOTEBOOK 08-stray.ipynb: write the script first.\n"));
    }

    @Test
    void anUnreadableNotebookStaysAsItIs() throws IOException {
        checkout.write(List.of());
        for (var bytes : List.of("", "{", "[]", "\u00ff")) {
            Files.write(notebook, bytes.getBytes(StandardCharsets.ISO_8859_1));
            var before = Files.readAllBytes(notebook);
            assertEquals(2, checkout.write(List.of()));
            assertEquals(2, checkout.check(List.of()));
            assertEquals(2, checkout.from(List.of(notebook.toString())));
            assertEquals(2, checkout.outputs(List.of(notebook.toString())));
            assertEquals(4, take(err).lines().count());
            assertTrue(Arrays.equals(before, Files.readAllBytes(notebook)));
        }
    }

    @Test
    void aFailedWriteLosesNothing() throws IOException {
        checkout.write(List.of());
        assumeFalse(System.getProperty("user.name").equals("root"), "root may write anywhere");
        var before = Files.readString(notebook);
        Files.writeString(script, LESSON.replace("once", "twice"));
        assertTrue(notebook.getParent().toFile().setWritable(false));
        try {
            assertEquals(2, checkout.write(List.of()));
            assertEquals(
                    "notebooks/07-tellers.ipynb: not written, it is as it was: permission denied.\n",
                    take(err));
            assertEquals(before, Files.readString(notebook));
        } finally {
            notebook.getParent().toFile().setWritable(true);
        }
    }

    @Test
    void aNotebookThatCannotBeWrittenGetsOneLine() throws IOException {
        Files.writeString(script, LESSON.replace("tellers", "t".repeat(300)));
        assertEquals(2, checkout.write(List.of()));
        assertTrue(take(err).matches("notebooks/07-t+\\.ipynb: not written, .*\\.\n"));
        Files.writeString(script, LESSON);
        Files.deleteIfExists(notebook.getParent());
        Files.writeString(notebook.getParent(), "a file");
        assertEquals(2, checkout.write(List.of()));
        assertEquals("notebooks: this folder cannot be made.\n", take(err));
    }

    @Test
    void nothingIsLeftBesideTheFiles() throws IOException {
        checkout.write(List.of());
        Files.writeString(notebook, Files.readString(notebook).replace("once", "twice"));
        checkout.from(List.of(notebook.toString()));
        try (var files = Files.list(notebook.getParent())) {
            assertEquals(List.of(notebook), files.toList());
        }
        try (var files = Files.list(script.getParent())) {
            assertEquals(List.of(script), files.toList());
        }
    }

    @Test
    void badNamesGetOneLine() throws IOException {
        assertEquals(2, checkout.write(List.of("nonsense")));
        assertEquals(
                "No lesson is called nonsense: name a script or a notebook, such as"
                        + " jbang-scripts/Tellers.java.\n",
                take(err));
        assertEquals(2, checkout.from(List.of("Tellers.java")));
        assertEquals(2, checkout.from(List.of("07-tellers.ipynb")));
        assertEquals(2, checkout.outputs(List.of("\0")));
        assertEquals(3, take(err).lines().count());
        Files.writeString(script, LESSON.replace("07-tellers", "../07-tellers"));
        assertEquals(2, checkout.write(List.of()));
        assertTrue(take(err).contains("//NOTEBOOK takes a name such as"));
    }

    @Test
    void oneRefusedLessonLeavesTheOthersTheirTurn() throws IOException {
        var bad =
                LESSON.replace("07-tellers", "01-bad")
                        .replace("void main", "volatile int x;\nvoid main");
        Files.writeString(script.resolveSibling("Bad.java"), bad);
        assertEquals(2, checkout.write(List.of()));
        assertEquals(
                "jbang-scripts/Bad.java:7: a notebook drops volatile from a variable: put the"
                        + " variable into a class.\n",
                take(err));
        assertTrue(Files.exists(notebook));
        assertEquals(2, checkout.check(List.of()));
    }

    @Test
    void twoScriptsCannotShareANotebook() throws IOException {
        Files.writeString(script.resolveSibling("Other.java"), LESSON);
        assertEquals(2, checkout.write(List.of()));
        assertTrue(take(err).contains("07-tellers.ipynb is the notebook of"));
    }

    @Test
    void aSymbolicLinkAndLineEndsOfWindowsStay() throws IOException {
        Files.writeString(script, LESSON.replace("\n", "\r\n"));
        checkout.write(List.of());
        var real = root.resolve("real.ipynb");
        Files.writeString(real, Files.readString(notebook).replace("\n", "\r\n"));
        Files.delete(notebook);
        Files.createSymbolicLink(notebook, real);
        assertEquals(0, checkout.check(List.of()));
        Files.writeString(script, LESSON.replace("once", "twice").replace("\n", "\r\n"));
        assertEquals(0, checkout.write(List.of()));
        assertTrue(Files.isSymbolicLink(notebook));
        assertTrue(Files.readString(real).contains("twice"));
        assertFalse(Files.readString(real).replace("\r\n", "").contains("\n"));
    }
}
