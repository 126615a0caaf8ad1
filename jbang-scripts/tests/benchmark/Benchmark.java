///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES ../../lab/Lab.java
//SOURCES Clock.java JmhClock.java Job.java LabClock.java
//DEPS org.openjdk.jmh:jmh-core:1.37
//DEPS org.openjdk.jmh:jmh-generator-annprocess:1.37
//JAVAC_OPTIONS -proc:full
//RUNTIME_OPTIONS -Djava.awt.headless=true --sun-misc-unsafe-memory-access=allow

package tests.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import lab.measure.Interval;
import lab.measure.Statistics;
import lab.view.Tables;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// Times the same functions with JMH and with the library's measuring, and prints the ratio.
///
/// Each takes turns at a JVM of its own with the same options, a few seconds each, in the order
/// JMH, library, library, JMH, so that a processor clock that drifts favours neither. Of each turn
/// counts the median; the ratio is taken pair by pair.
@Command(
        name = "benchmark",
        description =
                "Times the same functions with JMH and with the library, and prints the ratio.",
        footer = {
            "",
            "Exit code: 0 they agree within 5%, or the run cannot tell; 1 they differ; 2 bad usage."
        })
public final class Benchmark implements Runnable {
    private static final double TOLERANCE = 0.05;
    private static final int FEWEST_PAIRS = 3;
    private static final int MOST_PAIRS = 100;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "Turns of each, for each function; ${DEFAULT-VALUE} unless told.")
    private int pairs = 7;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this.")
    private boolean help;

    private boolean differs;

    public static void main(String... args) {
        var benchmark = new Benchmark();
        int code =
                new CommandLine(benchmark)
                        .setParameterExceptionHandler((e, words) -> {
                            System.err.println(
                                    "benchmark: " + e.getMessage().lines().findFirst().orElse(""));
                            return 2;
                        })
                        .execute(args);
        System.exit(code != 0 ? code : benchmark.differs ? 1 : 0);
    }

    @Override
    public void run() {
        if (pairs < FEWEST_PAIRS || pairs > MOST_PAIRS)
            throw new CommandLine.ParameterException(
                    new CommandLine(this),
                    "--pairs takes a number from %d to %d, not %d"
                            .formatted(FEWEST_PAIRS, MOST_PAIRS, pairs));
        var table =
                Table.create(
                        "JMH and the library: median times in ms, and their ratio",
                        StringColumn.create("function"),
                        DoubleColumn.create("JMH"),
                        DoubleColumn.create("library"),
                        StringColumn.create("library / JMH (95% interval)"),
                        StringColumn.create("within 5%?"));
        for (var job : Job.values()) addRow(table, job);
        System.out.println(Tables.text(table));
    }

    private void addRow(Table table, Job job) {
        var jmh = new ArrayList<Double>();
        var library = new ArrayList<Double>();
        for (int pair = 1; pair <= pairs; pair++) {
            System.err.printf("%s, pair %d of %d%n", job, pair, pairs);
            for (var clock : pair % 2 == 1 ? Clock.JMH_FIRST : Clock.LIBRARY_FIRST)
                (clock instanceof JmhClock ? jmh : library).add(clock.medianMillis(job));
        }
        var ratio = Statistics.medianInterval(ratios(library, jmh));
        var verdict = verdict(ratio);
        differs |= verdict.equals("no");
        table.stringColumn(0).append(job.toString());
        table.doubleColumn(1).append(median(jmh));
        table.doubleColumn(2).append(median(library));
        table.stringColumn(3)
                .append(
                        String.format(
                                Locale.ROOT,
                                "%.3f (%.3f to %.3f)",
                                ratio.estimate(),
                                ratio.low(),
                                ratio.high()));
        table.stringColumn(4).append(verdict);
    }

    private static String verdict(Interval ratio) {
        if (ratio.above(1 + TOLERANCE) || ratio.below(1 - TOLERANCE)) return "no";
        return ratio.high() <= 1 + TOLERANCE && ratio.low() >= 1 - TOLERANCE
                ? "yes"
                : "this run cannot tell";
    }

    private static double[] ratios(List<Double> above, List<Double> below) {
        return IntStream.range(0, above.size())
                .mapToDouble(i -> above.get(i) / below.get(i))
                .toArray();
    }

    private static double median(List<Double> values) {
        return Statistics.median(values.stream().mapToDouble(v -> v).toArray());
    }
}
