package lab.observe;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// A thread that does a step again and again until it is told to end, or is interrupted.
///
/// What the steps wrote is visible to whoever called [#end].
final class Sampler {
    private final LongSupplier step;
    private final Thread thread;
    private final CountDownLatch began = new CountDownLatch(1);
    private volatile boolean ended;

    /// @param step returns how many nanoseconds to pause after it
    Sampler(String name, LongSupplier step) {
        this.step = step;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    long threadId() {
        return thread.threadId();
    }

    /// Starts it, and returns when the first step has been made.
    void start() throws InterruptedException {
        thread.start();
        began.await();
    }

    private void run() {
        try {
            while (!ended && !Thread.interrupted()) {
                long pause = step.getAsLong();
                began.countDown();
                LockSupport.parkNanos(pause);
            }
        } finally {
            began.countDown();
        }
    }

    /// Ends it, and waits for it; an interrupt of the caller is kept until then.
    void end() {
        ended = true;
        LockSupport.unpark(thread);
        var interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
