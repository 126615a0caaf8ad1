package lab.pool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.lang.invoke.SerializedLambda;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Makes parcels of tasks, for the workers of one pool.
///
/// A parcel holds the values as they are when it is made, as a copy: of what the task captured, and
/// of the variables of the notebook that its code uses. What a class needs is searched once.
final class Packing {
    private record Code(Class<?> type, String method, String descriptor) {}

    private final Bundle none =
            new Bundle(0, Collections.emptySortedMap(), ClassLoader.getSystemClassLoader());
    private final Bundle.Numbers numbers = new Bundle.Numbers();
    private final Map<Code, Baggage> searched = new ConcurrentHashMap<>();
    private final Map<Set<Class<?>>, Bundle> bundles = new ConcurrentHashMap<>();

    /// @throws CannotTravel if the task, or something that it needs, cannot be written
    Parcel pack(Object task) {
        long start = System.nanoTime();
        var bytes = new ByteArrayOutputStream(512);
        var baggage = new Baggage();
        try (var packer = new Packer(bytes)) {
            write(packer, task, "the task");
            var sent = new LinkedHashSet<Variable>();
            for (var next = next(packer, baggage, sent);
                    next != null;
                    next = next(packer, baggage, sent)) {
                packer.writeObject(next.owner().getName());
                packer.writeObject(next.name());
                write(packer, value(next), "the variable '%s' of the task".formatted(next.name()));
            }
            packer.writeObject(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory takes whatever is written
        }
        var bundle = bundle(baggage.classes());
        return new Parcel(bundle, bytes.toByteArray(), System.nanoTime() - start);
    }

    private static void write(Packer packer, Object object, String what) throws IOException {
        try {
            packer.writeObject(object);
        } catch (NotSerializableException e) {
            throw Packer.cannotTravel(what, e);
        }
    }

    private static Object value(Variable variable) {
        try {
            return variable.value();
        } catch (ReflectiveOperationException e) {
            throw new CannotTravel("the variable " + variable.name() + " cannot be read", e);
        }
    }

    /// Searches what was written since, and finds a variable that was not sent yet; null if there
    /// is none.
    private Variable next(Packer packer, Baggage baggage, Set<Variable> sent) {
        for (var type : packer.newClasses())
            if (CodeSearch.travels(type))
                baggage.add(
                        searched.computeIfAbsent(
                                new Code(type, "", ""), code -> CodeSearch.of(type)));
        for (var lambda : packer.newLambdas())
            baggage.classes().stream()
                    .filter(type -> type.getName().equals(capturing(lambda)))
                    .findFirst()
                    .ifPresent(type -> baggage.add(of(lambda, type)));
        for (var variable : baggage.variables()) if (sent.add(variable)) return variable;
        return null;
    }

    private static String capturing(SerializedLambda lambda) {
        return lambda.getCapturingClass().replace('/', '.');
    }

    private Baggage of(SerializedLambda lambda, Class<?> capturing) {
        var code =
                new Code(
                        capturing,
                        lambda.getImplClass() + "." + lambda.getImplMethodName(),
                        lambda.getImplMethodSignature());
        return searched.computeIfAbsent(
                code, key -> CodeSearch.of(lambda, capturing.getClassLoader()));
    }

    private Bundle bundle(Set<Class<?>> classes) {
        if (classes.isEmpty()) return none;
        return bundles.computeIfAbsent(Set.copyOf(classes), this::bundleOf);
    }

    private Bundle bundleOf(Set<Class<?>> classes) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (var type : classes) files.put(type.getName(), CodeSearch.file(type));
        var loader = classes.iterator().next().getClassLoader();
        return new Bundle(numbers.next(), Collections.unmodifiableSortedMap(files), loader);
    }
}
