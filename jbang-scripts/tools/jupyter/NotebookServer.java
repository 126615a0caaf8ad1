package tools.jupyter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Jupyter, open on a folder of notebooks: reachable from this machine only, and with the token
/// that Jupyter makes up.
///
/// @param jupyter to be started
/// @param environment of its process
public record NotebookServer(Jupyter jupyter, Map<String, String> environment) {
    /// Serves until it is ended, with Ctrl-C for one.
    ///
    /// @return its exit code
    public int serve(Path folder, OptionalInt port, boolean browser) throws IOException {
        var command = jupyter.command(folder, environment, words(port, browser, Users.isRoot()));
        return Processes.foreground(command.inheritIO());
    }

    String[] words(OptionalInt port, boolean browser, boolean root) {
        // -y: Ctrl-C ends it without a question.
        var words = new ArrayList<>(List.of(jupyter.app(), "--ip=127.0.0.1", "-y"));
        port.ifPresent(number -> words.add("--port=" + number));
        if (!browser) {
            words.add("--no-browser");
        }
        if (root) {
            words.add("--allow-root");
        }
        return words.toArray(String[]::new);
    }
}
