package lab.work;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lab.cancel.Cancellation;

/// Counts how often each word occurs in some texts.
///
/// A word is a run of letters, of any alphabet, or several joined by single apostrophes (`'` or
/// `’`): `don't` and `nation's` are one word each, `vice-president` is two, `1776` is none. Upper
/// case counts as lower case.
///
/// An item is a text. Each word found allocates a string, and each part fills a hash table of its
/// own, so this is work for the memory and the garbage collector too: expect it to speed up less
/// than primes. Combining takes time in proportion to the distinct words of all parts, on one
/// thread: the more parts, the more of it.
public final class WordCount implements Workload<WordCounts> {
    private static final int POLL = 1 << 14; // characters between two looks at the cancellation
    private static final Pattern WORD = Pattern.compile("\\p{L}+(?:['’]\\p{L}+)*");

    private final Corpus corpus;
    private final Cancellation cancellation;
    private volatile Known known; // found by a regular expression when first asked for

    private record Known(long words, long the) {}

    /// @param corpus the texts
    public WordCount(Corpus corpus, Cancellation cancellation) {
        this.corpus = Objects.requireNonNull(corpus);
        this.cancellation = Objects.requireNonNull(cancellation);
    }

    @Override
    public String name() {
        return "word count";
    }

    @Override
    public String kind() {
        return "string operations";
    }

    @Override
    public String input() {
        return corpus.toString();
    }

    @Override
    public int items() {
        return corpus.texts().size();
    }

    @Override
    public WordCounts compute(int from, int to) {
        Objects.checkFromToIndex(from, to, items());
        var counts = new HashMap<String, WordCounts.Counter>();
        for (var text : corpus.texts().subList(from, to)) count(text.content(), counts);
        return new WordCounts(counts);
    }

    private void count(String text, HashMap<String, WordCounts.Counter> counts) {
        int length = text.length();
        int poll = 0;
        for (int at = 0; at < length; ) {
            if (at >= poll) {
                cancellation.check();
                poll = at + POLL;
            }
            int letter = letter(text, at);
            if (letter == 0) {
                at++;
                continue;
            }
            int start = at;
            boolean lower = true;
            do {
                do {
                    lower &= text.charAt(at) >= 'a' && text.charAt(at) <= 'z';
                    at += letter;
                    letter = at < length ? letter(text, at) : 0;
                } while (letter > 0);
                if (at + 1 < length && isApostrophe(text.charAt(at))) {
                    letter = letter(text, at + 1);
                    if (letter > 0) at++;
                }
            } while (letter > 0);
            var word = text.substring(start, at);
            if (!lower) word = word.toLowerCase(Locale.ROOT);
            var counter = counts.get(word);
            if (counter == null) counts.put(word, counter = new WordCounts.Counter());
            counter.count++;
        }
    }

    /// How many chars the letter takes that begins at an index: 0 if there is none.
    private static int letter(String text, int at) {
        char c = text.charAt(at);
        if (c < 128) return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' ? 1 : 0;
        int point = text.codePointAt(at);
        return Character.isLetter(point) ? Character.charCount(point) : 0;
    }

    private static boolean isApostrophe(char c) {
        return c == '\'' || c == '’';
    }

    @Override
    public WordCounts combine(List<WordCounts> parts) {
        return WordCounts.sum(parts);
    }

    /// Judges by the number of words, and of the word `the`, that a regular expression finds.
    @Override
    public Optional<String> objection(WordCounts answer) {
        if (known == null) known = match();
        if (answer.total() != known.words) {
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "a regular expression finds %,d words, not %,d",
                            known.words,
                            answer.total()));
        }
        if (answer.count("the") != known.the) {
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "a regular expression finds 'the' %,d times, not %,d",
                            known.the,
                            answer.count("the")));
        }
        return Optional.empty();
    }

    private Known match() {
        long words = 0;
        long the = 0;
        for (var text : corpus.texts()) {
            cancellation.check();
            var matcher = WORD.matcher(text.content());
            while (matcher.find()) {
                words++;
                if (matcher.end() - matcher.start() == 3
                        && matcher.group().equalsIgnoreCase("the")) {
                    the++;
                }
            }
        }
        return new Known(words, the);
    }

    @Override
    public String describe(WordCounts answer) {
        return String.format(
                Locale.ROOT,
                "%,d words, %,d of them distinct; most frequent: %s",
                answer.total(),
                answer.distinct(),
                answer.top(3).stream().map(Map.Entry::getKey).collect(Collectors.joining(", ")));
    }
}
