package tools.jupyter;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jupyter.Jupyter.Need;
import tools.jupyter.Jupyter.Unavailable;

/// The distribution's Jupyter, which root may install on Debian and Ubuntu.
record Apt(Map<String, String> env, PrintStream log) implements JupyterSource {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final List<String> PACKAGES =
            List.of("jupyter-notebook", "jupyter-nbconvert", "fontconfig", "fonts-dejavu-core");

    private static final List<String> INSTALL =
            Stream.concat(
                            Stream.of("install", "--yes", "--no-install-recommends"),
                            PACKAGES.stream())
                    .toList();

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
        var program =
                Processes.onPath(env, "apt-get").stream()
                        .findFirst()
                        .orElseThrow(() -> new Unavailable("this is neither Debian nor Ubuntu"));
        if (!Users.isRoot()) {
            throw new Unavailable(
                    "only root may; ask for: sudo apt-get install " + String.join(" ", PACKAGES));
        }
        log.println("Installing " + String.join(", ", PACKAGES) + " with apt-get.");
        if (!apt(program, INSTALL).ok()) {
            apt(program, List.of("update"));
            var second = apt(program, INSTALL);
            if (!second.ok()) {
                throw new Unavailable(second.reason());
            }
        }
        return new OnPath(env).ready(need);
    }

    private static Processes.Result apt(Path program, List<String> words) throws IOException {
        var command = new ArrayList<>(List.of(program.toString(), "-q"));
        command.addAll(words);
        return Processes.capture(command, PATIENCE, Map.of("DEBIAN_FRONTEND", "noninteractive"));
    }
}
