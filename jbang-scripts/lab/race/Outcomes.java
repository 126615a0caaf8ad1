package lab.race;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How often each outcome of a litmus test was seen.
///
/// @param counts times seen, for each outcome that was seen at all
/// @param <O> the type of the outcome
public record Outcomes<O>(Map<O, Long> counts) {
    public Outcomes {
        counts = Map.copyOf(counts);
    }

    /// A line of the table of outcomes.
    ///
    /// @param outcome the outcome, as text
    /// @param times how often it was seen
    /// @param share its part of all trials, 0 to 1
    /// @param grade what to think of it
    /// @param meaning what it means, in a sentence
    public record Row(String outcome, long times, double share, Grade grade, String meaning) {}

    /// How many trials there were.
    public long trials() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /// How often the outcome was seen.
    public long times(O outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    /// The outcomes that were seen.
    public Set<O> seen() {
        return counts.keySet();
    }

    /// A line for each expected outcome, seen or not, in the order given; then one for each that
    /// nobody expected, as forbidden.
    public List<Row> rows(List<Expectation<O>> expectations) {
        var rows = new ArrayList<Row>();
        var unexpected = new LinkedHashSet<>(seen());
        for (var e : expectations) {
            rows.add(row(e.outcome(), e.grade(), e.meaning()));
            unexpected.remove(e.outcome());
        }
        for (O outcome : unexpected)
            rows.add(row(outcome, Grade.FORBIDDEN, "nobody expected this"));
        return rows;
    }

    /// The outcomes in a line, the most frequent first: `1,984 trials: 1,900 × 20, 84 × -60`.
    public String line() {
        var frequent = Map.Entry.<O, Long>comparingByValue().reversed();
        return String.format(Locale.ROOT, "%,d trials: ", trials())
                + counts.entrySet().stream()
                        .sorted(frequent)
                        .map(e -> String.format(Locale.ROOT, "%,d × %s", e.getValue(), e.getKey()))
                        .collect(Collectors.joining(", "));
    }

    private Row row(O outcome, Grade grade, String meaning) {
        long times = times(outcome);
        return new Row(String.valueOf(outcome), times, (double) times / trials(), grade, meaning);
    }
}
