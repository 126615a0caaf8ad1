package lab.work;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import lab.cancel.Cancellation;

/// Counts the ways to place n queens on a board of n×n so that none attacks another, by
/// backtracking over bitboards (Richards 1997). Mirror images count as ways of their own, and are
/// searched.
///
/// An item is a placement of the queens of the first three rows. Many of them attack each other and
/// cost nothing, so what a range costs differs a lot.
public final class NQueens implements Workload<Long> {
    /// The largest board.
    public static final int MAX = 20;

    // Solutions for boards of 0, 1, 2, ... rows: OEIS A000170
    private static final long[] KNOWN = {
        1,
        1,
        0,
        0,
        2,
        10,
        4,
        40,
        92,
        352,
        724,
        2680,
        14200,
        73712,
        365596,
        2279184,
        14772512,
        95815104,
        666090624,
        4968057848L,
        39029188884L
    };
    private static final int LEAF_ROWS =
            9; // what is searched between two looks at the cancellation

    private final int n;
    private final int board; // a bit for each column
    private final Cancellation cancellation;

    /// @throws IllegalArgumentException if `n` is not from 4 to [#MAX]
    public NQueens(int n, Cancellation cancellation) {
        if (n < 4 || n > MAX) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT, "queens go on a board of 4 to %d rows, not %d", MAX, n));
        }
        this.n = n;
        this.board = (1 << n) - 1;
        this.cancellation = Objects.requireNonNull(cancellation);
    }

    @Override
    public String name() {
        return "n-queens";
    }

    @Override
    public String kind() {
        return "search";
    }

    @Override
    public String input() {
        return String.format(Locale.ROOT, "%d queens on a board of %d×%d", n, n, n);
    }

    @Override
    public int items() {
        return n * n * n;
    }

    @Override
    public Long compute(int from, int to) {
        Objects.checkFromToIndex(from, to, items());
        long solutions = 0;
        for (int item = from; item < to; item++) {
            cancellation.check();
            int first = 1 << item / (n * n);
            int second = 1 << item / n % n;
            int third = 1 << item % n;
            int columns = first | second | third;
            boolean safe =
                    Integer.bitCount(columns) == 3
                            && ((first << 1 | first >> 1) & second) == 0
                            && ((second << 1 | second >> 1) & third) == 0
                            && ((first << 2 | first >> 2) & third) == 0;
            if (!safe) continue;
            solutions +=
                    search(
                            n - 3,
                            columns,
                            first << 3 | second << 2 | third << 1,
                            first >> 3 | second >> 2 | third >> 1);
        }
        return solutions;
    }

    /// The upper rows: looks at the cancellation before each small rest.
    private long search(int rows, int columns, int left, int right) {
        if (rows <= LEAF_ROWS) {
            cancellation.check();
            return search(columns, left, right);
        }
        long solutions = 0;
        for (int free = board & ~(columns | left | right); free != 0; free &= free - 1) {
            int queen = free & -free;
            solutions +=
                    search(rows - 1, columns | queen, (left | queen) << 1, (right | queen) >> 1);
        }
        return solutions;
    }

    /// The ways to fill the rows that are left, where columns and diagonals are taken.
    private long search(int columns, int left, int right) {
        if (columns == board) return 1;
        long solutions = 0;
        for (int free = board & ~(columns | left | right); free != 0; free &= free - 1) {
            int queen = free & -free;
            solutions += search(columns | queen, (left | queen) << 1, (right | queen) >> 1);
        }
        return solutions;
    }

    @Override
    public Long combine(List<Long> parts) {
        long solutions = 0;
        for (long part : parts) solutions += part;
        return solutions;
    }

    /// Judges by the numbers that others found (OEIS A000170).
    @Override
    public Optional<String> objection(Long answer) {
        return answer == KNOWN[n]
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT,
                                "%d queens have %d solutions (OEIS A000170), not %d",
                                n,
                                KNOWN[n],
                                answer));
    }

    @Override
    public String describe(Long answer) {
        return String.format(Locale.ROOT, "%,d solutions", answer);
    }
}
