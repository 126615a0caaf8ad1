package lab.service;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The HTTP client of Vert.x, all of it on one event loop.
final class VertxClient implements AsyncClient {
    /// Vert.x logs what it reports anyway. The logger is held, since its level goes with it.
    private static final Logger LOG = Logger.getLogger("io.vertx");

    private static final int MOST_CONNECTIONS = 1 << 15;
    private static final int CLOSING_SECONDS = 5;

    private final WebService service;
    private final Reopened<Open> open;

    private record Open(Vertx vertx, Context loop, HttpClient client) {
        static Open make() throws Exception {
            LOG.setLevel(Level.OFF);
            var vertx =
                    Vertx.vertx(
                            new VertxOptions()
                                    .setEventLoopPoolSize(1)
                                    .setWorkerPoolSize(2)
                                    .setInternalBlockingPoolSize(2)
                                    .setFileSystemOptions(
                                            new FileSystemOptions()
                                                    .setFileCachingEnabled(false)
                                                    .setClassPathResolvingEnabled(false)));
            var client =
                    vertx.createHttpClient(
                            new HttpClientOptions()
                                    .setKeepAlive(true)
                                    .setKeepAliveTimeout(0)
                                    .setSoLinger(0)
                                    .setTcpNoDelay(true),
                            new PoolOptions()
                                    .setHttp1MaxSize(MOST_CONNECTIONS)
                                    .setCleanerPeriod(0));
            var loop = vertx.getOrCreateContext();
            var begun = new CompletableFuture<Void>(); // its threads are born here, in this group
            loop.runOnContext(begun::complete);
            begun.get();
            vertx.executeBlocking(() -> 0).toCompletionStage().toCompletableFuture().get();
            return new Open(vertx, loop, client);
        }

        void close() throws Exception {
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(CLOSING_SECONDS, TimeUnit.SECONDS);
        }
    }

    VertxClient(WebService service, Owner owner) {
        this.service = service;
        open = new Reopened<>("a client of Vert.x", owner, Open::make, Open::close);
    }

    @Override
    public CompletableFuture<String> get(int id) {
        return call(HttpMethod.GET, service.waiting(id), HttpClientRequest::send, false);
    }

    @Override
    public CompletableFuture<String> download(int id) {
        return call(HttpMethod.GET, service.file(id), HttpClientRequest::send, true);
    }

    @Override
    public CompletableFuture<String> upload(int id) {
        var path = service.files().file(id).toString();
        return call(
                HttpMethod.PUT,
                service.file(id),
                request ->
                        Vertx.currentContext()
                                .owner()
                                .fileSystem()
                                .readFile(path)
                                .compose(request::send),
                false);
    }

    private CompletableFuture<String> call(
            HttpMethod method,
            String target,
            Function<HttpClientRequest, Future<HttpClientResponse>> sending,
            boolean hashed) {
        var call = new Call<String>();
        try {
            var use = open.get();
            var options =
                    new RequestOptions()
                            .setMethod(method)
                            .setHost(WebService.HOST)
                            .setPort(service.port())
                            .setURI(target);
            use.loop().runOnContext(now -> begin(call, use, options, sending, hashed));
        } catch (IOException | RuntimeException e) {
            call.completeExceptionally(e);
        }
        return call;
    }

    private static void begin(
            Call<String> call,
            Open use,
            RequestOptions options,
            Function<HttpClientRequest, Future<HttpClientResponse>> sending,
            boolean hashed) {
        if (call.isDone()) return;
        try {
            use.client()
                    .request(options)
                    .compose(request -> {
                        call.stoppedBy(request::cancel);
                        return sending.apply(request);
                    })
                    .compose(response ->
                            response.body()
                                    .map(body -> new Reply(response.statusCode(), body.getBytes())))
                    .onComplete(
                            reply -> end(call, reply, hashed),
                            failure -> call.completeExceptionally(Reply.cut(failure)));
        } catch (IllegalStateException e) { // it was closed meanwhile
            call.completeExceptionally(Reply.cut(e));
        }
    }

    private static void end(Call<String> call, Reply reply, boolean hashed) {
        try {
            call.complete(hashed ? Hashes.of(reply.content()) : reply.text());
        } catch (IOException e) {
            call.completeExceptionally(e);
        }
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
