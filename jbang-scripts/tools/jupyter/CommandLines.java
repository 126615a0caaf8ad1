package tools.jupyter;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.concurrent.Callable;
import lab.Lab;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Runs a command as all of them behave: one line for what the user can put right, exit code 2.
public final class CommandLines {
    private CommandLines() {}

    /// @return the exit code: the command's own, or 2 with one line on standard error
    public static int run(Callable<Integer> command, String[] args) {
        var line = new CommandLine(command);
        line.getCommandSpec().mixinStandardHelpOptions(true).version(version());
        line.setParameterExceptionHandler((e, _) -> refuse(e));
        line.setExecutionExceptionHandler((e, _, _) ->
                switch (e) {
                    case UserError known -> complain(known.getMessage());
                    case IOException io -> complain(describe(io));
                    default -> throw e;
                });
        return line.execute(args);
    }

    private static int refuse(ParameterException e) {
        var name = e.getCommandLine().getCommandName();
        var reason =
                e.getMessage().lines().findFirst().orElse("bad usage").replaceFirst("^Error: ", "");
        return complain(name + ": " + reason + " (" + name + " --help tells what it takes)");
    }

    private static int complain(String message) {
        System.err.println(message);
        return 2;
    }

    static String describe(IOException e) {
        return switch (e) {
            case AccessDeniedException denied ->
                    "May not write " + denied.getFile() + ": name a folder of yours.";
            case FileAlreadyExistsException exists ->
                    exists.getFile() + " is a file, and a folder is needed there.";
            case FileSystemException failed ->
                    "Cannot use "
                            + failed.getFile()
                            + ": "
                            + (failed.getReason() == null
                                    ? failed.getClass().getSimpleName()
                                    : failed.getReason());
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    private static String version() {
        return "${COMMAND-FULL-NAME} " + Lab.VERSION;
    }
}
