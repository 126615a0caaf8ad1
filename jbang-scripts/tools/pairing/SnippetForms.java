package tools.pairing;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import tools.pairing.Differences.Problem;

/// What the kernel makes of a declaration as such: its modifiers, its name, its subtypes.
record SnippetForms(Snippets snippets) {
    private static final Map<Modifier, String> VARIABLE =
            Map.of(
                    Modifier.FINAL,
                    "a notebook drops final from a variable: delete it, or put the variable into a"
                            + " class, record or interface",
                    Modifier.VOLATILE,
                    "a notebook drops volatile from a variable: put the variable into a class");
    private static final Map<Modifier, String> METHOD =
            Map.of(
                    Modifier.SYNCHRONIZED,
                    "a notebook refuses a synchronized method outside a class: put it into a class",
                    Modifier.NATIVE,
                    "a notebook refuses a native method outside a class: put it into a class");

    List<Problem> problems() {
        var problems = new ArrayList<Problem>();
        var names = new HashSet<String>();
        for (int i = 0; i < snippets.paths().size(); i++) {
            var tree = snippets.tree(i);
            switch (tree) {
                case VariableTree v -> modifiers(v.getModifiers(), VARIABLE, tree, problems);
                case MethodTree m -> modifiers(m.getModifiers(), METHOD, tree, problems);
                case ClassTree c -> sealed(c, i, problems);
                default -> {}
            }
            if (!(tree instanceof MethodTree) && isNamed(tree)) {
                var kind = tree instanceof ClassTree ? "class " : "variable ";
                var name = kind + snippets.name(i);
                if (!snippets.isStatement(i)) {
                    names.add(name);
                } else if (names.contains(name)) {
                    problems.add(
                            problem(
                                    tree,
                                    "in a notebook this would replace the "
                                            + name
                                            + " above: choose another name"));
                }
            }
        }
        return problems;
    }

    private static boolean isNamed(Tree tree) {
        return tree instanceof ClassTree
                || tree instanceof VariableTree v && !v.getName().isEmpty();
    }

    private void modifiers(
            ModifiersTree modifiers,
            Map<Modifier, String> cures,
            Tree tree,
            List<Problem> problems) {
        for (var cure : cures.entrySet()) {
            if (modifiers.getFlags().contains(cure.getKey())) {
                problems.add(problem(tree, cure.getValue()));
            }
        }
    }

    /// A sealed type without `permits` allows its file's subtypes; the kernel sees it alone.
    private void sealed(ClassTree type, int snippet, List<Problem> problems) {
        if (!type.getModifiers().getFlags().contains(Modifier.SEALED)
                || !type.getPermitsClause().isEmpty()) {
            return;
        }
        for (int i = 0; i < snippets.declarations(); i++) {
            if (i != snippet
                    && snippets.tree(i) instanceof ClassTree other
                    && extendsIt(other, i, snippet)) {
                problems.add(
                        problem(
                                other,
                                "a notebook needs the subtypes of a sealed type inside it: nest "
                                        + snippets.name(i)
                                        + " in "
                                        + snippets.name(snippet)));
            }
        }
    }

    private boolean extendsIt(ClassTree other, int at, int type) {
        return Stream.concat(
                        Stream.ofNullable(other.getExtendsClause()),
                        other.getImplementsClause().stream())
                .map(tree ->
                        snippets.trees().getElement(new TreePath(snippets.paths().get(at), tree)))
                .anyMatch(element -> element != null && snippets.isAt(element, type));
    }

    private Problem problem(Tree tree, String message) {
        return new Problem(snippets.java().line(tree), message);
    }
}
