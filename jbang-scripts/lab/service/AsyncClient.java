package lab.service;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/// An HTTP client that returns at once, and completes a future when the answer has come.
///
/// A call that fails completes its future with a [lab.load.CallFailed]. To cancel a future stops
/// its call. After [#close] the client can be used again: it opens anew.
public interface AsyncClient extends AutoCloseable {
    /// Begins call `id`.
    CompletableFuture<String> get(int id);

    /// Begins to download file `id`; the answer is the SHA-256 of what came.
    CompletableFuture<String> download(int id);

    /// Begins to upload file `id`; the answer is the SHA-256 of what the service got, as it says.
    CompletableFuture<String> upload(int id);

    /// Closes its connections and ends its threads. Calls that have not ended fail.
    @Override
    void close() throws IOException;
}
