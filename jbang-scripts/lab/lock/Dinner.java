package lab.lock;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import lab.cancel.Cancellation;

/// The dining philosophers (Dijkstra, 'Hierarchical ordering of sequential processes', 1971): they
/// sit round a table with a fork between any two, and it takes two forks to eat.
///
/// @param philosophers how many, at least two
/// @param meals how many each of them eats
/// @param cancellation ends it early
public record Dinner(int philosophers, int meals, Cancellation cancellation) {
    private static final long MEAL_NANOS = 100_000;

    /// What came of it.
    ///
    /// @param deadlocks those that were found and broken
    /// @param eaten the meals that were eaten, by all together
    /// @param mostAtOnce the most philosophers seen eating at the same time
    public record Served(List<Deadlock> deadlocks, int eaten, int mostAtOnce) {}

    public Dinner {
        if (philosophers < 2) throw new IllegalArgumentException("it takes two to share a fork");
        if (meals < 0) throw new IllegalArgumentException("meals must not be negative");
    }

    /// Serves dinner to philosophers of these manners, each on a thread, and watches for deadlocks.
    /// A meal takes a tenth of a millisecond, or as long as the system's shortest sleep.
    ///
    /// @param manners the way to take the left fork and the right one
    /// @param pause what each does between the two forks
    /// @throws Exception as [Watch#run] does
    public Served serve(Way manners, Pause pause) throws Exception {
        var forks =
                IntStream.rangeClosed(1, philosophers)
                        .mapToObj(number -> new NamedLock("fork " + number))
                        .toList();
        var eaten = new AtomicInteger();
        var eating = new AtomicInteger();
        var most = new AtomicInteger();
        Runnable meal =
                () -> {
                    most.accumulateAndGet(eating.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(MEAL_NANOS);
                    eating.decrementAndGet();
                    eaten.incrementAndGet();
                };
        var table = Watch.over(forks, cancellation);
        for (int p = 0; p < philosophers; p++) {
            var left = forks.get(p);
            var right = forks.get((p + 1) % philosophers);
            table =
                    table.with(
                            "philosopher " + (p + 1),
                            () -> {
                                for (int m = 0; m < meals; m++)
                                    manners.take(left, right, pause, meal);
                            });
        }
        var watched = table.run();
        return new Served(watched.deadlocks(), eaten.get(), most.get());
    }
}
