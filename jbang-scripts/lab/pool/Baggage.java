package lab.pool;

import java.util.LinkedHashSet;
import java.util.Set;

/// What code needs that is not on the class path of another process.
///
/// @param classes the classes that have to travel
/// @param variables the variables of the notebook that the code uses
record Baggage(Set<Class<?>> classes, Set<Variable> variables) {
    Baggage() {
        this(new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    void add(Baggage other) {
        classes.addAll(other.classes);
        variables.addAll(other.variables);
    }
}
