package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import tools.pairing.Cell;
import tools.pairing.Cell.Kind;
import tools.pairing.Notebook;
import tools.pairing.Pairing;
import tools.pairing.Script;

/// One text, two forms: whatever the lesson, nothing is lost there and back.
class PairingProperties {
    private static final String BARE =
            "//NOTEBOOK 01-a.ipynb\n\nimport module java.base;\n\nvoid main(String... args) {\n}\n";

    @Property(tries = 120)
    void theScriptComesBackToTheByte(@ForAll("lessons") RandomLesson lesson) {
        var text = lesson.text();
        var script = Script.parse("A.java", text);
        assertEquals(lesson.top().size() + lesson.body().size() + 2, script.cells().size(), text);
        var notebook = Notebook.empty("a.ipynb").with(script.cells());
        var again = Notebook.read("a.ipynb", notebook.text());
        assertEquals(text, script.with(again.cells()));
    }

    @Property(tries = 20)
    void theScriptComesBackThroughEveryCheck(@ForAll("lessons") RandomLesson lesson) {
        var script = Script.parse("A.java", lesson.text());
        var notebook = Pairing.notebook(script, Optional.empty(), "a.ipynb");
        assertEquals(List.of(), Pairing.difference(script, notebook));
        assertEquals(lesson.text(), Pairing.script(script, notebook));
    }

    @Property(tries = 80)
    void theCellsComeBackFromAScriptThatNeverHeldThem(@ForAll("cells") List<Cell> cells) {
        var text = Script.parse("A.java", BARE).with(cells);
        var again = Script.parse("A.java", text).cells();
        assertEquals(shown(cells), shown(again), text);
        assertEquals(text, Script.parse("A.java", text).with(again), "the layout is settled");
    }

    @Property(tries = 80)
    void theCellsComeBackFromAScriptThatHeldOthers(
            @ForAll("lessons") RandomLesson lesson, @ForAll("cells") List<Cell> cells) {
        var text = Script.parse("A.java", lesson.text()).with(cells);
        assertEquals(shown(cells), shown(Script.parse("A.java", text).cells()), text);
    }

    @Property(tries = 80)
    void anEditLeavesAllOtherBytes(@ForAll("lessons") RandomLesson lesson, @ForAll Random random) {
        var script = Script.parse("A.java", lesson.text());
        var cells = new ArrayList<>(script.cells());
        var prose =
                IntStream.range(0, cells.size())
                        .filter(i -> cells.get(i).kind() == Kind.MARKDOWN)
                        .boxed()
                        .toList();
        if (prose.isEmpty()) {
            return;
        }
        int at = prose.get(random.nextInt(prose.size()));
        cells.set(at, new Cell(Kind.MARKDOWN, "edited", 0));
        var edited = script.with(cells);
        assertTrue(edited.contains("/// edited"));
        cells.set(at, script.cells().get(at));
        assertEquals(lesson.text(), Script.parse("A.java", edited).with(cells));
    }

    @Property(tries = 80)
    void outputsStayWithTheCellsThatDidNotChange(
            @ForAll("cells") List<Cell> cells, @ForAll Random random) {
        var ran = RanNotebook.of(Notebook.empty("a.ipynb").with(cells));
        var next = new ArrayList<>(cells);
        int at = random.nextInt(next.size());
        var changed = new Cell(Kind.CODE, "IO.println(\"a new cell\");", 0);
        if (cells.get(at).kind() == Kind.CODE) {
            next.set(at, changed);
        } else {
            next.add(at, changed);
        }
        var after = RanNotebook.outputs(ran.with(next));
        for (int i = 0; i < next.size(); i++) {
            boolean code = next.get(i).kind() != Kind.MARKDOWN;
            boolean has = code && i != at;
            assertEquals(has ? next.get(i).text() : "", after.get(i), "cell " + i);
        }
    }

    private static List<String> shown(List<Cell> cells) {
        return cells.stream().map(cell -> cell.kind() + "\n" + cell.text()).toList();
    }

    @Provide
    Arbitrary<RandomLesson> lessons() {
        var layout =
                Combinators.combine(
                        Arbitraries.of("    ", "  ", "\t"),
                        Arbitraries.of(true, false),
                        Arbitraries.longs());
        return Combinators.combine(
                        Arbitraries.of(RandomLesson.HEADERS),
                        Arbitraries.of(RandomLesson.IMPORTS),
                        pieces(RandomLesson.DECLARATIONS),
                        Arbitraries.of(RandomLesson.MAINS),
                        pieces(RandomLesson.STATEMENTS)
                                .map(list -> withoutEmptyEnd(list, p -> p.text().isEmpty())),
                        Arbitraries.of(RandomLesson.ENDS),
                        layout.as((indent, windows, seed) ->
                                new RandomLesson(
                                        "", "", List.of(), "", List.of(), "", indent, windows,
                                        seed)))
                .as((header, imports, top, main, body, end, how) ->
                        new RandomLesson(
                                header,
                                imports,
                                top,
                                main,
                                body,
                                end,
                                how.indent(),
                                how.windows(),
                                how.seed()));
    }

    private Arbitrary<List<RandomLesson.Piece>> pieces(List<String> code) {
        return Arbitraries.frequencyOf(
                        Tuple.of(5, prose().map(text -> new RandomLesson.Piece(true, text))),
                        Tuple.of(
                                6,
                                Arbitraries.of(code)
                                        .map(text -> new RandomLesson.Piece(false, text))),
                        Tuple.of(1, Arbitraries.just(new RandomLesson.Piece(false, ""))))
                .list()
                .ofMaxSize(6)
                .map(PairingProperties::legal);
    }

    private static <T> List<T> withoutEmptyEnd(List<T> list, Predicate<T> isEmpty) {
        int end = list.size();
        while (end > 0 && isEmpty.test(list.get(end - 1))) {
            end--;
        }
        return list.subList(0, end);
    }

    /// A script writes a backslash before a `u` as an escape; the generator of scripts does
    /// without.
    private static List<RandomLesson.Piece> legal(List<RandomLesson.Piece> pieces) {
        return pieces.stream()
                .map(p -> p.prose() ? new RandomLesson.Piece(true, p.text().replace("\\", "/")) : p)
                .toList();
    }

    /// Any Markdown with a word in it.
    private Arbitrary<String> prose() {
        var fragments =
                Arbitraries.of(
                        "# Title",
                        "two spaces  ",
                        "\ttab",
                        "```java",
                        "    code {",
                        "*/",
                        "/*",
                        "///",
                        "\\underline{x}",
                        "\\\\u",
                        "\\u005cu",
                        "\\u0041",
                        "\"\"\"",
                        "é 🧵",
                        " ",
                        "",
                        "}",
                        "//DEPS x",
                        "| a | b |");
        var line =
                Arbitraries.oneOf(
                        fragments,
                        fragments.list().ofMaxSize(3).map(parts -> String.join(" ", parts)),
                        Arbitraries.strings()
                                .excludeChars('\n', '\r')
                                .ofMaxLength(12)
                                .filter(PairingProperties::isText));
        return line.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(lines -> String.join("\n", lines))
                .filter(text -> !text.isBlank());
    }

    private static boolean isText(String text) {
        return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }

    /// The cells of a notebook as a lesson has them.
    @Provide
    Arbitrary<List<Cell>> cells() {
        return Combinators.combine(
                        notebookCells(RandomLesson.DECLARATIONS),
                        notebookCells(RandomLesson.STATEMENTS)
                                .map(list -> withoutEmptyEnd(list, Cell::isEmptyCode)))
                .as((top, body) -> {
                    var cells = new ArrayList<>(top);
                    boolean titled = !top.isEmpty() && top.getFirst().kind() == Kind.MARKDOWN;
                    cells.add(
                            titled ? 1 : 0, new Cell(Kind.IMPORTS, "import module java.base;", 0));
                    cells.add(new Cell(Kind.PARAMETERS, "String[] args = {};", 0));
                    cells.addAll(body);
                    return cells;
                });
    }

    private Arbitrary<List<Cell>> notebookCells(List<String> code) {
        var numbers = Arbitraries.integers().between(0, 1_000_000);
        var codes =
                Combinators.combine(Arbitraries.of(code), numbers)
                        .as((text, number) ->
                                new Cell(Kind.CODE, text.replace("#", "" + number), 0));
        return Arbitraries.frequencyOf(
                        Tuple.of(5, prose().map(t -> new Cell(Kind.MARKDOWN, t, 0))),
                        Tuple.of(6, codes),
                        Tuple.of(1, Arbitraries.just(new Cell(Kind.CODE, "", 0))))
                .list()
                .ofMaxSize(6);
    }
}
