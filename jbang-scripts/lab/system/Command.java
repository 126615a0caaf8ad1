package lab.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A program to start, with its arguments and its surroundings.
///
/// @param words the program, found on the PATH or named with its path, and its arguments
/// @param environment what is added to the environment of this process
/// @param withheld the variables of this process that it does not get
/// @param folder where it works; empty for where this process does
/// @param limit how long it may live; empty for no limit
public record Command(
        List<String> words,
        Map<String, String> environment,
        Set<String> withheld,
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
        withheld = Set.copyOf(withheld);
    }

    /// A command without additions or limit.
    public static Command of(String... words) {
        return of(List.of(words));
    }

    /// A command without additions or limit.
    public static Command of(List<String> words) {
        return new Command(words, Map.of(), Set.of(), Optional.empty(), Optional.empty());
    }

    /// The command with more arguments.
    public Command plus(String... more) {
        var longer = new ArrayList<>(words);
        longer.addAll(List.of(more));
        return new Command(longer, environment, withheld, folder, limit);
    }

    /// The command with one more variable in its environment.
    public Command with(String variable, String value) {
        var more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new Command(words, more, withheld, folder, limit);
    }

    /// The command without a variable that this process may have in its environment.
    public Command without(String variable) {
        var more = new HashSet<>(withheld);
        more.add(variable);
        return new Command(words, environment, more, folder, limit);
    }

    /// The command, to work in a folder.
    public Command in(Path place) {
        return new Command(words, environment, withheld, Optional.of(place), limit);
    }

    /// The command, to be stopped after a while.
    public Command within(Duration time) {
        return new Command(words, environment, withheld, folder, Optional.of(time));
    }

    ProcessBuilder builder() {
        var builder = new ProcessBuilder(words);
        builder.environment().keySet().removeAll(withheld);
        builder.environment().putAll(environment);
        folder.ifPresent(place -> builder.directory(place.toFile()));
        return builder;
    }
}
