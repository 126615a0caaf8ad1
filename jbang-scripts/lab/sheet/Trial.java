package lab.sheet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import lab.cancel.Cancellation;
import lab.measure.Comparison;
import lab.measure.Experiment;
import lab.measure.Statistics;
import lab.measure.Variant;
import lab.measure.WrongAnswer;
import lab.results.Note;

/// An experiment that goes on without the variants that fail: whatever one throws, or answers
/// wrongly, or does not end in time, ends the experiment, and it begins anew without that one.
///
/// Used by one thread; another one runs the variants meanwhile.
final class Trial<A> {
    private static final int MOST_ALONE = 4; // times the time
    private static final int TIMES_THE_FIRST = 20;
    private static final int PATIENCE_WITH_THE_FIRST = 10;

    private final Desk desk;
    private final Experiment<A> experiment;
    private final Cancellation cancellation;
    private final Duration alone;
    private final Duration limit;
    private final List<Note> notes = new ArrayList<>();
    private volatile Variant<A> running;
    private volatile Duration first = Duration.ZERO; // what the first run of the first took

    /// @param cancellation tells a failure from a stop that was asked for
    /// @param alone how long each variant but the first runs by itself before they take turns: a
    ///   first one that takes long leaves the others few rounds to warm up in
    /// @param limit how long a run may take at least
    Trial(
            Desk desk,
            Experiment<A> experiment,
            Cancellation cancellation,
            Duration alone,
            Duration limit) {
        this.desk = desk;
        this.experiment = experiment;
        this.cancellation = cancellation;
        this.alone = alone;
        this.limit = limit;
    }

    /// What was measured; empty if the first variant fails, as there is nothing then to compare
    /// with.
    ///
    /// @throws InterruptedException if the calling thread is interrupted
    /// @throws Stuck if what did not end in time cannot be stopped
    Optional<Comparison> run(List<Variant<A>> variants) throws Exception {
        var left = new ArrayList<>(variants);
        try (var time = new TimeLimit(limit)) {
            while (true) {
                running = left.getFirst();
                var watched = left.stream().map(variant -> watched(variant, time)).toList();
                try {
                    return Optional.of(
                            desk.run(() -> {
                                warmUp(watched);
                                return experiment.run(watched);
                            }));
                } catch (Throwable e) {
                    var late = time.exceeded();
                    boolean stopped = e instanceof InterruptedException || cancellation.requested();
                    if (late.isEmpty() && stopped) throw e;
                    var failed = running;
                    if (late.isEmpty()) notes.add(failed(experiment.workload(), failed.name(), e));
                    else late(failed, late.get());
                    left.removeIf(variant -> variant.name().equals(failed.name()));
                    if (!failed.name().equals(variants.getFirst().name())) continue;
                    for (var other : left)
                        notes.add(orphaned(experiment.workload(), other.name(), failed.name()));
                    return Optional.empty();
                }
            }
        }
    }

    private void late(Variant<A> failed, Duration most) throws Exception {
        boolean rests = desk.rests();
        notes.add(
                new Note(
                        experiment.workload(),
                        failed.name(),
                        Note.Kind.FAILED,
                        late(most) + (rests ? "" : ", nor when it was told to stop")));
        if (!rests) throw new Stuck(notes);
    }

    /// What did not happen, in words.
    static String late(Duration most) {
        return "did not end within %d s".formatted(Math.max(1, most.toSeconds()));
    }

    /// Has each variant but the first do the job by itself for a while, and if it has become faster
    /// over the last third of its runs, for longer, up to four times as long. What runs so seldom
    /// that there is no telling spends its time waiting.
    private void warmUp(List<Variant<A>> variants) throws Exception {
        for (var variant : variants.subList(1, variants.size())) {
            var times = new ArrayList<Long>();
            long start = System.nanoTime();
            long spent = 0;
            while (spent < alone.toNanos()
                    || spent < MOST_ALONE * alone.toNanos() && Statistics.areFalling(times)) {
                cancellation.check();
                variant.body().call();
                long now = System.nanoTime() - start;
                times.add(now - spent);
                spent = now;
            }
        }
    }

    /// A variant whose failure can be told from that of another, as what fails is what ran last,
    /// and which has to end in time.
    private Variant<A> watched(Variant<A> variant, TimeLimit time) {
        var cell = Cell.of(experiment.name(), variant.name(), variant.workers());
        return new Variant<>(
                variant.name(),
                variant.workers(),
                () -> {
                    running = variant;
                    desk.doing(cell);
                    if (!first.isZero()) return time.within(most(), variant.body());
                    long start = System.nanoTime();
                    A answer = time.within(most(), variant.body());
                    first = Duration.ofNanos(Math.max(1, System.nanoTime() - start));
                    return answer;
                },
                variant.elsewhere());
    }

    private Duration most() {
        return first.isZero()
                ? limit.multipliedBy(PATIENCE_WITH_THE_FIRST)
                : Collections.max(List.of(limit, first.multipliedBy(TIMES_THE_FIRST)));
    }

    /// What failed, and why.
    List<Note> notes() {
        return List.copyOf(notes);
    }

    /// The note on a model that would have been compared with one that failed.
    static Note orphaned(String workload, String model, String baseline) {
        return new Note(
                workload,
                model,
                Note.Kind.FAILED,
                "nothing to compare it with: " + baseline + " failed");
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
