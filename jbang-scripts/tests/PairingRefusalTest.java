package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tests.PairingTest.notebook;
import static tests.PairingTest.script;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.pairing.Notebook;
import tools.pairing.Pairing;
import tools.pairing.Refused;
import tools.pairing.Script;

/// What `sync` refuses: what the two forms would treat differently, and what is no lesson.
class PairingRefusalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "volatile boolean stop;|volatile",
                "static final int N = 3;|final",
                "synchronized void f() {}|synchronized",
                "class A { B b; } class B {}|A needs B",
                "class A extends B {} class B {}|A needs B",
                "void f(B b) {} class B {}|f() needs B",
                "int f() { return g(); } int x = f(); int g() { return 1; }|before g()",
                "enum E { X(g()); E(int n) {} } static int g() { return 1; }|E needs g()",
                "record R(int x) { R { f(); } } static void f() {}|R needs f()",
                "interface I { Object B = new C(); } class C {}|I needs C",
                "sealed interface S {} record R() implements S {}|nest R in S",
                "class A { private int x; } int f(A a) { return a.x; }|x is private in A",
                "record A(int x) {} int f(A a) { return a.x; }|call x()",
                "class A { private A() {} } A f() { return new A(); }|this constructor",
                "Object f() { return this; }|no this",
                "int f() { return hashCode(); }|hashCode",
                "void f() { System.exit(1); }|ends the kernel",
                "void f() { Runtime.getRuntime().halt(1); }|ends the kernel",
                "int f() { return 1; } record R() { int g() { return f(); } }|declare it static",
                "//DEPS org.example:x:1|directive",
                "void f() { main(); }|no main",
            })
    void aDeclarationThatTheKernelTakesDifferentlyIsRefused(String code, String why) {
        refuses(why, 4, script("/// P\n" + code + "\n", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "final int x = 1;|final",
                "return;|no main to return from",
                "int field = 2;|replace the variable field",
                "IO.println(this);|no this",
                "int x = 1; Runnable r = () -> x++;|effectively final",
                "int x = 1; int x = 2;|already defined",
                "Thread.sleep(1);|unreported exception",
                "Runnable r = () -> Thread.sleep(1);|unreported exception",
                "display(1);|the kernel's",
                "record L(int x) {} int y = new L(1).x;|x is private in L",
            })
    void aStatementThatTheKernelTakesDifferentlyIsRefused(String code, String why) {
        refuses(why, 7, script("/// P\nint field = 1;\n", "    " + code + "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class A { volatile int x; final int y = 1; synchronized void f() { this.x++; } }",
                "class A { Object b() { return new B(); } Object o = new B(); } class B {}",
                "int f() { return g(); } int g() { return f(); }",
                "sealed interface S { record R() implements S {} } Object o = new S.R();",
                "class A { private int x; int f() { return new A().x; } }",
                "private static int f() { return 1; } int y = f();",
                "record R(int x) {} int f() { return new R(1).x(); }",
                "Runnable r = () -> { return; };",
                "void f(Library library) { library.run(() -> Thread.sleep(1)); }",
                "int f() { final int x = 1; return x; }",
                "String s = \"\"\"\n    %s\n    \"\"\";",
            })
    void whatTheKernelTakesAsJavaDoesIsNotRefused(String code) {
        var script =
                script("/// P\n" + code + "\n", "    if (true) {\n        class L { }\n    }\n");
        assertEquals(List.of(), Pairing.difference(script, notebook(script)));
    }

    @Test
    void aLineThatBeginsWithPercentIsRefusedWhereTheKernelWouldTakeIt() {
        refuses("begins with %", 6, script("", "    int x = 7\n    % 4;\n"));
        refuses("begins with %", 4, script("String s = \"\"\"\n%time\n\"\"\";\n", ""));
        notebook(script("", "    int x = 7\n        % 4;\n"));
    }

    @Test
    void importsNeedTheModule() {
        var script = Script.parse("A.java", "import java.util.List;\nvoid main() {}\n");
        refuses("import module java.base;", 1, script);
        var bare = Script.parse("A.java", "void main() {}\n");
        assertEquals("import module java.base;", bare.cells().getFirst().text());
        assertEquals("void main() {}\n", Pairing.script(bare, notebook(bare)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "void main() {}\\nint x;|A.java:2: declarations come first",
                "/// A\\nimport module java.base;\\nvoid main() {}|A.java:1: prose above the imports",
                "void main() {}\\n/// A|A.java:2: prose below main",
                "void main() { int x = 1; }|A.java:1: start the body of main on a new line",
                "void main() {\\nint x; }|A.java:2: write the brace that ends main",
                "int x; void main() {}|A.java:1: start main on a line of its own",
                "///A\\nvoid main() {}|A.java:1: write a space after ///",
                "//// A\\nvoid main() {}|A.java:1: write a space after ///",
                "/// \\u0041\\nvoid main() {}|A.java:1: a Unicode escape in prose",
                "int x = 1\\n/// A\\n+ 2;\\nvoid main() {}|A.java:2: prose inside a statement",
                "///\\n///\\nvoid main() {}|A.java:1: a block of prose without a word",
                "void main() {\\n///\\n}|A.java:2: a lone ///",
                "int x = ;\\nvoid main() {}|A.java:1: Java cannot read this: illegal start",
                "package a;\\nvoid main() {}|A.java:1: Java cannot read this: compact source file should not",
                "int x;\\n|A.java: no main at the top level",
                "int x;\\r\\nvoid main() {}\\n|A.java: its lines end in different ways",
            })
    void aScriptThatIsNoLessonIsRefused(String text, String why) {
        var script = text.replace("\\n", "\n").replace("\\r", "\r");
        var refused = assertThrows(Refused.class, () -> Script.parse("A.java", script));
        assertTrue(refused.getMessage().startsWith(why), refused::getMessage);
        assertEquals(1, refused.getMessage().lines().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int y = 1|';' expected",
                "y + 1|not a statement",
                "}|cell 3, line 1",
                "void f() {}|cell 3, line 1",
                "/// no|write //",
                "import java.util.List;|an import",
                "/* open|cell 3, line 1",
                "int y = 1; return;|no main to return from",
                "display(1);|the kernel's",
                "%time x|cell 3, line 1",
            })
    void aCellThatHasNoPlaceInTheScriptIsRefused(String code, String why) {
        var script = script("", "    int x = 0;\n");
        var root = RanNotebook.json(notebook(script).text());
        ((ObjectNode) root.withArray("cells").get(2)).put("source", code);
        refusesNotebook(why, script, root.toString());
    }

    @Test
    void aStatementAboveTheParametersIsRefused() {
        var script = script("/// P\nint f;\n", "");
        var text = notebook(script).text().replace("int f;", "f = 3;");
        refusesNotebook("only declarations stand above", script, text);
    }

    @Test
    void aNotebookWithoutItsTaggedCellsIsRefused() {
        var script = script("", "");
        for (int i = 0; i < 2; i++) {
            var root = RanNotebook.json(notebook(script).text());
            root.withArray("cells").remove(i);
            refusesNotebook("no cell is tagged", script, root.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|is no notebook",
                "{|is not JSON (line 1)",
                "[]|is no notebook",
                "{\"a\": 1, \"a\": 2}|is not JSON",
                "{\"nbformat\": 3, \"worksheets\": []}|is in nbformat 3",
                "{\"nbformat\": 4, \"metadata\": {}}|has no cells",
                "{\"nbformat\": 4, \"metadata\": {\"kernelspec\": {\"language\": \"python\"}},"
                        + " \"cells\": []}|is a notebook of python",
                "{\"nbformat\": 4, \"metadata\": {}, \"cells\": [{\"cell_type\": \"raw\","
                        + " \"metadata\": {}, \"source\": \"\"}]}|has a raw cell, 1",
                "{\"nbformat\": 4, \"metadata\": {}, \"cells\": [3]}|has a cell 1 that is none",
                "<<<<<<< HEAD|has the marks of a merge conflict",
            })
    void whatIsNoNotebookOfALessonIsRefused(String text, String why) {
        var refused = assertThrows(Refused.class, () -> Notebook.read("a.ipynb", text));
        assertTrue(refused.getMessage().startsWith("a.ipynb: " + why), refused::getMessage);
    }

    @Test
    void aNotebookOfSomethingElseIsNotOverwritten() {
        var other = notebook(script("/// Another text\n", "    int other = 1;\n"));
        var script = script("/// A text\n", "    int x = 1;\n");
        var refused =
                assertThrows(
                        Refused.class,
                        () -> Pairing.notebook(script, Optional.of(other), "a.ipynb"));
        assertTrue(refused.getMessage().contains("shares no cell"), refused::getMessage);
    }

    private static void refuses(String why, int line, Script script) {
        var refused = assertThrows(Refused.class, () -> notebook(script));
        assertTrue(refused.messages().stream().anyMatch(m -> m.contains(why)), refused::getMessage);
        assertTrue(refused.getMessage().startsWith("A.java:" + line + ": "), refused::getMessage);
    }

    private static void refusesNotebook(String why, Script script, String notebook) {
        var refused =
                assertThrows(
                        Refused.class,
                        () -> Pairing.script(script, Notebook.read("a.ipynb", notebook)));
        assertTrue(refused.getMessage().contains(why), refused::getMessage);
        assertTrue(refused.getMessage().startsWith("a.ipynb: "), refused::getMessage);
    }
}
