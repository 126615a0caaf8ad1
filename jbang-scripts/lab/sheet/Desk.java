package lab.sheet;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.IntPredicate;
import lab.measure.Answers;
import lab.measure.Comparison;
import lab.measure.Experiment;
import lab.measure.Listener;
import lab.measure.Plan;
import lab.results.Note;

/// Where a sheet is measured: what runs its work, and keeps what comes of it.
public interface Desk {
    /// Runs anything so that it can be stopped, and waits for its answer.
    ///
    /// @throws InterruptedException if the calling thread is interrupted; what ran has been stopped
    <T> T run(Callable<T> body) throws Exception;

    /// Whether nothing runs any more of what was stopped. Java cannot stop what does not look.
    default boolean rests() throws Exception {
        try {
            run(() -> true);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /// An experiment on this machine.
    <A> Experiment<A> experiment(
            Plan plan, String name, String job, Answers<A> answers, Listener listener);

    /// What the order within rounds is drawn from, if it is not this seed itself.
    default long drawing(long seed) {
        return seed;
    }

    /// Whether a cell has figures from before.
    ///
    /// @param workers with how many
    boolean has(String experiment, String workload, String model, IntPredicate workers);

    /// Keeps what was measured of a workload, and shows it.
    ///
    /// @param measured the baseline first
    /// @param fresh as much of it as is new: all, or all but the baseline
    /// @throws IOException if it cannot be written
    void keep(Comparison measured, Comparison fresh) throws IOException;

    /// Keeps what a workload works on.
    ///
    /// @throws IOException if it cannot be written
    void keep(Input input) throws IOException;

    /// Keeps why a cell has no figures.
    ///
    /// @throws IOException if it cannot be written
    void keep(Note note) throws IOException;

    /// Leaves word of what runs from now on, for whoever wonders what did not end. Takes well under
    /// a microsecond, since it is called in what is timed.
    default void doing(Cell cell) {}

    /// Shows how far the sheet is.
    void at(double fraction, String doing);

    /// Says that a workload is done.
    void done(String line);
}
