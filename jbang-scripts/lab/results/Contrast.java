package lab.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import lab.measure.Interval;
import lab.view.Numbers;
import lab.view.Rows;
import tech.tablesaw.api.Table;

/// Where one run differs from another.
///
/// @param first what it is held against
/// @param second the run
/// @param cells what both have
public record Contrast(Side first, Side second, List<Pair> cells) {
    private static final int NAMED = 3;

    public Contrast {
        cells = List.copyOf(cells);
    }

    /// Every run against the first.
    public static List<Contrast> of(Overlay overlay) {
        var contrasts = new ArrayList<Contrast>();
        for (int s = 1; s < overlay.sides().size(); s++) contrasts.add(of(overlay, s));
        return List.copyOf(contrasts);
    }

    private static Contrast of(Overlay overlay, int side) {
        var cells = new ArrayList<Pair>();
        for (var group : overlay.groups())
            for (var entry : group.entries()) {
                var a = entry.rows().getFirst();
                var b = entry.rows().get(side);
                if (a.isPresent() && b.isPresent())
                    cells.add(new Pair(group, entry.name(), a.get(), b.get()));
            }
        return new Contrast(overlay.sides().getFirst(), overlay.sides().get(side), cells);
    }

    /// How two speedups, or two figures, compare.
    public enum Verdict {
        /// Beyond the intervals.
        HIGHER,
        /// Beyond the intervals.
        LOWER,
        /// The intervals overlap.
        NO_DIFFERENCE;

        /// What a reader is told: `higher`, `lower`, `no difference`.
        public String inWords() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /// A cell that both runs have.
    ///
    /// @param group the workload
    /// @param name what the variant is called
    /// @param first the row of the run that it is held against
    /// @param second the row of the run
    public record Pair(Overlay.Group group, String name, ResultRow first, ResultRow second) {
        /// Whether the second speedup differs from the first: it does if the intervals do not
        /// overlap.
        public Verdict verdict() {
            if (second.speedup().low() > first.speedup().high()) return Verdict.HIGHER;
            if (second.speedup().high() < first.speedup().low()) return Verdict.LOWER;
            return Verdict.NO_DIFFERENCE;
        }

        /// How many times the first speedup the second is: the widest interval that the two allow.
        public Interval ratio() {
            var a = first.speedup();
            var b = second.speedup();
            return new Interval(
                    b.low() / a.high(), b.estimate() / a.estimate(), b.high() / a.low());
        }

        /// Whether both were measured on the same machine, be it with another JDK.
        public boolean sameMachine() {
            return first.cpu().equals(second.cpu())
                    && first.cores() == second.cores()
                    && first.os().equals(second.os());
        }

        /// How many times as fast the second was, by the medians of the elapsed times.
        public double timesAsFast() {
            return first.medianMillis() / second.medianMillis();
        }

        boolean isOfSheet() {
            return group.lesson().equals(RunCard.LESSON);
        }

        /// Whether it is what the speedups are over.
        public boolean isBaseline() {
            return name.equals(group.baseline());
        }

        String place() {
            return group.experiment() + ": " + group.workload();
        }
    }

    /// The cells in which they differ beyond the intervals.
    public List<Pair> differences() {
        return cells.stream().filter(cell -> cell.verdict() != Verdict.NO_DIFFERENCE).toList();
    }

    /// What there is to say, in a sentence.
    public String summary() {
        var between = second.label() + " against " + first.label();
        if (cells.isEmpty())
            return "%s: they have nothing in common; %s has %s, and %s has %s"
                    .formatted(
                            between,
                            second.label(),
                            contents(second),
                            first.label(),
                            contents(first));
        int differ = differences().size();
        var rows = cells.stream().filter(cell -> !cell.isBaseline()).count();
        return "%s: %d %s in both, beside the baselines; %s"
                .formatted(
                        between,
                        rows,
                        rows == 1 ? "speedup is" : "speedups are",
                        differ == 0
                                ? "none differs beyond the intervals"
                                : differ
                                        + (differ == 1 ? " differs" : " differ")
                                        + " beyond the intervals");
    }

    /// What a run is of: `parallelism (four ways), ...`.
    private static String contents(Side side) {
        var all =
                side.rows().stream()
                        .map(row -> "%s (%s)".formatted(row.lesson(), row.experiment()))
                        .distinct()
                        .toList();
        return String.join(", ", all.subList(0, Math.min(NAMED, all.size())))
                + (all.size() > NAMED ? ", ..." : "");
    }

    /// What a reader should know before he compares cheat sheets of different sizes, or of sizes
    /// that are not known, in a sentence.
    public Optional<String> caution() {
        if (cells.stream().noneMatch(Pair::isOfSheet)) return Optional.empty();
        if (!first.size().isEmpty() && !second.size().isEmpty())
            return first.size().equals(second.size())
                    ? Optional.empty()
                    : Optional.of(
                            "%s is a %s run and %s a %s one: the cheat sheets did different amounts"
                                            .formatted(
                                                    second.label(),
                                                    second.size(),
                                                    first.label(),
                                                    first.size())
                                    + " of work, so medians are not compared, and speedups may"
                                    + " differ for that reason alone");
        var unknown =
                List.of(second, first).stream()
                        .filter(side -> side.size().isEmpty())
                        .map(Side::label)
                        .toList();
        return Optional.of(
                "how much work the cheat sheet of %s did is not known: unless it was the same,"
                                .formatted(String.join(" and that of ", unknown))
                        + " medians do not compare, and speedups may differ for that reason alone");
    }

    /// Whether the times of a cell can be compared: they cannot if one cheat sheet is known to have
    /// done more work than the other.
    public boolean comparesMedians(Pair cell) {
        return !cell.isOfSheet()
                || first.size().isEmpty()
                || second.size().isEmpty()
                || first.size().equals(second.size());
    }

    /// The differences, a row each. Where both were measured on the same machine, and at the same
    /// size, it also has how many times as fast the second was, by the medians of the elapsed
    /// times.
    public Table table() {
        var header =
                List.of("workload", "variant", first.label(), second.label(), "times the speedup");
        return table(
                "where they differ",
                header,
                differences(),
                cell ->
                        List.of(
                                cell.place(),
                                cell.name(),
                                Numbers.interval(cell.first().speedup()),
                                Numbers.interval(cell.second().speedup()),
                                range(cell.ratio())));
    }

    /// The baselines: how long the same job took in either run. Where both were measured on the
    /// same machine, it also has how many times as fast the second was. Cells of which the medians
    /// do not compare are left out.
    public Table baselines() {
        var header =
                List.of("workload", "baseline", first.label() + ", ms", second.label() + ", ms");
        return table(
                "medians of what the speedups are over",
                header,
                cells.stream().filter(Pair::isBaseline).filter(this::comparesMedians).toList(),
                cell ->
                        List.of(
                                cell.place(),
                                cell.name(),
                                cell.first().medianMillis(),
                                cell.second().medianMillis()));
    }

    private Table table(
            String what, List<String> header, List<Pair> rows, Function<Pair, List<?>> figures) {
        boolean same = rows.stream().allMatch(cell -> cell.sameMachine() && comparesMedians(cell));
        var columns = new ArrayList<>(header);
        if (same) columns.add("times as fast (medians)");
        var lines = new ArrayList<List<?>>();
        for (var cell : rows) {
            var line = new ArrayList<Object>(figures.apply(cell));
            if (same) line.add(cell.timesAsFast());
            lines.add(line);
        }
        return Rows.table(
                "%s against %s: %s".formatted(second.label(), first.label(), what), columns, lines);
    }

    private static String range(Interval ratio) {
        return Numbers.three(ratio.low()) + " to " + Numbers.three(ratio.high());
    }
}
