package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.pairing.Cell;
import tools.pairing.Notebook;
import tools.pairing.Pairing;
import tools.pairing.Refused;
import tools.pairing.Script;

/// The form of a script and of its notebook.
class PairingTest {
    private static final String LESSON =
            """
            ///usr/bin/env jbang "$0" "$@" ; exit $?
            //JAVA 25+
            //NOTEBOOK 07-tellers.ipynb

            import module java.base;

            /// # Tellers
            /// How much is missing?

            /// ## The account
            class Account {
                int balance;

                /// Adds one.
                void deposit() {
                    balance++;
                }
            }

            void main(String... args) throws Exception {
                var account = new Account();

                /// ## Deposit
                /// Once.
                account.deposit();

                ///
                var text = ""\"
                    /// no cell
                      %s
                    ""\".formatted(account.balance);

                /// The end.
            }
            """;

    @Test
    void aLessonBecomesTheseCells() {
        var cells = Script.parse("A.java", LESSON).cells();
        assertEquals(
                List.of(
                        "MARKDOWN # Tellers\nHow much is missing?",
                        "IMPORTS import module java.base;",
                        "MARKDOWN ## The account",
                        "CODE class Account {\n    int balance;\n\n    /// Adds one.\n"
                                + "    void deposit() {\n        balance++;\n    }\n}",
                        "PARAMETERS String[] args = {};",
                        "CODE var account = new Account();",
                        "MARKDOWN ## Deposit\nOnce.",
                        "CODE account.deposit();",
                        "CODE var text = \"\"\"\n    /// no cell\n      %s\n"
                                + "    \"\"\".formatted(account.balance);",
                        "MARKDOWN The end."),
                cells.stream().map(c -> c.kind() + " " + c.text()).toList());
    }

    @Test
    void theNotebookIsWrittenAsJupyterWritesIt() {
        var script = script("/// é\n", "");
        assertEquals(
                """
                {
                 "cells": [
                  {
                   "cell_type": "markdown",
                   "id": "d01d03e4",
                   "metadata": {},
                   "source": [
                    "é"
                   ]
                  },
                """,
                Pairing.notebook(script, Optional.empty(), "a.ipynb")
                        .text()
                        .lines()
                        .limit(10)
                        .reduce("", (a, line) -> a + line + "\n"));
    }

    @Test
    void aTextBlockThatCannotMoveKeepsItsValue() {
        var cells = script("", "    var s = \"\"\"\n  two\n   three\"\"\";\n").cells();
        assertEquals("var s = \"\"\"\n  two\n   three\"\"\";", cells.getLast().text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void main() {}",
                "void main() { }\n",
                "void main() {\n}",
                "void main() {\n\n  }\n"
            })
    void anEmptyMainStaysEmptyAndTakesCells(String main) {
        var text = "import module java.base;\n" + main;
        var script = Script.parse("A.java", text);
        assertEquals(2, script.cells().size());
        assertEquals(text, script.text());
        var cells = new ArrayList<>(script.cells());
        cells.add(new Cell(Cell.Kind.CODE, "int x = 1;", 0));
        var filled = Script.parse("A.java", script.with(cells));
        assertEquals("int x = 1;", filled.cells().getLast().text());
        assertEquals(2, Script.parse("A.java", filled.with(script.cells())).cells().size());
    }

    @Test
    void aMainOfAnotherNameOfParameterSetsThatName() {
        var script =
                Script.parse("A.java", "import module java.base;\nvoid main(String[] words) {\n}");
        assertEquals("String[] words = {};", script.cells().getLast().text());
    }

    @Test
    void anEditInJupyterComesBackAndNothingElseMoves() {
        var script = Script.parse("A.java", LESSON);
        var notebook = notebook(script).text().replace("Once.", "Twice, \\\\underline{it is}.");
        var back = Pairing.script(script, Notebook.read("a.ipynb", notebook));
        assertEquals(LESSON.replace("Once.", "Twice, \\u005cunderline{it is}."), back);
    }

    @Test
    void aChangedWordIsADifferenceAndItsLineIsShown() {
        var script = Script.parse("A.java", LESSON);
        assertEquals(List.of(), Pairing.difference(script, notebook(script)));
        var changed = notebook(script).text().replace("Once.", "Twice.");
        var lines = Pairing.difference(script, Notebook.read("a.ipynb", changed));
        assertTrue(lines.containsAll(List.of("-/// Once.", "+/// Twice.")), lines::toString);
    }

    @Test
    void whatJupyterAddsIsNoDifference() {
        var script = Script.parse("A.java", LESSON);
        var root = RanNotebook.json(RanNotebook.of(notebook(script)).text());
        root.withObject("/metadata/language_info").put("version", "25.0.3+9-LTS");
        root.put("nbformat_minor", 4);
        var end = root.withArray("cells").addObject().put("cell_type", "code");
        end.put("source", "").putObject("metadata");
        end.putArray("outputs");
        var saved = Notebook.read("a.ipynb", root.toString());
        assertEquals(List.of(), Pairing.difference(script, saved));
        assertEquals(LESSON, Pairing.script(script, saved));
        var again = Pairing.notebook(script, Optional.of(saved), "a.ipynb").text();
        assertFalse(again.contains("25.0.3"));
        assertTrue(again.contains("\"nbformat_minor\": 5"));
    }

    @Test
    void aMovedCellTakesItsOutputsAndItsMetadataAlong() {
        var script =
                script("", "    int a = 1;\n    ///\n    int b = 2;\n    ///\n    int c = 3;\n");
        var ran = RanNotebook.of(notebook(script));
        var next = script("", "    int z = 0;\n    ///\n    int b = 2;\n    ///\n    int c = 4;\n");
        var after = Pairing.notebook(next, Optional.of(ran), "a.ipynb");
        assertEquals(
                List.of("import module java.base;", "String[] args = {};", "", "int b = 2;", ""),
                RanNotebook.outputs(after));
        var cell = RanNotebook.json(after.text()).withArray("cells").get(3);
        assertEquals(4, cell.at("/metadata/mine").asInt());
        assertEquals(4, cell.path("execution_count").asInt());
        var changed = RanNotebook.json(after.text()).withArray("cells").get(4);
        assertTrue(changed.path("execution_count").isNull());
    }

    @Test
    void outputsComeFromAnExecutedCopyOfTheSameText() {
        var script = Script.parse("A.java", LESSON);
        var notebook = notebook(script);
        var root = RanNotebook.json(RanNotebook.of(notebook).text());
        root.withObject("/metadata/papermill").put("input_path", "/home/someone/a.ipynb");
        root.withArray("cells").get(3).withObject("/metadata/execution").put("started", "now");
        var taken = notebook.withOutputsOf(Notebook.read("run.ipynb", root.toString()));
        assertEquals("account.deposit();", RanNotebook.outputs(taken).get(7));
        assertFalse(taken.text().contains("someone"));
        assertFalse(taken.text().contains("started"));
        var other = Notebook.read("run.ipynb", root.toString().replace("Once", "Twice"));
        assertEquals(
                "run.ipynb: cell 7 is not the one of a.ipynb: run the notebook as `sync` writes"
                        + " it, then take its outputs.",
                assertThrows(Refused.class, () -> notebook.withOutputsOf(other)).getMessage());
    }

    static Notebook notebook(Script script) {
        return Pairing.notebook(script, Optional.empty(), "a.ipynb");
    }

    /// Its declarations start on line 3.
    static Script script(String declarations, String body) {
        return Script.parse(
                "A.java",
                "import module java.base;\n\n" + declarations + "\nvoid main() {\n" + body + "}\n");
    }
}
