package lab.service;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The web service itself, a program for a JVM of its own. It listens on a free port of the
/// loopback interface, says which, and ends when its standard input does.
///
/// - `GET /wait?ms=50&id=7` is answered after so many milliseconds. No thread waits meanwhile: each
///   call is an entry in the list of timers of an event loop.
/// - `GET /file/3?id=7` sends a file, `PUT /file/3?id=7` takes one and answers its SHA-256.
/// - `fail=0.05&seed=1` with any of them makes that share of the calls fail, see [Faults].
final class WebServer extends AbstractVerticle {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int BACKLOG = 1 << 14;
    private static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;

    /// To Vert.x: a free port, the same for all servers that ask for this number.
    private static final int ONE_FREE_PORT = -1;

    private final Shelf shelf;
    private HttpServer server;

    private WebServer(Shelf shelf) {
        this.shelf = shelf;
    }

    /// @param args the folder of the files, and the number of event loops
    static void main(String... args) throws Exception {
        var shelf = Shelf.of(Path.of(args[0]));
        int loops = Integer.parseInt(args[1]);
        var vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setEventLoopPoolSize(loops)
                                .setWorkerPoolSize(2)
                                .setInternalBlockingPoolSize(2)
                                .setFileSystemOptions(
                                        new FileSystemOptions()
                                                .setFileCachingEnabled(false)
                                                .setClassPathResolvingEnabled(false)));
        int port = 0;
        for (int loop = 0; loop < loops; loop++) {
            var one = new WebServer(shelf);
            vertx.deployVerticle(one, new DeploymentOptions())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            port = one.server.actualPort();
        }
        System.out.println(port);
        while (System.in.read() >= 0) {}
        System.exit(0);
    }

    @Override
    public void start(io.vertx.core.Promise<Void> started) {
        var options = new HttpServerOptions().setAcceptBacklog(BACKLOG).setTcpNoDelay(true);
        server = vertx.createHttpServer(options).requestHandler(this::serve);
        server.listen(ONE_FREE_PORT, LOOPBACK).<Void>mapEmpty().onComplete(started);
    }

    private void serve(HttpServerRequest request) {
        var path = request.path();
        if (path.equals("/wait")) later(request, () -> answer(request));
        else if (path.startsWith("/file/")) file(request, Integer.parseInt(path.substring(6)));
        else request.response().setStatusCode(NOT_FOUND).end("there is no " + path);
    }

    private void later(HttpServerRequest request, Runnable then) {
        long millis = number(request, "ms", 0);
        if (millis > 0) vertx.setTimer(millis, timer -> then.run());
        else then.run();
    }

    private void answer(HttpServerRequest request) {
        end(request, Buffer.buffer(Answer.of(id(request))));
    }

    private void file(HttpServerRequest request, int number) {
        if (request.method() == HttpMethod.PUT) take(request);
        else later(request, () -> send(request, number));
    }

    /// Hashes what is sent as it comes, and answers after the latency.
    private void take(HttpServerRequest request) {
        var digest = Hashes.digest();
        request.handler(part -> digest.update(part.getBytes()));
        request.endHandler(
                all -> later(request, () -> end(request, Buffer.buffer(Hashes.text(digest)))));
    }

    private void send(HttpServerRequest request, int number) {
        var file = shelf.file(number).toString();
        if (faults(request) == Faults.End.ANSWERED) request.response().sendFile(file);
        else
            vertx.fileSystem()
                    .readFile(file)
                    .onSuccess(content -> end(request, content))
                    .onFailure(e -> request.connection().close());
    }

    /// Answers as the faults have it.
    private void end(HttpServerRequest request, Buffer body) {
        var response = request.response();
        switch (faults(request)) {
            case ANSWERED -> response.end(body);
            case REFUSED -> response.setStatusCode(UNAVAILABLE).end("try again later");
            case CUT -> {
                response.putHeader("content-length", "" + body.length());
                response.write(body.slice(0, body.length() / 2))
                        .onComplete(written -> request.connection().close());
            }
        }
    }

    private static Faults.End faults(HttpServerRequest request) {
        var share = request.getParam("fail");
        return share == null
                ? Faults.End.ANSWERED
                : new Faults(Double.parseDouble(share), number(request, "seed", 0)).of(id(request));
    }

    private static int id(HttpServerRequest request) {
        return (int) number(request, "id", 0);
    }

    private static long number(HttpServerRequest request, String name, long otherwise) {
        var text = request.getParam(name);
        return text == null ? otherwise : Long.parseLong(text);
    }
}
