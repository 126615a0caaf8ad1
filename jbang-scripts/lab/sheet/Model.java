package lab.sheet;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// A concurrency model: a way to get tasks done.
///
/// A new model implements this in one small class and is listed in [Models].
public interface Model {
    /// What tables and charts call it: `fixed pool`.
    String name();

    /// The alias of the lesson that teaches it.
    String lesson();

    /// How many workers it uses for these tasks.
    int workers(Tasks<?, ?> tasks, Bench bench);

    /// Does all tasks. When this returns or throws, none of them runs any more.
    ///
    /// @return their answers, in the order of the tasks
    /// @throws InterruptedException if the calling thread is interrupted; the tasks have been
    ///   stopped
    /// @throws Exception what a task threw
    <T> List<T> run(Tasks<T, ?> tasks, Bench bench) throws Exception;

    /// The processor time that other processes have used for it so far, in nanoseconds.
    default LongSupplier elsewhere(Bench bench) {
        return () -> 0;
    }

    /// Why it makes no sense to do these tasks so, in a sentence; empty if it does.
    default Optional<String> noSense(Tasks<?, ?> tasks) {
        return Optional.empty();
    }
}
