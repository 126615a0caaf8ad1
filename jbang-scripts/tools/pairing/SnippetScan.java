package tools.pairing;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import tools.pairing.Differences.Problem;

/// Reads a script as the kernel will: snippet by snippet, each knowing only those above it.
final class SnippetScan extends TreePathScanner<Void, Void> {
    private static final Set<String> KERNEL =
            Set.of(
                    "display",
                    "updateDisplay",
                    "render",
                    "eval",
                    "getKernelInstance",
                    "lineMagic",
                    "cellMagic",
                    "printf");
    private static final Set<String> ENDS = Set.of("exit", "halt");

    private final Snippets snippets;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<Integer, Set<Integer>> uses = new HashMap<>();
    private int current;
    private boolean needed;
    private int lambdas;
    private int types;

    private SnippetScan(Snippets snippets) {
        this.snippets = snippets;
    }

    static List<Problem> of(Script script) {
        var snippets = Snippets.of(script.file(), script.java().text());
        var scan = new SnippetScan(snippets);
        for (int i = 0; i < snippets.paths().size(); i++) {
            scan.current = i;
            scan.needed = !snippets.isStatement(i);
            scan.scan(snippets.paths().get(i), null);
        }
        scan.computedTooEarly();
        var all = new ArrayList<>(scan.problems);
        all.addAll(snippets.faults());
        all.addAll(new SnippetForms(snippets).problems());
        return all;
    }

    /// A field is computed at once, and with it what the methods that it calls need.
    private void computedTooEarly() {
        for (int i = 0; i < snippets.paths().size(); i++) {
            if (snippets.isStatement(i) || !(snippets.tree(i) instanceof VariableTree field)) {
                continue;
            }
            var reached = new TreeSet<>(uses.getOrDefault(i, Set.of()));
            var direct = Set.copyOf(reached);
            int size = -1;
            while (size < reached.size()) {
                size = reached.size();
                Set.copyOf(reached).forEach(r -> reached.addAll(uses.getOrDefault(r, Set.of())));
            }
            var later = reached.ceiling(i + 1);
            if (later != null && !direct.contains(later)) {
                add(
                        field,
                        "%s is computed before %s is declared: declare that first"
                                .formatted(snippets.name(i), snippets.name(later)));
            }
        }
    }

    private void add(Tree tree, String message) {
        problems.add(new Problem(snippets.java().line(tree), message));
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
        boolean before = needed;
        scan(method.getModifiers(), none);
        scan(method.getReturnType(), none);
        scan(method.getTypeParameters(), none);
        scan(method.getParameters(), none);
        scan(method.getThrows(), none);
        needed &= isRecordConstructor(method);
        scan(method.getBody(), none);
        needed = before;
        return null;
    }

    private boolean isRecordConstructor(MethodTree method) {
        return method.getName().contentEquals("<init>")
                && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
    }

    @Override
    public Void visitVariable(VariableTree variable, Void none) {
        boolean before = needed;
        scan(variable.getModifiers(), none);
        scan(variable.getType(), none);
        var element = element(getCurrentPath());
        boolean later =
                types > 0
                        && element != null
                        && element.getKind() == ElementKind.FIELD
                        && !element.getEnclosingElement().getKind().isInterface();
        needed &= !later;
        scan(variable.getInitializer(), none);
        needed = before;
        return null;
    }

    @Override
    public Void visitExpressionStatement(ExpressionStatementTree statement, Void none) {
        boolean before = needed;
        needed |=
                statement.getExpression() instanceof MethodInvocationTree call
                        && call.getMethodSelect() instanceof IdentifierTree name
                        && name.getName().contentEquals("super")
                        && !snippets.isStatement(current);
        super.visitExpressionStatement(statement, none);
        needed = before;
        return null;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
        types++;
        super.visitClass(type, none);
        types--;
        return null;
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree lambda, Void none) {
        lambdas++;
        super.visitLambdaExpression(lambda, none);
        lambdas--;
        return null;
    }

    @Override
    public Void visitReturn(ReturnTree statement, Void none) {
        if (snippets.isStatement(current) && lambdas == 0 && types == 0) {
            add(statement, "a notebook has no main to return from: use if and else");
        }
        return super.visitReturn(statement, none);
    }

    @Override
    public Void visitIdentifier(IdentifierTree name, Void none) {
        use(name, name.getName().toString());
        return super.visitIdentifier(name, none);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree select, Void none) {
        use(select, "");
        return super.visitMemberSelect(select, none);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree reference, Void none) {
        use(reference, "");
        return super.visitMemberReference(reference, none);
    }

    @Override
    public Void visitNewClass(NewClassTree creation, Void none) {
        use(creation, "");
        return super.visitNewClass(creation, none);
    }

    private Element element(TreePath path) {
        return snippets.trees().getElement(path);
    }

    /// @param bare the name, if nothing qualifies it
    private void use(Tree tree, String bare) {
        var element = element(getCurrentPath());
        if (bare.equals("this") || bare.equals("super")) {
            if (types == 0) {
                add(tree, "a notebook has no " + bare + " outside a class: write a class");
            }
            return;
        }
        if (element == null || element.asType().getKind().name().equals("ERROR")) {
            useOfKernel(tree, bare);
            return;
        }
        useOfObject(tree, bare, element);
        useOfDeclaration(tree, element);
        var owner = element.getEnclosingElement();
        if (ENDS.contains(element.getSimpleName().toString())
                && owner != null
                && Set.of("java.lang.System", "java.lang.Runtime").contains(owner.toString())) {
            add(tree, "ends the kernel of a notebook: throw an exception, or use if and else");
        }
    }

    private void useOfKernel(Tree tree, String bare) {
        var parent = getCurrentPath().getParentPath().getLeaf();
        if (KERNEL.contains(bare)
                && parent instanceof MethodInvocationTree call
                && call.getMethodSelect() == tree) {
            add(tree, bare + " is the kernel's, and no script has it: show results with the Lab");
        }
    }

    private void useOfObject(Tree tree, String bare, Element element) {
        var owner = element.getEnclosingElement();
        if (!bare.isEmpty()
                && types == 0
                && element.getKind() == ElementKind.METHOD
                && owner.toString().equals("java.lang.Object")) {
            add(tree, "a notebook has no object to ask for " + bare + "(): write a class");
        }
    }

    private void useOfDeclaration(Tree tree, Element element) {
        if (element.equals(snippets.main())) {
            add(tree, "a notebook has no main to call: write a method of another name");
            return;
        }
        int home = snippets.of(element);
        if (home < 0 || home == current) {
            return;
        }
        if (home > current && needed) {
            add(
                    tree,
                    "%s needs %s, which is declared below it: declare that first, or nest one in the other"
                            .formatted(snippets.name(current), snippets.name(home)));
        }
        if (lambdas == 0) {
            uses.computeIfAbsent(current, _ -> new TreeSet<>()).add(home);
        }
        if (snippets.isType(home) && isPrivate(element, home)) {
            add(
                    tree,
                    "%s is private in %s, and a notebook keeps that from other classes: delete private"
                                    .formatted(shown(element), snippets.name(home))
                            + (isComponent(element) ? ", or call " + shown(element) + "()" : ""));
        }
    }

    private static String shown(Element element) {
        return element.getKind() == ElementKind.CONSTRUCTOR
                ? "this constructor"
                : element.getSimpleName().toString();
    }

    private static boolean isComponent(Element element) {
        return element.getKind() == ElementKind.FIELD
                && element.getEnclosingElement().getKind() == ElementKind.RECORD;
    }

    private boolean isPrivate(Element element, int home) {
        for (var e = element; !snippets.isAt(e, home); e = e.getEnclosingElement()) {
            if (e.getModifiers().contains(Modifier.PRIVATE)) {
                return true;
            }
        }
        return false;
    }
}
