package lab.view;

import java.util.List;
import lab.measure.Interval;

/// Lying bars made of block characters: dark up to the low end of the interval, grey up to its high
/// end.
///
/// @param groups the bars, under their headings
/// @param reference where to mark the axis, such as 1 for 'as fast as'; NaN for nowhere
/// @param unit what the axis counts
record TextBars(List<Group> groups, double reference, String unit) implements TextChart {
    private static final String SURE = "█";
    private static final String BELOW = "▓";
    private static final String ABOVE = "░";
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
    private static final int SHORTEST = 18;

    /// Bars under a heading, which may be empty.
    record Group(String heading, List<Bar> bars) {}

    /// A bar. @param label stands before it. @param value is its length
    record Bar(String label, Interval value) {}

    @Override
    public String draw(Terminal terminal) {
        var bars = groups.stream().flatMap(g -> g.bars().stream()).toList();
        int label = bars.stream().mapToInt(b -> b.label().length()).max().orElse(0);
        int value =
                bars.stream().mapToInt(b -> Numbers.interval(b.value()).length()).max().orElse(0);
        label = Math.min(label, Math.max(8, terminal.columns() - value - 4 - SHORTEST));
        int room = terminal.columns() - label - value - 4;
        double top = bars.stream().mapToDouble(b -> b.value().high()).max().orElse(1);
        if (!Double.isNaN(reference)) top = Math.max(top, reference);
        if (!(top > 0)) top = 1;
        var text = new StringBuilder();
        for (var group : groups) {
            if (!group.heading().isEmpty())
                for (var line : TableText.wrap(group.heading(), terminal.columns()))
                    text.append(line).append('\n');
            for (var bar : group.bars())
                text.append(pad(cut(bar.label(), label, terminal.unicode()), label))
                        .append("  ")
                        .append(pad(blocks(bar.value(), top, room, terminal.unicode()), room))
                        .append("  ")
                        .append(Numbers.interval(bar.value()))
                        .append('\n');
        }
        text.append(axis(label, room, top, terminal.unicode()));
        for (var line : TableText.wrap(key(terminal.unicode()), terminal.columns()))
            text.append(line).append('\n');
        return text.toString();
    }

    private static String blocks(Interval value, double top, int room, boolean unicode) {
        double scale = room / top;
        double low = Math.max(0, value.low()) * scale;
        double middle = Math.max(0, value.estimate()) * scale;
        double high = Math.max(0, value.high()) * scale;
        var bar = new StringBuilder();
        if (high - low < 1) {
            int whole = (int) middle;
            bar.repeat(unicode ? SURE : "#", whole);
            if (unicode && middle - whole >= 1.0 / 8)
                bar.append(EIGHTHS.charAt((int) ((middle - whole) * 8)));
            else if (whole == 0) bar.append(unicode ? "▏" : "|");
            return bar.toString();
        }
        bar.repeat(unicode ? SURE : "#", (int) Math.round(low));
        bar.repeat(unicode ? BELOW : "=", Math.max(0, (int) Math.round(middle) - bar.length()));
        bar.repeat(unicode ? ABOVE : "-", Math.max(0, (int) Math.round(high) - bar.length()));
        return bar.toString();
    }

    private String axis(int label, int room, double top, boolean unicode) {
        var line = new StringBuilder().repeat(unicode ? "─" : "-", room);
        var legend = new StringBuilder().repeat(" ", room);
        line.setCharAt(0, unicode ? '└' : '+');
        legend.setCharAt(0, '0');
        if (!Double.isNaN(reference)) {
            int at = Math.clamp(Math.round(reference / top * room), 1, room - 1);
            line.setCharAt(at, unicode ? '┴' : '+');
            var mark = Numbers.exact(reference);
            int start = Math.min(at, room - mark.length());
            legend.replace(start, start + mark.length(), mark);
        }
        var indent = " ".repeat(label + 2);
        return indent + line + "\n" + indent + legend.toString().stripTrailing() + "\n";
    }

    private String key(boolean unicode) {
        var marks = unicode ? List.of(SURE + BELOW, BELOW + ABOVE) : List.of("#=", "=-");
        return "%s %s; %s its 95%% interval".formatted(marks.get(0), unit, marks.get(1));
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /// The text, with its middle left out if it is longer: names often differ at their ends.
    static String cut(String text, int width, boolean unicode) {
        if (text.length() <= width) return text;
        var gap = unicode ? "…" : "..";
        int kept = Math.max(0, width - gap.length());
        int tail = kept / 3;
        return text.substring(0, kept - tail) + gap + text.substring(text.length() - tail);
    }
}
