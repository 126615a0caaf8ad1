package lab.sheet;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import lab.cancel.Cancellation;
import lab.measure.Answers;

/// One counter that all tasks count up, in one atomic step a count. Everybody does the same; what
/// differs is who else wants the counter at that moment.
///
/// @param counter what is shared
/// @param each how often each task counts
/// @param cancellation ends it early
public record Counting(AtomicLong counter, int each, Cancellation cancellation)
        implements Tasks<Long, Long> {
    private static final int TASKS = 64;
    private static final int POLL = 1 << 10;

    /// A counter in the size of the bench.
    public static Counting on(Bench bench) {
        int each =
                switch (bench.size()) {
                    case QUICK -> 8_000;
                    case STANDARD -> 40_000;
                    case FULL -> 200_000;
                };
        return new Counting(new AtomicLong(), each, bench.cancellation());
    }

    @Override
    public String input() {
        return "%d tasks that count up to %,d each".formatted(TASKS, each);
    }

    @Override
    public int count() {
        return TASKS;
    }

    @Override
    public Long call(int task) {
        for (int i = 0; i < each; i++) {
            if (i % POLL == 0) cancellation.check();
            counter.incrementAndGet();
        }
        return (long) each;
    }

    @Override
    public Optional<String> staysHere() {
        return Optional.of(
                "its processes share no memory, so there is no counter that all could count up");
    }

    @Override
    public Long whole(List<Long> answers) {
        return counter.get();
    }

    @Override
    public Answers<Long> answers() {
        return Answers.equalTo((long) TASKS * each);
    }

    @Override
    public Counting fresh() {
        return new Counting(new AtomicLong(), each, cancellation);
    }
}
