package lab.system;

import java.util.Map;

/// How a child process ended, and what it wrote.
///
/// @param exit its exit status; 128 and the number of the signal, if a signal ended it on a system
///   that has them
/// @param out what it wrote to its standard output, and nobody had read
/// @param err what it wrote to its standard error
/// @param timedOut whether it was stopped because its time was up
public record Ended(int exit, String out, String err, boolean timedOut) {
    private static final int SIGNALLED = 128;
    private static final Map<Integer, String> SIGNALS =
            Map.of(
                    1, "HUP", 2, "INT", 3, "QUIT", 4, "ILL", 6, "ABRT", 8, "FPE", 9, "KILL", 11,
                    "SEGV", 13, "PIPE", 15, "TERM");

    /// Whether it ended by itself and with status 0.
    public boolean well() {
        return exit == 0 && !timedOut;
    }

    /// How it ended, in words: `exit status 3`, or `exit status 137, as of signal 9 (KILL)`.
    public String how() {
        int signal = exit - SIGNALLED;
        var name = SIGNALS.get(signal);
        return "exit status "
                + exit
                + (name == null ? "" : ", as of signal %d (%s)".formatted(signal, name))
                + (timedOut ? ", its time was up" : "");
    }
}
