package lab.work;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How often each word occurs, of some texts or of all.
///
/// Invariant: nothing changes the table once this is made, and the field is final, so every thread
/// that sees this sees all of it.
public final class WordCounts implements Serializable {
    private static final long serialVersionUID = 1;

    private final HashMap<String, Counter> counts;

    /// Counts one word, for the one thread that counts.
    static final class Counter implements Serializable {
        private static final long serialVersionUID = 1;

        int count;

        @Override
        public boolean equals(Object other) {
            return other instanceof Counter it && count == it.count;
        }

        @Override
        public int hashCode() {
            return count;
        }
    }

    WordCounts(HashMap<String, Counter> counts) {
        this.counts = counts;
    }

    /// The counts of some texts, for checks and examples.
    public static WordCounts of(Map<String, Integer> counts) {
        var table = new HashMap<String, Counter>();
        counts.forEach((word, count) -> add(table, word, count));
        return new WordCounts(table);
    }

    static WordCounts sum(List<WordCounts> parts) {
        if (parts.size() == 1) return parts.getFirst();
        int distinct = 0; // of the largest part: there are at least so many
        for (var part : parts) distinct = Math.max(distinct, part.distinct());
        var table = HashMap.<String, Counter>newHashMap(distinct);
        for (var part : parts) {
            for (var entry : part.counts.entrySet()) {
                add(table, entry.getKey(), entry.getValue().count);
            }
        }
        return new WordCounts(table);
    }

    private static void add(HashMap<String, Counter> table, String word, int count) {
        var counter = table.get(word);
        if (counter == null) table.put(word, counter = new Counter());
        counter.count += count;
    }

    /// How often a word occurs, given in lower case; 0 if it does not.
    public int count(String word) {
        var counter = counts.get(word);
        return counter == null ? 0 : counter.count;
    }

    /// How many different words there are.
    public int distinct() {
        return counts.size();
    }

    /// How many words there are, each as often as it occurs.
    public long total() {
        long total = 0;
        for (var counter : counts.values()) total += counter.count;
        return total;
    }

    /// The most frequent words with their counts, most frequent first; those equal by the alphabet.
    public List<Map.Entry<String, Integer>> top(int words) {
        return counts.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue().count))
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(words)
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WordCounts it && counts.equals(it.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d words, %,d distinct", total(), distinct());
    }
}
