package lab.service;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// An event loop of Vert.x, and the connections of an HTTP client that lives on it.
///
/// Vert.x has a pool of connections, too. For each call it looks through all of them for a free one
/// (5.2), which takes as long as the call itself when there are two thousand. Here the free ones
/// lie on a stack.
///
/// Invariant: only the loop touches `idle` and what is in it.
final class VertxLoop {
    /// Vert.x logs what it reports anyway. The logger is held, since its level goes with it.
    private static final Logger LOG = Logger.getLogger("io.vertx");

    private static final int CLOSING_SECONDS = 5;

    private final Vertx vertx;
    private final Context context;
    private final HttpClientAgent client;
    private final Deque<Kept> idle = new ArrayDeque<>();

    /// A connection that is kept after its call.
    static final class Kept {
        private final HttpClientConnection connection;
        private boolean closed;

        private Kept(HttpClientConnection connection) {
            this.connection = connection;
            connection.closeHandler(now -> closed = true);
        }

        HttpClientConnection connection() {
            return connection;
        }
    }

    private VertxLoop(Vertx vertx) {
        this.vertx = vertx;
        context = vertx.getOrCreateContext();
        client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setKeepAliveTimeout(0)
                                .setSoLinger(0)
                                .setTcpNoDelay(true));
    }

    /// Starts the loop, and its threads with it: they are born into the group of the caller.
    static VertxLoop open() throws Exception {
        LOG.setLevel(Level.OFF);
        var files =
                new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false);
        var vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setEventLoopPoolSize(1)
                                .setWorkerPoolSize(2)
                                .setInternalBlockingPoolSize(2)
                                .setFileSystemOptions(files));
        var loop = new VertxLoop(vertx);
        var begun = new CompletableFuture<Void>();
        loop.run(() -> begun.complete(null));
        begun.get();
        vertx.executeBlocking(() -> 0).toCompletionStage().toCompletableFuture().get();
        return loop;
    }

    /// Runs a task on the loop, after those that came before.
    void run(Runnable task) {
        context.runOnContext(now -> task.run());
    }

    /// A connection that no other call uses. To be called on the loop.
    Future<Kept> connection(int port) {
        for (var kept = idle.poll(); kept != null; kept = idle.poll())
            if (!kept.closed) return Future.succeededFuture(kept);
        try {
            return client.connect(new HttpConnectOptions().setHost(WebService.HOST).setPort(port))
                    .map(Kept::new);
        } catch (IllegalStateException e) { // the loop was closed meanwhile
            return Future.failedFuture(e);
        }
    }

    /// Takes a connection back whose call has ended well. To be called on the loop.
    void keep(Kept kept) {
        idle.push(kept);
    }

    void close() throws Exception {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .get(CLOSING_SECONDS, TimeUnit.SECONDS);
    }
}
