package lab.race;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import lab.cancel.Cancellation;

/// A litmus test: some actors act once, at the same time, on one fresh state; what came of it is
/// the outcome; and all of that again some ten thousand times, since one outcome says little.
///
/// It works as OpenJDK's jcstress does, on a small scale: the actors go through a batch of fresh
/// states in the same order, and wait for one another before and after each batch. Thus they meet
/// often, now one ahead, now the other. The slower they are, the smaller the batches, so that they
/// do not drift apart. On one core they meet only where one of them gives up the processor.
///
/// @param fresh makes a state; every trial gets one that no actor has seen. One that is
///   [AutoCloseable] is closed once its outcome was read, or when the test is stopped
/// @param actors what each thread does to it
/// @param <S> the type of the state
public record Litmus<S>(Supplier<? extends S> fresh, List<Actor<S>> actors) {
    private static final int FEWEST_TRIALS = 32;
    private static final int LARGEST_BATCH = 256;
    private static final long SHORT_BATCH_NANOS = 100_000;
    private static final long LONG_BATCH_NANOS = 1_000_000;

    public Litmus {
        actors = List.copyOf(actors);
        if (actors.isEmpty()) throw new IllegalArgumentException("a litmus test needs an actor");
    }

    /// What one thread does to the state.
    ///
    /// @param <S> the type of the state
    public interface Actor<S> {
        /// Acts once.
        void act(S state) throws Exception;
    }

    /// How an outcome is read off a state that all actors are done with.
    ///
    /// @param <S> the type of the state
    /// @param <O> the type of the outcome
    public interface Observer<S, O> {
        /// The outcome of one trial.
        O observe(S state) throws Exception;
    }

    /// The test of these actors on states made by `fresh`.
    @SafeVarargs
    public static <S> Litmus<S> of(Supplier<? extends S> fresh, Actor<S>... actors) {
        return new Litmus<>(fresh, List.of(actors));
    }

    /// Runs the test again and again, and counts the outcomes.
    ///
    /// @param observer reads the outcome off a state; runs after all actors, and sees all that they
    ///   did
    /// @param trials at most so many
    /// @param atMost no batch begins after this long, unless there were fewer than 32 trials
    /// @param cancellation polled between trials
    /// @throws InterruptedException if the caller was interrupted; no thread is left by then
    /// @throws Exception what an actor or the observer threw
    public <O> Outcomes<O> run(
            Observer<? super S, ? extends O> observer,
            int trials,
            Duration atMost,
            Cancellation cancellation)
            throws Exception {
        if (trials < 1) throw new IllegalArgumentException("trials must be at least 1");
        var crew = new Crew(cancellation);
        var trial = new Trials<O>(observer, trials, atMost, crew);
        try {
            crew.run(
                    "litmus",
                    IntStream.range(0, actors.size())
                            .mapToObj(a -> (Crew.Body) () -> trial.act(a))
                            .toList());
        } finally {
            trial.discard();
        }
        return new Outcomes<>(trial.counts);
    }

    /// One run of the test. Member 0 makes the states and counts; it alone touches `counts`, and it
    /// changes `states` and `over` only while the others wait for the next batch to begin.
    /// [Rendezvous] orders that before whatever they do next.
    private final class Trials<O> {
        private final Observer<? super S, ? extends O> observer;
        private final int trials;
        private final Crew crew;
        private final long deadline;
        private final Rendezvous rendezvous = new Rendezvous(actors.size());
        private final Map<O, Long> counts = new HashMap<>();
        private Object[] states = {};
        private int size = 1;
        private int done;
        private long began;
        private boolean over;

        Trials(Observer<? super S, ? extends O> observer, int trials, Duration atMost, Crew crew) {
            this.observer = observer;
            this.trials = trials;
            this.crew = crew;
            this.deadline = System.nanoTime() + atMost.toNanos();
        }

        void act(int actor) throws Exception {
            var action = actors.get(actor);
            if (actor == 0) refill();
            for (long round = 0; meet(actor, round); round += 2) {
                if (over) return;
                for (Object state : states) {
                    if (crew.stopping()) return;
                    action.act(cast(state));
                }
                if (!meet(actor, round + 1)) return;
                if (actor == 0) count();
            }
        }

        private boolean meet(int actor, long round) {
            return rendezvous.await(actor, round, crew::stopping);
        }

        private void count() throws Exception {
            long now = System.nanoTime();
            adapt(now - began);
            for (Object state : states) counts.merge(observer.observe(cast(state)), 1L, Long::sum);
            discard();
            done += states.length;
            boolean late = now - deadline >= 0 && done >= FEWEST_TRIALS;
            over = done >= trials || late;
            if (!over) refill();
        }

        /// Batches of a few hundred microseconds: long enough to be worth the meeting, and short
        /// enough that the actors are still together at the end.
        private void adapt(long nanos) {
            if (nanos < SHORT_BATCH_NANOS) size = Math.min(2 * size, LARGEST_BATCH);
            if (nanos > LONG_BATCH_NANOS) size = Math.max(size / 2, 1);
        }

        private void refill() {
            states = new Object[Math.min(size, trials - done)];
            for (int i = 0; i < states.length; i++) states[i] = fresh.get();
            began = System.nanoTime();
        }

        /// Closes the states that can be closed. Nobody uses them any more.
        void discard() throws Exception {
            for (int i = 0; i < states.length; i++) {
                if (states[i] instanceof AutoCloseable open) open.close();
                states[i] = null;
            }
        }

        @SuppressWarnings("unchecked")
        private S cast(Object state) {
            return (S) state;
        }
    }
}
