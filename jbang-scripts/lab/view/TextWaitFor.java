package lab.view;

import java.util.List;
import java.util.function.Function;

/// A line for each wait, those of a deadlock first and joined by a line of their own.
record TextWaitFor(List<Waiting> waits) implements TextChart {
    private static final String WAITS = "  waits for  ";
    private static final String HELD = "  held by  ";
    private static final int MARK = 3;

    @Override
    public String draw(Terminal terminal) {
        var circle = waits.stream().filter(Waiting::inCycle).toList();
        int room = terminal.columns() - MARK - WAITS.length() - HELD.length();
        int thread = Math.min(room / 3, longest(Waiting::thread));
        int lock = Math.min(room / 3, longest(wait -> '[' + wait.lock() + ']'));
        var text = new StringBuilder();
        for (int i = 0; i < circle.size(); i++)
            line(text, mark(i, circle.size(), terminal), circle.get(i), thread, lock, terminal);
        for (var wait : waits) if (!wait.inCycle()) line(text, "   ", wait, thread, lock, terminal);
        return text.toString();
    }

    private int longest(Function<Waiting, String> name) {
        return waits.stream().map(name).mapToInt(String::length).max().orElse(0);
    }

    private static String mark(int i, int of, Terminal terminal) {
        if (of == 1) return terminal.unicode() ? "○  " : "o  ";
        if (i == 0) return terminal.unicode() ? "┌▶ " : "+> ";
        return i == of - 1
                ? terminal.unicode() ? "└─ " : "+- "
                : terminal.unicode() ? "│  " : "|  ";
    }

    private static void line(
            StringBuilder text,
            String mark,
            Waiting wait,
            int thread,
            int lock,
            Terminal terminal) {
        boolean unicode = terminal.unicode();
        int rest = terminal.columns() - MARK - WAITS.length() - HELD.length() - thread - lock;
        text.append(mark)
                .append(padded(wait.thread(), thread, unicode))
                .append(WAITS)
                .append(padded('[' + wait.lock() + ']', lock, unicode))
                .append(HELD)
                .append(TextBars.cut(wait.holder(), rest, unicode))
                .append('\n');
    }

    private static String padded(String text, int width, boolean unicode) {
        return TextBars.pad(TextBars.cut(text, width, unicode), width);
    }
}
