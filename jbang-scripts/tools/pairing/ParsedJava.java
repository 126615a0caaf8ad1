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
    /// @param code javac's own name for it
    record Fault(int line, String code, String message) {}

    /// A file that was parsed, and how to resolve its names.
    ///
    /// @param task finds what is wrong, and by that resolves the names
    record Analysis(ParsedJava java, Trees trees, JavacTask task, Diagnostics found) {
        /// Resolves the names, and says what is wrong. Without the libraries that is much.
        List<Fault> run() {
            try {
                task.analyze();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return found.faults();
        }
    }

    /// What javac said.
    record Diagnostics(DiagnosticCollector<JavaFileObject> collector) {
        List<Fault> faults() {
            return collector.getDiagnostics().stream()
                    .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                    .map(d ->
                            new Fault(
                                    (int) Math.max(1, d.getLineNumber()),
                                    d.getCode(),
                                    d.getMessage(Locale.ENGLISH).lines().findFirst().orElse("")))
                    .toList();
        }
    }

    /// Parses text whose lines end in `\n`.
    ///
    /// @throws Refused if this Java is a runtime without a compiler
    static ParsedJava of(String name, String text) {
        return analysis(name, text).java();
    }

    /// As [of], for more than parsing. Flow is analysed in spite of errors, since without the
    /// libraries there are always some.
    static Analysis analysis(String name, String text) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new Refused("This Java has no compiler: run it on a JDK, not on a JRE.");
        }
        var found = new Diagnostics(new DiagnosticCollector<>());
        var options =
                List.of(
                        "--enable-preview",
                        "--source",
                        "" + Runtime.version().feature(),
                        "-proc:none",
                        "-XDshould-stop.ifError=FLOW",
                        "-Xmaxerrs",
                        "100000",
                        "--class-path",
                        "",
                        "--source-path",
                        "");
        var task =
                (JavacTask)
                        compiler.getTask(
                                Writer.nullWriter(),
                                null,
                                found.collector(),
                                options,
                                null,
                                List.of(new Text(name, text)));
        try {
            var unit = task.parse().iterator().next();
            var trees = Trees.instance(task);
            var positions = trees.getSourcePositions();
            var java = new ParsedJava(text, unit, positions, found.faults());
            return new Analysis(java, trees, task, found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
