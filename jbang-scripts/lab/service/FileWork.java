package lab.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import lab.system.TemporaryFolder;

/// Work with real files: the State of the Union addresses. Copies go to a folder of its own, which
/// goes with it; there is a new one if it is used after it was closed.
public final class FileWork implements AutoCloseable {
    private final Shelf shelf;
    private final Reopened<TemporaryFolder> copies;

    /// @param owner closes it when work is interrupted, and at the end
    /// @param files a folder with texts
    /// @throws IOException if there are no such texts
    public FileWork(Owner owner, Path files) throws IOException {
        shelf = Shelf.of(files);
        copies =
                new Reopened<>(
                        "a folder for copies",
                        owner,
                        TemporaryFolder::make,
                        TemporaryFolder::close);
    }

    /// The files; a call with the number `id` is about file `id`.
    public Shelf files() {
        return shelf;
    }

    /// The file that call `id` reads.
    public Path source(int id) {
        return shelf.file(id);
    }

    /// The file that call `id` writes: one for each call, so that no two write the same.
    ///
    /// @throws IOException if there is no place for temporary files
    public Path target(int id) throws IOException {
        return copies.get().path().resolve(id + ".txt");
    }

    /// Copies file `id`, over the last copy that the same call made.
    ///
    /// @return the size of the copy in bytes
    /// @throws IOException if it cannot be copied
    public long copy(int id) throws IOException {
        var target = target(id);
        Files.copy(source(id), target, StandardCopyOption.REPLACE_EXISTING);
        return Files.size(target);
    }

    /// The size of file `id` in bytes: what [#copy] has to return.
    public long expectedSize(int id) {
        return source(id).toFile().length();
    }

    /// Reads file `id` whole.
    ///
    /// @return how many characters it has
    /// @throws IOException if it cannot be read, or is not UTF-8
    public int read(int id) throws IOException {
        return Files.readString(source(id)).length();
    }

    /// Reads file `id` piece by piece, and hashes it.
    ///
    /// @return its SHA-256, in hexadecimal digits
    /// @throws IOException if it cannot be read
    public String hash(int id) throws IOException {
        return Hashes.of(source(id));
    }

    /// The SHA-256 of file `id`: what [#hash] has to return.
    public String expectedHash(int id) {
        return shelf.hash(id);
    }

    /// Whether the copy that call `id` made has the content of its file.
    ///
    /// @throws IOException if there is no copy, or it cannot be read
    public boolean isCopied(int id) throws IOException {
        return Files.mismatch(source(id), target(id)) < 0;
    }

    /// How many of the copies of the calls with the numbers from 0 are right.
    ///
    /// @throws IOException as [#isCopied]
    public int copied(int calls) throws IOException {
        int right = 0;
        for (int id = 0; id < calls; id++) if (isCopied(id)) right++;
        return right;
    }

    /// Deletes the copies.
    @Override
    public void close() throws IOException {
        copies.close();
    }
}
