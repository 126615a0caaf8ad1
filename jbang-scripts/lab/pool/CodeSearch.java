package lab.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Searches the code of a task for what has to travel with it, by reading its class files.
///
/// A class has to travel if the class path does not have it: one that was declared in a notebook.
/// JShell makes a class of each snippet, `REPL.$JShell$12`, with the snippet's variable or method
/// as a static member. Such a class is searched method by method, from the task on, so that a
/// variable is found if and only if the task's code can come to use it. Of other classes all
/// methods are searched. The class files themselves go along with all that they mention.
final class CodeSearch {
    private static final Pattern SNIPPET = Pattern.compile("REPL\\.\\$JShell\\$\\w+");
    private static final Pattern TYPE = Pattern.compile("L([\\w/$]+)[;<]");

    private final Baggage found = new Baggage();
    private final Map<Class<?>, ClassModel> models = new HashMap<>();
    private final Set<String> searched = new HashSet<>();
    private final Deque<Runnable> open = new ArrayDeque<>();

    private CodeSearch() {}

    /// What a lambda needs.
    static Baggage of(SerializedLambda lambda, ClassLoader loader) {
        var search = new CodeSearch();
        search.resolve(lambda.getImplClass(), loader)
                .ifPresent(type ->
                        search.call(
                                type, lambda.getImplMethodName(), lambda.getImplMethodSignature()));
        return search.end();
    }

    /// What an object of a class needs that travels.
    static Baggage of(Class<?> type) {
        var search = new CodeSearch();
        search.found.classes().add(type);
        search.use(type);
        return search.end();
    }

    /// Whether the class path of another JVM does not have a class that this one has.
    static boolean travels(Class<?> type) {
        var loader = type.getClassLoader();
        return loader != null
                && loader != ClassLoader.getPlatformClassLoader()
                && loader != ClassLoader.getSystemClassLoader();
    }

    /// The class file of a class.
    static byte[] file(Class<?> type) {
        var name = type.getName().replace('.', '/') + ".class";
        try (var in = type.getClassLoader().getResourceAsStream(name)) {
            if (in == null)
                throw new CannotTravel(
                        "the class file of %s is not to be had".formatted(type), null);
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Baggage end() {
        while (!open.isEmpty()) open.poll().run();
        for (var todo = new ArrayDeque<>(found.classes()); !todo.isEmpty(); )
            for (var mentioned : mentioned(todo.poll()))
                if (found.classes().add(mentioned)) todo.add(mentioned);
        return found;
    }

    private static boolean isSnippet(Class<?> type) {
        return SNIPPET.matcher(type.getName()).matches();
    }

    private ClassModel model(Class<?> type) {
        found.classes().add(type);
        return models.computeIfAbsent(type, t -> ClassFile.of().parse(file(t)));
    }

    /// The class of that name, if it travels.
    private Optional<Class<?>> resolve(String internalName, ClassLoader loader) {
        var name = internalName;
        if (name.startsWith("[")) {
            var element = TYPE.matcher(name);
            if (!element.find()) return Optional.empty();
            name = element.group(1);
        }
        if (name.startsWith("java/")) return Optional.empty();
        try {
            var type = Class.forName(name.replace('/', '.'), false, loader);
            return travels(type) ? Optional.of(type) : Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty(); // a word that looks like a name
        }
    }

    private Set<Class<?>> mentioned(Class<?> type) {
        var mentioned = new HashSet<Class<?>>();
        var loader = type.getClassLoader();
        for (var entry : model(type).constantPool()) {
            switch (entry) {
                case ClassEntry c -> resolve(c.asInternalName(), loader).ifPresent(mentioned::add);
                case Utf8Entry text -> {
                    var names = TYPE.matcher(text.stringValue());
                    while (names.find()) resolve(names.group(1), loader).ifPresent(mentioned::add);
                }
                default -> {}
            }
        }
        return mentioned;
    }

    /// Searches all of a class; of a snippet nothing, since only its members are used.
    private void use(Class<?> type) {
        if (isSnippet(type) || !searched.add(type.getName())) return;
        open.add(() -> {
            for (var method : model(type).methods()) search(type, method);
            if (type.getSuperclass() != null && travels(type.getSuperclass()))
                use(type.getSuperclass());
        });
    }

    /// Searches what is called: of a snippet the method, of another class all of it.
    private void call(Class<?> type, String name, String descriptor) {
        if (!isSnippet(type)) {
            use(type);
            return;
        }
        if (!searched.add(type.getName() + " " + name + descriptor)) return;
        open.add(() -> {
            for (var method : model(type).methods())
                if (method.methodName().equalsString(name)
                        && method.methodType().equalsString(descriptor)) search(type, method);
        });
    }

    private void search(Class<?> type, MethodModel method) {
        var loader = type.getClassLoader();
        method.code().ifPresent(code -> code.forEach(element -> search(element, loader)));
    }

    private void search(CodeElement element, ClassLoader loader) {
        switch (element) {
            case FieldInstruction field ->
                    resolve(field.owner().asInternalName(), loader)
                            .ifPresent(type -> field(type, field.name().stringValue()));
            case InvokeInstruction call ->
                    resolve(call.owner().asInternalName(), loader)
                            .ifPresent(type ->
                                    call(
                                            type,
                                            call.name().stringValue(),
                                            call.type().stringValue()));
            case InvokeDynamicInstruction call -> {
                for (var argument : call.bootstrapArgs())
                    if (argument instanceof DirectMethodHandleDesc handle) handle(handle, loader);
            }
            case NewObjectInstruction made -> mention(made.className(), loader);
            case TypeCheckInstruction check -> mention(check.type(), loader);
            case ConstantInstruction.LoadConstantInstruction constant -> {
                if (constant.constantEntry() instanceof ClassEntry c) mention(c, loader);
            }
            default -> {}
        }
    }

    private void mention(ClassEntry entry, ClassLoader loader) {
        resolve(entry.asInternalName(), loader).ifPresent(this::use);
    }

    private void handle(DirectMethodHandleDesc handle, ClassLoader loader) {
        var owner = handle.owner().descriptorString();
        resolve(owner.substring(1, owner.length() - 1), loader)
                .ifPresent(type -> call(type, handle.methodName(), handle.lookupDescriptor()));
    }

    private void field(Class<?> type, String name) {
        if (!isSnippet(type)) {
            use(type);
            return;
        }
        model(type);
        found.variables().add(new Variable(type, name));
    }
}
