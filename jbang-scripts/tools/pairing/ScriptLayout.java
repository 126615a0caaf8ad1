package tools.pairing;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import java.util.List;
import java.util.Optional;
import tools.pairing.JavaLines.Inside;
import tools.pairing.JavaLines.Start;

/// Where the parts of a script are. A part is a run of whole lines, given by the line (from 0) that
/// it starts on; each goes up to the next.
///
/// @param opening the lines from the signature of `main` to its brace
/// @param joint what stands between the braces of `main`, if they stand on one line
/// @param closing the lines from the brace that closes `main`
/// @param indent what the lines of the body start with
/// @param parameter the name of the parameter of `main`
record ScriptLayout(
        List<String> lines,
        List<Start> starts,
        int imports,
        int declarations,
        int main,
        List<String> opening,
        int body,
        int bodyEnd,
        Optional<String> joint,
        List<String> closing,
        String indent,
        String parameter) {

    /// @throws Refused if the parts are not where a lesson has them
    static ScriptLayout of(String file, ParsedJava java) {
        return new Finder(file, java).find();
    }

    private record Finder(String file, ParsedJava java, List<String> lines, List<Start> starts) {
        Finder(String file, ParsedJava java) {
            this(
                    file,
                    java,
                    List.of(java.text().split("\n", -1)),
                    JavaLines.of(java.text()).starts());
        }

        ScriptLayout find() {
            var main = main();
            checkNothingBelow(main);
            var imports = java.unit().getImports();
            int from = imports.isEmpty() ? headerEnd() : lineOf(imports.getFirst());
            int to = imports.isEmpty() ? from : lineAt(java.end(imports.getLast()) - 1) + 1;
            checkHeader(to);

            var block = main.getBody();
            int first = lineOf(main);
            int open = lineOf(block);
            int close = lineAt(java.end(block) - 1);
            boolean one = open == close;
            var between = java.text().substring(java.start(block) + 1, java.end(block) - 1);
            checkBraces(main, between, one);
            var head = java.text().substring(lineStart(main), java.start(block) + 1);
            var tail = java.text().substring(java.end(block) - 1);
            if (!one) {
                head = String.join("\n", lines.subList(first, open + 1));
                tail = String.join("\n", lines.subList(close, lines.size()));
            }
            return new ScriptLayout(
                    lines,
                    starts,
                    from,
                    to,
                    first,
                    List.of(head.split("\n", -1)),
                    one ? close : open + 1,
                    close,
                    one ? Optional.of(between) : Optional.empty(),
                    List.of(tail.split("\n", -1)),
                    one ? "    " : indent(open + 1, close),
                    parameter(main));
        }

        private MethodTree main() {
            return java.main()
                    .orElseThrow(() ->
                            new Refused(
                                    file
                                            + ": no main at the top level: a lesson ends"
                                            + " with void main(String... args) { }."));
        }

        private void checkNothingBelow(MethodTree main) {
            for (var member : java.members()) {
                if (java.start(member) > java.start(main)) {
                    throw Refused.at(
                            file,
                            java.line(member),
                            "declarations come first: move this above main.");
                }
                if (member != main && java.line(java.end(member) - 1) == java.line(main)) {
                    throw Refused.at(file, java.line(main), "start main on a line of its own.");
                }
            }
            for (int line = lineAt(java.end(main) - 1) + 1; line < lines.size(); line++) {
                if (isProse(line)) {
                    throw Refused.at(
                            file, line + 1, "prose below main: move it into main, or above it.");
                }
            }
        }

        private void checkHeader(int to) {
            for (int line = 0; line < to; line++) {
                boolean shebang = line == 0 && lines.get(0).startsWith("///usr/bin/env");
                if (isProse(line) && !shebang) {
                    throw Refused.at(
                            file, line + 1, "prose above the imports: move it below them.");
                }
            }
            for (var member : java.members()) {
                if (lineOf(member) < to) {
                    throw Refused.at(
                            file, lineOf(member) + 1, "start a new line after the imports.");
                }
            }
        }

        private void checkBraces(MethodTree main, String between, boolean one) {
            int line = lineOf(main.getBody()) + 1;
            var rest = one ? between : between.substring(0, between.indexOf('\n'));
            boolean remark = rest.strip().startsWith("//") && !rest.strip().startsWith("///");
            if (!rest.isBlank() && !remark) {
                throw Refused.at(file, line, "start the body of main on a new line.");
            }
            if (!one && !between.substring(between.lastIndexOf('\n')).isBlank()) {
                throw Refused.at(
                        file,
                        lineAt(java.end(main) - 1) + 1,
                        "write the brace that ends main on a line of its own.");
            }
            if (!java.text().substring(lineStart(main), java.start(main)).isBlank()) {
                throw Refused.at(file, lineOf(main) + 1, "start main on a line of its own.");
            }
        }

        private int headerEnd() {
            int end = 0;
            for (int line = 0; line < lines.size(); line++) {
                var text = lines.get(line);
                boolean start = line == 0 && text.startsWith("///usr/bin/env");
                if (start || text.startsWith("//") && !text.startsWith("///")) {
                    end = line + 1;
                } else if (!text.isBlank()) {
                    break;
                }
            }
            return end;
        }

        private String indent(int from, int to) {
            return lines.subList(from, to).stream()
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .map(line -> line.substring(0, line.length() - line.stripLeading().length()))
                    .orElse("    ");
        }

        private static String parameter(MethodTree main) {
            var parameters = main.getParameters();
            return parameters.isEmpty() ? "args" : parameters.getFirst().getName().toString();
        }

        private boolean isProse(int line) {
            return starts.get(line).equals(new Start(0, Inside.CODE))
                    && lines.get(line).stripLeading().startsWith(Region.MARK);
        }

        private int lineOf(Tree tree) {
            return lineAt(java.start(tree));
        }

        private int lineAt(int offset) {
            return java.line(offset) - 1;
        }

        private int lineStart(Tree tree) {
            return java.text().lastIndexOf('\n', java.start(tree)) + 1;
        }
    }
}
