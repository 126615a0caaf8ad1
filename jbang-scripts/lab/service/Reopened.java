package lab.service;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;

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

    private synchronized T opened() throws IOException {
        if (current != null) return current;
        try {
            current = Outside.call(opening::open);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while " + what + " was opened");
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
    synchronized void forget(T ended) {
        if (current == ended) current = null;
    }

    @Override
    public synchronized void close() throws IOException {
        var open = current;
        current = null;
        if (open == null) return;
        try {
            closing.close(open);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(what + " would not close: " + e.getMessage(), e);
        }
    }
}
