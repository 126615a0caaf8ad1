package lab.observe;

import java.io.FileNotFoundException;
import java.io.IOException;

/// A copy of a class that is not initialised yet, whatever was done with the class: for experiments
/// with what happens once only.
///
/// The copy is a class of its own, which is of no use to those who know the original.
public final class FreshClass {
    private final String name;
    private final ClassLoader loader;

    private FreshClass(String name, ClassLoader loader) {
        this.name = name;
        this.loader = loader;
    }

    /// Copies a class of a lesson.
    ///
    /// @throws IOException if its class file cannot be had
    public static FreshClass of(Class<?> original) throws IOException {
        var name = original.getName();
        var path = name.replace('.', '/') + ".class";
        try (var file = original.getClassLoader().getResourceAsStream(path)) {
            if (file == null) throw new FileNotFoundException("no class file of " + name);
            return new FreshClass(
                    name, new Copies(original.getClassLoader(), name, file.readAllBytes()));
        }
    }

    /// Initialises it, or waits until another thread has.
    public void initialise() {
        try {
            Class.forName(name, true, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("its loader has it", e);
        }
    }

    /// Has one class, and all others from its parent.
    private static final class Copies extends ClassLoader {
        private final String name;

        Copies(ClassLoader parent, String name, byte[] bytes) {
            super(parent);
            this.name = name;
            defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
            return wanted.equals(name) ? findLoadedClass(name) : super.loadClass(wanted, resolve);
        }
    }
}
