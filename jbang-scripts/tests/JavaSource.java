package tests;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// What the checks want to know of a Java file, as javac's parser sees it.
///
/// @param packageName its package; empty if it is in none
/// @param uses the packages of this project that it names, in imports or in the code; its own too
/// @param undocumented its public types and methods without a documentation comment, with their
///   line
record JavaSource(String packageName, Set<String> uses, List<String> undocumented) {

    /// Reads the text of a file.
    ///
    /// @param packages the project's packages, which `uses` is chosen from
    /// @throws IllegalArgumentException if it is no Java
    static JavaSource parse(String name, String text, Set<String> packages) {
        var errors = new ArrayList<String>();
        DiagnosticListener<JavaFileObject> listener =
                problem -> errors.add(problem.getMessage(null));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var task =
                (JavacTask)
                        compiler.getTask(
                                null,
                                null,
                                listener,
                                List.of(),
                                null,
                                List.of(new Text(name, text)));
        try {
            var unit = task.parse().iterator().next();
            if (!errors.isEmpty())
                throw new IllegalArgumentException(name + " is no Java: " + errors.getFirst());
            var scan = new Scan(unit, DocTrees.instance(task), packages);
            scan.scan(unit, null);
            var own = unit.getPackageName() == null ? "" : unit.getPackageName().toString();
            return new JavaSource(own, scan.uses, scan.undocumented);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String name, String text) {
            super(URI.create("string:///" + name), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Scan extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final DocTrees docs;
        private final Set<String> packages;
        private final Set<String> uses = new TreeSet<>();
        private final List<String> undocumented = new ArrayList<>();

        Scan(CompilationUnitTree unit, DocTrees docs, Set<String> packages) {
            this.unit = unit;
            this.docs = docs;
            this.packages = packages;
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree select, Void nothing) {
            var name = select.toString();
            for (var candidate : packages)
                if (name.matches(Pattern.quote(candidate) + "\\.(\\*|[A-Z]\\w*)"))
                    uses.add(candidate);
            return super.visitMemberSelect(select, nothing);
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (isPublic(getCurrentPath()) && docs.getDocComment(getCurrentPath()) == null)
                undocumented.add(line(type) + ": " + type.getSimpleName());
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            var isOverride =
                    method.getModifiers().getAnnotations().stream()
                            .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
            boolean isConstructor = method.getReturnType() == null;
            if (isPublic(getCurrentPath())
                    && !isConstructor
                    && !isOverride
                    && docs.getDocComment(getCurrentPath()) == null) {
                var type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
                undocumented.add(
                        line(method) + ": " + type.getSimpleName() + "." + method.getName());
            }
            return super.visitMethod(method, nothing);
        }

        /// Whether what is declared there can be named from another package.
        private static boolean isPublic(TreePath path) {
            var around = path.getParentPath();
            var flags =
                    switch (path.getLeaf()) {
                        case ClassTree type -> type.getModifiers().getFlags();
                        case MethodTree method -> method.getModifiers().getFlags();
                        default -> Set.<Modifier>of();
                    };
            if (around.getLeaf().getKind() == Tree.Kind.COMPILATION_UNIT)
                return flags.contains(Modifier.PUBLIC);
            boolean isInInterface = around.getLeaf().getKind() == Tree.Kind.INTERFACE;
            return around.getLeaf() instanceof ClassTree
                    && isPublic(around)
                    && (flags.contains(Modifier.PUBLIC)
                            || isInInterface && !flags.contains(Modifier.PRIVATE));
        }

        private long line(Tree tree) {
            long position = docs.getSourcePositions().getStartPosition(unit, tree);
            return unit.getLineMap().getLineNumber(position);
        }
    }
}
