package lab.service;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import lab.cancel.Outside;

/// The HTTP client of the JDK, with HTTP/1.1.
///
/// Where its processor time goes at two thousand calls at one time (JDK 25, by Flight Recorder): a
/// thread waits for all connections, and hands each step of each call over to an executor, several
/// times; each call is a chain of dozens of futures; and each connection that comes back to the
/// pool is put in its place in a list by walking over those that came back in the same second.
final class JdkClient implements AsyncClient {
    private final WebService service;
    private final Reopened<Open> open;

    private record Open(HttpClient client, ExecutorService executor) {
        static Open make(ExecutorService executor) {
            var client =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .executor(executor)
                            .build();
            return new Open(client, executor);
        }

        void close() throws InterruptedException {
            client.shutdownNow();
            client.awaitTermination(CLOSING);
            executor.shutdownNow();
        }
    }

    private static final Duration CLOSING = Duration.ofSeconds(1);

    /// @param executor where it runs what is not waiting
    JdkClient(WebService service, Owner owner, Supplier<ExecutorService> executor) {
        this.service = service;
        open =
                new Reopened<>(
                        "an HTTP client", owner, () -> Open.make(executor.get()), Open::close);
    }

    /// What it uses unless told: a thread for each answer that no thread is free for. Only that the
    /// threads are not born into the group of whoever calls.
    static ExecutorService usual() {
        return Executors.newCachedThreadPool(
                Outside.threads().name("answers of the JDK's client").factory());
    }

    @Override
    public CompletableFuture<String> get(int id) {
        return call("GET", service.waiting(id), BodyPublishers.noBody(), false);
    }

    @Override
    public CompletableFuture<String> download(int id) {
        return call("GET", service.file(id), BodyPublishers.noBody(), true);
    }

    @Override
    public CompletableFuture<String> upload(int id) {
        try {
            var content = BodyPublishers.ofFile(service.files().file(id));
            return call("PUT", service.file(id), content, false);
        } catch (FileNotFoundException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<String> call(
            String method, String target, BodyPublisher body, boolean hashed) {
        var call = new Call<String>();
        try {
            var request =
                    HttpRequest.newBuilder(service.uri().resolve(target))
                            .method(method, body)
                            .build();
            var sent = open.get().client().sendAsync(request, BodyHandlers.ofByteArray());
            call.stoppedBy(() -> sent.cancel(true));
            sent.whenComplete((response, failure) -> {
                try {
                    if (failure != null) throw Reply.cut(cause(failure));
                    var reply = new Reply(response.statusCode(), response.body());
                    call.complete(hashed ? Hashes.of(reply.content()) : reply.text());
                } catch (IOException e) {
                    call.completeExceptionally(e);
                }
            });
        } catch (IOException e) {
            call.completeExceptionally(e);
        }
        return call;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
