package lab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.results.Recommendation;
import lab.results.ResultRow;

/// The whole sheet in a sentence: as few models as will do, each with the workloads on which it is
/// the fastest or cannot be told from the fastest.
final class Answer {
    private static final String SEQUENTIAL = "sequential";

    private Answer() {}

    static String of(List<Recommendation> recommendations) {
        var open =
                new ArrayList<>(recommendations.stream().filter(r -> !r.best().isEmpty()).toList());
        if (open.isEmpty()) return "Nothing has been measured that an answer could rest on.";
        var parts = new ArrayList<String>();
        var gainless = new ArrayList<String>();
        for (var r : List.copyOf(open))
            if (models(r).getFirst().equals(SEQUENTIAL)) {
                gainless.add(r.workload());
                open.remove(r);
            }
        while (!open.isEmpty()) {
            var most = most(open);
            var covered = open.stream().filter(r -> models(r).contains(most)).toList();
            parts.add(
                    most
                            + " for "
                            + Words.list(covered.stream().map(Recommendation::workload).toList()));
            open.removeAll(covered);
        }
        var text = new StringBuilder();
        if (!parts.isEmpty())
            text.append("Fastest, or not measurably slower than the fastest: ")
                    .append(String.join("; ", parts));
        if (!gainless.isEmpty())
            text.append(parts.isEmpty() ? "No" : "; and no")
                    .append(" model is measurably faster than sequential code on ")
                    .append(Words.list(gainless));
        return text.append('.').toString();
    }

    /// The model that is among the best of the most workloads; of several the one named first.
    private static String most(List<Recommendation> open) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (var r : open) for (var model : models(r)) counts.merge(model, 1, Integer::sum);
        return counts.entrySet().stream()
                .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
                .orElseThrow()
                .getKey();
    }

    /// The best and those tied with it that are measurably faster than sequential themselves.
    private static List<String> models(Recommendation r) {
        return r.best().stream()
                .filter(row -> row == r.best().getFirst() || row.speedup().above(1))
                .map(ResultRow::variant)
                .distinct()
                .toList();
    }
}
