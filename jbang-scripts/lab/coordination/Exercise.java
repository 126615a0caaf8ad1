package lab.coordination;

import lab.measure.Answers;
import lab.measure.Variant;

/// A job that is all coordination and hardly any work, so that its time is what a concurrency model
/// costs. Its answer is known.
///
/// @param <M> what a model implements
public sealed interface Exercise<M> permits Skynet, PingPong, SharedCounter, FanOut {
    /// What it is, in a few words: `ping-pong`.
    String name();

    /// The right answer.
    long answer();

    /// How often the elementary thing happens: tasks, passes, increments, questions. Time divided
    /// by this compares models.
    long steps();

    /// What one of the [#steps] is called: `task`.
    String step();

    /// Does it once.
    ///
    /// @return what should be the [#answer]
    /// @throws InterruptedException if the caller is interrupted; what the exercise itself started
    ///   has ended then
    /// @throws Exception whatever the model throws
    long run(M model) throws Exception;

    /// How answers are judged.
    default Answers<Long> answers() {
        return Answers.equalTo(answer());
    }

    /// A way to do it, to be measured beside others.
    ///
    /// @param name what tables call it
    /// @param workers how many processors it may use
    default Variant<Long> variant(String name, int workers, M model) {
        return new Variant<>(name, workers, () -> run(model));
    }
}
