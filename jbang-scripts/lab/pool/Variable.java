package lab.pool;

/// A variable of a notebook: a static field of the class that its cell became.
///
/// @param owner that class
/// @param name the name of the variable
record Variable(Class<?> owner, String name) {
    /// What it holds just now.
    Object value() throws NoSuchFieldException, IllegalAccessException {
        var field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(null);
    }

    /// Gives it another value.
    void set(Object value) throws NoSuchFieldException, IllegalAccessException {
        var field = owner.getDeclaredField(name);
        field.setAccessible(true);
        field.set(null, value);
    }
}
