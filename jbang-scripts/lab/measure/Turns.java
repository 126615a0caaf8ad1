package lab.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Random;

/// Rounds in each of which several have their turn, in an order drawn anew: what one leaves behind,
/// or what happens to the machine meanwhile, all pay for alike.
///
/// @param least so many rounds at least
/// @param most so many at most
/// @param time no round starts after it, once there are `least`
public record Turns(int least, int most, Duration time) {
    /// What one does in its turn.
    @FunctionalInterface
    public interface Turn<W> {
        /// Does it.
        void of(W one) throws Exception;
    }

    /// So many rounds, however long they take.
    public static Turns of(int rounds) {
        return new Turns(rounds, rounds, Duration.ZERO);
    }

    /// As many rounds as a plan measures.
    public static Turns of(Plan plan) {
        return new Turns(plan.minRounds(), plan.maxRounds(), plan.measuring());
    }

    /// Runs the rounds on the calling thread.
    ///
    /// @param random draws the order
    /// @throws Exception whatever a turn throws
    public <W> void take(Collection<? extends W> all, Random random, Turn<? super W> turn)
            throws Exception {
        var order = new ArrayList<W>(all);
        long start = System.nanoTime();
        for (int round = 0;
                round < least || round < most && System.nanoTime() - start < time.toNanos();
                round++) {
            Collections.shuffle(order, random);
            for (var one : order) turn.of(one);
        }
    }
}
