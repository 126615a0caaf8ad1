package lab.results;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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
        parts.add(judgement.chosen().map(this::choice).orElseGet(this::nothing));
        judgement.chosen().ifPresent(chosen -> compared(parts, chosen));
        judgement.lock()
                .flatMap(limits::oneAtATime)
                .ifPresent(busy -> parts.add("the interpreter lock lets one thread run at a time (" + busy + ")"));
        parts.addAll(judgement.missing());
        return String.join("; ", parts);
    }

    private String choice(ResultRow chosen) {
        if (isSequential(chosen))
            return judgement.ties().isEmpty() && judgement.slower().isEmpty()
                    ? "sequential, as no other model has figures that count"
                    : "sequential, as no model is measurably faster";
        return name(chosen)
                + ", "
                + times(chosen.speedup())
                + limits.of(chosen).map(limit -> ", and " + limit).orElse("");
    }

    private String nothing() {
        return "nothing to recommend, as no model has figures that show it to be faster";
    }

    private void compared(List<String> parts, ResultRow chosen) {
        group(parts, chosen, judgement.ties(), "is no different", "are no different");
        simplest(chosen).ifPresent(row -> parts.add("the simplest of these is " + name(row)));
        var unexplained = new ArrayList<ResultRow>();
        for (var row : judgement.slower()) {
            if (isSequential(row)) continue;
            limits.of(row)
                    .ifPresentOrElse(
                            limit -> parts.add(name(row) + " is slower, and " + limit),
                            () -> unexplained.add(row));
        }
        group(parts, chosen, unexplained, "is slower", "are slower");
    }

    private java.util.Optional<ResultRow> simplest(ResultRow chosen) {
        return Stream.concat(Stream.of(chosen), judgement.ties().stream())
                .min(Models.simplestFirst())
                .filter(row -> row != chosen);
    }

    private void group(
            List<String> parts, ResultRow chosen, List<ResultRow> rows, String one, String several) {
        if (rows.isEmpty()) return;
        if (rows.size() == 1) {
            var row = rows.getFirst();
            parts.add("%s %s (%s times as fast)".formatted(name(row), one, ratio(row, chosen)));
            return;
        }
        var names =
                rows.stream()
                        .map(row ->
                                "%s (%s%s)"
                                        .formatted(
                                                name(row),
                                                ratio(row, chosen),
                                                row == rows.getFirst() ? " times as fast" : ""))
                        .collect(Collectors.toCollection(ArrayList::new));
        var last = names.removeLast();
        parts.add("%s and %s %s".formatted(String.join(", ", names), last, several));
    }

    private static boolean isSequential(ResultRow row) {
        return row.variant().equals(Models.SEQUENTIAL);
    }

    /// `fixed pool of 16`, where a number belongs to the name.
    private String name(ResultRow row) {
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
