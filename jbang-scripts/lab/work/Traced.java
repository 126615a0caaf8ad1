package lab.work;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A workload that notes which thread computed which part, and when.
///
/// @param <A> the answer of a part and of the whole
public final class Traced<A> implements Workload<A> {
    private final Workload<A> work;
    private final ConcurrentLinkedQueue<Part> parts = new ConcurrentLinkedQueue<>();

    /// @param work what is really done
    public Traced(Workload<A> work) {
        this.work = work;
    }

    /// A part that was computed.
    ///
    /// @param thread the name of the thread that computed it
    /// @param from its first item
    /// @param to the item after its last
    /// @param startNanos when it started, as [System#nanoTime] has it
    /// @param endNanos when it ended
    public record Part(String thread, int from, int to, long startNanos, long endNanos) {}

    /// The parts so far, in the order in which they ended.
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    /// When the first part started, as [System#nanoTime] has it.
    ///
    /// @throws java.util.NoSuchElementException if nothing was computed
    public long startNanos() {
        return parts.stream().mapToLong(Part::startNanos).min().orElseThrow();
    }

    /// How long it took from the start of the first part to the end of the last, in nanoseconds.
    ///
    /// @throws java.util.NoSuchElementException if nothing was computed
    public long nanos() {
        return parts.stream().mapToLong(Part::endNanos).max().orElseThrow() - startNanos();
    }

    @Override
    public A compute(int from, int to) {
        long start = System.nanoTime();
        var answer = work.compute(from, to);
        parts.add(new Part(Thread.currentThread().getName(), from, to, start, System.nanoTime()));
        return answer;
    }

    @Override
    public A combine(List<A> answers) {
        return work.combine(answers);
    }

    @Override
    public String name() {
        return work.name();
    }

    @Override
    public String kind() {
        return work.kind();
    }

    @Override
    public String input() {
        return work.input();
    }

    @Override
    public int items() {
        return work.items();
    }

    @Override
    public Optional<String> objection(A answer) {
        return work.objection(answer);
    }

    @Override
    public boolean same(A one, A other) {
        return work.same(one, other);
    }

    @Override
    public String describe(A answer) {
        return work.describe(answer);
    }
}
