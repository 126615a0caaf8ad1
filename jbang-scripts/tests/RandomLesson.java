package tests;

import java.util.List;
import java.util.Random;

/// A script in a layout that no formatter would choose, made by chance.
///
/// @param top the cells of its declarations
/// @param body the cells of its `main`
/// @param windows whether its lines end as those of Windows do
/// @param seed of the layout
record RandomLesson(
        String header,
        String imports,
        List<Piece> top,
        String main,
        List<Piece> body,
        String end,
        String indent,
        boolean windows,
        long seed) {
    /// `#` becomes a number of its own.
    static final List<String> DECLARATIONS =
            List.of(
                    "class A# {\n    volatile int x;\n\n    /// Documentation: {\n    void f() {}\n}",
                    "record R#(int x) {\n\n    /// # No cell\n    static int one() {\n        return 1;\n    }\n}",
                    "sealed interface S# {\n    record P#() implements S# {}\n}",
                    "enum E# { A, B; /* } */ }",
                    "static String t#() {\n    return \"\"\"\n        /// no cell {\n\n            \\\"\"\" }\n        \"\"\";\n}",
                    "int f#;",
                    "int a# = 1;\n\n   \nint b# = 2;",
                    "String s# = \"/// {\"; // {",
                    "char c# = '{', d# = '\\'', e# = '\"';",
                    "@Deprecated\n<T> T id#(T x) { return x; }",
                    "/*\n/// no cell {\n*/\nint g#;",
                    "/** } */ int \\u0068# = 1;",
                    "// only a remark {");

    static final List<String> STATEMENTS =
            List.of(
                    "int v# = #;",
                    "String t# = \"\"\"\n    /// no cell {\n  less\n\n      more \\\n    \"\"\".strip();",
                    "String t# = \"\"\"\n\ttab\n\"\"\";",
                    "if (args.length > #) {\n    /// no cell\n    IO.println('}');\n} else {\n}",
                    "for (int i = 0; i < 3; i++) {\n\n    IO.println(\"\\\"/// {\" + i); // }\n}",
                    "record L#(int x) {}\nvar l# = new L#(3);",
                    "Runnable r# = () -> {\n    /* /// } */\n};",
                    "/* one\n  /// no cell }\n two */ int w# = 1;   ",
                    "int x# = 1 /* { */\n    + 2;\n\t\nint y# = 2;",
                    "List.of(\n    /// no cell\n    1,\n    2).size();",
                    "outer#:\nwhile (true) { break outer#; }",
                    "// only a remark }",
                    ";");

    static final List<String> HEADERS =
            List.of(
                    "",
                    "//NOTEBOOK 01-a.ipynb\n",
                    "///usr/bin/env jbang \"$0\" \"$@\" ; exit $?\n//JAVA 25+\n\n// A remark {\n\n",
                    "/* A licence\n/// { */\n");
    static final List<String> IMPORTS =
            List.of(
                    "import module java.base;\n",
                    "import module java.base; // }\n\n// {\nimport java.util.List; /* ( */\n");
    static final List<String> MAINS =
            List.of(
                    "void main(String... args) throws Exception {\n",
                    "static void main(String[] args) { // the body\n",
                    "@Deprecated\npublic static void main(\n        String... args)\n{\n");
    static final List<String> ENDS = List.of("}", "}\n", "  }  \n\n", "} // {\n/* the end */");

    /// A cell of the text that a generator makes: prose, code, or a code cell without code.
    record Piece(boolean prose, String text) {}

    /// The script in some layout that no formatter would choose.
    String text() {
        var random = new Random(seed);
        var text = new StringBuilder(header).append(imports);
        append(text, top, "", random);
        text.append("\n".repeat(random.nextInt(3))).append(main);
        append(text, body, indent, random);
        text.append("\n".repeat(random.nextInt(2))).append(end);
        return windows ? text.toString().replace("\n", "\r\n") : text.toString();
    }

    private static void append(
            StringBuilder text, List<Piece> pieces, String indent, Random random) {
        Piece before = null;
        int number = random.nextInt(1000) * 100;
        for (var piece : pieces) {
            text.append("\n".repeat(random.nextInt(3)));
            boolean blank = text.toString().endsWith("\n\n");
            boolean runsOn = before != null && (before.prose() || before.text().isEmpty());
            if (piece.prose() && runsOn && !blank) {
                text.append("\n");
            }
            boolean code = !piece.prose();
            boolean follows = before != null && !before.prose();
            if (code && (piece.text().isEmpty() || follows || random.nextInt(5) == 0)) {
                text.append("\n").append(indent).append("///\n");
                text.append("\n".repeat(random.nextInt(2)));
            }
            for (var line : lines(piece, ++number)) {
                var comment = line.isEmpty() ? "///" : "/// " + line;
                var shown = piece.prose() ? comment : line;
                text.append(shown.isEmpty() ? "" : indent + shown).append("\n");
            }
            before = piece;
        }
    }

    private static List<String> lines(Piece piece, int number) {
        var text = piece.prose() ? piece.text() : piece.text().replace("#", "" + number);
        return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    }
}
