package lab.work;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import lab.cancel.Cancellation;

/// Finds words in some texts, misspelt ones too: every place where a word occurs with at most two
/// letters wrong, missing or too many.
///
/// An item is a text; texts differ a lot in length. The search is Myers' bit-parallel one (1999): a
/// column of the table of edit distances fits into two longs, and a character takes some twenty
/// operations on them, whatever the word.
public final class TextSearch implements Workload<List<TextSearch.Hit>> {
    /// The letters that may differ.
    public static final int ERRORS = 2;

    private static final int POLL = 1 << 15; // characters between two looks at the cancellation

    /// A place where a word occurs: of neighbouring places the first with the fewest errors.
    ///
    /// @param text the number of the text
    /// @param word the word sought
    /// @param end where in the text the occurrence ends: the index after its last character
    /// @param errors the letters that differ, from 0 to [#ERRORS]
    public record Hit(int text, String word, int end, int errors) {}

    private final Corpus corpus;
    private final List<String> words;
    private final Cancellation cancellation;
    private volatile List<Hit> known; // found by another algorithm when first asked for

    /// @param words what is sought, as it is written: upper case is another letter
    /// @throws IllegalArgumentException if there are no words, or one has less than 6 letters
    ///   (nearly everything would be within two errors of it) or more than 60
    public TextSearch(Corpus corpus, List<String> words, Cancellation cancellation) {
        this.corpus = Objects.requireNonNull(corpus);
        this.words = List.copyOf(words);
        this.cancellation = Objects.requireNonNull(cancellation);
        if (words.isEmpty()) throw new IllegalArgumentException("there is no word to search for");
        for (var word : words) {
            if (word.length() < 3 * ERRORS || word.length() > 60) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "a word to search for has %d to 60 letters, not '%s'",
                                3 * ERRORS,
                                word));
            }
        }
    }

    @Override
    public String name() {
        return "text search";
    }

    @Override
    public String kind() {
        return "search";
    }

    @Override
    public String input() {
        return (words.size() == 1 ? "one word in " : words.size() + " words in ") + corpus;
    }

    @Override
    public int items() {
        return corpus.texts().size();
    }

    /// The hits in the texts of a range, by text, then word as given, then place.
    @Override
    public List<Hit> compute(int from, int to) {
        Objects.checkFromToIndex(from, to, items());
        var hits = new ArrayList<Hit>();
        for (int text = from; text < to; text++) {
            for (var word : words) search(text, word, hits);
        }
        return Collections.unmodifiableList(hits);
    }

    private void search(int number, String word, List<Hit> hits) {
        var text = corpus.texts().get(number).content();
        var masks = masks(word);
        var runs = new Runs(number, word, hits);
        int last = word.length() - 1;
        long up = -1; // bit i: cell i + 1 of the column is one more than cell i
        long down = 0; // bit i: it is one less
        int distance = word.length(); // the column's last cell
        for (int block = 0; block < text.length(); block += POLL) {
            cancellation.check();
            int end = Math.min(text.length(), block + POLL);
            for (int at = block; at < end; at++) {
                char c = text.charAt(at);
                long equal = c < masks.length ? masks[c] : 0;
                long vertical = equal | down;
                long horizontal = (((equal & up) + up) ^ up) | equal;
                long right = down | ~(horizontal | up);
                long left = up & horizontal;
                distance += (int) (right >>> last & 1) - (int) (left >>> last & 1);
                right <<= 1;
                left <<= 1;
                up = left | ~(vertical | right);
                down = right & vertical;
                if (distance <= ERRORS) runs.add(at + 1, distance);
            }
        }
        runs.close();
    }

    /// For each character the places where the word has it.
    private static long[] masks(String word) {
        var masks = new long[Math.max(128, word.chars().max().getAsInt() + 1)];
        for (int i = 0; i < word.length(); i++) masks[word.charAt(i)] |= 1L << i;
        return masks;
    }

    /// Makes one hit of the ends that follow each other without a gap.
    private static final class Runs {
        private final int text;
        private final String word;
        private final List<Hit> hits;
        private int previous = -1;
        private int best;
        private int errors = -1;

        Runs(int text, String word, List<Hit> hits) {
            this.text = text;
            this.word = word;
            this.hits = hits;
        }

        void add(int end, int distance) {
            if (end != previous + 1) close();
            previous = end;
            if (errors < 0 || distance < errors) {
                best = end;
                errors = distance;
            }
        }

        void close() {
            if (errors >= 0) hits.add(new Hit(text, word, best, errors));
            errors = -1;
        }
    }

    @Override
    public List<Hit> combine(List<List<Hit>> parts) {
        if (parts.size() == 1) return parts.getFirst();
        int size = 0;
        for (var part : parts) size += part.size();
        var all = new ArrayList<Hit>(size);
        for (var part : parts) all.addAll(part);
        return Collections.unmodifiableList(all);
    }

    /// Judges by another search: a word with two errors has one third without any (Wu and Manber
    /// 1992), so the thirds are looked for as they are, and around them the table of edit distances
    /// is filled cell by cell (Sellers 1980).
    @Override
    public Optional<String> objection(List<Hit> answer) {
        if (known == null) known = searchByThirds();
        if (answer.equals(known)) return Optional.empty();
        int at = 0;
        int common = Math.min(answer.size(), known.size());
        while (at < common && answer.get(at).equals(known.get(at))) at++;
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "another search finds %,d places, not %,d, and the first difference is at"
                                + " %s",
                        known.size(),
                        answer.size(),
                        at < known.size() ? known.get(at) : answer.get(at)));
    }

    private List<Hit> searchByThirds() {
        var hits = new ArrayList<Hit>();
        for (int text = 0; text < items(); text++) {
            for (var word : words) {
                cancellation.check();
                var runs = new Runs(text, word, hits);
                new Sellers(corpus.texts().get(text).content(), word).search(runs::add);
                runs.close();
            }
        }
        return hits;
    }

    /// What was found, in context: the text's name and some characters before and behind.
    public String quote(Hit hit, int around) {
        var text = corpus.texts().get(hit.text);
        var content = text.content();
        int from = Math.max(0, hit.end - hit.word.length() - around);
        int to = Math.min(content.length(), hit.end + around);
        return text.name() + ": …" + content.substring(from, to).replace('\n', ' ') + "…";
    }

    @Override
    public String describe(List<Hit> answer) {
        long inexact = answer.stream().filter(hit -> hit.errors > 0).count();
        return String.format(
                Locale.ROOT, "%,d places, %,d of them inexact", answer.size(), inexact);
    }
}
