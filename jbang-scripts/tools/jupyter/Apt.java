package tools.jupyter;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jupyter.Jupyter.Need;
import tools.jupyter.Jupyter.Unavailable;

/// The distribution's Jupyter, which root may install on Debian and Ubuntu.
record Apt(Map<String, String> env) implements JupyterSource {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final List<String> PACKAGES =
            List.of("jupyter-notebook", "jupyter-nbconvert", "fontconfig", "fonts-dejavu-core");

    @Override
    public String name() {
        return "apt-get";
    }

    @Override
    public Jupyter ready(Need need) throws Unavailable {
        throw new Unavailable("what it installs would be on the PATH");
    }

    @Override
    public Jupyter install(Need need) throws Unavailable, IOException {
        if (Processes.onPath(env, "apt-get").isEmpty()) {
            throw new Unavailable("this is neither Debian nor Ubuntu");
        }
        if (!Users.isRoot()) {
            throw new Unavailable(
                    "only root may; ask for: sudo apt-get install " + String.join(" ", PACKAGES));
        }
        System.err.println("Installing " + String.join(", ", PACKAGES) + " with apt-get.");
        if (!apt(install()).ok()) {
            apt(List.of("apt-get", "-q", "update"));
            var second = apt(install());
            if (!second.ok()) {
                throw new Unavailable(second.reason());
            }
        }
        return new OnPath(env).ready(need);
    }

    private static List<String> install() {
        var command =
                new ArrayList<>(
                        List.of("apt-get", "-q", "install", "--yes", "--no-install-recommends"));
        command.addAll(PACKAGES);
        return command;
    }

    private static Processes.Result apt(List<String> command) throws IOException {
        return Processes.capture(command, PATIENCE, Map.of("DEBIAN_FRONTEND", "noninteractive"));
    }
}
