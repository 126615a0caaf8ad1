package lab.lock;

/// How a thread does something that takes two locks.
@FunctionalInterface
public interface Way {
    /// Takes both locks, does the work once, and gives them back.
    ///
    /// @param first the lock that this thread would take first
    /// @param second the other one
    /// @param pause to be made between the two
    /// @param work what is to be done with both locks held
    /// @throws InterruptedException if the thread is to give up
    void take(NamedLock first, NamedLock second, Pause pause, Runnable work)
            throws InterruptedException;
}
