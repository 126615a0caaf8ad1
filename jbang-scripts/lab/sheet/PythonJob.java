package lab.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lab.python.PythonRounds;

/// A workload of the sheet as CPython gets it.
///
/// @param input what is put in, for a caption: as a rule a smaller share than Java's
/// @param kind the class of Python's program that does it
/// @param arguments what that class is made with, besides the size of the team
/// @param threads how many threads share it
/// @param processes how many processes share it
/// @param right the digest of the right answer, found in Java
record PythonJob(
        String input, String kind, List<String> arguments, int threads, int processes, long right) {
    /// A job with its arguments in the order of the class.
    PythonJob {
        arguments = List.copyOf(arguments);
    }

    /// What Python is told to get ready.
    String preparation() {
        var words = new ArrayList<>(List.of("prepare", kind, "" + threads, "" + processes));
        words.addAll(arguments);
        return String.join("\t", words);
    }

    /// The ways to do it, as far as they are asked for, the one that the others are compared with
    /// first.
    List<PythonRounds.Way> ways(Set<String> models) {
        return Stream.of(
                        new PythonRounds.Way(CPython.ONE_THREAD, 1, "one"),
                        new PythonRounds.Way(CPython.THREADING, threads, "threads"),
                        new PythonRounds.Way(CPython.MULTIPROCESSING, processes, "processes"),
                        new PythonRounds.Way(CPython.ASYNCIO, 1, "coroutines"))
                .filter(way -> models.contains(way.variant()))
                .toList();
    }
}
