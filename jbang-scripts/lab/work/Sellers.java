package lab.work;

import java.util.BitSet;

/// Finds a word with errors the slow and simple way, to judge the fast one.
///
/// Source: Sellers 1980, 'The theory and computation of evolutionary distances', in the windows
/// that contain a piece of the word unchanged (Wu and Manber 1992): of k + 1 pieces, k errors leave
/// one.
final class Sellers {
    private final String text;
    private final String word;

    /// Takes the ends of the places found, in their order.
    interface Ends {
        void add(int end, int errors);
    }

    Sellers(String text, String word) {
        this.text = text;
        this.word = word;
    }

    void search(Ends ends) {
        var candidates = candidates();
        for (int from = candidates.nextSetBit(0); from >= 0; ) {
            int to = candidates.nextClearBit(from);
            fill(from, to, ends);
            from = candidates.nextSetBit(to);
        }
    }

    /// The characters that lie in some place where the word may be.
    private BitSet candidates() {
        int errors = TextSearch.ERRORS;
        int pieces = errors + 1;
        var candidates = new BitSet(text.length());
        for (int piece = 0; piece < pieces; piece++) {
            int begin = word.length() * piece / pieces;
            int end = word.length() * (piece + 1) / pieces;
            var part = word.substring(begin, end);
            for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
                int from = Math.max(0, at - begin - errors);
                int to = Math.min(text.length(), at - begin + word.length() + errors);
                candidates.set(from, to);
            }
        }
        return candidates;
    }

    /// The edit distances of the word to what ends at each character of a window.
    private void fill(int from, int to, Ends ends) {
        var column = new int[word.length() + 1];
        for (int i = 0; i < column.length; i++) column[i] = i;
        for (int at = from; at < to; at++) {
            int diagonal = 0;
            for (int i = 1; i < column.length; i++) {
                int same = diagonal + (word.charAt(i - 1) == text.charAt(at) ? 0 : 1);
                diagonal = column[i];
                column[i] = Math.min(same, 1 + Math.min(diagonal, column[i - 1]));
            }
            if (column[word.length()] <= TextSearch.ERRORS) {
                ends.add(at + 1, column[word.length()]);
            }
        }
    }
}
