package lab.measure;

/// Hears how far a measurement is.
@FunctionalInterface
public interface Listener {
    /// @param fraction how much of it is done, 0 to 1
    /// @param doing what is being done, in a few words
    void at(double fraction, String doing);

    /// Hears nothing.
    static Listener none() {
        return (fraction, doing) -> {};
    }
}
