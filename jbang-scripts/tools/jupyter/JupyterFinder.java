package tools.jupyter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jupyter.Jupyter.Need;
import tools.jupyter.Jupyter.Unavailable;

/// Comes by a Jupyter: one that is there already, in any of the ways; else by installing one, in
/// each way until one works. What was tried, and why it failed, goes to standard error.
public final class JupyterFinder {
    private final List<JupyterSource> sources;

    JupyterFinder(List<JupyterSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /// The ways there are, the least intrusive first.
    public static JupyterFinder of(Map<String, String> env, Optional<Path> home) {
        return new JupyterFinder(
                List.of(new OnPath(env), new Conda(env, home), new Venv(env, home), new Apt(env)));
    }

    /// @throws UserError if there is no Jupyter and none could be installed
    public Jupyter find(Need need) throws IOException {
        for (var source : sources) {
            try {
                return source.ready(need);
            } catch (Unavailable notYet) {
                continue;
            }
        }
        for (var i = 0; i < sources.size(); i++) {
            var source = sources.get(i);
            try {
                return source.install(need);
            } catch (Unavailable e) {
                var next =
                        i + 1 < sources.size() ? " Trying " + sources.get(i + 1).name() + "." : "";
                System.err.println(
                        "No Jupyter from " + source.name() + ": " + e.getMessage() + "." + next);
            }
        }
        throw new UserError(
                "There is no Jupyter here. Install one, such as with: pip install jupyterlab");
    }
}
