package tools.jupyter;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jupyter.Jupyter.Need;
import tools.jupyter.Jupyter.Unavailable;

/// A Python environment in the user's cache, filled by pip with the versions of `environment.yml`.
record Venv(Map<String, String> env, Optional<Path> home, PrintStream log)
        implements JupyterSource {
    private static final Duration QUESTION = Duration.ofSeconds(30);
    private static final Duration INSTALLATION = Duration.ofMinutes(15);
    private static final Pattern REQUIREMENT =
            Pattern.compile("\\s*-\\s*(jupyterlab|nbconvert)\\s*=+\\s*([0-9][0-9.]*)\\s*");

    @Override
    public String name() {
        return "pip, in an environment of its own";
    }

    @Override
    public Jupyter ready(Need need) throws Unavailable {
        var program = program(folder(), "jupyter");
        if (!Files.exists(program)) {
            throw new Unavailable("there is none in " + folder());
        }
        return Jupyter.check(program, List.of(program.getParent()), need);
    }

    @Override
    public Jupyter install(Need need) throws Unavailable, IOException {
        var python = python();
        var packages = packages();
        log.println("Installing JupyterLab into " + folder() + ", which takes a minute or two.");
        Files.createDirectories(folder().getParent());
        step(
                Stream.concat(
                                python.stream(),
                                Stream.of("-m", "venv", "--clear", folder().toString()))
                        .toList());
        var pip =
                new ArrayList<>(
                        List.of(program(folder(), "python").toString(), "-m", "pip", "install"));
        pip.addAll(List.of("--quiet", "--disable-pip-version-check", "--retries", "1"));
        pip.addAll(packages);
        step(pip);
        return ready(need);
    }

    private static void step(List<String> command) throws Unavailable, IOException {
        var result = Processes.capture(command, INSTALLATION);
        if (!result.ok()) {
            throw new Unavailable(result.timedOut() ? "it took too long" : result.reason());
        }
    }

    private List<String> python() throws Unavailable, IOException {
        var candidates =
                Stream.of("python3", "python", "py")
                        .flatMap(name -> Processes.onPath(env, name).stream())
                        .toList();
        if (candidates.isEmpty()) {
            throw new Unavailable("there is no python3 on the PATH");
        }
        Processes.Result last = null;
        for (var candidate : candidates) {
            last =
                    Processes.capture(
                            List.of(candidate.toString(), "-c", "import venv, ensurepip"),
                            QUESTION);
            if (last.ok()) {
                return List.of(candidate.toString());
            }
        }
        throw new Unavailable(
                "python3 cannot make environments ("
                        + last.reason()
                        + "; on Debian or Ubuntu, the package python3-venv is missing)");
    }

    private List<String> packages() throws Unavailable, IOException {
        var file = home.map(path -> path.resolve("environment.yml")).filter(Files::isRegularFile);
        if (file.isEmpty()) {
            throw new Unavailable("there is no environment.yml here to name the versions");
        }
        var packages = requirements(Files.readAllLines(file.get()));
        if (packages.isEmpty()) {
            throw new Unavailable(file.get() + " names no version of jupyterlab");
        }
        return packages;
    }

    /// What pip calls the versions that conda is asked for: `jupyterlab =4` is `jupyterlab==4.*`.
    static List<String> requirements(List<String> environment) {
        return environment.stream()
                .map(REQUIREMENT::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1) + "==" + matcher.group(2) + ".*")
                .toList();
    }

    private Path folder() {
        return Caches.folder(env).resolve("venv");
    }

    private static Path program(Path venv, String name) {
        return Processes.onWindows()
                ? venv.resolve("Scripts").resolve(name + ".exe")
                : venv.resolve("bin").resolve(name);
    }
}
