package lab.executor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lab.load.Latencies;

/// What became of tasks that came to a pool by the clock.
///
/// @param schedule when each was to come, in nanoseconds after the start
/// @param fates what became of each
/// @param latencyNanos of each that was taken on, from the moment at which it was to come to its
///   end
/// @param lateNanos by how much the last one came late, since the source had been held up
/// @param queue how long the queue was when; a look after each arrival and each end
public record Overloaded(
        long[] schedule, Fate[] fates, long[] latencyNanos, long lateNanos, List<Look> queue) {
    /// What can become of a task.
    public enum Fate {
        /// A worker did it.
        DONE,
        /// The source had to do it itself.
        DONE_BY_SOURCE,
        /// It was taken on, and threw or gave a wrong answer.
        FAILED,
        /// The source was told that it would not be done.
        REFUSED,
        /// It was dropped, and nobody was told.
        LOST
    }

    /// How long the queue was.
    ///
    /// @param nanos when, since the start
    /// @param length how many tasks were in it
    public record Look(long nanos, int length) {}

    public Overloaded {
        queue = List.copyOf(queue);
    }

    /// How many met this fate.
    public int count(Fate fate) {
        return (int) Arrays.stream(fates).filter(fate::equals).count();
    }

    /// How many were done, no matter by whom.
    public int done() {
        return count(Fate.DONE) + count(Fate.DONE_BY_SOURCE);
    }

    /// The most tasks that were seen in the queue.
    public int longest() {
        return queue.stream().mapToInt(Look::length).max().orElse(0);
    }

    /// The latencies of those that were done.
    public Latencies latencies() {
        return latencies(0, Long.MAX_VALUE);
    }

    /// The same of those that were to come in a stretch of time.
    ///
    /// @param fromNanos inclusive
    /// @param toNanos exclusive
    public Latencies latencies(long fromNanos, long toNanos) {
        return Latencies.of(
                IntStream.range(0, fates.length)
                        .filter(i -> fates[i] == Fate.DONE || fates[i] == Fate.DONE_BY_SOURCE)
                        .filter(i -> fromNanos <= schedule[i] && schedule[i] < toNanos)
                        .mapToLong(i -> latencyNanos[i])
                        .toArray());
    }

    /// How long the queue was at a moment, by the last look before it; 0 before the first.
    public int queueAt(long nanos) {
        int length = 0;
        for (var look : queue) {
            if (look.nanos() > nanos) break;
            length = look.length();
        }
        return length;
    }
}
