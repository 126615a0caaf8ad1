package lab.pool;

import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Arrays;

/// Stands for a record that is not `Serializable`, and becomes it again by its constructor, so that
/// what that checks holds there, too.
///
/// @param type the class of the record
/// @param values of its components, in their order
record RecordForm(Class<?> type, Object[] values) implements Serializable {
    static RecordForm of(Record record) throws NotSerializableException {
        var type = record.getClass();
        var components = type.getRecordComponents();
        var values = new Object[components.length];
        try {
            for (int i = 0; i < values.length; i++) {
                var field = type.getDeclaredField(components[i].getName());
                field.setAccessible(true);
                values[i] = field.get(record);
            }
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            throw new NotSerializableException(type.getName());
        }
        return new RecordForm(type, values);
    }

    private Object readResolve() throws InvalidObjectException {
        try {
            var components = type.getRecordComponents();
            if (components == null) throw new InvalidObjectException(type + " is no record");
            var types = Arrays.stream(components).map(c -> c.getType()).toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new InvalidObjectException("not a " + type.getName() + ": " + e, e);
        }
    }
}
