package lab.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import lab.cancel.Cancellation;

/// A fixed number of callers, each of which calls again when it has its answer: the calls wait for
/// the answers.
///
/// All callers want their first answer at the same moment, so the latency of a first call counts
/// from there, however late it could be begun. A later one counts from the answer before it. As a
/// slow answer holds back the calls after it, a closed loop says what callers get that wait for
/// their answers, and nothing about a world that does not: for that there is [OpenLoop] (Schroeder,
/// Wierman and Harchol-Balter 2006, 'Open versus closed').
///
/// @param callers how many call at the same time
/// @param calls how many calls all of them make together
/// @param patience how long after the last sign of life an answer is waited for
public record ClosedLoop(int callers, int calls, Duration patience) {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Callers who wait until nobody has had an answer for a minute: a machine that twenty others
    /// use has answered somebody by then.
    public ClosedLoop(int callers, int calls) {
        this(callers, calls, PATIENCE);
    }

    public ClosedLoop {
        if (callers < 1 || calls < 1)
            throw new IllegalArgumentException(
                    "a closed loop needs callers and calls, not %d and %d"
                            .formatted(callers, calls));
    }

    /// As many callers as calls: all call at once, and each calls once.
    public static ClosedLoop burst(int calls) {
        return new ClosedLoop(calls, calls);
    }

    /// Makes the calls on behalf of the calling thread, and waits until each has ended.
    ///
    /// @param expected the right answer to each call
    /// @throws InterruptedException if the calling thread is interrupted; calls that have not ended
    ///   are stopped
    public <A> Load run(
            Caller<A> caller, IntFunction<? extends A> expected, Cancellation cancellation)
            throws InterruptedException {
        var session = new Session<A>(caller, expected, calls, patience, cancellation);
        return session.measure(() -> {
            var next = new AtomicInteger();
            long start = System.nanoTime();
            for (int lane = 0; lane < Math.min(callers, calls); lane++) {
                if (cancellation.requested()) return;
                new Lane(session, next, calls).call(start);
            }
        });
    }

    /// One caller. Its answer may come while it still begins the call, on the same thread; then the
    /// loop below goes on, instead of a call inside a call inside a call.
    private static final class Lane {
        private final Session<?> session;
        private final AtomicInteger next;
        private final int calls;
        private final AtomicInteger answersToFollow = new AtomicInteger();

        Lane(Session<?> session, AtomicInteger next, int calls) {
            this.session = session;
            this.next = next;
            this.calls = calls;
        }

        void call(long wanted) {
            if (answersToFollow.getAndIncrement() > 0) return;
            long from = wanted;
            do {
                int id = next.getAndIncrement();
                if (id >= calls) return;
                session.begin(id, from, () -> call(System.nanoTime()));
                from = System.nanoTime();
            } while (answersToFollow.decrementAndGet() > 0);
        }
    }
}
