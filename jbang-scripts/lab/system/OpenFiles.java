package lab.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The files, pipes and sockets that a process has open, by the numbers that it knows them by.
///
/// @param byNumber what each number stands for: a path, or `pipe:[1234]`, `socket:[1234]`
public record OpenFiles(SortedMap<Integer, String> byNumber) {
    /// What a process has open; empty if the system does not tell. Linux does, of one's own
    /// processes.
    public static Optional<OpenFiles> of(long pid) {
        var open = new TreeMap<Integer, String>();
        try (var numbers = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (var number : numbers) {
                try {
                    open.put(
                            Integer.parseInt(number.getFileName().toString()),
                            Files.readSymbolicLink(number).toString());
                } catch (IOException e) {
                    // Closed meanwhile.
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(new OpenFiles(open));
    }

    /// How many of each kind: files, pipes, sockets, and what else there is.
    public SortedMap<String, Integer> kinds() {
        var kinds = new TreeMap<String, Integer>();
        for (var target : byNumber.values())
            kinds.merge(
                    target.startsWith("/dev/")
                            ? "devices"
                            : target.startsWith("/")
                                    ? "files"
                                    : target.startsWith("pipe:")
                                            ? "pipes"
                                            : target.startsWith("socket:") ? "sockets" : "others",
                    1,
                    Integer::sum);
        return kinds;
    }

    /// `3 pipes, 12 files`.
    @Override
    public String toString() {
        return kinds().entrySet().stream()
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", "));
    }
}
