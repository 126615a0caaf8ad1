package lab.pool;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;

/// Reads objects that another process wrote, as far as they are on a list.
final class Unpacker extends ObjectInputStream {
    private final ClassLoader loader;
    private final AllowList allowed;

    /// @param loader finds the classes
    /// @param allowed what may be read
    Unpacker(byte[] bytes, ClassLoader loader, AllowList allowed) throws IOException {
        super(new ByteArrayInputStream(bytes));
        this.loader = loader;
        this.allowed = allowed;
        setObjectInputFilter(allowed);
    }

    /// Reads the next object.
    ///
    /// @throws Refused if something in it is not on the list
    /// @throws IOException if the bytes make no sense, or a class is not known here
    Object next() throws IOException {
        try {
            return readObject();
        } catch (InvalidClassException e) {
            if (allowed.refused().isEmpty()) throw e;
            throw new Refused(allowed.refused(), e);
        } catch (ClassNotFoundException e) {
            throw new IOException("the class %s is not known here".formatted(e.getMessage()), e);
        } catch (RuntimeException | StackOverflowError | NoClassDefFoundError e) {
            throw new IOException("what arrived makes no sense: " + e, e);
        }
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
            throws IOException, ClassNotFoundException {
        try {
            return Class.forName(description.getName(), false, loader);
        } catch (ClassNotFoundException e) {
            return super.resolveClass(description); // which knows the primitive types
        }
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
        throw new Refused("a proxy class is not on the list of what may arrive", null);
    }
}
