package lab.results;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lab.measure.Interval;
import lab.view.Numbers;

/// A judgement in words.
final class Wording {
    private final Judgement judgement;
    private final Limits limits;

    Wording(Judgement judgement) {
        this.judgement = judgement;
        this.limits = new Limits(judgement.sequential());
    }

    String text() {
        var parts = new ArrayList<String>();
        parts.add(judgement.chosen().map(this::choice).orElseGet(Wording::nothing));
        judgement.chosen().ifPresent(chosen -> compared(parts, chosen));
        judgement
                .lock()
                .filter(limits::isOneProcessor)
                .ifPresent(lock ->
                        parts.add(
                                "the interpreter lock lets one thread run at a time"
                                        + busy(List.of(lock))));
        parts.addAll(judgement.missing());
        return String.join("; ", parts);
    }

    private String choice(ResultRow chosen) {
        if (isSequential(chosen))
            return judgement.ties().isEmpty() && judgement.slower().isEmpty()
                    ? "sequential, as no other model has figures that count"
                    : "sequential, as no model is measurably faster";
        var limit =
                limits.of(chosen)
                        .map(l ->
                                switch (l) {
                                    case OVERHEAD -> ", at" + timesTheWork(List.of(chosen));
                                    case PROCESSORS ->
                                            ", and the processors are the limit"
                                                    + busy(List.of(chosen));
                                    case SIZE -> ", limited by its size";
                                    case ONE_PROCESSOR ->
                                            ", with one processor busy" + of(List.of(chosen));
                                });
        return name(chosen) + ", " + times(chosen.speedup()) + limit.orElse("");
    }

    private static String nothing() {
        return "nothing to recommend, as no model has figures that show it to be faster";
    }

    private void compared(List<String> parts, ResultRow chosen) {
        group(parts, chosen, judgement.ties(), "cannot be told from it", "cannot be told from it");
        simplest(chosen).ifPresent(row -> parts.add("the simplest of these is " + name(row)));
        var slower = judgement.slower().stream().filter(row -> !isSequential(row)).toList();
        for (var limit : Limits.Limit.values())
            limited(
                    parts,
                    limit,
                    slower.stream()
                            .filter(row -> limits.of(row).equals(Optional.of(limit)))
                            .toList());
        group(
                parts,
                chosen,
                slower.stream().filter(row -> limits.of(row).isEmpty()).toList(),
                "is slower",
                "are slower");
    }

    /// The simplest of the tied, if it is not the one that is chosen. It has to be faster than
    /// sequential itself.
    private Optional<ResultRow> simplest(ResultRow chosen) {
        return Stream.concat(Stream.of(chosen), judgement.ties().stream())
                .filter(row -> row.speedup().above(1))
                .min(Models.simplestFirst())
                .filter(row -> row != chosen);
    }

    private void limited(List<String> parts, Limits.Limit limit, List<ResultRow> rows) {
        if (rows.isEmpty()) return;
        boolean one = rows.size() == 1;
        var names =
                listed(
                        rows.stream()
                                .map(row -> limit == Limits.Limit.SIZE ? sized(row) : name(row))
                                .toList());
        parts.add(
                names
                        + switch (limit) {
                            case OVERHEAD ->
                                    (one ? " is slower, and takes" : " are slower, and take")
                                            + timesTheWork(rows);
                            case PROCESSORS ->
                                    (one
                                                    ? " is slower, with the processors as its limit"
                                                    : " are slower, with the processors as their"
                                                            + " limit")
                                            + busy(rows);
                            case SIZE ->
                                    one ? " is limited by its size" : " are limited by their sizes";
                            case ONE_PROCESSOR ->
                                    (one ? " is" : " are")
                                            + " slower, with one processor busy"
                                            + of(rows);
                        });
    }

    private static void group(
            List<String> parts,
            ResultRow chosen,
            List<ResultRow> rows,
            String one,
            String several) {
        if (rows.isEmpty()) return;
        var first = rows.getFirst();
        if (rows.size() == 1)
            parts.add("%s %s (%s times as fast)".formatted(name(first), one, ratio(first, chosen)));
        else
            parts.add(
                    listed(
                                    rows.stream()
                                            .map(row ->
                                                    "%s (%s%s)"
                                                            .formatted(
                                                                    name(row),
                                                                    ratio(row, chosen),
                                                                    row == first
                                                                            ? " times as fast"
                                                                            : ""))
                                            .toList())
                            + " "
                            + several);
    }

    /// `a, b and c`.
    private static String listed(List<String> names) {
        int last = names.size() - 1;
        return last == 0
                ? names.getFirst()
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /// ` (1.97, 1.90 of 2 busy)`.
    private static String busy(List<ResultRow> rows) {
        return of(rows).replace(")", " busy)");
    }

    /// ` (1.97, 1.90 of 2)`.
    private static String of(List<ResultRow> rows) {
        return " (%s of %d)"
                .formatted(
                        String.join(", ", rows.stream().map(Limits::busy).toList()),
                        rows.getFirst().cores());
    }

    /// ` 4.87 and 5.60 times the processor time of one thread`.
    private String timesTheWork(List<ResultRow> rows) {
        return " %s times the processor time of one thread"
                .formatted(
                        listed(
                                rows.stream()
                                        .map(limits::timesTheWork)
                                        .map(Numbers::three)
                                        .toList()));
    }

    /// The name with the number of workers, which is what limits it.
    private static String sized(ResultRow row) {
        return Models.isPool(row.variant())
                ? name(row)
                : "%s (%d workers)".formatted(row.variant(), row.workers());
    }

    private static boolean isSequential(ResultRow row) {
        return row.variant().equals(Models.SEQUENTIAL);
    }

    /// `fixed pool of 16`, where a number belongs to the name.
    private static String name(ResultRow row) {
        return Models.isPool(row.variant())
                ? row.variant() + " of " + row.workers()
                : row.variant();
    }

    /// `48.1 times (47.0 to 49.3)`.
    private static String times(Interval speedup) {
        var figures = Numbers.interval(speedup);
        int gap = figures.indexOf(" (");
        return gap < 0
                ? figures + " times"
                : figures.substring(0, gap) + " times" + figures.substring(gap);
    }

    /// How many times as fast the one is as the other: `0.98 to 1.03`.
    private static String ratio(ResultRow row, ResultRow chosen) {
        double low = row.speedup().low() / chosen.speedup().high();
        double high = row.speedup().high() / chosen.speedup().low();
        return below(low) + " to " + below(high);
    }

    /// Three digits, but never 1 for what is below 1.
    private static String below(double ratio) {
        var shown = Numbers.three(ratio);
        if (ratio >= 1 || !shown.equals("1.00")) return shown;
        return new BigDecimal(ratio).round(new MathContext(3, RoundingMode.DOWN)).toPlainString();
    }
}
