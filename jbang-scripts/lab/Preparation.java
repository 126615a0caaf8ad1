package lab;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import lab.measure.Experiment;
import lab.measure.Interval;
import lab.measure.Machine;
import lab.view.Figures;
import lab.view.Line;
import lab.view.Pictures;
import tech.tablesaw.api.Table;

/// What a lab does beside the first steps of a lesson: it looks whether the machine is quiet.
///
/// On a page it first draws a chart that nobody sees: the first one takes most of a second, which a
/// reader would wait for. In a script that would only keep the compilers busy while the first job
/// is measured.
final class Preparation {
    private static final Interval ONE = Interval.exactly(1);
    private static final Duration QUIET_CHECK = Duration.ofMillis(150);

    private Preparation() {}

    /// Starts it.
    ///
    /// @param onAPage whether charts will be shown as pictures
    /// @return what other processes do, in words; empty if they do nothing
    static FutureTask<List<String>> start(boolean onAPage) {
        var task =
                new FutureTask<>(() -> {
                    if (onAPage) rehearse();
                    return Experiment.unquiet(QUIET_CHECK);
                });
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    /// Waits until it is over, so that nothing of it runs when the lab is closed.
    static void await(FutureTask<List<String>> preparing) {
        try {
            preparing.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // Whoever measures first is told; a lab that measures nothing does not need it.
        }
    }

    private static void rehearse() {
        Table.create();
        if (Pictures.problem().isPresent()) return;
        var line = new Line("rehearsal", new double[] {1, 2}, List.of(ONE, ONE));
        var figure = Figures.lines("rehearsal", "", "x", "y", true, List.of(line), Machine.card());
        figure.png();
        figure.svg();
    }
}
