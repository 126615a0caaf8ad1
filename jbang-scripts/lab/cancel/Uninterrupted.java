package lab.cancel;

/// Waits on behalf of those who have to wait, whatever happens.
public final class Uninterrupted {
    private Uninterrupted() {}

    /// Waits for something.
    ///
    /// @param <T> what it gives
    /// @param <E> what it may throw besides
    @FunctionalInterface
    public interface Waiting<T, E extends Exception> {
        /// Waits, for long or for the rest of it if it was interrupted before.
        T await() throws InterruptedException, E;
    }

    /// Waits again and again until no interrupt cuts it short. The caller is interrupted afterwards
    /// if it was meanwhile.
    ///
    /// @throws E whatever it throws
    public static <T, E extends Exception> T get(Waiting<T, E> waiting) throws E {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return waiting.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
