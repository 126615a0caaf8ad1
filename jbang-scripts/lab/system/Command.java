package lab.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program to start, with its arguments and its surroundings.
///
/// @param words the program, found on the PATH or named with its path, and its arguments
/// @param environment what is added to the environment of this process
/// @param folder where it works; empty for where this process does
/// @param limit how long it may live; empty for no limit
public record Command(
        List<String> words,
        Map<String, String> environment,
        Optional<Path> folder,
        Optional<Duration> limit) {
    public Command {
        if (words.isEmpty() || words.getFirst().isBlank())
            throw new IllegalArgumentException("a command needs a program");
        limit.filter(time -> !time.isPositive())
                .ifPresent(time -> {
                    throw new IllegalArgumentException(
                            "a time limit must be longer than nothing, not " + time);
                });
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /// A command without additions or limit.
    public static Command of(String... words) {
        return of(List.of(words));
    }

    /// A command without additions or limit.
    public static Command of(List<String> words) {
        return new Command(words, Map.of(), Optional.empty(), Optional.empty());
    }

    /// The command with more arguments.
    public Command plus(String... more) {
        var longer = new ArrayList<>(words);
        longer.addAll(List.of(more));
        return new Command(longer, environment, folder, limit);
    }

    /// The command with one more variable in its environment.
    public Command with(String variable, String value) {
        var more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new Command(words, more, folder, limit);
    }

    /// The command, to work in a folder.
    public Command in(Path place) {
        return new Command(words, environment, Optional.of(place), limit);
    }

    /// The command, to be stopped after a while.
    public Command within(Duration time) {
        return new Command(words, environment, folder, Optional.of(time));
    }

    ProcessBuilder builder() {
        var builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        folder.ifPresent(place -> builder.directory(place.toFile()));
        return builder;
    }
}
