package tools.pairing;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// A compact source file as javac parses it, with the place of each part. Nothing is resolved, so
/// the libraries that the file uses need not be there.
///
/// @param errors what javac cannot parse: empty, or nothing else here can be relied on
record ParsedJava(
        String text, CompilationUnitTree unit, SourcePositions positions, List<Fault> errors) {
    /// @param line where, from 1
    record Fault(int line, String message) {}

    /// Parses text whose lines end in `\n`.
    ///
    /// @throws Refused if this Java is a runtime without a compiler
    static ParsedJava of(String name, String text) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new Refused("This Java has no compiler: run it on a JDK, not on a JRE.");
        }
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var options = List.of("--enable-preview", "--release", "" + Runtime.version().feature());
        var task =
                (JavacTask)
                        compiler.getTask(
                                Writer.nullWriter(),
                                null,
                                diagnostics,
                                options,
                                null,
                                List.of(new Text(name, text)));
        try {
            var unit = task.parse().iterator().next();
            var positions = Trees.instance(task).getSourcePositions();
            return new ParsedJava(text, unit, positions, faults(diagnostics));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Fault> faults(DiagnosticCollector<JavaFileObject> diagnostics) {
        return diagnostics.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(ParsedJava::fault)
                .toList();
    }

    private static Fault fault(Diagnostic<? extends JavaFileObject> diagnostic) {
        var message = diagnostic.getMessage(Locale.ENGLISH).lines().findFirst().orElse("");
        return new Fault((int) Math.max(1, diagnostic.getLineNumber()), message);
    }

    /// Types, fields and methods of the file's top level, in their order.
    List<Tree> members() {
        return unit.getTypeDecls().stream()
                .<Tree>flatMap(type ->
                        type instanceof ClassTree c && isImplicit(c)
                                ? c.getMembers().stream()
                                : Stream.of(type))
                .filter(t -> start(t) >= 0 && end(t) > start(t))
                .toList();
    }

    /// The class that holds a compact source file's members is written nowhere, so it has no end.
    private boolean isImplicit(ClassTree type) {
        return end(type) < 0;
    }

    /// The method that Java starts.
    Optional<MethodTree> main() {
        return members().stream()
                .filter(MethodTree.class::isInstance)
                .map(MethodTree.class::cast)
                .filter(m -> m.getName().contentEquals("main") && m.getBody() != null)
                .filter(m -> m.getParameters().size() <= 1)
                .findFirst();
    }

    /// The offset of the first character, modifiers included.
    int start(Tree tree) {
        return (int) positions.getStartPosition(unit, tree);
    }

    /// The offset after the last character.
    int end(Tree tree) {
        return (int) positions.getEndPosition(unit, tree);
    }

    /// The line at an offset, from 1.
    int line(int offset) {
        return (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
    }

    int line(Tree tree) {
        return line(start(tree));
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String name, String text) {
            super(URI.create("string:///" + name.replaceAll("[^A-Za-z0-9_.$]", "_")), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
