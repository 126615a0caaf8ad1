package lab.lock;

/// What a thread does between taking one lock and asking for another.
@FunctionalInterface
public interface Pause {
    /// Called while the one is held and before the other is asked for.
    ///
    /// @throws InterruptedException if the thread is to give up
    void between(NamedLock held) throws InterruptedException;

    /// No pause at all.
    static Pause none() {
        return held -> {};
    }
}
