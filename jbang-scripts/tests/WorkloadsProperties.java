package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import lab.cancel.Cancellation;
import lab.work.Blur;
import lab.work.Corpus;
import lab.work.CountPrimes;
import lab.work.Mandelbrot;
import lab.work.NQueens;
import lab.work.TextSearch;
import lab.work.WordCount;
import lab.work.WordCounts;
import lab.work.Workload;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/// What holds of every workload, however it is split and whatever is put in.
class WorkloadsProperties {
    private static final Cancellation NEVER = new Cancellation();

    @Property(tries = 50)
    void primesAreTheSameHoweverTheyAreSplit(
            @ForAll @IntRange(min = 1, max = 3_000) int below, @ForAll Random random) {
        assertSplits(new CountPrimes(below, NEVER), random);
    }

    @Property(tries = 30)
    void theMandelbrotSetIsTheSameHoweverItIsSplit(
            @ForAll @IntRange(min = 8, max = 40) int half,
            @ForAll @IntRange(min = 50, max = 300) int limit,
            @ForAll Random random) {
        assertSplits(new Mandelbrot(2 * half, limit, NEVER), random);
    }

    @Property(tries = 30)
    void queensAreTheSameHoweverTheyAreSplit(
            @ForAll @IntRange(min = 4, max = 9) int n, @ForAll Random random) {
        assertSplits(new NQueens(n, NEVER), random);
    }

    @Property(tries = 50)
    void aBlurIsTheSameHoweverItIsSplit(
            @ForAll @IntRange(min = 30, max = 60) int width,
            @ForAll @IntRange(min = 30, max = 60) int height,
            @ForAll @IntRange(min = 1, max = 29) int radius,
            @ForAll Random random) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) picture.setRGB(x, y, random.nextInt(1 << 24));
        }
        assertSplits(new Blur(picture, radius, NEVER), random);
    }

    @Property(tries = 100)
    void wordsAreCountedAsTheRegularExpressionFindsThem(
            @ForAll @Size(min = 1, max = 9)
                    List<
                                    @StringLength(max = 60)
                                    @Chars({
                                        'a', 'b', 'E', 'Z', 'é', 'Ñ', 'ß', 'ж', '中', '\'', '’', ' ',
                                        '-', '\n', '7', '@', '[', '`', '{', '\u0301', '\uD835',
                                        '\uDC00'
                                    })
                                    String>
                            contents,
            @ForAll Random random) {
        var work = new WordCount(corpus(contents), NEVER);
        var expected = new TreeMap<String, Integer>();
        for (var content : contents) {
            Pattern.compile("\\p{L}+(?:['’]\\p{L}+)*")
                    .matcher(content)
                    .results()
                    .forEach(m ->
                            expected.merge(m.group().toLowerCase(Locale.ROOT), 1, Integer::sum));
        }
        assertEquals(WordCounts.of(expected), work.compute());
        assertSplits(work, random);
    }

    @Property(tries = 200)
    void theSearchFindsWhatTheDefinitionSays(
            @ForAll @Size(min = 1, max = 4)
                    List<@StringLength(max = 40) @CharRange(from = 'a', to = 'c') String> contents,
            @ForAll @StringLength(min = 6, max = 9) @CharRange(from = 'a', to = 'c') String word,
            @ForAll Random random) {
        var work = new TextSearch(corpus(contents), List.of(word), NEVER);
        var expected = new ArrayList<TextSearch.Hit>();
        for (int text = 0; text < contents.size(); text++) {
            addHits(text, contents.get(text), word, expected);
        }
        assertEquals(expected, work.compute());
        assertSplits(work, random);
    }

    @Property(tries = 50)
    void theDivisionsOfThePartsAddUp(
            @ForAll @IntRange(min = 1, max = 20_000) int below, @ForAll Random random) {
        var work = new CountPrimes(below, NEVER);
        long sum = 0;
        var cuts = cuts(below, random);
        for (int i = 1; i < cuts.size(); i++) sum += work.divisions(cuts.get(i - 1), cuts.get(i));
        assertEquals(work.divisions(0, below), sum);
    }

    private static <A> void assertSplits(Workload<A> work, Random random) {
        var whole = work.compute();
        assertEquals(Optional.empty(), work.objection(whole), work.name());
        var parts = new ArrayList<A>();
        var cuts = cuts(work.items(), random);
        for (int i = 1; i < cuts.size(); i++) {
            parts.add(work.compute(cuts.get(i - 1), cuts.get(i)));
        }
        var combined = work.combine(parts);
        assertTrue(work.same(whole, combined), work.name() + " cut at " + cuts);
        assertEquals(work.describe(whole), work.describe(combined));
        var even = work.parts(1 + random.nextInt(9)).stream().map(Supplier::get).toList();
        assertTrue(work.same(whole, work.combine(even)), work.name() + " in " + even.size());
        int middle = parts.size() / 2; // parts of parts, as a tree of tasks combines them
        if (middle == 0) return;
        var halves =
                List.of(
                        work.combine(parts.subList(0, middle)),
                        work.combine(parts.subList(middle, parts.size())));
        assertTrue(work.same(whole, work.combine(halves)), work.name() + " combined by halves");
    }

    /// The bounds of parts that cover everything; some of them are empty.
    private static List<Integer> cuts(int items, Random random) {
        var cuts = new ArrayList<Integer>();
        cuts.add(0);
        for (int i = random.nextInt(12); i > 0; i--) cuts.add(random.nextInt(items + 1));
        cuts.add(items);
        cuts.sort(null);
        return cuts;
    }

    private static Corpus corpus(List<String> contents) {
        return new Corpus(
                "texts",
                IntStream.range(0, contents.size())
                        .mapToObj(i -> new Corpus.Text("text " + i, contents.get(i)))
                        .toList());
    }

    private static void addHits(int text, String content, String word, List<TextSearch.Hit> hits) {
        var ends = new TreeSet<Integer>();
        var errors = new int[content.length() + 1];
        for (int end = 1; end <= content.length(); end++) {
            errors[end] = word.length();
            for (int begin = 0; begin < end; begin++) {
                errors[end] = Math.min(errors[end], distance(word, content.substring(begin, end)));
            }
            if (errors[end] <= TextSearch.ERRORS) ends.add(end);
        }
        while (!ends.isEmpty()) {
            int best = ends.first();
            for (int end = ends.first(); ends.remove(end); end++) {
                if (errors[end] < errors[best]) best = end;
            }
            hits.add(new TextSearch.Hit(text, word, best, errors[best]));
        }
    }

    /// Levenshtein's distance, as the textbook has it.
    private static int distance(String one, String other) {
        var table = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                } else {
                    int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                    table[i][j] =
                            Math.min(
                                    table[i - 1][j - 1] + same,
                                    1 + Math.min(table[i - 1][j], table[i][j - 1]));
                }
            }
        }
        return table[one.length()][other.length()];
    }
}
