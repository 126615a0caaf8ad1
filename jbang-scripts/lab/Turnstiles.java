package lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import lab.lock.Turnstile;

/// Threads that all want one lock, round after round, each with a new lock of the same kind.
///
/// Used by one thread at a time.
public final class Turnstiles {
    private static final int LAST_ROUNDS = 3;

    private final Races races;
    private final Supplier<ReentrantLock> locks;
    private final int threads;
    private final int calls;
    private final List<Turnstile> used = new ArrayList<>();

    Turnstiles(Races races, Supplier<ReentrantLock> locks, int threads, int calls) {
        this.races = races;
        this.locks = locks;
        this.threads = threads;
        this.calls = calls;
    }

    /// One round: the threads take the lock and give it back until all calls are made.
    ///
    /// @return how many calls there were, counted under the lock
    /// @throws Exception if the calling thread is interrupted
    public int round() throws Exception {
        var turnstile = new Turnstile(locks.get(), threads, calls);
        races.together(threads, calls, t -> turnstile::pass);
        used.add(turnstile);
        return turnstile.passed();
    }

    /// How long each call of the last three rounds waited for the lock, in microseconds.
    public double[] waitMicros() {
        return used.reversed().stream()
                .limit(LAST_ROUNDS)
                .flatMapToDouble(turnstile -> DoubleStream.of(turnstile.waitMicros()))
                .toArray();
    }

    /// How often, in all rounds, a thread had the lock twice running while others stood in line.
    public int overtakings() {
        return used.stream().mapToInt(Turnstile::overtakings).sum();
    }
}
