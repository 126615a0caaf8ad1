package lab.view;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// One line that is written over, at most four times a second; it is drawn by whoever reports,
/// never by a thread of its own, which would disturb what is measured. Where lines cannot be
/// written over, only the last one is shown. Threads may share it.
final class TerminalProgress implements Display.Progress {
    private static final long GAP_NANOS = Duration.ofMillis(250).toNanos();
    private static final int BAR = 20;
    private static final String START_OF_LINE = "\r";
    private static final String ERASE_LINE = "\u001b[2K";

    private final PrintStream out;
    private final Terminal terminal;
    private final String title;
    private long shownAt = System.nanoTime() - GAP_NANOS;
    private String last = "";
    private boolean shown;
    private boolean closed;

    TerminalProgress(PrintStream out, Terminal terminal, String title) {
        this.out = out;
        this.terminal = terminal;
        this.title = title;
    }

    @Override
    public synchronized void at(double fraction, String text) {
        long now = System.nanoTime();
        if (closed || !terminal.inPlace() || now - shownAt < GAP_NANOS) return;
        shownAt = now;
        shown = true;
        out.print(START_OF_LINE + ERASE_LINE + line(Math.clamp(fraction, 0, 1), text));
        out.flush();
    }

    @Override
    public synchronized void done(String text) {
        last = text;
    }

    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        if (shown) out.print(START_OF_LINE + ERASE_LINE);
        if (!last.isEmpty()) out.println(terminal.able(last));
        out.flush();
    }

    private String line(double fraction, String text) {
        int full = (int) Math.round(fraction * BAR);
        var bar =
                terminal.unicode()
                        ? "█".repeat(full) + "░".repeat(BAR - full)
                        : "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
        var words = String.format(Locale.ROOT, "%s %3.0f%%  %s", bar, 100 * fraction, title);
        if (!text.isBlank()) words += ": " + text;
        words = words.lines().findFirst().orElse("");
        return TextBars.cut(terminal.able(words), terminal.columns() - 1, terminal.unicode());
    }
}
