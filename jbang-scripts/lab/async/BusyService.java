package lab.async;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import lab.load.CallFailed;

/// A web service that has so many seats, and answers those who find none that they should come
/// again (HTTP status 503). It is served by the loop, on a free port of the loopback interface, and
/// so is its client. It ends with the loop.
///
/// Invariant: `taken` is read and written by the thread of the loop alone.
public final class BusyService {
    /// What a caller hears that finds no seat.
    public static final String NO_SEAT = "no seat";

    private static final String HOST = "127.0.0.1";
    private static final int UNAVAILABLE = 503;
    private static final int MOST_CONNECTIONS = 1 << 15;

    private final Vertx vertx;
    private final HttpClient client;
    private final int seats;
    private final Duration service;
    private final int port;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong mostHeld = new AtomicLong();
    private int taken;

    private BusyService(EventLoop loop, int seats, Duration service) {
        this.vertx = loop.vertx();
        this.seats = seats;
        this.service = service;
        client =
                vertx.createHttpClient(
                        new HttpClientOptions().setSoLinger(0),
                        new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
        var server = vertx.createHttpServer().requestHandler(this::serve);
        port = EventLoop.future(server.listen(0, HOST)).join().actualPort();
    }

    /// Opens it.
    ///
    /// @param seats how many callers it serves at once
    /// @param service how long it takes to serve one
    public static BusyService open(EventLoop loop, int seats, Duration service) {
        return new BusyService(loop, seats, service);
    }

    private void serve(HttpServerRequest request) {
        if (taken == seats) {
            request.response().setStatusCode(UNAVAILABLE).end();
            return;
        }
        taken++;
        request.body()
                .onComplete(read -> vertx.setTimer(service.toMillis(), timer -> {
                    taken--;
                    request.response().end(read.succeeded() ? "" + read.result().length() : "cut");
                }));
    }

    /// Sends a letter of so many bytes, which is in memory until the service has answered.
    ///
    /// @return how many bytes the service has received, or a [CallFailed] that says [#NO_SEAT]
    public CompletableFuture<Integer> send(int bytes) {
        var letter = Buffer.buffer(new byte[bytes]);
        long now = held.addAndGet(bytes);
        mostHeld.accumulateAndGet(now, Math::max);
        var answer =
                client.request(HttpMethod.POST, port, HOST, "/")
                        .compose(request -> request.send(letter))
                        .compose(HttpClientResponse::body)
                        .compose(BusyService::answer);
        return EventLoop.future(answer).whenComplete((size, failure) -> held.addAndGet(-bytes));
    }

    private static Future<Integer> answer(Buffer body) {
        return body.length() == 0
                ? Future.failedFuture(new CallFailed(NO_SEAT))
                : Future.succeededFuture(Integer.parseInt(body.toString()));
    }

    /// The most bytes of letters that were in memory at once since this was last asked.
    public long mostHeld() {
        return mostHeld.getAndSet(held.get());
    }
}
