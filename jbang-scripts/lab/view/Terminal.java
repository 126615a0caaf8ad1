package lab.view;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What the place that text goes to can show.
///
/// @param columns characters in a line
/// @param unicode whether it can show more than ASCII
/// @param inPlace whether a line of progress can be written over
public record Terminal(int columns, boolean unicode, boolean inPlace) {
    /// What fits everywhere.
    public static final int USUAL_COLUMNS = 80;

    private static final int NARROWEST = 40;
    private static final int WIDEST = 120;
    private static final long PATIENCE_MILLIS = 500;

    public Terminal {
        columns = Math.clamp(columns, NARROWEST, WIDEST);
    }

    /// A file or a pipe: 80 columns, nothing in place.
    public static Terminal plain(Charset charset) {
        return new Terminal(USUAL_COLUMNS, shows(charset), false);
    }

    /// The terminal of this process, as far as it can be told.
    public static Terminal here() {
        var environment = System.getenv();
        var output = Charset.forName(System.getProperty("stdout.encoding", "US-ASCII"));
        var error = Charset.forName(System.getProperty("stderr.encoding", "US-ASCII"));
        boolean unicode = shows(output) && shows(error);
        var size = errorTerminal();
        int columns =
                columns(environment)
                        .or(() -> size.flatMap(Terminal::columns))
                        .orElse(USUAL_COLUMNS);
        boolean dumb = "dumb".equals(environment.get("TERM"));
        return new Terminal(columns, unicode, size.isPresent() && !dumb);
    }

    /// The text as this terminal can show it.
    String able(String text) {
        return unicode ? text : Ascii.of(text);
    }

    private static Optional<Integer> columns(Map<String, String> environment) {
        return positive(environment.getOrDefault("COLUMNS", ""));
    }

    private static Optional<Integer> columns(String rowsAndColumns) {
        var parts = rowsAndColumns.strip().split(" ");
        return parts.length == 2 ? positive(parts[1]) : Optional.empty();
    }

    private static Optional<Integer> positive(String text) {
        try {
            return Optional.of(Integer.parseInt(text.strip())).filter(n -> n > 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean shows(Charset charset) {
        return charset.canEncode() && charset.newEncoder().canEncode("█▏│─✓…");
    }

    /// The size of the terminal that standard error goes to; empty if it goes elsewhere. Java
    /// cannot tell, so the shell is asked; without one, the console stands in.
    private static Optional<String> errorTerminal() {
        try {
            var shell =
                    new ProcessBuilder("sh", "-c", "test -t 2 && { stty size <&2 || echo 0 0; }")
                            .redirectInput(Redirect.from(new java.io.File("/dev/null")))
                            .redirectError(Redirect.INHERIT)
                            .start();
            if (!shell.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                shell.destroyForcibly();
                return Optional.empty();
            }
            var said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return shell.exitValue() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            var console = System.console();
            return console != null && console.isTerminal() ? Optional.of("") : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
