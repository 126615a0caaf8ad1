package lab.service;

/// A service some of whose calls fail.
///
/// @param <S> the service
public interface Failing<S> {
    /// The same service, for calls some of which fail.
    S failing(Faults some);

    /// The same service, for calls of which such a share fails.
    ///
    /// @param share from 0 to 1
    /// @param seed draws which
    default S failing(double share, long seed) {
        return failing(new Faults(share, seed));
    }

    /// Which calls fail.
    Faults faults();
}
