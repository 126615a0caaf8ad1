package tools.jupyter;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jupyter.Jupyter.Need;
import tools.jupyter.Jupyter.Unavailable;

/// Comes by a Jupyter: one that is there already, in any of the ways; else by installing one, in
/// each way until one works. What is tried, and why it failed, is said in a line each.
public final class JupyterFinder {
    private final List<JupyterSource> sources;
    private final PrintStream log;

    private JupyterFinder(List<JupyterSource> sources, PrintStream log) {
        this.sources = List.copyOf(sources);
        this.log = log;
    }

    /// The ways there are, the least intrusive first.
    ///
    /// @param env the environment: where to look for programs, and for what was installed before
    /// @param home the checkout with `environment.yml`, if there is one
    /// @param log for the lines that say what is tried
    public static JupyterFinder of(Map<String, String> env, Optional<Path> home, PrintStream log) {
        return new JupyterFinder(
                List.of(
                        new OnPath(env),
                        new Conda(env, home, log),
                        new Venv(env, home, log),
                        new Apt(env, log)),
                log);
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
                log.println(
                        "No Jupyter from " + source.name() + ": " + e.getMessage() + "." + next);
            }
        }
        throw new UserError(
                "There is no Jupyter here. Install one, such as with: pip install jupyterlab");
    }
}
