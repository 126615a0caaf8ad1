package lab.sheet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import lab.async.EventLoop;
import lab.measure.Answers;
import lab.pool.Task;
import lab.service.FileWork;
import lab.service.Hashes;
import lab.work.Size;

/// Files that are copied; each copy is read again and hashed. What the system still has in memory
/// it does not read from a disk, so there is less waiting in it than one would think.
///
/// @param files which
/// @param count how many
/// @param expected the right hashes
public record FileCopies(FileWork files, int count, List<String> expected)
        implements Tasks<String, List<String>> {
    private static final int SOME = 60;

    /// Copies in the size of the bench.
    ///
    /// @throws IOException if the files are not found
    public static FileCopies on(Bench bench) throws IOException {
        var files = bench.files();
        int count = bench.size() == Size.QUICK ? SOME : files.files().size();
        var hashes = IntStream.range(0, count).mapToObj(files::expectedHash).toList();
        return new FileCopies(files, count, hashes);
    }

    @Override
    public String input() {
        return count + " State of the Union addresses";
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public String call(int task) throws IOException {
        return copy(files.source(task), files.target(task));
    }

    private static String copy(Path source, Path target) throws IOException {
        Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        return Hashes.of(target);
    }

    /// Java has no files that do not block, so a thread beside the loop does it.
    @Override
    public CompletableFuture<String> begin(int task, EventLoop loop) {
        return loop.blocking(() -> call(task));
    }

    @Override
    public Optional<String> staysHere() {
        return Optional.empty();
    }

    @Override
    public Task<String> parcel(int task) throws IOException {
        return new Errand(files.source(task).toString(), files.target(task).toString());
    }

    private record Errand(String source, String target) implements Task<String> {
        @Override
        public String call() throws IOException {
            return copy(Path.of(source), Path.of(target));
        }
    }

    @Override
    public List<String> whole(List<String> hashes) {
        return hashes;
    }

    @Override
    public Answers<List<String>> answers() {
        return Answers.equalTo(expected);
    }
}
