package lab.observe;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;

/// A copy of a class that is not initialised yet, whatever was done with the class: for experiments
/// with what happens once only.
public final class FreshClass {
    private final MethodHandles.Lookup lookup;

    private FreshClass(MethodHandles.Lookup lookup) {
        this.lookup = lookup;
    }

    /// Copies a class of a lesson.
    ///
    /// @throws IOException if its class file cannot be had
    public static FreshClass of(Class<?> original) throws IOException {
        var name = original.getName().replace('.', '/') + ".class";
        try (var file = original.getClassLoader().getResourceAsStream(name)) {
            if (file == null) throw new FileNotFoundException("no class file of " + name);
            return new FreshClass(
                    MethodHandles.privateLookupIn(original, MethodHandles.lookup())
                            .defineHiddenClass(file.readAllBytes(), false));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a class of a lesson is open to the library", e);
        }
    }

    /// Initialises it, or waits until another thread has.
    public void initialise() {
        try {
            lookup.ensureInitialized(lookup.lookupClass());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a lookup may initialise its own class", e);
        }
    }
}
