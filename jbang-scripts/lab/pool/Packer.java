package lab.pool;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Modifier;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Writes objects as bytes, and notes whose classes they are.
///
/// Some things that Java's serialisation refuses go all the same, since a reader would expect it: a
/// record that does not say `Serializable`, an `Optional`, a `Map.entry`, and an object without any
/// state, such as the one that a script's own methods belong to.
final class Packer extends ObjectOutputStream {
    private final Set<Class<?>> classes = new LinkedHashSet<>();
    private final List<SerializedLambda> lambdas = new ArrayList<>();

    Packer(OutputStream out) throws IOException {
        super(out);
        enableReplaceObject(true);
    }

    /// The classes that were met since this was last asked.
    Set<Class<?>> newClasses() {
        var taken = new LinkedHashSet<>(classes);
        classes.clear();
        return taken;
    }

    /// The lambdas that were met since this was last asked.
    List<SerializedLambda> newLambdas() {
        var taken = List.copyOf(lambdas);
        lambdas.clear();
        return taken;
    }

    @Override
    protected void annotateClass(Class<?> type) {
        var element = type;
        while (element.isArray()) element = element.componentType();
        classes.add(element);
    }

    @Override
    protected Object replaceObject(Object object) throws IOException {
        if (object instanceof SerializedLambda lambda) lambdas.add(lambda);
        if (object instanceof Serializable) return object;
        if (object instanceof Record record) return RecordForm.of(record);
        if (object instanceof Optional<?> optional) return new OptionalForm(optional.orElse(null));
        if (object instanceof Map.Entry<?, ?> entry) return new SimpleImmutableEntry<>(entry);
        return isBlank(object.getClass()) ? new BlankForm(object.getClass()) : object;
    }

    /// Whether any new object of this class is as good as this one.
    static boolean isBlank(Class<?> type) {
        if (type.isHidden() || type.getModule().isNamed()) return false;
        try {
            type.getDeclaredConstructor();
        } catch (NoSuchMethodException e) {
            return false;
        }
        for (Class<?> c = type; c != Object.class; c = c.getSuperclass())
            for (var field : c.getDeclaredFields())
                if (!Modifier.isStatic(field.getModifiers())) return false;
        return true;
    }

    /// What to tell a reader whose object cannot be written.
    static CannotTravel cannotTravel(String what, NotSerializableException e) {
        var type = e.getMessage();
        var cure =
                type.contains("$$Lambda")
                        ? "a lambda can if it is written for a type that is Serializable:"
                                + " declare it as a lab.pool.Task"
                        : "make it a record, let it implement java.io.Serializable,"
                                + " or leave it out of what the task uses";
        return new CannotTravel(
                "%s cannot travel to another process: it has a %s, which is not Serializable; %s"
                        .formatted(what, type, cure),
                e);
    }
}
