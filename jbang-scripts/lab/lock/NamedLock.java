package lab.lock;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A `ReentrantLock` that has a name, and says who holds it.
public final class NamedLock extends ReentrantLock {
    private final String name;

    /// An unfair lock, as `new ReentrantLock()` is.
    public NamedLock(String name) {
        this.name = name;
    }

    /// What it is called.
    public String name() {
        return name;
    }

    /// The thread that holds it, which may have ended without releasing it; empty if it is free.
    public Optional<Thread> holder() {
        return Optional.ofNullable(getOwner());
    }

    /// The name, and who holds it: `Ann's account, held by teller 1 (terminated)`.
    @Override
    public String toString() {
        return name + holder().map(NamedLock::heldBy).orElse(", free");
    }

    private static String heldBy(Thread thread) {
        var state = thread.getState().name().toLowerCase(Locale.ROOT);
        return ", held by %s (%s)".formatted(thread.getName(), state.replace('_', ' '));
    }
}
