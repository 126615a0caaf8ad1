package lab.load;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import lab.cancel.Cancellation;
import lab.measure.Counters;
import lab.measure.Sample;

/// The calls of one load, from the first to the last answer.
///
/// Invariant: `ends` holds one of OPEN, RIGHT, FAILED and GIVEN_UP for each call, and leaves OPEN
/// once. Whoever moves a call to RIGHT has written its latency before, so whoever sees RIGHT sees
/// the latency.
final class Session<A> {
    private static final int OPEN = 0;
    private static final int RIGHT = 1;
    private static final int FAILED = 2;
    private static final int GIVEN_UP = 3;
    private static final int MOST_KINDS = 12;
    private static final long LOOK_MILLIS = 50;

    private final Caller<A> caller;
    private final IntFunction<? extends A> expected;
    private final Duration patience;
    private final Cancellation cancellation;
    private final long[] nanos;
    private final AtomicIntegerArray ends;
    private final AtomicReferenceArray<Runnable> stops;
    private final CountDownLatch open;
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final Map<String, Integer> errors = new ConcurrentHashMap<>();

    Session(
            Caller<A> caller,
            IntFunction<? extends A> expected,
            int calls,
            Duration patience,
            Cancellation cancellation) {
        this.caller = caller;
        this.expected = expected;
        this.patience = patience;
        this.cancellation = cancellation;
        nanos = new long[calls];
        ends = new AtomicIntegerArray(calls);
        stops = new AtomicReferenceArray<>(calls);
        open = new CountDownLatch(calls);
    }

    /// Begins a call.
    ///
    /// @param wanted when it was meant to begin, by [System#nanoTime()]
    /// @param after what is done when it has ended
    void begin(int id, long wanted, Runnable after) {
        int now = atOnce.incrementAndGet();
        if (now > mostAtOnce.get()) mostAtOnce.accumulateAndGet(now, Math::max);
        var stop =
                caller.begin(
                        id,
                        (answer, failure) -> {
                            long took = System.nanoTime() - wanted;
                            if (!ended(id, took, answer, failure)) return;
                            if (!cancellation.requested()) after.run();
                        });
        stops.lazySet(id, stop);
    }

    /// @return whether it had not ended before
    private boolean ended(int id, long took, A answer, Throwable failure) {
        nanos[id] = took;
        boolean right = failure == null && Objects.equals(answer, expected.apply(id));
        if (!ends.compareAndSet(id, OPEN, right ? RIGHT : FAILED)) return false;
        if (!right) count(failure == null ? "wrong answer" : kind(failure), 1);
        atOnce.decrementAndGet();
        open.countDown();
        return true;
    }

    private void count(String kind, int times) {
        var counted = errors.containsKey(kind) || errors.size() < MOST_KINDS ? kind : "others";
        errors.merge(counted, times, Integer::sum);
    }

    /// What went wrong, in a few words that calls that failed alike share.
    private static String kind(Throwable failure) {
        if (failure instanceof CallFailed named) return named.getMessage();
        var message = failure.getMessage();
        return failure.getClass().getSimpleName()
                + (message == null || message.length() > 60 ? "" : ": " + message);
    }

    /// Begins the calls, and waits for their ends.
    ///
    /// @param beginning begins them, all or the first of each caller; returns early if interrupted
    /// @throws InterruptedException if the calling thread is interrupted; open calls are stopped
    Load measure(Runnable beginning) throws InterruptedException {
        try {
            var timed =
                    new Counters()
                            .time(() -> {
                                beginning.run();
                                return await();
                            });
            int late = timed.answer();
            if (late > 0) count("no answer in time", late);
            return load(timed.sample());
        } catch (InterruptedException | RuntimeException e) {
            stopOpen();
            throw e;
        } catch (Exception e) {
            throw new AssertionError("nothing else is thrown", e);
        }
    }

    /// Waits until all calls have ended, or none has for as long as patience lasts.
    ///
    /// @return how many were given up
    private int await() throws InterruptedException {
        long before = open.getCount();
        long since = System.nanoTime();
        while (!open.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            cancellation.check();
            long left = open.getCount();
            if (left < before) {
                before = left;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > patience.toNanos()) {
                return stopOpen();
            }
        }
        return 0;
    }

    private int stopOpen() {
        int stopped = 0;
        for (int id = 0; id < ends.length(); id++)
            if (ends.compareAndSet(id, OPEN, GIVEN_UP)) {
                stopped++;
                var stop = stops.get(id);
                if (stop != null) stop.run();
            }
        return stopped;
    }

    private Load load(Sample sample) {
        var right = new long[nanos.length];
        int count = 0;
        for (int id = 0; id < nanos.length; id++)
            if (ends.get(id) == RIGHT) right[count++] = nanos[id];
        SequencedMap<String, Integer> sorted = new LinkedHashMap<>();
        errors.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .forEach(e -> sorted.put(e.getKey(), e.getValue()));
        return new Load(nanos.length, sorted, Latencies.of(right, count), mostAtOnce.get(), sample);
    }
}
