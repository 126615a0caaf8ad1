package lab.view;

import java.util.List;
import java.util.stream.Collectors;

/// A line for each lane, a character for each slice of the time: the state that filled most of it.
record TextTimeline(List<Span> spans, List<String> lanes, List<String> states)
        implements TextChart {
    private static final String MARKS = "█▒▓░▞◆●○▲▽";
    private static final String PLAIN = "#=%.x*o@^v";
    private static final int NAME = 28;

    @Override
    public String draw(Terminal terminal) {
        var marks = terminal.unicode() ? MARKS : PLAIN;
        int name = Math.min(NAME, lanes.stream().mapToInt(String::length).max().orElse(0));
        int room = terminal.columns() - name - 2;
        double start = spans.stream().mapToDouble(Span::fromMillis).min().orElse(0);
        double end = spans.stream().mapToDouble(Span::toMillis).max().orElse(1);
        double slice = end > start ? (end - start) / room : 1;
        var text = new StringBuilder();
        for (var lane : lanes) {
            var own = spans.stream().filter(s -> s.lane().equals(lane)).toList();
            text.append(TextBars.pad(TextBars.cut(lane, name, terminal.unicode()), name))
                    .append("  ");
            var line = new StringBuilder();
            for (int c = 0; c < room; c++) {
                int state = main(own, start + c * slice, start + (c + 1) * slice);
                line.append(state < 0 ? ' ' : marks.charAt(state % marks.length()));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        var length = Numbers.three(end - start) + " ms";
        text.append(" ".repeat(name + 2))
                .append('0')
                .append(" ".repeat(Math.max(1, room - 1 - length.length())))
                .append(length)
                .append('\n');
        var told = spans.stream().map(Span::state).collect(Collectors.toSet());
        if (told.size() > 1)
            for (int s = 0; s < states.size(); s++)
                if (told.contains(states.get(s)))
                    text.append("  ")
                            .append(marks.charAt(s % marks.length()))
                            .append("  ")
                            .append(states.get(s))
                            .append('\n');
        return text.toString();
    }

    /// The state that fills most of the slice, if some state fills a third of it; else -1.
    private int main(List<Span> own, double from, double to) {
        var shares = new double[states.size()];
        for (var span : own)
            shares[states.indexOf(span.state())] +=
                    Math.max(0, Math.min(to, span.toMillis()) - Math.max(from, span.fromMillis()));
        int most = 0;
        for (int s = 1; s < shares.length; s++) if (shares[s] > shares[most]) most = s;
        return shares[most] * 3 >= to - from ? most : -1;
    }
}
