package lab.pool;

import java.io.Serializable;
import java.util.Optional;

/// Stands for an `Optional`, which is not `Serializable`.
///
/// @param value what it has, or null
record OptionalForm(Object value) implements Serializable {
    private Object readResolve() {
        return Optional.ofNullable(value);
    }
}
