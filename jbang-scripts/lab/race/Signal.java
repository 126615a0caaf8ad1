package lab.race;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongPredicate;
import lab.cancel.Cancellation;

/// What became of a flag that one thread raised and another was waiting for.
///
/// @param seen whether the waiting thread saw it before its patience was at an end
/// @param after how long after the flag was raised the waiting thread ended
public record Signal(boolean seen, Duration after) {

    /// Lets a thread wait for a flag, and raises the flag on another thread after a while.
    ///
    /// @param waiter waits until it sees the flag, or for as many nanoseconds as it is given;
    ///   returns whether it saw the flag. It cannot be stopped sooner: its patience must be short
    /// @param raise raises the flag
    /// @param before how long after the waiter's start
    /// @param patience how long the waiter waits, counted from its start
    /// @throws InterruptedException if the caller was interrupted; no thread is left by then
    /// @throws Exception what the waiter or `raise` threw
    public static Signal raise(
            LongPredicate waiter,
            Runnable raise,
            Duration before,
            Duration patience,
            Cancellation cancellation)
            throws Exception {
        var trial = new Trial();
        new Crew(cancellation)
                .run(
                        "signal",
                        List.of(
                                () -> {
                                    trial.seen = waiter.test(patience.toNanos());
                                    trial.ended = System.nanoTime();
                                },
                                () -> {
                                    Thread.sleep(before);
                                    raise.run();
                                    trial.raised = System.nanoTime();
                                }));
        return new Signal(trial.seen, Duration.ofNanos(Math.max(0, trial.ended - trial.raised)));
    }

    /// For a reader: `seen after 0.2 ms`.
    @Override
    public String toString() {
        var text = seen ? "seen after %.1f ms" : "not seen in the %.0f ms that followed";
        return String.format(Locale.ROOT, text, after.toNanos() / 1e6);
    }

    /// Each field is written by one thread, and read after both have ended.
    private static final class Trial {
        private boolean seen;
        private long ended;
        private long raised;
    }
}
