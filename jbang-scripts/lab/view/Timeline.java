package lab.view;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lab.measure.MachineCard;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/// Who did what when: a lane for each thread, a bar for each span, a colour and a hatching for each
/// state (Gantt 1910).
final class Timeline {
    private static final double THICK = 0.72;
    private static final double TALLEST_LANE = 42;
    private static final double LOWEST_LANE = 15;
    private static final double LANES_HEIGHT = 330;
    private static final double SEAM = 1.2;
    private static final int HATCHED_SPANS = 200;
    private static final int SPELLED_OUT = 8;

    private final String title;
    private final String lane;
    private final List<Span> spans;
    private final List<String> lanes;
    private final List<String> states;
    private final double start;
    private final double end;

    private Timeline(String title, String lane, List<Span> spans, List<String> known) {
        if (spans.isEmpty())
            throw new IllegalArgumentException("a timeline needs a span: '%s'".formatted(title));
        this.title = title;
        this.lane = lane;
        this.spans = List.copyOf(spans);
        this.lanes = distinct(spans.stream().map(Span::lane).toList());
        this.states =
                distinct(Stream.concat(known.stream(), spans.stream().map(Span::state)).toList());
        this.start = spans.stream().mapToDouble(Span::fromMillis).min().orElse(0);
        this.end = spans.stream().mapToDouble(Span::toMillis).max().orElse(1);
    }

    static Figure figure(String name, String title, List<Span> spans, MachineCard machine) {
        return figure(name, title, "thread", spans, List.of(), caption(machine));
    }

    static Figure figure(
            String name,
            String title,
            String lane,
            List<Span> spans,
            List<String> states,
            String caption) {
        var timeline = new Timeline(title, lane, spans, states);
        return new Figure(
                name,
                title,
                caption,
                timeline.alt(),
                timeline.data(),
                timeline::chart,
                new TextTimeline(timeline.spans, timeline.lanes, timeline.states));
    }

    private static List<String> distinct(List<String> names) {
        return List.copyOf(new LinkedHashSet<>(names));
    }

    /// The numbers of the states that some span has.
    private List<Integer> occurring() {
        return IntStream.range(0, states.size())
                .filter(s -> spans.stream().anyMatch(span -> span.state().equals(states.get(s))))
                .boxed()
                .toList();
    }

    private Chart<?, ?> chart() {
        int n = lanes.size();
        double lane = Math.clamp(LANES_HEIGHT / n, LOWEST_LANE, TALLEST_LANE);
        var ticks = new ArrayList<Frame.Tick>();
        for (int l = 0; l < n; l++) ticks.add(new Frame.Tick(n - 1 - l, lanes.get(l)));
        double length = end > start ? end - start : 1;
        var x = Frame.Axis.numbers("milliseconds", 0, length * 1.02, 8);
        var y = new Frame.Axis("a lane for each " + this.lane, -0.6, n - 0.4, ticks, false);
        var keys = new ArrayList<Frame.Key>();
        if (occurring().size() > 1)
            for (int s : occurring())
                keys.add(new Frame.Key(states.get(s), Plots.box(Theme.colour(s), hatching(s))));
        var frame = new Frame(title, x, y, keys, Frame.Painter.none(), this::over);
        var chart = new FramedXy(frame, (int) (154 + lane * (n + 0.2)) + frame.legendRoom(0));
        for (int s : occurring()) bars(chart, s);
        return chart;
    }

    private void bars(FramedXy chart, int state) {
        var x = new ArrayList<Double>();
        var y = new ArrayList<Double>();
        for (var span : spans) {
            if (!span.state().equals(states.get(state))) continue;
            double from = span.fromMillis() - start;
            double to = span.toMillis() - start;
            double low = row(span) - THICK / 2;
            double high = row(span) + THICK / 2;
            if (!x.isEmpty()) {
                x.add(from);
                y.add(Double.NaN);
            }
            x.addAll(List.of(from, to, to, from));
            y.addAll(List.of(low, low, high, high));
        }
        chart.area(states.get(state), Plots.array(x), Plots.array(y), Theme.colour(state));
    }

    private int row(Span span) {
        return lanes.size() - 1 - lanes.indexOf(span.lane());
    }

    /// Hatches the bars, draws seams between spans that touch, and a line where the last one ends.
    private void over(Graphics2D g, Frame.Scale scale) {
        for (var span : spans) {
            double x = scale.x(span.fromMillis() - start);
            double wide = scale.x(span.toMillis() - start) - x;
            double top = scale.y(row(span) + THICK / 2);
            double high = scale.y(row(span) - THICK / 2) - top;
            int state = states.indexOf(span.state());
            Plots.hatch(g, new Rectangle2D.Double(x, top, wide, high), hatching(state));
            if (wide < 1) {
                g.setColor(Theme.colour(state));
                g.fill(new Rectangle2D.Double(x, top, 1, high));
            } else if (wide > 3 * SEAM && follows(span)) {
                g.setColor(Theme.PAPER);
                g.fill(new Rectangle2D.Double(x, top, SEAM, high));
            }
        }
        double last = scale.x(end - start);
        g.setColor(Theme.INK);
        g.setStroke(Theme.REFERENCE);
        g.draw(new Line2D.Double(last, scale.plot().getY(), last, scale.plot().getMaxY()));
        Theme.text(
                g,
                "the last one ends: " + Numbers.three(end - start) + " ms",
                Theme.SMALL,
                Theme.INK,
                Math.min(last, scale.plot().getMaxX()),
                scale.plot().getY() - 4,
                1);
    }

    /// Many small bars are not hatched: it would be all that one sees.
    private int hatching(int state) {
        return spans.size() <= HATCHED_SPANS ? state : 0;
    }

    private boolean follows(Span span) {
        double touch = (end - start) * 1e-3;
        return spans.stream()
                .anyMatch(other ->
                        other.lane().equals(span.lane())
                                && Math.abs(other.toMillis() - span.fromMillis()) < touch);
    }

    private static String caption(MachineCard machine) {
        return ("One run: a lane for each thread, a bar for each thing that it did. A single run is"
                        + " an example, not a measurement. %s.")
                .formatted(machine.line());
    }

    private String alt() {
        var text = new StringBuilder("Timeline of ");
        text.append(lanes.size() == 1 ? "1 lane" : lanes.size() + " lanes")
                .append(" over ")
                .append(Numbers.three(end - start))
                .append(" ms");
        var seen = occurring().stream().map(states::get).toList();
        if (seen.size() > 1) text.append(", with the states ").append(String.join(", ", seen));
        text.append(". ");
        var byEnd = lanes.stream().sorted(Comparator.comparingDouble(this::endOf)).toList();
        var told = byEnd.size() <= SPELLED_OUT ? byEnd : List.of(byEnd.getFirst(), byEnd.getLast());
        var ends = new ArrayList<String>();
        for (var lane : told) {
            var rank =
                    told.size() == 1
                            ? " ends at "
                            : lane.equals(told.getFirst())
                                    ? " is the first to end, at "
                                    : lane.equals(told.getLast())
                                            ? " is the last, at "
                                            : " ends at ";
            ends.add(lane + rank + Numbers.three(endOf(lane)) + " ms");
        }
        return text.append(String.join(", ", ends)).append('.').toString();
    }

    private double endOf(String lane) {
        return spans.stream()
                        .filter(s -> s.lane().equals(lane))
                        .mapToDouble(Span::toMillis)
                        .max()
                        .orElse(start)
                - start;
    }

    private Table data() {
        return Table.create(
                title,
                Tables.words("lane", spans.stream().map(Span::lane)),
                Tables.words("state", spans.stream().map(Span::state)),
                Tables.figures("from_ms", spans.stream().map(s -> s.fromMillis() - start)),
                Tables.figures("to_ms", spans.stream().map(s -> s.toMillis() - start)));
    }
}
