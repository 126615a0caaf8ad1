package lab.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// Notes which carrier thread virtual threads are mounted on while they compute.
///
/// A virtual thread keeps its carrier until it waits or gives way of its own accord: the JDK takes
/// none away (JEP 444). So two looks, at the beginning and at the end of a stretch without waiting,
/// tell where it was all the time.
public final class Mounts {
    private static final char BEFORE_CARRIER = '@'; // VirtualThread[#31,ann]/runnable@carrier

    private final Queue<Stretch> stretches = new ConcurrentLinkedQueue<>();

    /// A stretch of computing, from mounting to unmounting.
    ///
    /// @param thread the name of the virtual thread
    /// @param carrier the name of the carrier that it was mounted on
    /// @param fromNanos by `System.nanoTime`
    /// @param toNanos by `System.nanoTime`
    public record Stretch(String thread, String carrier, long fromNanos, long toNanos) {}

    /// Runs code that does not wait on the calling virtual thread, and notes where.
    ///
    /// @throws IllegalStateException if the caller is no virtual thread, or changed its carrier
    /// @throws Exception whatever the code throws
    public <T> T stretch(Callable<T> computing) throws Exception {
        var before = carrier();
        long from = System.nanoTime();
        var answer = computing.call();
        long to = System.nanoTime();
        if (!carrier().equals(before))
            throw new IllegalStateException("it waited, and went on on another carrier");
        stretches.add(new Stretch(Thread.currentThread().getName(), before, from, to));
        return answer;
    }

    /// The name of the carrier that the calling virtual thread is mounted on.
    ///
    /// @throws IllegalStateException if the caller is no virtual thread
    public static String carrier() {
        var thread = Thread.currentThread();
        var words = thread.toString();
        int at = words.lastIndexOf(BEFORE_CARRIER);
        if (!thread.isVirtual() || at < 0)
            throw new IllegalStateException("no virtual thread, no carrier: " + words);
        return words.substring(at + 1);
    }

    /// The stretches so far, in the order of their beginnings.
    public List<Stretch> stretches() {
        return stretches.stream().sorted(Comparator.comparingLong(Stretch::fromNanos)).toList();
    }

    /// How many virtual threads were mounted at the same time, at most.
    public int mostAtOnce() {
        record Change(long at, int by) {}
        var changes = new ArrayList<Change>();
        for (var stretch : stretches) {
            changes.add(new Change(stretch.fromNanos(), 1));
            changes.add(new Change(stretch.toNanos(), -1));
        }
        changes.sort(Comparator.comparingLong(Change::at).thenComparingInt(Change::by));
        int now = 0;
        int most = 0;
        for (var change : changes) {
            now += change.by();
            most = Math.max(most, now);
        }
        return most;
    }

    /// On how many carriers each thread was, at most.
    public long mostCarriers() {
        return threads()
                .mapToLong(thread ->
                        stretches.stream()
                                .filter(stretch -> stretch.thread().equals(thread))
                                .map(Stretch::carrier)
                                .distinct()
                                .count())
                .max()
                .orElse(0);
    }

    private Stream<String> threads() {
        return stretches.stream().map(Stretch::thread).distinct();
    }
}
