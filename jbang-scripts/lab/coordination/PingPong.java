package lab.coordination;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Two who hand over to each other and wait for an answer, all the time. The ball bears a number;
/// who has it adds one before handing it over, and who gets the last number keeps it.
///
/// @param passes how often the ball changes hands, and the number that it bears in the end
public record PingPong(long passes) implements Exercise<PingPong.Model> {
    public PingPong {
        if (passes < 1) throw new IllegalArgumentException("passes must be at least 1");
    }

    /// What a model implements.
    @FunctionalInterface
    public interface Model {
        /// Plays until the ball bears the number, which is returned as it was received.
        long play(long passes) throws Exception;
    }

    /// Two threads, and a handover for each way.
    ///
    /// @param threads makes the two
    /// @param handover makes a way
    public static Model between(ThreadFactory threads, Supplier<? extends Handover> handover) {
        return passes -> {
            var there = handover.get();
            var back = handover.get();
            var last = new AtomicLong();
            Party.hold(
                    threads,
                    () -> {
                        there.put(1);
                        if (passes > 1) play(there, back, passes, last);
                    },
                    () -> play(back, there, passes, last));
            return last.get();
        };
    }

    private static void play(Handover to, Handover from, long passes, AtomicLong last)
            throws InterruptedException {
        for (long ball = from.take(); ; ball = from.take()) {
            if (ball == passes) {
                last.set(ball);
                return;
            }
            to.put(ball + 1);
            if (ball + 1 == passes) return;
        }
    }

    @Override
    public String name() {
        return "ping-pong";
    }

    @Override
    public long answer() {
        return passes;
    }

    @Override
    public long steps() {
        return passes;
    }

    @Override
    public String step() {
        return "pass";
    }

    @Override
    public long run(Model model) throws Exception {
        return model.play(passes);
    }
}
