package lab.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/// Real files by their numbers: the State of the Union addresses, in the order of their names. The
/// numbers go on from the last file with the first.
///
/// @param paths the files
/// @param hashes the hash of each, as far as they were asked for
public record Shelf(List<Path> paths, ConcurrentHashMap<Integer, String> hashes) {
    /// The files `.txt` of a folder.
    ///
    /// @throws IOException if the folder cannot be read, or has none
    public static Shelf of(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            var paths =
                    files.filter(file -> file.toString().endsWith(".txt"))
                            .map(Path::toAbsolutePath)
                            .sorted()
                            .toList();
            if (paths.isEmpty()) throw new IOException("there are no texts in " + folder);
            return new Shelf(paths, new ConcurrentHashMap<>());
        }
    }

    /// How many files there are.
    public int size() {
        return paths.size();
    }

    /// The file of this number.
    public Path file(int number) {
        return paths.get(Math.floorMod(number, paths.size()));
    }

    /// The SHA-256 of a file's content, in hexadecimal digits: the right answer of whoever copies,
    /// sends or reads it. It is computed once.
    ///
    /// @throws java.io.UncheckedIOException if the file cannot be read
    public String hash(int number) {
        return hashes.computeIfAbsent(
                Math.floorMod(number, paths.size()),
                n -> {
                    try {
                        return Hashes.of(paths.get(n));
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
    }
}
