package lab.interpreter;

import java.util.concurrent.Callable;

/// What a thread that runs in an interpreter has to go through: it enters before it computes, looks
/// up at safe points, steps outside to wait, and leaves when it is done.
///
/// The same code can so be run under an [InterpreterLock], [without one][#withoutLock], and under a
/// lock of one's own.
public interface Interpreter {
    /// Waits until the calling thread may compute.
    ///
    /// @throws InterruptedException if the thread is interrupted while it has to wait; it has not
    ///   entered then
    /// @throws IllegalStateException if it has entered already
    void enter() throws InterruptedException;

    /// The calling thread is done.
    ///
    /// @throws IllegalMonitorStateException if it had not entered
    void leave();

    /// Lets another thread in, if one has asked for it; then goes on as soon as it may.
    ///
    /// To be called every few microseconds by a thread that has entered and computes. An interrupt
    /// does not end it, and is kept.
    void safePoint();

    /// Does something that waits and does not compute, outside, so that others may compute
    /// meanwhile. The caller is inside again when this returns, however it returns.
    ///
    /// @throws IllegalMonitorStateException if the thread had not entered
    /// @throws Exception whatever the body throws
    <T> T released(Callable<T> body) throws Exception;

    /// An interpreter that all threads may be in at the same time.
    static Interpreter withoutLock() {
        return new Unlocked();
    }
}
