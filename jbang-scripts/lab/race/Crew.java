package lab.race;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import lab.cancel.Cancellation;
import lab.cancel.Dismissal;

/// Threads of which none is left when [#run] returns, however it returns.
///
/// The bodies poll [#stopping] and end soon after it turns true: when another of them has failed,
/// when the caller was interrupted, or when a stop was asked for.
final class Crew {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final Cancellation cancellation;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean stopping;

    Crew(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    /// One member's part of the job.
    interface Body {
        void work() throws Exception;
    }

    /// Whether the members are to end now, their work done or not.
    boolean stopping() {
        return stopping || cancellation.requested();
    }

    /// Runs each body on a thread of its own, and waits for all of them.
    ///
    /// What the bodies wrote is visible to the caller afterwards, by `Thread.join`.
    ///
    /// @throws InterruptedException if the caller was interrupted; the members have ended by then
    /// @throws java.util.concurrent.CancellationException if a stop was asked for
    /// @throws Exception what a body threw first
    void run(String name, List<Body> bodies) throws Exception {
        var threads = new ArrayList<Thread>();
        try {
            for (int i = 0; i < bodies.size(); i++) {
                var body = bodies.get(i);
                var thread = Thread.ofPlatform().name(name + "-" + i).daemon();
                threads.add(thread.start(() -> member(body)));
            }
            for (var thread : threads) while (!stopping() && !thread.join(PATIENCE)) {}
        } finally {
            stopping = true;
            Dismissal.ALL.of(threads);
        }
        cancellation.check();
        switch (failure.get()) {
            case null -> {}
            case Error error -> throw error;
            case Throwable thrown -> throw (Exception) thrown;
        }
    }

    private void member(Body body) {
        try {
            if (!stopping()) body.work();
        } catch (Throwable thrown) {
            if (!stopping()) failure.compareAndSet(null, thrown);
            stopping = true;
        }
    }
}
