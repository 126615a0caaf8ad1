package lab.view;

import java.util.List;
import java.util.Map;
import lab.measure.Comparison;
import lab.measure.Interval;
import lab.measure.MachineCard;
import lab.measure.ScalingCurve;

/// The kinds of chart that the lessons use, all of one look.
///
/// Every figure says in its caption what is seen, how it was measured and on which machine, and in
/// its alt text what the figures are. The first parameter is the stem of the files: small letters,
/// digits and hyphens.
public final class Figures {
    private Figures() {}

    /// Bars for how many times as fast each variant is as the first of its workload, with 95% error
    /// bars.
    public static Figure speedups(
            String name, String title, List<Comparison> comparisons, MachineCard machine) {
        return SpeedupFigure.of(name, title, comparisons, machine);
    }

    /// Speedup against workers: measured points with error bars, the ideal up to the cores, the
    /// fits, and what they predict beyond, drawn as a prediction.
    public static Figure scaling(
            String name, String title, ScalingCurve curve, MachineCard machine) {
        return ScalingFigure.of(name, title, curve, machine);
    }

    /// Who did what when: a lane for each thread, in the order in which they come.
    ///
    /// @throws IllegalArgumentException if there is no span
    public static Figure timeline(
            String name, String title, List<Span> spans, MachineCard machine) {
        return Timeline.figure(name, title, spans, machine);
    }

    /// Who did what when, where lanes are no threads, or what is drawn was not measured.
    ///
    /// @param lane what has a lane: `job`, `processor`
    /// @param caption what is seen, and where it comes from
    /// @throws IllegalArgumentException if there is no span
    public static Figure timeline(
            String name, String title, String lane, List<Span> spans, String caption) {
        return Timeline.figure(name, title, lane, spans, List.of(), caption);
    }

    /// Who did what when, where several charts are to have the same colours.
    ///
    /// @param lane what has a lane: `job`, `processor`
    /// @param states all states that there can be, in an order that decides on their colours
    /// @param caption what is seen, and where it comes from
    /// @throws IllegalArgumentException if there is no span
    public static Figure timeline(
            String name,
            String title,
            String lane,
            List<Span> spans,
            List<String> states,
            String caption) {
        return Timeline.figure(name, title, lane, spans, states, caption);
    }

    /// How often which value came, a ridge for each set of samples, with its median. The axis is
    /// logarithmic where the values span more than two decades.
    ///
    /// @throws IllegalArgumentException if there is no sample
    public static Figure histogram(
            String name,
            String title,
            String xLabel,
            Map<String, double[]> samples,
            MachineCard machine) {
        return Distribution.figure(name, title, xLabel, samples, machine);
    }

    /// A grid of numbers, the darker the larger. NaN leaves a cell empty.
    ///
    /// @param values a row for each of `rows`, with a value for each of `columns`
    public static Figure heatmap(
            String name,
            String title,
            List<String> columns,
            List<String> rows,
            double[][] values,
            String unit,
            MachineCard machine) {
        return Heatmap.figure(name, title, columns, rows, values, unit, machine);
    }

    /// A grid of speedups: blue for faster than 1, orange for slower, and neither for what the
    /// interval cannot tell from 1.
    ///
    /// @param speedups a row for each of `rows`, with an interval for each of `columns`; null
    ///   leaves a cell empty
    public static Figure speedupGrid(
            String name,
            String title,
            List<String> columns,
            List<String> rows,
            Interval[][] speedups,
            MachineCard machine) {
        return Heatmap.speedups(name, title, columns, rows, speedups, machine);
    }

    /// Lines through points with error bars.
    ///
    /// @param logX whether the horizontal axis is logarithmic
    public static Figure lines(
            String name,
            String title,
            String xLabel,
            String yLabel,
            boolean logX,
            List<Line> lines,
            MachineCard machine) {
        return LinePlot.figure(name, title, xLabel, yLabel, logX, lines, machine);
    }

    /// Who waits for which lock and who holds it: threads and locks as nodes, a deadlock as a
    /// circle of thick arrows.
    ///
    /// @throws IllegalArgumentException if nobody waits
    public static Figure waitFor(
            String name, String title, List<Waiting> waits, MachineCard machine) {
        return WaitForFigure.figure(name, title, waits, machine);
    }

    /// The same speedups as several runs saw them: a row for each variant, and in it a mark with
    /// its interval for each run.
    ///
    /// @param baseline what the speedups are over
    /// @param rows the variants, from the top down
    /// @param sides by the name of each run, what it saw of each variant; it may lack some
    /// @param caption what is seen, and where it comes from
    /// @throws IllegalArgumentException if there is no speedup
    public static Figure sideBySide(
            String name,
            String title,
            String baseline,
            List<String> rows,
            Map<String, Map<String, Interval>> sides,
            String caption) {
        return SideBySide.figure(name, title, baseline, rows, sides, caption);
    }
}
