package lab.executor;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import lab.cancel.Cancellation;

/// A task that waits at a gate until it is opened: under way for exactly as long as one likes, on a
/// busy machine too.
public final class Gate implements Callable<String> {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final Cancellation wakesTheDeaf; // null for one that listens
    private volatile boolean left; // written before `interrupted` is counted down

    private Gate(Cancellation wakesTheDeaf) {
        this.wakesTheDeaf = wakesTheDeaf;
    }

    /// A task that ends when it is interrupted, as it should.
    public Gate() {
        this(null);
    }

    /// A task that catches interrupts and goes on waiting, as too many do.
    ///
    /// @param cancellation ends it all the same
    public static Gate deaf(Cancellation cancellation) {
        return new Gate(cancellation);
    }

    @Override
    public String call() throws InterruptedException {
        arrived.countDown();
        while (true)
            try {
                opened.await();
                return "through the gate";
            } catch (InterruptedException e) {
                left = wakesTheDeaf == null || wakesTheDeaf.requested();
                interrupted.countDown();
                if (left) throw e;
            }
    }

    /// Waits until the task has begun.
    public void awaitArrival() throws InterruptedException {
        arrived.await();
    }

    /// Lets the task through.
    public void open() {
        opened.countDown();
    }

    /// Waits until the task has been interrupted.
    ///
    /// @return whether it ended
    public boolean awaitInterrupt() throws InterruptedException {
        interrupted.await();
        return left;
    }
}
