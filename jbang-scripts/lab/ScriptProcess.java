package lab;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import lab.measure.WrongAnswer;
import lab.view.Display;
import lab.view.TerminalDisplay;

/// The process that a lesson's script runs in: its exit codes, its streams, and its end.
final class ScriptProcess {
    private static final int WRONG = 1;
    private static final int BAD_USAGE = 2;

    private final String lesson;

    ScriptProcess(String lesson) {
        this.lesson = lesson;
    }

    /// Where results go: the terminal, or nowhere if standard output is to be a JSON document. Then
    /// whatever else prints goes to standard error.
    Display display(String... args) {
        if (!List.of(args).contains("--json")) return TerminalDisplay.standard();
        var out = System.out;
        System.setOut(System.err);
        return new JsonDisplay(out, TerminalDisplay.quiet());
    }

    /// Opens the lab, or ends the process with the one line that says why not.
    Lab orExit(Supplier<Lab> opening) {
        try {
            return opening.get();
        } catch (Options.HelpAsked e) {
            System.out.print(e.getMessage());
            System.exit(0);
        } catch (BadUsage e) {
            System.err.println(e.getMessage());
            System.exit(BAD_USAGE);
        }
        throw new AssertionError("the process has ended");
    }

    /// Makes Ctrl-C, a termination and an uncaught exception end the process in good order.
    ///
    /// @param interrupted stops what runs and keeps the results; does nothing once all is done
    /// @param ending whether that has begun: what the lesson then trips over is its own end
    void own(Runnable interrupted, BooleanSupplier ending) {
        Runtime.getRuntime().addShutdownHook(new Thread(interrupted, "lab: end"));
        Thread.currentThread()
                .setUncaughtExceptionHandler((thread, e) -> {
                    if (ending.getAsBoolean()) return;
                    switch (e) {
                        case BadUsage usage -> {
                            System.err.println(lesson + ": " + usage.getMessage());
                            System.exit(BAD_USAGE);
                        }
                        case WrongAnswer wrong ->
                                System.err.println("✗ wrong answer: " + wrong.getMessage());
                        default -> e.printStackTrace();
                    }
                    System.exit(WRONG);
                });
    }
}
