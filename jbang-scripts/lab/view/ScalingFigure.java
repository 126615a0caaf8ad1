package lab.view;

import static lab.view.ScalingAxes.log2;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lab.measure.Interval;
import lab.measure.MachineCard;
import lab.measure.Measurement;
import lab.measure.ScalingCurve;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/// A scaling curve with the words and figures that belong to its picture.
final class ScalingFigure {
    private static final int STEPS = 60;

    private final ScalingCurve curve;
    private final List<ScalingModel> models;
    private final ScalingAxes axes;
    private final String coresInWords;

    private ScalingFigure(ScalingCurve curve) {
        this.curve = curve;
        this.models = ScalingModel.of(curve);
        this.axes = new ScalingAxes(curve);
        this.coresInWords = curve.cores() == 1 ? "1 core" : curve.cores() + " cores";
    }

    static Figure of(String name, String title, ScalingCurve curve, MachineCard machine) {
        var figure = new ScalingFigure(curve);
        return new Figure(
                name,
                title,
                figure.caption(machine),
                figure.alt(),
                figure.data(title),
                () -> ScalingPlot.of(title, curve),
                figure.text());
    }

    private String caption(MachineCard machine) {
        var predicted =
                curve.predictions().isEmpty()
                        ? ""
                        : " Dashed, with open marks: what the fits predict for more cores, not"
                                + " measured; the error bars there hold the scatter of the rounds,"
                                + " not the doubt in the models.";
        return "Points: %s, median speedup over %s in %s, with 95%% intervals.%s %s."
                .formatted(
                        curve.comparison().workload(),
                        axes.reference(),
                        Tables.rounds(List.of(curve.comparison())),
                        predicted,
                        machine.line());
    }

    private String alt() {
        var measured =
                curve.points().stream()
                        .map(m ->
                                "%s with %d"
                                        .formatted(
                                                Numbers.three(m.speedup().estimate()), m.workers()))
                        .collect(Collectors.joining(", "));
        var text =
                new StringBuilder(
                        "Speedup of %s against workers, on %s. Measured: %s."
                                .formatted(curve.comparison().workload(), coresInWords, measured));
        for (var model : models) {
            text.append(" Fitted %s: %s".formatted(model.name(), model.parameters()));
            if (!model.predictions().isEmpty()) {
                var last = model.predictions().getLast();
                text.append(
                        "; it predicts %s on %d cores, which was not measured"
                                .formatted(Numbers.three(last.speedup().estimate()), last.cores()));
            }
            text.append('.');
        }
        return text.toString();
    }

    private Table data(String title) {
        var points = curve.points();
        var predictions = curve.predictions();
        var speedups =
                Stream.concat(
                                points.stream().map(Measurement::speedup),
                                predictions.stream().map(ScalingCurve.Prediction::speedup))
                        .toList();
        return Table.create(
                title,
                Tables.words(
                        "kind",
                        Stream.concat(
                                points.stream().map(m -> "measured"),
                                predictions.stream().map(p -> "predicted by " + p.model()))),
                IntColumn.create(
                        "workers",
                        Stream.concat(
                                        points.stream().map(Measurement::workers),
                                        predictions.stream().map(ScalingCurve.Prediction::cores))
                                .mapToInt(n -> n)),
                Tables.figures("speedup", speedups.stream().map(Interval::estimate)),
                Tables.figures("speedup_low", speedups.stream().map(Interval::low)),
                Tables.figures("speedup_high", speedups.stream().map(Interval::high)));
    }

    private TextChart text() {
        var layers = new ArrayList<TextPlot.Layer>();
        var ideal = axes.ideal();
        layers.add(TextPlot.Layer.line("ideal: N times on N cores", '─', '-', ideal[0], ideal[1]));
        char mark = 'a';
        for (var model : models) {
            boolean predicts = !model.predictions().isEmpty();
            double to = predicts ? axes.widest() : curve.cores();
            var line = ScalingAxes.curve(model, 1, to, STEPS);
            var beyond = predicts ? "; beyond the cores a prediction, not measured" : "";
            var name = model.name() + ": " + model.parameters() + beyond;
            layers.add(TextPlot.Layer.line(name, mark, mark, line[0], line[1]));
            mark = 'u';
        }
        var points = curve.points();
        layers.add(
                TextPlot.Layer.points(
                        "measured on " + coresInWords,
                        '●',
                        'O',
                        points.stream().mapToDouble(m -> log2(m.workers())).toArray(),
                        points.stream().mapToDouble(m -> log2(m.speedup().estimate())).toArray()));
        return new TextPlot(axes.x(), axes.y(), layers);
    }
}
