package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import lab.cancel.Cancellation;
import lab.work.Blur;
import lab.work.Corpus;
import lab.work.CountPrimes;
import lab.work.Inputs;
import lab.work.Mandelbrot;
import lab.work.NQueens;
import lab.work.Size;
import lab.work.Strip;
import lab.work.TextSearch;
import lab.work.WordCount;
import lab.work.WordCounts;
import lab.work.Workload;
import lab.work.Workloads;
import org.junit.jupiter.api.Test;

/// The workloads: right answers, wrong ones refused, stopping, bad sizes, and where inputs come
/// from.
class WorkloadsTest {
    private static final Cancellation NEVER = new Cancellation();
    private static final Workloads QUICK = new Workloads(Size.QUICK, NEVER);

    @Test
    void everyWorkloadIsRightAtTheQuickSizeAndCanBeSplit() {
        for (var work : QUICK.all()) assertRight(work);
        assertEquals(6, QUICK.all().stream().map(Workload::name).distinct().count());
        assertEquals(4, QUICK.all().stream().map(Workload::kind).distinct().count());
    }

    private static <A> void assertRight(Workload<A> work) {
        assertTrue(work.items() >= 200, work.name() + " has too few items to balance");
        var answer = work.compute();
        assertEquals(List.of(), work.objection(answer).stream().toList(), work.name());
        assertFalse(work.describe(answer).isBlank() || work.input().isBlank());
        var parts = new ArrayList<A>();
        for (int i = 0; i < 7; i++) {
            parts.add(work.compute(work.items() * i / 7, work.items() * (i + 1) / 7));
        }
        assertTrue(work.same(answer, work.combine(parts)), work.name());
    }

    @Test
    void thePrimesAreThoseOfTheTable() { // OEIS A000720 and A006880
        int[][] known = {{1, 0}, {2, 0}, {3, 1}, {4, 2}, {10, 4}, {100, 25}, {1_000, 168}};
        for (var pair : known) {
            assertEquals(pair[1], new CountPrimes(pair[0], NEVER).compute());
        }
        assertEquals(78_498, new CountPrimes(1_000_000, NEVER).compute());
        assertEquals(664_579L, new CountPrimes(10_000_000, NEVER).combine(List.of(664_579L)));
        assertEquals("664,579 primes", new CountPrimes(10_000_000, NEVER).describe(664_579L));
        assertTrue(new CountPrimes(10_000_000, NEVER).objection(664_579L).isEmpty());
    }

    @Test
    void theDivisionsOfARangeAreCounted() {
        var primes = new CountPrimes(1_000, NEVER);
        assertEquals(0, primes.divisions(0, 4));
        assertEquals(1, primes.divisions(4, 5)); // by 2
        assertEquals(3, primes.divisions(25, 26)); // by 2, 3, 5
        assertEquals(4, primes.divisions(29, 30)); // by 2, 3, 5, 7
        assertTrue(primes.divisions(750, 1_000) > 1.5 * primes.divisions(0, 250));
    }

    @Test
    void theQueensAreThoseOfTheTable() { // OEIS A000170
        long[] known = {2, 10, 4, 40, 92, 352, 724, 2_680, 14_200};
        for (int i = 0; i < known.length; i++) {
            assertEquals(known[i], new NQueens(4 + i, NEVER).compute());
        }
    }

    @Test
    void theWordsAreCounted() {
        var work =
                new WordCount(
                        corpus("Don’t stop: the nation's THE", "vice-president 'the' 1776 naïve"),
                        NEVER);
        var expected =
                Map.of(
                        "don’t",
                        1,
                        "stop",
                        1,
                        "the",
                        3,
                        "nation's",
                        1,
                        "vice",
                        1,
                        "president",
                        1,
                        "naïve",
                        1);
        assertEquals(WordCounts.of(expected), work.compute());
        assertEquals(List.of(Map.entry("the", 3), Map.entry("don’t", 1)), work.compute().top(2));
        assertEquals(9, work.compute().total());
        assertEquals(0, work.compute().count("1776"));
    }

    @Test
    void theSearchFindsMisspeltWords() {
        var search =
                new TextSearch(
                        corpus("our constitutoin, the Constitution", "institution", "substitutes"),
                        List.of("constitution"),
                        NEVER);
        var errors = search.compute().stream().map(TextSearch.Hit::errors).toList();
        assertEquals(List.of(2, 1, 2), errors);
        assertTrue(search.quote(search.compute().get(1), 4).contains("Constitution"));
    }

    @Test
    void theBlurOfOnePointIsTheGaussian() {
        var picture = new BufferedImage(41, 41, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(20, 20, 0xFF0000);
        var answer = new Blur(picture, 3, NEVER).compute();
        // standard deviation 1: 255 times the products of the weights, which are cut off at 3
        double sum = 0;
        for (int i = -3; i <= 3; i++) sum += Math.exp(-i * i / 2.0);
        for (int d = 0; d <= 3; d++) {
            long expected = Math.round(255 * Math.exp(-d * d / 2.0) / (sum * sum));
            for (int at : new int[] {answer.at(20 + d, 20), answer.at(20, 20 - d)}) {
                assertEquals(expected, at >> 16);
                assertEquals(0, at & 0xFFFF);
            }
        }
        assertEquals(0, answer.at(24, 20));
    }

    @Test
    void pictureAndAnswerHaveTheSameSize() {
        var blur = QUICK.blur();
        var set = new Mandelbrot(64, 100, NEVER);
        assertEquals(1_024, blur.image(blur.compute()).getWidth());
        assertEquals(750, blur.before().getHeight());
        assertEquals(0, set.image(set.compute()).getRGB(44, 32) & 0xFFFFFF); // inside is black
    }

    @Test
    void wrongAnswersAreRefused() {
        var primes = QUICK.primes();
        assertRefused(primes, primes.compute() + 1);
        assertRefused(primes, primes.compute() - 1);
        var queens = QUICK.nQueens(8);
        assertRefused(queens, 91L);
        assertRefused(queens, 93L);
    }

    @Test
    void wrongPicturesAreRefused() {
        var set = new Mandelbrot(128, 200, NEVER);
        var blur = QUICK.blur();
        for (int colour : new int[] {0, 1, 199, 200, 0x808080}) {
            assertRefused(set, new Strip(128, filled(128 * 128, colour)));
            assertRefused(blur, new Strip(1_024, filled(1_024 * 750, colour)));
        }
        assertRefused(set, changed(set.compute(), 77, 33));
        assertRefused(blur, changed(blur.compute(), 512, 300));
        assertRefused(set, set.compute(1, 128));
        assertRefused(blur, blur.compute(0, 749));
        var swapped = List.of(blur.compute(375, 750), blur.compute(0, 375));
        assertRefused(blur, blur.combine(swapped));
        var picture = blur.before();
        var sharp = picture.getRGB(0, 0, 1_024, 750, null, 0, 1_024);
        assertRefused(blur, new Strip(1_024, sharp));
    }

    @Test
    void wrongWordsAreRefused() {
        var words = QUICK.wordCount();
        assertRefused(words, words.compute(1, words.items())); // an address is lost
        assertRefused(
                words, words.combine(List.of(words.compute(), WordCounts.of(Map.of("a", 1)))));
        assertRefused(words, WordCounts.of(Map.of("the", (int) words.compute().total())));
        var search = QUICK.textSearch();
        var hits = search.compute();
        assertRefused(search, hits.subList(1, hits.size()));
        assertRefused(search, hits.reversed());
        var twice = new ArrayList<>(hits);
        twice.add(hits.getLast());
        assertRefused(search, twice);
    }

    private static <A> void assertRefused(Workload<A> work, A wrong) {
        var objection = work.objection(wrong);
        assertTrue(objection.isPresent(), work.name() + " accepts " + work.describe(wrong));
        assertFalse(objection.get().contains("\n"));
    }

    @Test
    void cancelledWorkEnds() throws Exception {
        var large = "liberty and unemployment, ".repeat(800_000);
        var stop = new Cancellation();
        var many = new ArrayList<String>();
        for (int i = 0; i < 500; i++) many.add(large);
        var corpus = corpus(many.toArray(String[]::new));
        var photograph = Blur.read(Inputs.find().photograph());
        var works =
                List.<Workload<?>>of(
                        new CountPrimes(CountPrimes.MAX, stop),
                        new Mandelbrot(4_096, 100_000, stop),
                        new NQueens(NQueens.MAX, stop),
                        new Blur(photograph, 500, stop),
                        new WordCount(corpus, stop),
                        new TextSearch(corpus, List.of("prosperity"), stop));
        var running = new ArrayList<CompletableFuture<?>>();
        for (var work : works) {
            running.add(
                    CompletableFuture.supplyAsync(
                            work::compute, run -> Thread.ofPlatform().daemon().start(run)));
        }
        Thread.sleep(30);
        long requested = System.nanoTime();
        stop.request();
        for (int i = 0; i < works.size(); i++) {
            var run = running.get(i);
            var end =
                    assertThrows(
                            CompletionException.class,
                            () -> run.orTimeout(20, TimeUnit.SECONDS).join());
            assertInstanceOf(CancellationException.class, end.getCause(), works.get(i).name());
        }
        var took = Duration.ofNanos(System.nanoTime() - requested);
        assertTrue(took.toMillis() < 1_000, "stopping took " + took);
    }

    private static Corpus corpus(String... contents) {
        var texts = new ArrayList<Corpus.Text>();
        for (var content : contents) texts.add(new Corpus.Text("text " + texts.size(), content));
        return new Corpus("texts", texts);
    }

    private static int[] filled(int length, int value) {
        var filled = new int[length];
        Arrays.fill(filled, value);
        return filled;
    }

    private static Strip changed(Strip answer, int x, int y) {
        var pixels = answer.pixels().clone();
        int at = y * answer.width() + x;
        pixels[at] = pixels[at] ^ 0x404040;
        return new Strip(answer.width(), pixels);
    }
}
