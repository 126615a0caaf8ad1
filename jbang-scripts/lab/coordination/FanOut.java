package lab.coordination;

import java.time.Duration;
import java.util.stream.LongStream;

/// One who asks many questions at once, and collects the answers. Each answer is there after a
/// wait, which takes no processor; the sum of all shows that none is missing and none is wrong.
///
/// @param questions how many are asked
/// @param pause how long each takes to be answered
public record FanOut(int questions, Duration pause) implements Exercise<FanOut.Model> {
    private static final int BITS = 40; // of an answer, so that no sum overflows

    public FanOut {
        if (questions < 1) throw new IllegalArgumentException("questions must be at least 1");
        if (pause.isNegative()) throw new IllegalArgumentException("a pause cannot be negative");
    }

    /// What a model implements.
    @FunctionalInterface
    public interface Model {
        /// Asks the questions 0, 1, ... at once, and adds up their answers.
        long gather(FanOut work) throws Exception;
    }

    /// Asks a question, and waits for its answer.
    public long ask(int question) throws InterruptedException {
        if (!pause.isZero()) Thread.sleep(pause);
        return answer(question);
    }

    /// The answer to a question, for those who wait in their own way.
    public static long answer(int question) {
        long mixed = (question + 1) * 0x9E3779B97F4A7C15L; // Fibonacci hashing (Knuth, vol. 3)
        return (mixed ^ mixed >>> 29) >>> Long.SIZE - BITS;
    }

    @Override
    public String name() {
        return "%,d waits of %d ms".formatted(questions, pause.toMillis());
    }

    @Override
    public long answer() {
        return LongStream.range(0, questions).map(i -> answer((int) i)).sum();
    }

    @Override
    public long steps() {
        return questions;
    }

    @Override
    public String step() {
        return "question";
    }

    @Override
    public long run(Model model) throws Exception {
        return model.gather(this);
    }
}
