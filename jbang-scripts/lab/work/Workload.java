package lab.work;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// A job on real input that can be done whole, or in parts that are combined.
///
/// Its items are numbered from 0. A part is a range of them; parts depend on nothing but the
/// immutable input, so any thread may compute any part at any time. What a part costs may differ a
/// lot.
///
/// @param <A> the answer of a part and of the whole
public interface Workload<A> {
    /// What is done, in a word or three: `count primes`.
    String name();

    /// Which of the four kinds of CPU-bound work it is: `number crunching`.
    String kind();

    /// What was put in, for a caption: `the numbers below 2,000,000`.
    String input();

    /// How many items there are.
    int items();

    /// The answer for the items `from` (inclusive) to `to` (exclusive). Stops within a millisecond
    /// or so of a request to, with a [java.util.concurrent.CancellationException].
    A compute(int from, int to);

    /// The answer for the whole from the answers of parts that cover it, in the order of their
    /// items.
    A combine(List<A> parts);

    /// The whole job on the calling thread, in one part.
    default A compute() {
        return compute(0, items());
    }

    /// The whole job as so many parts of about the same number of items, in their order.
    default List<Supplier<A>> parts(int count) {
        return IntStream.range(0, count)
                .<Supplier<A>>mapToObj(
                        part -> () -> compute(start(part, count), start(part + 1, count)))
                .toList();
    }

    private int start(int part, int count) {
        return (int) ((long) items() * part / count);
    }

    /// Why the answer for the whole cannot be right, judged by what is known of it without this
    /// code; empty if nothing speaks against it.
    Optional<String> objection(A answer);

    /// Whether two answers are equal.
    default boolean same(A one, A other) {
        return one.equals(other);
    }

    /// The answer in a few words: `148933 primes`.
    String describe(A answer);
}
