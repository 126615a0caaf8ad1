package tools.pairing;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;
import tools.pairing.Differences.Problem;

/// The snippets of a script, in the order in which the kernel gets them: the declarations, then the
/// statements of `main`. Names are resolved as far as the file itself and the JDK go; the libraries
/// of the lesson are not needed.
///
/// @param paths where each is
/// @param declarations how many of them are declarations
/// @param homes the declarations and the local classes of `main`, by what they declare
record Snippets(
        ParsedJava java,
        Trees trees,
        List<TreePath> paths,
        int declarations,
        Map<Element, Integer> homes,
        Element main,
        List<Problem> faults) {
    private static final String UNREPORTED =
            "compiler.err.unreported.exception.need.to.catch.or.throw";

    /// What javac says, of all that it may say without the libraries, that a reader of the notebook
    /// would not have noticed; and the cure.
    private static final Map<String, String> CURES =
            Map.of(
                    "compiler.err.non-static.cant.be.ref",
                    "declare it static",
                    "compiler.err.cant.ref.non.effectively.final.var",
                    "use an array, an atomic or a class",
                    "compiler.err.already.defined",
                    "choose another name",
                    UNREPORTED,
                    "declare it with throws, or catch it",
                    "compiler.err.illegal.forward.ref",
                    "declare it first");

    static Snippets of(String file, String text) {
        var analysis = ParsedJava.analysis(file, text);
        var java = analysis.java();
        var main = java.main().orElseThrow();
        var trees = new ArrayList<Tree>(java.members());
        trees.remove(main);
        int declarations = trees.size();
        trees.addAll(main.getBody().getStatements());
        var found = analysis.run();
        var unknown = linesOfUnknownLambdas(analysis);
        var faults =
                found.stream()
                        .filter(f -> CURES.containsKey(f.code()))
                        .filter(f -> !f.code().equals(UNREPORTED) || !unknown.get(f.line()))
                        .map(f ->
                                new Problem(
                                        f.line(),
                                        "Java refuses in a script: "
                                                + f.message()
                                                + ": "
                                                + CURES.get(f.code())))
                        .toList();
        var paths = trees.stream().map(t -> TreePath.getPath(java.unit(), t)).toList();
        var homes = new HashMap<Element, Integer>();
        for (int i = 0; i < trees.size(); i++) {
            var element = analysis.trees().getElement(paths.get(i));
            if (element != null && (i < declarations || trees.get(i) instanceof ClassTree)) {
                homes.put(element, i);
            }
        }
        var own = analysis.trees().getElement(TreePath.getPath(java.unit(), main));
        return new Snippets(java, analysis.trees(), paths, declarations, homes, own, faults);
    }

    /// The lines of lambdas that are handed to the libraries: what those may throw is not known
    /// here.
    private static BitSet linesOfUnknownLambdas(ParsedJava.Analysis analysis) {
        var java = analysis.java();
        var lines = new BitSet();
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitLambdaExpression(LambdaExpressionTree lambda, Void nothing) {
                var type = analysis.trees().getTypeMirror(getCurrentPath());
                if (type == null || type.getKind() != TypeKind.DECLARED) {
                    var map = java.unit().getLineMap();
                    var positions = java.positions();
                    lines.set(
                            (int)
                                    map.getLineNumber(
                                            positions.getStartPosition(java.unit(), lambda)),
                            (int) map.getLineNumber(positions.getEndPosition(java.unit(), lambda))
                                    + 1);
                }
                return super.visitLambdaExpression(lambda, nothing);
            }
        }.scan(java.unit(), null);
        return lines;
    }

    boolean isStatement(int snippet) {
        return snippet >= declarations;
    }

    Tree tree(int snippet) {
        return paths.get(snippet).getLeaf();
    }

    boolean isType(int snippet) {
        return tree(snippet) instanceof ClassTree;
    }

    boolean isAt(Element element, int snippet) {
        return homes.getOrDefault(element, -1) == snippet;
    }

    /// The snippet that an element is declared in, or -1 if in none, or in a statement.
    int of(Element element) {
        for (var e = element; e != null; e = e.getEnclosingElement()) {
            var home = homes.get(e);
            if (home != null) {
                return home;
            }
        }
        return -1;
    }

    /// The name that a snippet declares.
    String name(int snippet) {
        return switch (tree(snippet)) {
            case ClassTree type -> type.getSimpleName().toString();
            case MethodTree method -> method.getName() + "()";
            case VariableTree variable -> variable.getName().toString();
            default -> "this";
        };
    }
}
