package lab.pool;

import java.io.InvalidObjectException;
import java.io.Serializable;

/// Stands for an object that has no state, and becomes a new one of its class.
///
/// @param type its class, which has a constructor without parameters
record BlankForm(Class<?> type) implements Serializable {
    private Object readResolve() throws InvalidObjectException {
        if (!Packer.isBlank(type)) throw new InvalidObjectException(type + " has a state");
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new InvalidObjectException("not a " + type.getName() + ": " + e, e);
        }
    }
}
