package lab.view;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import lab.measure.Comparison;
import lab.measure.MachineCard;
import lab.measure.Measurement;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/// Speedups with the words and figures that belong to their picture.
final class SpeedupFigure {
    private static final int SPELLED_OUT = 6;

    private final List<Comparison> comparisons;
    private final String reference;

    private SpeedupFigure(List<Comparison> comparisons) {
        this.comparisons = List.copyOf(comparisons);
        this.reference = reference(comparisons);
    }

    static Figure of(String name, String title, List<Comparison> comparisons, MachineCard machine) {
        if (comparisons.isEmpty())
            throw new IllegalArgumentException("figure '%s': nothing was measured".formatted(name));
        var figure = new SpeedupFigure(comparisons);
        return new Figure(
                name,
                title,
                figure.caption(machine),
                figure.alt(),
                figure.data(title),
                () -> SpeedupBars.of(title, comparisons),
                figure.text());
    }

    /// What the others are compared with: the first variant, if it has the same name everywhere.
    static String reference(List<Comparison> comparisons) {
        var firsts =
                comparisons.stream()
                        .map(c -> c.measurements().getFirst().variant())
                        .distinct()
                        .toList();
        return firsts.size() == 1 ? firsts.getFirst() : "the first variant";
    }

    private String caption(MachineCard machine) {
        return ("Bars: median over %s of how many times as fast as %s, within one round. Error"
                        + " bars: 95%% interval. Dashed: 1, as fast as %s. %s.")
                .formatted(Tables.rounds(comparisons), reference, reference, machine.line());
    }

    private String alt() {
        var sentences = new StringBuilder("Bar chart of speedup over " + reference + ". ");
        for (var comparison : comparisons) {
            var values =
                    comparison.measurements().stream()
                            .skip(1)
                            .sorted(Comparator.comparing(m -> -m.speedup().estimate()))
                            .map(SpeedupFigure::inWords)
                            .toList();
            sentences.append(comparison.workload()).append(": ");
            if (values.isEmpty()) sentences.append("nothing to compare");
            else if (values.size() <= SPELLED_OUT)
                sentences.append("highest is ").append(String.join(", then ", values));
            else
                sentences
                        .append("highest of ")
                        .append(values.size())
                        .append(" is ")
                        .append(String.join(", then ", values.subList(0, 3)))
                        .append("; lowest is ")
                        .append(values.getLast());
            sentences.append(". ");
        }
        return sentences.toString().strip();
    }

    private static String inWords(Measurement m) {
        return m.variant()
                + " with "
                + Numbers.three(m.speedup().estimate())
                + (m.speedup().includes(1) ? " (" + Tables.NO_DIFFERENCE + ")" : "");
    }

    private Table data(String title) {
        var all = comparisons.stream().flatMap(c -> c.measurements().stream()).toList();
        return Table.create(
                title,
                Tables.words("workload", all.stream().map(Measurement::workload)),
                Tables.words("variant", all.stream().map(Measurement::variant)),
                IntColumn.create("workers", all.stream().mapToInt(Measurement::workers)),
                Tables.figures("speedup", all.stream().map(m -> m.speedup().estimate())),
                Tables.figures("speedup_low", all.stream().map(m -> m.speedup().low())),
                Tables.figures("speedup_high", all.stream().map(m -> m.speedup().high())));
    }

    private TextChart text() {
        var groups =
                comparisons.stream()
                        .map(c ->
                                new TextBars.Group(
                                        comparisons.size() == 1 ? "" : c.workload(),
                                        bars(c).toList()))
                        .toList();
        return new TextBars(groups, 1, "times as fast as " + reference);
    }

    private static Stream<TextBars.Bar> bars(Comparison comparison) {
        return comparison.measurements().stream()
                .map(m -> new TextBars.Bar(m.variant(), m.speedup()));
    }
}
