package tools.pairing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import tools.pairing.Cell.Kind;

/// What a script and its notebook would treat differently. A notebook's kernel compiles a cell
/// piece by piece: each declaration, and each statement of `main`, alone and in its order, into a
/// class of its own. From that follow these, which are refused with the line and the cure:
/// - `final` and `volatile` on a field or on a local variable of `main`, which the kernel drops,
///   and `synchronized` and `native` on a method, which it refuses;
/// - a declaration that needs a later one: in a field, a signature, a supertype, an enum's
///   constants or a record's constructor (the body of a method may, since it runs later);
/// - a sealed type whose subtypes stand outside it, since each would need the other first;
/// - a private member that is used outside its type, which there is another top-level class;
/// - `return`, `this` and the methods of `Object` in `main` and in top-level methods;
/// - a variable or class of `main` with the name of a declaration, which it would replace;
/// - a line of code that begins with `%`, which calls a magic, and what only the kernel offers;
/// - imports without `import module java.base;`, which only a script has unsaid;
/// - `System.exit`, which would end the kernel, and a call of `main`, which is not there;
/// - what the kernel takes and Java refuses: a lambda that changes a local variable, a variable
///   that is declared twice, an instance method called by a record or enum, an exception that
///   `main` does not declare.
public final class Differences {
    private static final Pattern DIRECTIVE =
            Pattern.compile(
                    "//(JAVA|DEPS|REPOS|SOURCES|FILES|NOTEBOOK|CDS|MAIN|MODULE|PREVIEW|GAV"
                            + "|JAVAAGENT|MANIFEST|DESCRIPTION|[A-Z]+_OPTIONS)\\b.*");

    private Differences() {}

    /// @param line in the script
    /// @param message with the cure, without a full stop
    record Problem(int line, String message) {}

    static void check(Script script) {
        var problems = of(script);
        if (!problems.isEmpty()) {
            throw new Refused(
                    problems.stream()
                            .map(p -> script.file() + ":" + p.line() + ": " + p.message() + ".")
                            .toList());
        }
    }

    /// All of them, by line.
    static List<Problem> of(Script script) {
        var problems = new ArrayList<Problem>();
        for (var cell : script.cells()) {
            if (cell.kind() != Kind.MARKDOWN) {
                lines(cell, problems);
            }
        }
        problems.addAll(SnippetScan.of(script));
        return problems.stream().distinct().sorted(Comparator.comparing(Problem::line)).toList();
    }

    private static void lines(Cell cell, List<Problem> problems) {
        var lines = cell.lines();
        for (int i = 0; i < lines.size(); i++) {
            int line = cell.line() + i;
            if (lines.get(i).startsWith("%")) {
                problems.add(
                        new Problem(
                                line,
                                "a line that begins with % calls a magic in a notebook: begin it"
                                        + " with something else, be it a space"));
            }
            if (DIRECTIVE.matcher(lines.get(i)).matches()) {
                problems.add(new Problem(line, "a directive: move it above the imports"));
            }
        }
        boolean imports = cell.kind() == Kind.IMPORTS;
        if (imports && lines.stream().noneMatch(l -> l.strip().startsWith(Script.JAVA_BASE))) {
            problems.add(
                    new Problem(
                            cell.line(),
                            "a notebook does not import java.base unsaid: add "
                                    + Script.JAVA_BASE));
        }
    }
}
