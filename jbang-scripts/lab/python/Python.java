package lab.python;

import java.util.ArrayList;
import java.util.List;
import lab.system.Command;

/// A CPython of this machine.
///
/// @param words the program, and what has to come before any other argument
/// @param version as in `3.13.0`
/// @param freeThreaded whether it was built so that it can do without a global lock (PEP 703)
/// @param locked whether it has a global lock when it runs
public record Python(List<String> words, String version, boolean freeThreaded, boolean locked) {
    public Python {
        words = List.copyOf(words);
    }

    /// The command that runs it with these arguments: on its own, without the user's packages and
    /// settings (`-I -S`), and without leaving compiled files behind (`-B`).
    public Command command(String... arguments) {
        return command(words, arguments);
    }

    static Command command(List<String> words, String... arguments) {
        return Command.of(words).plus("-I", "-S", "-B").plus(arguments);
    }

    /// The same one with its lock, which a free-threaded build can be asked to use.
    public Python withLock() {
        if (locked) return this;
        var asked = new ArrayList<>(words);
        asked.addAll(List.of("-X", "gil=1"));
        return new Python(asked, version, freeThreaded, true);
    }

    /// What a table and a chart call it.
    public String name() {
        return "CPython "
                + version
                + (freeThreaded ? locked ? " free-threaded, locked" : " free-threaded" : "");
    }
}
