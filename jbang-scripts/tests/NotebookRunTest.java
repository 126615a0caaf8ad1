package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jupyter.Jupyter;
import tools.jupyter.NotebookChoice;
import tools.jupyter.NotebookFile;
import tools.jupyter.NotebookRun;
import tools.jupyter.UserError;

/// What `notebooks --execute` makes of a run, with a script in the place of Jupyter.
@DisabledOnOs(OS.WINDOWS)
class NotebookRunTest {
    private static final String NOTEBOOK =
            """
            {"cells": [
              {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Title"},
              {"cell_type": "code", "id": "b", "metadata": {"tags": ["parameters"]}, "outputs": [],
               "execution_count": null, "source": ["String[] args = {};"]},
              {"cell_type": "code", "id": "c", "metadata": {}, "execution_count": null,
               "outputs": [OUTPUTS], "source": ["run();\\n"]}],
             "metadata": {"kernelspec": {"name": "java25-ijava"}}, "nbformat": 4, "nbformat_minor": 5}
            """;

    @TempDir Path folder;
    private Path notebook;
    private Path out;

    @BeforeEach
    void aNotebook() throws IOException {
        notebook =
                Files.writeString(folder.resolve("07-race.ipynb"), NOTEBOOK.replace("OUTPUTS", ""));
        out = Files.createDirectory(folder.resolve("out put"));
    }

    @Test
    void claimsThatHoldAreCountedAndTheRunIsGood() throws IOException {
        var outcome = run(shown("✓ all equal: 4 ways") + "," + shown("? faster: 0.9 against 1"));
        assertTrue(outcome.good(), outcome.toString());
        assertEquals(2, outcome.cells());
        assertEquals(1, outcome.held());
        assertEquals(1, outcome.undecided());
    }

    @Test
    void aClaimThatDoesNotHoldIsNamedOnceAndTheRunIsBad() throws IOException {
        var outcome =
                run(shown("✗ nothing is lost: 3 lost") + "," + shown("✗ nothing is lost: 3 lost"));
        assertFalse(outcome.good());
        assertEquals(List.of("nothing is lost: 3 lost"), outcome.refuted());
    }

    @Test
    void thePageSaysInWordsWhatAPictureShows() throws IOException {
        run(
                "",
                """
                {"output_type": "display_data", "data": {"image/png": "iVBO\\nRw0K\\n"},
                 "metadata": {"image/png": {"alt": "two \\"bars\\""}}}\
                """,
                "<img src=\\\"data:image/png;base64,iVBORw0K\\\" alt=\\\"none\\\"><img src=\\\"data:image/png;base64,x\\\">");
        assertEquals(
                "<img alt=\"two &quot;bars&quot;\" src=\"data:image/png;base64,iVBORw0K\">"
                        + "<img src=\"data:image/png;base64,x\">",
                Files.readString(out.resolve("07-race.html")));
    }

    @Test
    void aCellThatEndsInAnErrorMakesTheRunBad() throws IOException {
        var outcome =
                run(
                        """
                        {"output_type": "error", "ename": "E", "evalue": "v",
                         "traceback": ["\\u001b[31mlost: 3\\u001b[0m", "    at the cell, line 1"]}\
                        """);
        assertFalse(outcome.good());
        assertEquals("cell 2: lost: 3", outcome.error());
    }

    @Test
    void theArgumentsGoIntoTheCopyAndNotIntoTheNotebook() throws IOException {
        var before = Files.readString(notebook);
        run("");
        assertEquals(before, Files.readString(notebook));
        var asked = new ObjectMapper().readTree(folder.resolve("asked.ipynb").toFile());
        assertEquals(
                "String[] args = {\"--quick\", \"--out\", \"" + out.resolve("07-race") + "\"};",
                asked.at("/cells/1/source").asText());
        assertEquals("b", asked.at("/cells/1/id").asText());
    }

    @Test
    void whatNbconvertSaysOfItsFailureIsKeptAndNothingHalfDone() throws IOException {
        var outcome = run("echo 'DeadKernelError: Kernel died' >&2; exit 1", "", "");
        assertEquals("DeadKernelError: Kernel died", outcome.error());
        try (var left = Files.list(out)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void theNotebooksOwnFolderIsRefused() {
        var run = new NotebookRun(jupyter(), Map.of(), List.of(), folder);
        assertThrows(UserError.class, () -> run.run(notebook));
        assertTrue(Files.exists(notebook));
    }

    @Test
    void whatIsNoNotebookIsRefusedWithTheCure() throws IOException {
        for (var text :
                List.of(
                        "",
                        "{",
                        "[]",
                        "{\"cells\": 3, \"nbformat\": 4}",
                        "{\"cells\": [], \"nbformat\": 3}")) {
            Files.writeString(notebook, text);
            var error = assertThrows(UserError.class, () -> NotebookFile.read(notebook), text);
            assertTrue(error.getMessage().contains("sync"), error.getMessage());
        }
    }

    @Test
    void aNotebookGoesByAliasNumberAndFile() throws IOException {
        Files.writeString(folder.resolve("01-parallel.ipynb"), NOTEBOOK);
        var choice = new NotebookChoice(folder);
        for (var name :
                List.of("race", "7", "07", "07-race", "07-race.ipynb", "notebooks/07-race.ipynb"))
            assertEquals(List.of(notebook), choice.of(List.of(name)), name);
        assertEquals(2, choice.of(List.of()).size());
        for (var name : List.of("", "8", "rac", "../race", "99999999999"))
            assertThrows(UserError.class, () -> choice.of(List.of(name)), name);
    }

    private static String shown(String text) {
        return """
        {"output_type": "display_data", "metadata": {}, "data": {"text/plain": ["%s"]}}\
        """
                .formatted(text);
    }

    private NotebookRun.Outcome run(String outputs) throws IOException {
        return run("", outputs, "");
    }

    private NotebookRun.Outcome run(String script, String outputs, String page) throws IOException {
        Files.writeString(folder.resolve("done.ipynb"), NOTEBOOK.replace("OUTPUTS", outputs));
        Files.writeString(
                folder.resolve("jupyter"),
                """
                #!/bin/sh
                M='%s'
                %s
                for last; do :; done
                case $* in
                    *--to=html*) printf %%s "%s" > "${last%%.ipynb}.html" ;;
                    *) cp "$last" "$M/asked.ipynb"; cp "$M/done.ipynb" 07-race.ipynb ;;
                esac
                """
                        .formatted(folder, script, page));
        assertTrue(folder.resolve("jupyter").toFile().setExecutable(true));
        return new NotebookRun(jupyter(), Map.of(), List.of("--quick"), out).run(notebook);
    }

    private Jupyter jupyter() {
        return new Jupyter(folder.resolve("jupyter"), "lab", List.of());
    }
}
