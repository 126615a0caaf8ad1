package lab.view;

import java.io.PrintStream;
import java.nio.charset.Charset;

/// Shows results on standard output, and progress on standard error.
public final class TerminalDisplay implements Display {
    private final PrintStream results;
    private final PrintStream progress;
    private final Terminal terminal;
    private boolean first = true;
    private boolean afterBlock;

    /// @param results where results go
    /// @param progress where progress goes
    /// @param terminal what the two can show
    public TerminalDisplay(PrintStream results, PrintStream progress, Terminal terminal) {
        this.results = results;
        this.progress = progress;
        this.terminal = terminal;
    }

    /// A display that shows results on standard output and progress on standard error.
    public static TerminalDisplay standard() {
        return new TerminalDisplay(System.out, System.err, Terminal.here());
    }

    /// A display that shows progress on standard error, and nothing else.
    public static TerminalDisplay quiet() {
        return new TerminalDisplay(
                new PrintStream(PrintStream.nullOutputStream(), false, Charset.defaultCharset()),
                System.err,
                Terminal.here());
    }

    @Override
    public void html(String html, String text) {
        print(text);
    }

    @Override
    public void png(byte[] png, int width, int height, String alt, String captionHtml) {
        print("[" + alt + "]");
    }

    @Override
    public void figure(Figure figure) {
        print(figure.text(terminal));
    }

    @Override
    public Progress progress(String title) {
        return new TerminalProgress(progress, terminal, title);
    }

    @Override
    public boolean interactive() {
        return false;
    }

    /// Prints a line, or a block of lines with a blank line before and after it.
    private synchronized void print(String text) {
        var shown = terminal.able(text).stripTrailing();
        boolean block = shown.contains("\n");
        if (afterBlock || block && !first) results.print("\n");
        results.print(shown + "\n");
        results.flush();
        afterBlock = block;
        first = false;
    }
}
