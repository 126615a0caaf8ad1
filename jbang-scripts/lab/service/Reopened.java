package lab.service;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import lab.cancel.Outside;

/// Something that is opened when it is first asked for, and again when it is asked for after it was
/// closed: by Stop, say. Whoever asks gets one that was open a moment ago.
///
/// Invariant: what is in `current` is open or about to be closed by whoever takes it out, and its
/// owner has this for closing.
final class Reopened<T> implements AutoCloseable {
    private final String what;
    private final Owner owner;
    private final Opening<T> opening;
    private final Closing<T> closing;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile T current; // written while this is locked

    /// Opens it.
    interface Opening<T> {
        T open() throws Exception;
    }

    /// Closes it.
    interface Closing<T> {
        void close(T open) throws Exception;
    }

    /// @param what in a few words, for a message
    Reopened(String what, Owner owner, Opening<T> opening, Closing<T> closing) {
        this.what = what;
        this.owner = owner;
        this.opening = opening;
        this.closing = closing;
    }

    /// The open one.
    ///
    /// @throws IOException if it cannot be opened, or the caller is interrupted meanwhile
    T get() throws IOException {
        var open = current;
        return open != null ? open : opened();
    }

    private T opened() throws IOException {
        try {
            lock.lockInterruptibly(); // somebody else may be about to open it
        } catch (InterruptedException e) {
            throw stopped();
        }
        try {
            return current != null ? current : open();
        } finally {
            lock.unlock();
        }
    }

    private InterruptedIOException stopped() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("stopped while " + what + " was opened");
    }

    private T open() throws IOException {
        try {
            current = Outside.call("start of " + what, opening::open);
        } catch (InterruptedException e) {
            throw stopped();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(what + " cannot be opened: " + e.getMessage(), e);
        }
        owner.own(this);
        return current;
    }

    /// What is open, if anything is.
    Optional<T> now() {
        return Optional.ofNullable(current);
    }

    /// Forgets what has ended by itself.
    void forget(T ended) {
        lock.lock();
        try {
            if (current == ended) current = null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            var open = current;
            current = null;
            if (open != null) closing.close(open);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(what + " would not close: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }
}
