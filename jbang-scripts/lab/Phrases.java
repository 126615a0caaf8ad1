package lab;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import lab.system.Ended;

/// Phrases of Python's `concurrent.futures` beside those of `java.util.concurrent`, each of them
/// said: the Java one when it is added, and the Python one in a CPython, if there is one.
///
/// Answers are compared as text in small letters. An exception is an answer, too; the usual ones
/// get the same name in both languages.
public final class Phrases {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String HARNESS =
            """

            names = {
                "TimeoutError": "too late",
                "CancelledError": "cancelled",
                "RuntimeError": "refused",
                "ValueError": None,
            }

            def answer(phrase):
                try:
                    return str(eval(phrase, globals()))
                except BaseException as e:
                    return names.get(type(e).__name__) or str(e)

            """;

    private final Lab lab;
    private final List<Translation.Phrase> phrases = new ArrayList<>();

    /// No phrases yet.
    public Phrases(Lab lab) {
        this.lab = lab;
    }

    /// Says a phrase in Java, on the calling thread.
    ///
    /// @param python the expression in Python
    /// @param java what to write in Java, in a few words
    /// @param said that, to be run
    /// @throws InterruptedException if the calling thread is interrupted
    public void add(String python, String java, Callable<?> said) throws InterruptedException {
        phrases.add(new Translation.Phrase(python, java, answer(said)));
    }

    private static String answer(Callable<?> said) throws InterruptedException {
        try {
            return String.valueOf(said.call()).toLowerCase(Locale.ROOT);
        } catch (InterruptedException e) {
            throw e;
        } catch (TimeoutException e) {
            return "too late";
        } catch (CancellationException e) {
            return "cancelled";
        } catch (RejectedExecutionException e) {
            return "refused";
        } catch (ExecutionException e) {
            return e.getCause().getMessage();
        } catch (Exception e) {
            return e.toString();
        }
    }

    /// Says all Python phrases in one CPython, in the order in which they were added.
    ///
    /// @param preamble the program before the first phrase
    /// @param beforeLast what it does before the last phrase
    /// @return the phrases, without the answers of Python if there is none
    /// @throws Exception if the calling thread is interrupted, or the CPython fails
    public Translation inPython(Pythons pythons, String preamble, String beforeLast)
            throws Exception {
        var python = pythons.found().locked();
        if (python.isEmpty()) return new Translation(phrases, List.of());
        var children = new Children(lab);
        var program = children.folder().resolve("phrases.py");
        var lines =
                phrases.stream()
                        .map(phrase -> "print(answer(%s))\n".formatted(quoted(phrase.python())))
                        .collect(Collectors.toCollection(ArrayList::new));
        lines.add(lines.size() - 1, beforeLast + "\n");
        Files.writeString(program, preamble + HARNESS + String.join("", lines));
        var ended = children.run(python.get().command(program.toString()).within(LIMIT));
        var answers = ended.out().toLowerCase(Locale.ROOT).lines().toList();
        if (!ended.well() || answers.size() != phrases.size())
            throw new IllegalStateException(complaint(python.get().name(), ended, answers.size()));
        return new Translation(phrases, answers);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private String complaint(String python, Ended ended, int answers) {
        return "%s answered %d of %d phrases, %s: %s"
                .formatted(
                        python,
                        answers,
                        phrases.size(),
                        ended.how(),
                        ended.err().lines().reduce((first, last) -> last).orElse(""));
    }
}
