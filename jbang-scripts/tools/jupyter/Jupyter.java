package tools.jupyter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A Jupyter that was seen to work.
///
/// @param program the `jupyter` command
/// @param app what opens notebooks: `lab`, else `notebook`; empty if it has neither
/// @param path folders that go before the PATH for it to find its parts
public record Jupyter(Path program, String app, List<Path> path) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// What it is needed for.
    public enum Need {
        OPEN,
        EXECUTE
    }

    /// Thrown when there is no Jupyter to be had in one of the ways; the message says why.
    static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1;

        Unavailable(String reason) {
            super(reason);
        }
    }

    /// Runs the program, since one that lies there may still not work.
    ///
    /// @throws Unavailable if it lacks what is needed
    static Jupyter check(Path program, List<Path> path, Need need) throws Unavailable {
        var env = environment(path);
        var nbconvert = ask(program, env, "nbconvert");
        var lab = ask(program, env, "lab");
        var notebook = ask(program, env, "notebook");
        var app = lab.join().ok() ? "lab" : notebook.join().ok() ? "notebook" : "";
        if (need == Need.OPEN && app.isEmpty()) {
            throw new Unavailable(
                    program
                            + " has neither JupyterLab nor Notebook ("
                            + notebook.join().reason()
                            + ")");
        }
        if (need == Need.EXECUTE && !nbconvert.join().ok()) {
            throw new Unavailable(
                    program + " has no nbconvert (" + nbconvert.join().reason() + ")");
        }
        return new Jupyter(program, app, path);
    }

    private static CompletableFuture<Processes.Result> ask(
            Path program, Map<String, String> env, String part) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Processes.capture(
                        List.of(program.toString(), part, "--version"), PATIENCE, env);
            } catch (IOException e) {
                return new Processes.Result(-1, e.getMessage(), false);
            }
        });
    }

    /// A command of this Jupyter's, such as `nbconvert`, to be started from the folder.
    ProcessBuilder command(Path folder, Map<String, String> more, String... words) {
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment(path));
        builder.environment().putAll(more);
        return builder;
    }

    private static Map<String, String> environment(List<Path> path) {
        if (path.isEmpty()) {
            return Map.of();
        }
        var all =
                Stream.concat(path.stream().map(Path::toString), Stream.of(System.getenv("PATH")));
        return Map.of("PATH", all.collect(Collectors.joining(File.pathSeparator)));
    }
}
