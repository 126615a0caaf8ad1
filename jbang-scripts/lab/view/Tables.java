package lab.view;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import lab.measure.Claim;
import lab.measure.Comparison;
import lab.measure.Fit;
import lab.measure.Interval;
import lab.measure.Measurement;
import lab.measure.ScalingCurve;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/// Results as tables: for a notebook, for a terminal, for a file. A table's name is its caption.
public final class Tables {
    /// What is said of a speedup whose interval includes 1.
    public static final String NO_DIFFERENCE = "no measurable difference";

    private Tables() {}

    /// What was measured of one workload, a row for each variant.
    public static Table of(Comparison comparison) {
        return of(List.of(comparison));
    }

    /// What was measured of several workloads, a row for each variant of each.
    public static Table of(List<Comparison> comparisons) {
        var first = comparisons.getFirst();
        var rows = comparisons.stream().flatMap(c -> c.measurements().stream()).toList();
        boolean several = rows.stream().map(Measurement::workload).distinct().count() > 1;
        var table =
                Table.create(
                        "%s%s, median of %s"
                                .formatted(
                                        first.experiment(),
                                        several ? "" : ": " + first.workload(),
                                        rounds(comparisons)));
        if (several) table.addColumns(words("workload", rows.stream().map(Measurement::workload)));
        return table.addColumns(
                words("variant", rows.stream().map(Measurement::variant)),
                figures("median ms", rows.stream().map(Measurement::medianMillis)),
                words("speedup (95% interval)", comparisons.stream().flatMap(Tables::speedups)),
                figures("busy cores", rows.stream().map(Measurement::busyCores)),
                figures(memory(first), rows.stream().map(m -> hundredths(m.allocatedMegabytes()))),
                IntColumn.create("peak threads", rows.stream().mapToInt(Measurement::peakThreads)));
    }

    private static String memory(Comparison comparison) {
        return comparison.experiment().equals(ResultsCsv.RESIDENT) ? "MB resident" : "MB allocated";
    }

    /// How many rounds: `15 rounds`, or `9 to 15 rounds`.
    static String rounds(List<Comparison> comparisons) {
        var counts =
                comparisons.stream()
                        .mapToInt(c -> c.measurements().getFirst().rounds())
                        .summaryStatistics();
        return counts.getMin() == counts.getMax()
                ? counts.getMax() + " rounds"
                : counts.getMin() + " to " + counts.getMax() + " rounds";
    }

    /// A scaling curve: what was measured for each number of workers and what the fits say of it,
    /// then what they predict for more cores than there are.
    public static Table of(ScalingCurve curve) {
        var comparison = curve.comparison();
        var points = curve.points();
        var predictions = curve.predictions();
        var none = Stream.generate(() -> Double.NaN).limit(predictions.size()).toList();
        var table =
                Table.create(
                        "%s: %s, median of %s"
                                .formatted(
                                        comparison.experiment(),
                                        comparison.workload(),
                                        rounds(List.of(comparison))),
                        words(
                                "",
                                Stream.concat(
                                        points.stream().map(m -> "measured"),
                                        predictions.stream()
                                                .map(p ->
                                                        "prediction, " + model(curve, p.model())))),
                        IntColumn.create(
                                "workers",
                                Stream.concat(
                                                points.stream().map(Measurement::workers),
                                                predictions.stream()
                                                        .map(ScalingCurve.Prediction::cores))
                                        .mapToInt(n -> n)),
                        words(
                                "speedup (95% interval)",
                                Stream.concat(
                                        points.stream().map(m -> speedup(m.speedup())),
                                        predictions.stream()
                                                .map(p -> Numbers.interval(p.speedup())))));
        for (var fit : List.of(curve.amdahl(), curve.usl()))
            if (fit.isPresent())
                table.addColumns(
                        figures(
                                fit.equals(curve.amdahl()) ? "Amdahl fit" : "USL fit",
                                Stream.concat(
                                        points.stream().map(m -> fitted(fit, m, curve.cores())),
                                        none.stream())));
        return table;
    }

    /// What a fit is called where it is shown.
    static String model(ScalingCurve curve, String model) {
        return model.equals("USL")
                ? curve.uslIdentified() ? "USL" : "USL at worst"
                : "Amdahl's law";
    }

    private static double fitted(Optional<? extends Fit> fit, Measurement m, int cores) {
        return fit.map(f -> f.speedup(Math.min(m.workers(), cores))).orElse(Double.NaN);
    }

    /// The best way for each workload, or the ways that the intervals cannot tell apart, and what
    /// it makes of the cores: efficiency is speedup over cores.
    ///
    /// @param cores how many processors the JVM may use
    public static Table best(List<Comparison> comparisons, int cores) {
        var best = comparisons.stream().map(Comparison::best).toList();
        return Table.create(
                "How much faster, and how",
                words("workload", comparisons.stream().map(Comparison::workload)),
                words(
                        "best way",
                        best.stream()
                                .map(ways ->
                                        String.join(
                                                " or ",
                                                ways.stream().map(Measurement::variant).toList()))),
                words(
                        "speedup (95% interval)",
                        best.stream().map(ways -> speedup(ways.getFirst().speedup()))),
                figures(
                        "efficiency",
                        best.stream().map(ways -> ways.getFirst().speedup().estimate() / cores)),
                figures("busy cores", best.stream().map(ways -> ways.getFirst().busyCores())));
    }

    /// Claims and what this run says of them.
    public static Table claims(List<Claim> claims) {
        return Table.create(
                "Claims",
                words("claim", claims.stream().map(Claim::text)),
                words(
                        "in this run",
                        claims.stream()
                                .map(c ->
                                        c.verdict().mark()
                                                + switch (c.verdict()) {
                                                    case HELD -> " held";
                                                    case REFUTED -> " did not hold";
                                                    case UNDECIDED -> " cannot tell";
                                                })),
                words("evidence", claims.stream().map(Claim::evidence)));
    }

    /// A speedup for a reader: `1.92 (1.89 to 1.94)`, or that there is no measurable difference.
    public static String speedup(Interval speedup) {
        return Numbers.interval(speedup)
                + (speedup.includes(1) && speedup.low() < speedup.high()
                        ? ", " + NO_DIFFERENCE
                        : "");
    }

    /// The table as HTML that needs neither style sheet nor script; all text is escaped.
    public static String html(Table table) {
        return TableHtml.of(table);
    }

    /// The table as lines of text, 80 characters wide if its words allow it.
    public static String text(Table table) {
        return text(table, Terminal.USUAL_COLUMNS);
    }

    /// The table as lines of text, so wide if its words allow it.
    public static String text(Table table, int columns) {
        return TableText.of(table, columns);
    }

    /// The table as comma-separated values in UTF-8, with a header line.
    public static byte[] csv(Table table) {
        var lines = new StringBuilder(Csv.line(table.columnNames()));
        for (int r = 0; r < table.rowCount(); r++) {
            var fields = new ArrayList<String>();
            for (var column : table.columns()) fields.add(field(column, r));
            lines.append(Csv.line(fields));
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Writes the table as a CSV file, which appears whole or not at all.
    ///
    /// @return the file
    /// @throws IOException if it cannot be written
    public static Path write(Table table, Path file) throws IOException {
        return WholeFile.write(file, csv(table));
    }

    /// Text as HTML: what has a meaning there loses it.
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /// A column of text.
    static Column<?> words(String name, Stream<String> values) {
        return StringColumn.create(name, values.toList());
    }

    /// A column of numbers.
    static Column<?> figures(String name, Stream<Double> values) {
        return DoubleColumn.create(name, values.mapToDouble(x -> x).toArray());
    }

    /// A cell for a reader.
    static String cell(Column<?> column, int row) {
        if (column.isMissing(row)) return "";
        return column.get(row) instanceof Number number
                ? isWhole(column)
                        ? String.format(Locale.ROOT, "%,d", number.longValue())
                        : Numbers.three(number.doubleValue())
                : String.valueOf(column.get(row));
    }

    /// Whether the column holds numbers.
    static boolean isNumeric(Column<?> column) {
        return isWhole(column)
                || column.type() == ColumnType.DOUBLE
                || column.type() == ColumnType.FLOAT;
    }

    private static boolean isWhole(Column<?> column) {
        return column.type() == ColumnType.INTEGER
                || column.type() == ColumnType.LONG
                || column.type() == ColumnType.SHORT;
    }

    private static String field(Column<?> column, int row) {
        if (column.isMissing(row)) return "";
        return column.get(row) instanceof Number number && !isWhole(column)
                ? ResultsCsv.number(number.doubleValue())
                : String.valueOf(column.get(row));
    }

    private static double hundredths(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /// The speedups in words, one for each variant.
    public static Stream<String> speedups(Comparison comparison) {
        var all = comparison.measurements();
        return Stream.concat(
                Stream.of("1 (reference)"), all.stream().skip(1).map(m -> speedup(m.speedup())));
    }
}
