package lab.coordination;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Exchanger;

/// A way from one thread to one other, for a number at a time.
public interface Handover {
    /// Hands a number over. It may return before it was taken.
    ///
    /// @throws InterruptedException if the caller is interrupted while it waits
    void put(long number) throws InterruptedException;

    /// Waits for a number.
    ///
    /// @throws InterruptedException if the caller is interrupted while it waits
    long take() throws InterruptedException;

    /// By way of a queue.
    static Handover by(BlockingQueue<Long> queue) {
        return new Between(queue::put, queue::take);
    }

    /// By meeting at an exchanger, where the one brings a number, and the other nothing.
    static Handover by(Exchanger<Long> exchanger) {
        return new Between(exchanger::exchange, () -> exchanger.exchange(0L));
    }
}
