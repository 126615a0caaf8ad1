package lab.lock;

/// Where producers put what consumers take.
public interface Store {
    /// Adds an item, and waits for room if there is none.
    ///
    /// @throws InterruptedException if the thread is to give up
    void put(int item) throws InterruptedException;

    /// Removes an item, and waits for one if there is none.
    ///
    /// @throws InterruptedException if the thread is to give up
    int take() throws InterruptedException;
}
