package lab.view;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.measure.MachineCard;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/// Dots on a logarithmic axis, each with its count and share.
final class OutcomeDots {
    private static final double ROW = 36;

    private final String title;
    private final List<String> names;
    private final List<Long> counts;
    private final long total;

    private OutcomeDots(String title, Map<String, Long> outcomes) {
        if (outcomes.isEmpty())
            throw new IllegalArgumentException("no outcome to show: '%s'".formatted(title));
        var ordered = new LinkedHashMap<>(outcomes);
        this.title = title;
        this.names = List.copyOf(ordered.keySet());
        this.counts = List.copyOf(ordered.values());
        if (counts.stream().anyMatch(count -> count < 0))
            throw new IllegalArgumentException("a count below 0: " + outcomes);
        this.total = counts.stream().mapToLong(n -> n).sum();
    }

    static Figure figure(
            String name, String title, Map<String, Long> outcomes, MachineCard machine) {
        var dots = new OutcomeDots(title, outcomes);
        var caption =
                "Dots: how often each outcome was seen in %,d tries, on a logarithmic axis. %s."
                        .formatted(dots.total, machine.line());
        return new Figure(name, title, caption, dots.alt(), dots.data(), dots::chart, dots::text);
    }

    private double top() {
        return Math.max(2, Math.log10(Math.max(1, total))) * 1.02;
    }

    private Chart<?, ?> chart() {
        int n = names.size();
        var ticks = new ArrayList<Frame.Tick>();
        for (int i = 0; i < n; i++) ticks.add(new Frame.Tick(n - 1 - i, names.get(i)));
        var decades = Frame.Axis.log("times seen (logarithmic)", 1, Math.pow(10, top()));
        var x = new Frame.Axis("times seen", -0.15, top() * 1.3, decades.ticks(), true);
        var y = new Frame.Axis("", -0.6, n - 0.4, ticks, false);
        var frame = new Frame(title, x, y, List.of(), this::stems, this::labels);
        var chart = new FramedXy(frame, (int) Math.max(220, 124 + ROW * n));
        var at = new ArrayList<Double>();
        var place = new ArrayList<Double>();
        for (int i = 0; i < n; i++) {
            if (counts.get(i) == 0) continue;
            at.add(Math.log10(counts.get(i)));
            place.add((double) (n - 1 - i));
        }
        if (at.isEmpty()) {
            at.add(0.0);
            place.add(Double.NaN);
        }
        chart.points(
                "times seen",
                Plots.array(at),
                Plots.array(place),
                Theme.colour(0),
                Plots.marker(0, false));
        chart.getStyler().setMarkerSize(14);
        return chart;
    }

    private void stems(Graphics2D g, Frame.Scale scale) {
        g.setColor(Theme.colour(0));
        g.setStroke(Theme.SOLID);
        for (int i = 0; i < names.size(); i++) {
            double y = scale.y(names.size() - 1 - i);
            if (counts.get(i) > 0)
                g.draw(
                        new Line2D.Double(
                                scale.plot().getX(), y, scale.x(Math.log10(counts.get(i))), y));
        }
    }

    private void labels(Graphics2D g, Frame.Scale scale) {
        for (int i = 0; i < names.size(); i++) {
            double y = scale.y(names.size() - 1 - i) + 5;
            boolean never = counts.get(i) == 0;
            double x = never ? scale.plot().getX() + 4 : scale.x(Math.log10(counts.get(i))) + 14;
            Theme.text(g, label(i), Theme.STRONG, never ? Theme.MUTED : Theme.INK, x, y, 0);
        }
    }

    private String label(int i) {
        long count = counts.get(i);
        return count == 0 ? "never" : "%s (%s)".formatted(Numbers.exact(count), share(i));
    }

    private String share(int i) {
        return Numbers.shortest(100.0 * counts.get(i) / total) + "%";
    }

    private String alt() {
        var said = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++)
            said.add(
                    names.get(i)
                            + " "
                            + (counts.get(i) == 0
                                    ? "never"
                                    : Numbers.exact(counts.get(i))
                                            + (counts.get(i) == 1 ? " time, " : " times, ")
                                            + share(i)));
        return "Outcomes of %s tries: %s.".formatted(Numbers.exact(total), String.join("; ", said));
    }

    private Table data() {
        return Table.create(
                title,
                Tables.words("outcome", names.stream()),
                LongColumn.create("times", counts.stream().mapToLong(n -> n).toArray()));
    }

    private String text(Terminal terminal) {
        int name = names.stream().mapToInt(String::length).max().orElse(0);
        int label = 0;
        for (int i = 0; i < names.size(); i++) label = Math.max(label, label(i).length());
        int kept = Math.min(name, Math.max(8, terminal.columns() - label - 4 - 16));
        int room = terminal.columns() - kept - label - 4;
        var text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            double size = counts.get(i) == 0 ? 0 : Math.log10(counts.get(i)) / top();
            int dashes = (int) Math.round(size * (room - 1));
            var stem =
                    counts.get(i) == 0
                            ? ""
                            : (terminal.unicode() ? "─" : "-").repeat(dashes)
                                    + (terminal.unicode() ? "●" : "O");
            text.append(TextBars.pad(TextBars.cut(names.get(i), kept, terminal.unicode()), kept))
                    .append("  ")
                    .append(TextBars.pad(stem, room))
                    .append("  ")
                    .append(label(i))
                    .append('\n');
        }
        return text.append("(logarithmic: equal steps to the right multiply)\n").toString();
    }
}
