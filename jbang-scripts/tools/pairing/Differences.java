package tools.pairing;

import java.util.ArrayList;
import java.util.List;

/// What a script and its notebook would treat differently.
public final class Differences {
    private Differences() {}

    /// @param line in the script
    record Problem(int line, String message) {}

    static void check(Script script) {
        var problems = of(script);
        if (!problems.isEmpty()) {
            throw new Refused(
                    problems.stream()
                            .map(p -> script.file() + ":" + p.line() + ": " + p.message() + ".")
                            .toList());
        }
    }

    static List<Problem> of(Script script) {
        var problems = new ArrayList<Problem>();
        return problems;
    }
}
