package lab.notebook;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.time.Duration;
import java.util.Locale;
import lab.view.Display.Progress;

/// A line with a bar, replaced in place at most four times a second, so that showing progress does
/// not disturb what is measured. Threads may share it.
final class JupyterProgress implements Progress {
    private static final long GAP_NANOS = Duration.ofMillis(250).toNanos();

    private final String id;
    private final String title;
    private String last = "";
    private long shownAt;
    private boolean closed;

    JupyterProgress(String id, String title) {
        this.id = id;
        this.title = title;
        this.shownAt = System.nanoTime();
        var data = bar(0, "");
        data.setDisplayId(id);
        JupyterDisplay.show(data);
    }

    @Override
    public synchronized void at(double fraction, String text) {
        var now = System.nanoTime();
        if (closed || now - shownAt < GAP_NANOS) {
            return;
        }
        shownAt = now;
        JupyterDisplay.replace(id, bar(fraction, text));
    }

    @Override
    public synchronized void done(String text) {
        last = text;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        var data = new DisplayData(last);
        data.putHTML(last.isEmpty() ? "" : "<small>" + Html.escape(last) + "</small>");
        JupyterDisplay.replace(id, data);
    }

    private DisplayData bar(double fraction, String text) {
        var percent = (int) Math.round(100 * Math.clamp(fraction, 0, 1));
        var words = text.isEmpty() ? title : title + ": " + text;
        var data = new DisplayData(String.format(Locale.ROOT, "%s (%d%%)", words, percent));
        data.putHTML(
                String.format(
                        Locale.ROOT,
                        "<progress value=\"%d\" max=\"100\" aria-label=\"%s\"></progress> <small>%s</small>",
                        percent,
                        Html.escape(title),
                        Html.escape(words)));
        return data;
    }
}
