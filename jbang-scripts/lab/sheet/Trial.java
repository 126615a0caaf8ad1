package lab.sheet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lab.cancel.Cancellation;
import lab.measure.Comparison;
import lab.measure.Experiment;
import lab.measure.Variant;
import lab.measure.WrongAnswer;
import lab.results.Note;

/// An experiment that goes on without the variants that fail: whatever one throws, or answers
/// wrongly, ends the experiment, and it begins anew without that one.
///
/// Used by one thread.
final class Trial<A> {
    private final Desk desk;
    private final Experiment<A> experiment;
    private final Cancellation cancellation;
    private final Duration alone;
    private final List<Note> notes = new ArrayList<>();

    /// @param cancellation tells a failure from a stop that was asked for
    /// @param alone how long each variant but the first runs by itself before they take turns: a
    ///   first one that takes long leaves the others few rounds to warm up in
    Trial(Desk desk, Experiment<A> experiment, Cancellation cancellation, Duration alone) {
        this.desk = desk;
        this.experiment = experiment;
        this.cancellation = cancellation;
        this.alone = alone;
    }

    /// What was measured; empty if the first variant fails, as there is nothing then to compare
    /// with.
    ///
    /// @throws InterruptedException if the calling thread is interrupted
    Optional<Comparison> run(List<Variant<A>> variants) throws Exception {
        var left = new ArrayList<>(variants);
        while (true) {
            var running = new AtomicReference<>(left.getFirst());
            var watched = left.stream().map(variant -> watched(variant, running)).toList();
            try {
                return Optional.of(
                        desk.run(() -> {
                            warmUp(watched);
                            return experiment.run(watched);
                        }));
            } catch (InterruptedException e) {
                throw e;
            } catch (Throwable e) {
                if (cancellation.requested()) throw e;
                var failed = running.get();
                notes.add(failed(experiment.workload(), failed.name(), e));
                left.remove(failed);
                if (failed != variants.getFirst()) continue;
                for (var other : left)
                    notes.add(
                            new Note(
                                    experiment.workload(),
                                    other.name(),
                                    Note.Kind.FAILED,
                                    "nothing to compare it with: " + failed.name() + " failed"));
                return Optional.empty();
            }
        }
    }

    private void warmUp(List<Variant<A>> variants) throws Exception {
        for (var variant : variants.subList(1, variants.size())) {
            long start = System.nanoTime();
            while (System.nanoTime() - start < alone.toNanos()) {
                cancellation.check();
                variant.body().call();
            }
        }
    }

    /// A variant whose failure can be told from that of another: what fails is what ran last.
    private static <A> Variant<A> watched(Variant<A> variant, AtomicReference<Variant<A>> running) {
        return new Variant<>(
                variant.name(),
                variant.workers(),
                () -> {
                    running.set(variant);
                    return variant.body().call();
                },
                variant.elsewhere());
    }

    /// What failed, and why.
    List<Note> notes() {
        return List.copyOf(notes);
    }

    /// The note on a failure: its error in a line.
    static Note failed(String workload, String model, Throwable e) {
        var words = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
        var line =
                e instanceof WrongAnswer
                        ? words
                        : e.getClass().getSimpleName()
                                + (e.getMessage() == null ? "" : ": " + words);
        return new Note(workload, model, Note.Kind.FAILED, line);
    }
}
