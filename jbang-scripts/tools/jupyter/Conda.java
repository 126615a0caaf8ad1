package tools.jupyter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jupyter.Jupyter.Need;
import tools.jupyter.Jupyter.Unavailable;

/// A conda environment of our own, made by mamba or conda from `environment.yml`.
record Conda(Map<String, String> env, Optional<Path> home, PrintStream log)
        implements JupyterSource {
    private static final String ENVIRONMENT = "concurrency-models";
    private static final Duration LISTING = Duration.ofSeconds(60);
    private static final Duration CREATION = Duration.ofMinutes(30);

    @Override
    public String name() {
        return "conda or mamba";
    }

    @Override
    public Jupyter ready(Need need) throws Unavailable, IOException {
        return in(
                prefix(tool())
                        .orElseThrow(() -> new Unavailable("it has no environment " + ENVIRONMENT)),
                need);
    }

    @Override
    public Jupyter install(Need need) throws Unavailable, IOException {
        var tool = tool();
        var file =
                home.map(path -> path.resolve("environment.yml"))
                        .filter(Files::isRegularFile)
                        .orElseThrow(() -> new Unavailable("there is no environment.yml here"));
        log.println("Making the conda environment " + ENVIRONMENT + ", which takes a few minutes.");
        var made =
                Processes.capture(
                        List.of(tool.toString(), "env", "create", "--file", file.toString()),
                        CREATION,
                        Map.of("CONDA_ALWAYS_YES", "true", "MAMBA_ALWAYS_YES", "true"));
        if (!made.ok()) {
            throw new Unavailable(tool + " could not make the environment (" + made.reason() + ")");
        }
        return ready(need);
    }

    private Path tool() throws Unavailable {
        var named =
                Stream.of("MAMBA_EXE", "CONDA_EXE")
                        .map(name -> env.getOrDefault(name, ""))
                        .filter(path -> !path.isBlank())
                        .map(Path::of)
                        .filter(Files::isExecutable);
        return Stream.concat(
                        Stream.of("mamba", "micromamba", "conda")
                                .flatMap(name -> Processes.onPath(env, name).stream()),
                        named)
                .findFirst()
                .orElseThrow(() -> new Unavailable("neither is on the PATH"));
    }

    private static Optional<Path> prefix(Path tool) throws Unavailable, IOException {
        var listing = Processes.capture(List.of(tool.toString(), "env", "list", "--json"), LISTING);
        if (!listing.ok()) {
            throw new Unavailable(tool + " does not work (" + listing.reason() + ")");
        }
        try {
            var environments = new ObjectMapper().readTree(listing.output()).path("envs");
            return StreamSupport.stream(environments.spliterator(), false)
                    .map(node -> Path.of(node.asText()))
                    .filter(path -> path.endsWith(ENVIRONMENT))
                    .findFirst();
        } catch (JsonProcessingException e) {
            throw new Unavailable(tool + " does not list its environments as JSON");
        }
    }

    private static Jupyter in(Path prefix, Need need) throws Unavailable {
        return Processes.onWindows()
                ? Jupyter.check(
                        prefix.resolve("Scripts").resolve("jupyter.exe"),
                        List.of(
                                prefix,
                                prefix.resolve("Library").resolve("bin"),
                                prefix.resolve("Scripts")),
                        need)
                : Jupyter.check(
                        prefix.resolve("bin").resolve("jupyter"),
                        List.of(prefix.resolve("bin")),
                        need);
    }
}
