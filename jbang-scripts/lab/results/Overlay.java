package lab.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lab.measure.Interval;
import lab.view.Figure;
import lab.view.Figures;
import lab.view.Rows;
import tech.tablesaw.api.Table;

/// Runs laid over each other: what was measured in at least two of them.
///
/// @param sides the runs, each with a label of its own
/// @param groups the workloads that they have in common
/// @param leftOut what was left out, and why, a sentence each
public record Overlay(List<Side> sides, List<Group> groups, List<String> leftOut) {
    public Overlay {
        sides = List.copyOf(sides);
        groups = List.copyOf(groups);
        leftOut = List.copyOf(leftOut);
    }

    /// Lays runs over each other. What counts are rows with a right answer and a known speedup.
    /// They are joined by lesson, experiment, workload and variant, and by the number of workers
    /// where a variant was measured with several.
    ///
    /// @param sides the runs; one with a blank label is called by its machine card
    public static Overlay of(List<Side> sides) {
        var labelled = Labels.give(sides);
        var places = new LinkedHashSet<Place>();
        for (var side : labelled) side.rows().forEach(row -> places.add(Place.of(row)));
        var groups = new ArrayList<Group>();
        var leftOut = new ArrayList<String>();
        for (var side : labelled) doNotCount(side).ifPresent(leftOut::add);
        for (var place : places) {
            var baselines = baselines(place, labelled);
            if (baselines.size() > 1)
                leftOut.add(
                        "%s, %s: speedups over %s do not compare"
                                .formatted(
                                        place.experiment(),
                                        place.workload(),
                                        String.join(" and over ", baselines)));
            else groups.add(group(place, baselines.getFirst(), labelled));
        }
        groups.removeIf(group -> group.entries().isEmpty());
        return new Overlay(labelled, groups, leftOut);
    }

    private static Optional<String> doNotCount(Side side) {
        var names =
                side.rows().stream()
                        .filter(row -> !row.counts())
                        .map(row -> row.variant() + " of " + row.workload())
                        .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%s: left out, as the answer was wrong or the speedup is not known: %s"
                                .formatted(side.label(), String.join(", ", names)));
    }

    /// What speedups are over: the first variant, which should have the same name everywhere.
    private static List<String> baselines(Place place, List<Side> sides) {
        return sides.stream()
                .flatMap(side ->
                        side.rows().stream().filter(row -> Place.of(row).equals(place)).limit(1))
                .map(ResultRow::variant)
                .distinct()
                .toList();
    }

    /// All that they have in common, a row for each variant of each run. The last column says how
    /// the speedup compares with that of the first run: `higher` or `lower` beyond the intervals,
    /// or `no difference`; `-` where the first run has none.
    public Table table() {
        var lines = new ArrayList<List<?>>();
        for (var group : groups)
            for (var entry : group.entries())
                for (int s = 0; s < sides.size(); s++)
                    if (entry.rows().get(s).isPresent())
                        lines.add(line(group, entry, s, entry.rows().get(s).get()));
        return Rows.table(
                "side by side",
                List.of(
                        "lesson",
                        "experiment",
                        "workload",
                        "variant",
                        "run",
                        "workers",
                        "median_ms",
                        "speedup",
                        "speedup_low",
                        "speedup_high",
                        "against_first"),
                lines);
    }

    private List<?> line(Group group, Entry entry, int side, ResultRow row) {
        return List.of(
                row.lesson(),
                row.experiment(),
                row.workload(),
                entry.name(),
                sides.get(side).label(),
                row.workers(),
                row.medianMillis(),
                row.speedup().estimate(),
                row.speedup().low(),
                row.speedup().high(),
                side == 0
                        ? "-"
                        : entry.rows()
                                .getFirst()
                                .map(first -> new Contrast.Pair(group, entry.name(), first, row))
                                .map(pair -> pair.verdict().inWords())
                                .orElse("-"));
    }

    /// A workload as it was measured in an experiment of a lesson.
    record Place(String lesson, String experiment, String workload) {
        static Place of(ResultRow row) {
            return new Place(row.lesson(), row.experiment(), row.workload());
        }
    }

    /// A variant of a workload in each run.
    ///
    /// @param name what it is called: the variant, and the workers where they belong to it
    /// @param rows a row for each run, where it has one that counts
    public record Entry(String name, List<Optional<ResultRow>> rows) {}

    /// What the runs have in common of a workload.
    ///
    /// @param baseline the variant that the speedups are over
    /// @param entries those that at least two runs have, in their order
    public record Group(
            String lesson,
            String experiment,
            String workload,
            String baseline,
            List<Entry> entries) {
        /// Whether there is anything besides the baseline.
        public boolean isWorthAFigure() {
            return !shown().isEmpty();
        }

        private List<Entry> shown() {
            return entries.stream().filter(entry -> !entry.name().equals(baseline)).toList();
        }

        /// The speedups side by side; the baseline, which is 1 everywhere, is a line.
        ///
        /// @param name the stem of the files
        /// @param sides the runs
        /// @throws IllegalArgumentException if there is nothing besides the baseline
        public Figure figure(String name, List<Side> sides) {
            var values = new LinkedHashMap<String, Map<String, Interval>>();
            for (int s = 0; s < sides.size(); s++) {
                var seen = new LinkedHashMap<String, Interval>();
                for (var entry : shown())
                    if (entry.rows().get(s).isPresent())
                        seen.put(entry.name(), entry.rows().get(s).get().speedup());
                values.put(sides.get(s).label(), seen);
            }
            return Figures.sideBySide(
                    name,
                    "%s: %s".formatted(workload, experiment),
                    baseline,
                    shown().stream().map(Entry::name).toList(),
                    values,
                    caption(sides));
        }

        private String caption(List<Side> sides) {
            var machines =
                    IntStream.range(0, sides.size())
                            .filter(s ->
                                    entries.stream().anyMatch(e -> e.rows().get(s).isPresent()))
                            .mapToObj(sides::get)
                            .map(side -> side.label() + ": " + side.machine())
                            .collect(Collectors.joining("; "));
            return "Marks: speedup over %s. Error bars: 95%% intervals. Dashed: 1, as fast as it. %s."
                    .formatted(baseline, machines);
        }
    }

    private static Group group(Place place, String baseline, List<Side> sides) {
        var rows =
                sides.stream()
                        .map(side ->
                                side.rows().stream()
                                        .filter(row -> Place.of(row).equals(place))
                                        .toList())
                        .toList();
        var several =
                rows.stream().flatMap(side -> repeated(side).stream()).collect(Collectors.toSet());
        var keys = new LinkedHashSet<Key>();
        for (var side : rows) for (var row : side) keys.add(Key.of(row, several));
        var entries = new ArrayList<Entry>();
        for (var key : keys) {
            Predicate<ResultRow> same = row -> Key.of(row, several).equals(key) && row.counts();
            var found = rows.stream().map(side -> side.stream().filter(same).findFirst()).toList();
            if (found.stream().filter(Optional::isPresent).count() > 1)
                entries.add(new Entry(name(key, found), found));
        }
        return new Group(
                place.lesson(),
                place.experiment(),
                place.workload(),
                baseline,
                List.copyOf(entries));
    }

    /// The variants that come with more than one number of workers.
    private static Set<String> repeated(List<ResultRow> rows) {
        return IntStream.range(0, rows.size())
                .filter(i ->
                        rows.subList(0, i).stream()
                                .anyMatch(row -> row.variant().equals(rows.get(i).variant())))
                .mapToObj(i -> rows.get(i).variant())
                .collect(Collectors.toSet());
    }

    /// What rows of different runs are joined by. @param workers 0 where they do not matter
    private record Key(String variant, int workers) {
        static Key of(ResultRow row, Set<String> several) {
            return new Key(row.variant(), several.contains(row.variant()) ? row.workers() : 0);
        }
    }

    private static String name(Key key, List<Optional<ResultRow>> found) {
        if (key.workers() > 0) return key.variant() + ", " + workers(List.of(key.workers()));
        var counts = found.stream().flatMap(Optional::stream).map(ResultRow::workers).distinct();
        var list = counts.toList();
        return list.size() == 1 ? key.variant() : key.variant() + ", " + workers(list);
    }

    private static String workers(List<Integer> counts) {
        return counts.stream().map(String::valueOf).collect(Collectors.joining(" and "))
                + (counts.equals(List.of(1)) ? " worker" : " workers");
    }
}
