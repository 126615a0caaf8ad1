package lab.notebook;

import io.github.spencerpark.jupyter.kernel.util.StringStyler;
import io.github.spencerpark.jupyter.kernel.util.TextColor;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.EvalException;

/// What a reader sees of an exception: what went wrong, and where in the cells; not how JShell and
/// the kernel came to call it.
final class Errors {
    private static final int FRAMES = 8;
    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$[0-9]+[A-Z]*[.$]");
    private static final StringStyler STYLER =
            new StringStyler.Builder()
                    .addPrimaryStyle(TextColor.BLACK_FG)
                    .addSecondaryStyle(TextColor.BOLD_RED_FG)
                    .build();

    private Errors() {}

    /// The message alone for the lab's own exceptions, whose messages are written for readers; for
    /// all others the type, the message and the frames down to the cell.
    static List<String> format(EvalException e) {
        var type = e.getExceptionClassName();
        var lines = new ArrayList<String>();
        var said = "null".equals(e.getMessage()) ? "" : plain(e.getMessage());
        if (type.startsWith("lab.") && !said.isEmpty()) {
            lines.addAll(STYLER.secondaryLines(said));
            return lines;
        }
        lines.addAll(STYLER.secondaryLines(plain(type) + (said.isEmpty() ? "" : ": " + said)));
        for (var frame : e.getStackTrace()) {
            lines.add(STYLER.primary("    at " + where(frame)));
        }
        return lines;
    }

    static List<String> interrupted() {
        return List.of(STYLER.secondary("Interrupted."));
    }

    /// The frames from the throwing method down to the statement of the cell that led to it.
    static StackTraceElement[] framesOfCells(EvalException e) {
        var frames = List.of(e.getStackTrace());
        var last = 0;
        for (var i = 0; i < frames.size(); i++) {
            if (isCell(frames.get(i))) {
                last = i + 1;
            }
        }
        var kept = last == 0 ? frames : frames.subList(0, last);
        if (kept.size() <= FRAMES) {
            return kept.toArray(StackTraceElement[]::new);
        }
        return Stream.concat(
                        kept.stream().limit(FRAMES / 2),
                        kept.stream().skip(kept.size() - FRAMES / 2))
                .toArray(StackTraceElement[]::new);
    }

    private static boolean isCell(StackTraceElement frame) {
        return frame.getFileName() != null && frame.getFileName().startsWith("#");
    }

    private static String where(StackTraceElement frame) {
        if (!isCell(frame)) {
            return frame.toString();
        }
        var type = plain(frame.getClassName());
        var method = frame.getMethodName();
        var name = method.isEmpty() ? "the cell" : type.isEmpty() ? method : type + "." + method;
        return name + ", line " + frame.getLineNumber();
    }

    /// A name as the cell wrote it: JShell puts what a cell declares into classes of its own.
    private static String plain(String text) {
        return WRAPPER.matcher(text).replaceAll("");
    }
}
