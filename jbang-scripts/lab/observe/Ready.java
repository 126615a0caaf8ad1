package lab.observe;

import java.util.ArrayList;
import java.util.List;
import lab.observe.ProcessorSamples.Sample;

/// Tells when a thread that could run had no processor.
///
/// Between two samples a thread could run for so long, and had so much processor time. What is
/// missing it spent in the queue. How long is measured; where in the few milliseconds between two
/// samples is not, and is taken to be where it fits what came before.
final class Ready {
    private static final long LEAST_NANOS = 150_000;
    private static final double LEAST_SHARE = 0.05;

    /// A stretch of time, by `System.nanoTime`.
    record Stretch(long from, long to) {
        Stretch within(long least, long most) {
            return new Stretch(Math.max(from, least), Math.min(to, most));
        }

        long nanos() {
            return to - from;
        }
    }

    private final List<Stretch> runnable;
    private final List<Stretch> ready = new ArrayList<>();

    private Ready(List<Stretch> runnable) {
        this.runnable = runnable;
    }

    /// When the thread was in the queue.
    ///
    /// @param runnable when it could run, in order
    /// @param samples the processor time that it had had, in order
    static List<Stretch> of(List<Stretch> runnable, List<Sample> samples) {
        var search = new Ready(runnable);
        for (int i = 1; i < samples.size(); i++) search.between(samples.get(i - 1), samples.get(i));
        return search.ready;
    }

    private void between(Sample before, Sample after) {
        long from = before.atNanos();
        long to = after.atNanos();
        var parts =
                runnable.stream()
                        .map(part -> part.within(from, to))
                        .filter(part -> part.nanos() > 0)
                        .toList();
        long could = parts.stream().mapToLong(Stretch::nanos).sum();
        long missing = could - (after.processorNanos() - before.processorNanos());
        if (missing < Math.max(LEAST_NANOS, LEAST_SHARE * (to - from))) return;
        boolean queued = !ready.isEmpty() && ready.getLast().to() == from;
        boolean woke = parts.getFirst().from() > from;
        if (queued || woke) first(parts, missing);
        else last(parts, missing);
    }

    private void first(List<Stretch> parts, long missing) {
        long left = missing;
        for (var part : parts) {
            if (left <= 0) return;
            long take = Math.min(left, part.nanos());
            ready.add(new Stretch(part.from(), part.from() + take));
            left -= take;
        }
    }

    private void last(List<Stretch> parts, long missing) {
        long left = missing;
        int place = ready.size();
        for (var part : parts.reversed()) {
            if (left <= 0) return;
            long take = Math.min(left, part.nanos());
            ready.add(place, new Stretch(part.to() - take, part.to()));
            left -= take;
        }
    }
}
