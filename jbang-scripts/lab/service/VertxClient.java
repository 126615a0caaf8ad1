package lab.service;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The HTTP client of Vert.x, all of it on one event loop, see [VertxLoop].
final class VertxClient implements AsyncClient {
    private final WebService service;
    private final Reopened<VertxLoop> open;

    /// How a request is sent, once there is a connection for it.
    private interface Sending extends Function<HttpClientRequest, Future<HttpClientResponse>> {}

    VertxClient(WebService service, Owner owner) {
        this.service = service;
        open = new Reopened<>("a client of Vert.x", owner, VertxLoop::open, VertxLoop::close);
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
            HttpMethod method, String target, Sending sending, boolean hashed) {
        var call = new Call<String>();
        try {
            var loop = open.get();
            int port = service.port();
            loop.run(() -> {
                if (!call.isDone()) begin(call, loop, port, method, target, sending, hashed);
            });
        } catch (IOException | RuntimeException e) {
            call.completeExceptionally(e);
        }
        return call;
    }

    /// Runs on the loop, as all that follows.
    private static void begin(
            Call<String> call,
            VertxLoop loop,
            int port,
            HttpMethod method,
            String target,
            Sending sending,
            boolean hashed) {
        var options = new RequestOptions().setMethod(method).setURI(target);
        loop.connection(port)
                .compose(kept ->
                        kept.connection()
                                .request(options)
                                .compose(request -> {
                                    call.stoppedBy(request::cancel);
                                    return sending.apply(request);
                                })
                                .compose(VertxClient::reply)
                                .onSuccess(reply -> loop.keep(kept))
                                .onFailure(e -> kept.connection().close()))
                .onComplete(
                        reply -> end(call, reply, hashed),
                        e -> call.completeExceptionally(Reply.cut(e)));
    }

    private static Future<Reply> reply(HttpClientResponse response) {
        return response.body().map(body -> new Reply(response.statusCode(), body.getBytes()));
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
