package lab.pool;

import java.io.ObjectInputFilter;
import java.lang.invoke.SerializedLambda;
import java.security.CodeSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What may be read from another process: the values of the JDK that answers are made of,
/// exceptions of `java.base`, the classes that travelled with the task, the code that this class
/// came with, and what a pool was told to allow besides. All else is refused: a library on the
/// class path may have a class that does harm when it is read.
///
/// What nests too deeply or is too large is refused as well.
final class AllowList implements ObjectInputFilter {
    private static final int DEEPEST = 100;
    private static final long MOST_REFERENCES = 20_000_000;
    private static final long LONGEST_ARRAY = 1 << 28;

    /// Values and collections of the JDK, by package.
    private static final Set<String> OF_THE_JDK =
            names(
                    """
                    java.lang: Boolean Byte Character Short Integer Long Float Double Number
                     String Enum Object StackTraceElement Void
                    java.math: BigInteger BigDecimal MathContext RoundingMode
                    java.util: ArrayList LinkedList Vector ArrayDeque HashMap LinkedHashMap TreeMap
                     IdentityHashMap EnumMap HashSet LinkedHashSet TreeSet BitSet EnumSet
                     RegularEnumSet JumboEnumSet EnumSet$SerializationProxy CollSer Map$Entry
                     AbstractMap$SimpleEntry AbstractMap$SimpleImmutableEntry Arrays$ArrayList
                     Comparators$NaturalOrderComparator Optional UUID Locale Date Random
                    java.util.concurrent: TimeUnit CopyOnWriteArrayList ConcurrentHashMap
                     ConcurrentHashMap$Segment ConcurrentSkipListMap ConcurrentSkipListSet
                    java.util.concurrent.locks: ReentrantLock ReentrantLock$Sync
                     ReentrantLock$NonfairSync ReentrantLock$FairSync AbstractQueuedSynchronizer
                     AbstractOwnableSynchronizer
                    """);

    /// Packages and classes of which everything may arrive that begins so.
    private static final List<String> BEGINNINGS =
            List.of(
                    "java.time.",
                    "java.util.Collections$",
                    "java.util.ImmutableCollections$",
                    "java.util.concurrent.atomic.");

    private final Set<String> travelled;
    private final Set<String> more;
    private final boolean lambdas;
    private String refused = "";

    /// @param travelled the names of the classes that travelled with the task
    /// @param more the names of other classes that may be read
    /// @param lambdas whether lambdas may: they are code, so only where tasks are expected
    AllowList(Set<String> travelled, Set<String> more, boolean lambdas) {
        this.travelled = travelled;
        this.more = more;
        this.lambdas = lambdas;
    }

    private static Set<String> names(String text) {
        var names = new HashSet<String>();
        var place = "";
        for (var word : text.split("\\s+")) {
            if (word.endsWith(":")) place = word.replace(':', '.');
            else names.add(place + word);
        }
        return Set.copyOf(names);
    }

    /// What was refused last, in words; empty if nothing was.
    String refused() {
        return refused;
    }

    @Override
    public Status checkInput(FilterInfo info) {
        if (info.depth() > DEEPEST) return refuse("what arrived nests too deeply");
        if (info.references() > MOST_REFERENCES) return refuse("what arrived has too many objects");
        if (info.arrayLength() > LONGEST_ARRAY) return refuse("an array that arrived is too long");
        var type = info.serialClass();
        if (type == null) return Status.UNDECIDED;
        while (type.isArray()) type = type.componentType();
        if (type.isPrimitive() || allows(type)) return Status.ALLOWED;
        return refuse(
                "%s is not on the list of what may arrive from another process"
                        .formatted(type.getName()));
    }

    private Status refuse(String why) {
        refused = why;
        return Status.REJECTED;
    }

    private boolean allows(Class<?> type) {
        var name = type.getName();
        if (travelled.contains(name) || more.contains(name)) return true;
        if (type == SerializedLambda.class) return lambdas;
        if (type.isHidden()) return lambdas && allows(type.getNestHost()); // a lambda, as read
        var module = type.getModule();
        if (module == Object.class.getModule())
            return Throwable.class.isAssignableFrom(type)
                    || OF_THE_JDK.contains(name)
                    || beginsWell(name);
        return !module.isNamed() && isOurs(type);
    }

    private static boolean beginsWell(String name) {
        for (var beginning : BEGINNINGS) if (name.startsWith(beginning)) return true;
        return false;
    }

    /// Whether a class came from where this one did: the library, and in a script the lesson.
    private static boolean isOurs(Class<?> type) {
        var its = source(type);
        return its != null && its.equals(source(AllowList.class));
    }

    private static java.net.URL source(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? null : source.getLocation();
    }
}
