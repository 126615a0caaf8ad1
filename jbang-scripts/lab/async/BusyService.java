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
public final class BusyService {
    /// What a caller hears that finds no seat.
    public static final String NO_SEAT = "no seat";

    private static final String HOST = "127.0.0.1";
    private static final int UNAVAILABLE = 503;
    private static final int MOST_CONNECTIONS = 1 << 15;

    private final EventLoop loop;
    private final int seats;
    private final Duration service;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong mostHeld = new AtomicLong();
    private Vertx vertx; // guarded by this; what the house is on
    private CompletableFuture<House> house; // guarded by this

    /// Where the service is, and a client to reach it by.
    private record House(HttpClient client, int port) {}

    private BusyService(EventLoop loop, int seats, Duration service) {
        this.loop = loop;
        this.seats = seats;
        this.service = service;
    }

    /// A service that opens when it is first used, and again when its loop has been closed.
    ///
    /// @param seats how many callers it serves at once
    /// @param service how long it takes to serve one
    public static BusyService on(EventLoop loop, int seats, Duration service) {
        return new BusyService(loop, seats, service);
    }

    /// It is opened by the thread of the loop, since threads that Vert.x starts for it are born
    /// into the thread group of whoever opens it.
    private synchronized CompletableFuture<House> house() {
        var now = loop.vertx();
        if (now != vertx) {
            vertx = now;
            held.set(0);
            house = CompletableFuture.supplyAsync(() -> open(now), loop).thenCompose(it -> it);
        }
        return house;
    }

    private CompletableFuture<House> open(Vertx now) {
        var client =
                now.createHttpClient(
                        new HttpClientOptions().setSoLinger(0),
                        new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
        var taken = new int[1]; // seats; the thread of the loop alone reads and writes it
        return EventLoop.future(
                now.createHttpServer()
                        .requestHandler(request -> serve(request, now, taken))
                        .listen(0, HOST)
                        .map(server -> new House(client, server.actualPort())));
    }

    private void serve(HttpServerRequest request, Vertx now, int[] taken) {
        if (taken[0] == seats) {
            request.response().setStatusCode(UNAVAILABLE).end();
            return;
        }
        taken[0]++;
        request.body()
                .onComplete(read ->
                        now.setTimer(
                                service.toMillis(),
                                timer -> {
                                    taken[0]--;
                                    request.response()
                                            .end(
                                                    read.succeeded()
                                                            ? "" + read.result().length()
                                                            : "cut");
                                }));
    }

    /// Sends a letter of so many bytes, which is in memory until the service has answered.
    ///
    /// @return how many bytes the service has received, or a [CallFailed] that says [#NO_SEAT]
    public CompletableFuture<Integer> send(int bytes) {
        var opening = house();
        var letter = Buffer.buffer(new byte[bytes]);
        mostHeld.accumulateAndGet(held.addAndGet(bytes), Math::max);
        return opening.thenCompose(there -> EventLoop.future(send(letter, there)))
                .whenComplete((size, failure) -> held.addAndGet(-bytes));
    }

    private static Future<Integer> send(Buffer letter, House there) {
        return there.client()
                .request(HttpMethod.POST, there.port(), HOST, "/")
                .compose(request -> request.send(letter))
                .compose(HttpClientResponse::body)
                .compose(BusyService::answer);
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
