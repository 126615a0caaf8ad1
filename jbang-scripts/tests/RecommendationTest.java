package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tests.SheetRows.row;
import static tests.SheetRows.sequential;
import static tests.SheetRows.unknown;
import static tests.SheetRows.wrong;

import java.util.List;
import lab.results.Note;
import lab.results.Recommendation;
import lab.results.ResultRow;
import org.junit.jupiter.api.Test;

/// What is recommended, and in which words.
class RecommendationTest {
    private static final double COMPUTING = 1;
    private static final double WAITING = 0.02;

    @Test
    void aJobThatWaits() {
        assertEquals(
                "virtual threads, 48.1 times (47.0 to 49.3); event loop cannot be told from it (0.95 to"
                        + " 1.03 times as fast); fixed pool of 16 and fork/join (2 workers) are"
                        + " limited by their sizes",
                text(
                        sequential(WAITING),
                        row("fixed pool", 16, 0.3, 15.7, 15.8, 15.9),
                        row("fork/join", 2, 0.1, 1.90, 1.95, 1.99),
                        row("virtual threads", 50, 0.9, 47.0, 48.1, 49.3),
                        row("event loop", 1, 0.8, 46.9, 47.9, 48.5)));
    }

    @Test
    void aJobThatComputes() {
        assertEquals(
                "fork/join, 1.95 times (1.92 to 1.97), and the processors are the limit (1.98 of 2"
                        + " busy); parallel stream (0.96 to 1.02 times as fast) and virtual threads"
                        + " (0.95 to 1.00) cannot be told from it; the simplest of these is parallel"
                        + " stream; threads and process pool of 2 are slower, with the processors"
                        + " as their limit (1.96, 1.80 of 2 busy); event loop is slower, with one"
                        + " processor busy (1.00 of 2); the interpreter lock lets one thread run at a"
                        + " time (1.02 of 2 busy)",
                text(
                        sequential(COMPUTING),
                        row("threads", 2, 1.96, 1.80, 1.85, 1.90),
                        row("fork/join", 2, 1.98, 1.92, 1.95, 1.97),
                        row("parallel stream", 2, 1.98, 1.90, 1.94, 1.96),
                        row("virtual threads", 2, 1.97, 1.88, 1.90, 1.92),
                        row("event loop", 1, 1.00, 0.95, 0.97, 0.99),
                        row("process pool", 2, 1.80, 1.50, 1.60, 1.70),
                        row("interpreter lock", 2, 1.02, 0.85, 0.90, 0.94)));
    }

    @Test
    void withoutADifferenceTheSimplestIsEnough() {
        var rows =
                List.of(
                        row("threads", 2, 1.2, 0.96, 1.02, 1.09),
                        sequential(COMPUTING),
                        row("process pool", 2, 0.4, 0.30, 0.35, 0.37));
        var recommended = Recommendation.of(rows, List.of());
        assertEquals(List.of("sequential", "threads"), names(recommended));
        assertEquals(
                "sequential, as no model is measurably faster; threads cannot be told from it (0.96 to"
                        + " 1.09 times as fast); process pool of 2 is slower (0.30 to 0.37 times as"
                        + " fast)",
                recommended.text());
    }

    @Test
    void aTieIsNoneIfItEndsJustBelow() {
        var best = row("threads", 2, 1.5, 1.5001, 1.52, 1.6);
        var text = text(sequential(COMPUTING), best, row("fork/join", 2, 1.5, 1.3, 1.4, 1.5));
        assertTrue(text.contains("fork/join is slower (0.81 to 0.999 times as fast)"), text);
        text = text(sequential(COMPUTING), best, row("fork/join", 2, 1.5, 1.3, 1.4, 1.5001));
        assertTrue(
                text.contains("fork/join cannot be told from it (0.81 to 1.00 times as fast)"),
                text);
    }

    /// The highest speedup may be one that the interval cannot tell from 1, while another, a little
    /// lower, is measurably above it.
    @Test
    void anUncertainSpeedupDoesNotHideACertainOne() {
        var recommended =
                Recommendation.of(
                        List.of(
                                sequential(COMPUTING),
                                row("threads", 2, 1.5, 0.9, 1.3, 1.7),
                                row("fork/join", 2, 1.5, 1.15, 1.2, 1.25)),
                        List.of());
        assertEquals(List.of("fork/join", "threads"), names(recommended));
    }

    @Test
    void whatFailedOrIsWrongIsSaidAndLeftOut() {
        var rows =
                List.of(
                        sequential(COMPUTING),
                        row("fixed pool", 2, 1.9, 1.8, 1.9, 1.95),
                        wrong(row("fork/join", 2, 1.9, 3.8, 3.9, 3.95)),
                        unknown(row("threads", 2, 1.9, 3.8, 3.9, 3.95)));
        var recommended =
                Recommendation.of(
                        rows,
                        List.of(
                                new Note("primes", "process pool", Note.Kind.FAILED, "no memory"),
                                new Note("primes", "fixed pool", Note.Kind.FAILED, "at first"),
                                new Note("files", "virtual threads", Note.Kind.FAILED, "elsewhere"),
                                new Note("primes", "event loop", Note.Kind.NO_SENSE, "one thread"),
                                new Note("primes", "CPython", Note.Kind.FAILED, "no Python")));
        assertEquals(
                "fixed pool of 2, 1.90 times (1.80 to 1.95), and the processors are the limit (1.90"
                        + " of 2 busy); fork/join gave a wrong answer; threads has no figures;"
                        + " process pool failed",
                recommended.text());
        assertEquals(List.of("fixed pool"), names(recommended));
    }

    @Test
    void neitherTheLockNorAnotherLanguageIsRecommended() {
        var recommended =
                Recommendation.of(
                        List.of(
                                sequential(WAITING),
                                row("interpreter lock", 50, 0.2, 45, 46, 47),
                                row("CPython, asyncio", 1, 0.2, 45, 46, 47)),
                        List.of());
        assertEquals(List.of("sequential"), names(recommended));
        assertEquals("sequential, as no other model has figures that count", recommended.text());
    }

    @Test
    void withoutSequentialNothingIsMadeUp() {
        var uncertain = List.of(row("threads", 2, 1.5, 0.9, 1.3, 1.7));
        assertEquals(List.of(), Recommendation.of(uncertain, List.of()).best());
        var certain = List.of(row("threads", 2, 1.5, 1.2, 1.3, 1.7));
        assertEquals(certain, Recommendation.of(certain, List.of()).best());
        var failed = List.of(new Note("files", "threads", Note.Kind.FAILED, "no space"));
        var nothing = Recommendation.of(List.of(), failed);
        assertEquals("files", nothing.workload());
        assertEquals(
                "nothing to recommend, as no model has figures that show it to be faster; threads"
                        + " failed",
                nothing.text());
    }

    @Test
    void otherExperimentsAreLeftAside() {
        var scaling =
                SheetRows.row(
                        "scaling", "primes", "fork/join", 4, 3.9, MadeUp.interval(3.8, 3.9, 4.0));
        var models = List.of(sequential(COMPUTING), row("fork/join", 2, 1.9, 1.8, 1.9, 2.0));
        var all = List.of(models.getFirst(), scaling, models.getLast());
        assertEquals(Recommendation.of(models, List.of()), Recommendation.of(all, List.of()));
    }

    @Test
    void rowsAreOfOneWorkload() {
        var other = SheetRows.row("models", "files", "threads", 2, 1, MadeUp.interval(1, 2, 3));
        assertThrows(
                IllegalArgumentException.class,
                () -> Recommendation.of(List.of(sequential(1), other), List.of()));
        assertThrows(IllegalArgumentException.class, () -> Recommendation.of(List.of(), List.of()));
    }

    @Test
    void theSimplestIsNamedOnlyIfItIsFasterItself() {
        var best = row("virtual threads", 2, 1.5, 1.4, 1.6, 1.9);
        var text = text(sequential(COMPUTING), best, row("fixed pool", 2, 1.5, 1.1, 1.3, 1.5));
        assertTrue(text.contains("the simplest of these is fixed pool of 2"), text);
        text = text(sequential(COMPUTING), best, row("fixed pool", 2, 1.5, 0.9, 1.3, 1.5));
        assertFalse(text.contains("simplest"), text);
        assertTrue(text.contains("fixed pool of 2 cannot be told from it"), text);
    }

    /// The processor time of other processes is not in the figures of this one.
    @Test
    void whatTheFiguresDoNotShowIsNoReason() {
        var text =
                text(
                        sequential(COMPUTING),
                        row("fork/join", 2, 1.98, 1.90, 1.95, 1.98),
                        row("process pool", 2, 0.1, 1.7, 1.8, 1.85));
        assertTrue(text.endsWith("process pool of 2 is slower (0.86 to 0.97 times as fast)"), text);
    }

    /// Processors that are busy with a contended lock are no limit of the work.
    @Test
    void whatTakesMuchMoreProcessorTimeIsNotLimitedByTheProcessors() {
        assertEquals(
                "sequential, as no model is measurably faster; fixed pool of 2 and threads are"
                        + " slower, and take 3.88 and 5.11 times the processor time of one thread;"
                        + " event loop is slower, with one processor busy (1.05 of 2)",
                text(
                        sequential(COMPUTING),
                        row("threads", 64, 1.84, 0.34, 0.36, 0.38),
                        row("event loop", 1, 1.05, 0.93, 0.95, 0.98),
                        row("fixed pool", 2, 1.94, 0.48, 0.50, 0.52)));
        var text = text(sequential(COMPUTING), row("threads", 2, 1.9, 1.1, 1.2, 1.3));
        assertEquals(
                "threads, 1.20 times (1.10 to 1.30), at 1.58 times the processor time of one thread",
                text);
        text = text(sequential(WAITING), row("threads", 2, 1.9, 1.1, 1.2, 1.3));
        assertTrue(text.endsWith("and the processors are the limit (1.90 of 2 busy)"), text);
    }

    @Test
    void oneCoreIsNoReason() {
        var text =
                text(
                        sequential(COMPUTING),
                        row("threads", 8, 0.3, 7.5, 7.8, 8.1),
                        row("virtual threads", 8, 0.3, 4, 5, 6));
        assertFalse(text.contains("limit"), text);
        assertTrue(text.contains("virtual threads is slower (0.49 to 0.80 times as fast)"), text);
    }

    private static String text(ResultRow... rows) {
        return Recommendation.of(List.of(rows), List.of()).text();
    }

    private static List<String> names(Recommendation recommendation) {
        return recommendation.best().stream().map(ResultRow::variant).toList();
    }
}
