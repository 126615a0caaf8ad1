package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import lab.cancel.Cancellation;
import lab.observe.Slice;
import lab.observe.TimeSlices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Time slices are those of threads that compete, and of no more processors than there are.
@Timeout(60)
class TimeSlicesTest {
    private final Cancellation cancellation = new Cancellation();

    @Test
    void theyDoNotOverlapAndTogetherTheyAreNoMoreThanTheProcessors() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        var slices = TimeSlices.of(2 * cores, Duration.ofMillis(300), cancellation);
        var threads = slices.stream().map(Slice::thread).distinct().toList();
        assertEquals(2 * cores, threads.size());
        for (var thread : threads) {
            var own = slices.stream().filter(s -> s.thread().equals(thread)).toList();
            for (int i = 1; i < own.size(); i++)
                assertTrue(
                        own.get(i).fromNanos() - own.get(i - 1).toNanos()
                                > TimeSlices.GAP.toNanos(),
                        own::toString);
        }
        long from = slices.stream().mapToLong(Slice::fromNanos).min().orElseThrow();
        long to = slices.stream().mapToLong(Slice::toNanos).max().orElseThrow();
        double had = slices.stream().mapToLong(Slice::nanos).sum();
        assertTrue(had <= 1.1 * cores * (to - from), had + " in " + (to - from));
        assertTrue(slices.stream().anyMatch(Slice::whole), "nobody was ever interrupted");
    }

    @Test
    void aRequestToStopEndsThem() {
        cancellation.request();
        assertThrows(
                CancellationException.class,
                () -> TimeSlices.of(2, Duration.ofMinutes(5), cancellation));
    }

    @Test
    void itTakesAThread() {
        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> TimeSlices.of(0, Duration.ofMillis(1), cancellation));
        assertFalse(refused.getMessage().isBlank());
    }
}
