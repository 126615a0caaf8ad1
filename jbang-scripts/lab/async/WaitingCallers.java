package lab.async;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/// A program whose callers all wait for a web service at the same time, so that somebody else can
/// look how much memory that takes. It says `ready`; when it is sent a number, it brings the
/// callers up to so many, and says `ready` again when the system has taken all calls that there is
/// somebody to make, and the heap has been collected.
public final class WaitingCallers {
    private static final int MOST_CONNECTIONS = 1 << 15;

    private final Semaphore sent = new Semaphore(0);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Caller caller;
    private final int atOnce;
    private final String host;
    private final int port;
    private final String target;

    /// Makes a call.
    private interface Caller {
        void call(WaitingCallers crowd);
    }

    private WaitingCallers(Caller caller, int atOnce, String host, int port, String target) {
        this.caller = caller;
        this.atOnce = atOnce;
        this.host = host;
        this.port = port;
        this.target = target;
    }

    /// @param args `threads` or `loop`; for how many threads there is room, or 0 for a thread each;
    ///   and host, port and path of a service that takes its time
    static void main(String... args) throws Exception {
        int room = Integer.parseInt(args[1]);
        var crowd =
                new WaitingCallers(
                        args[0].equals("loop") ? onLoop() : onThreads(room),
                        room == 0 ? Integer.MAX_VALUE : room,
                        args[2],
                        Integer.parseInt(args[3]),
                        args[4]);
        ready();
        int callers = 0;
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            int wanted = Integer.parseInt(line);
            int more = Math.min(wanted, crowd.atOnce) - Math.min(callers, crowd.atOnce);
            for (; callers < wanted; callers++) crowd.caller.call(crowd);
            crowd.sent.acquire(more);
            if (crowd.failure.get() != null) System.out.println("failed: " + crowd.failure.get());
            else ready();
        }
        System.exit(0);
    }

    private static void ready() {
        System.gc();
        System.out.println("ready");
    }

    private static Caller onThreads(int room) {
        var daemons = Thread.ofPlatform().daemon().factory();
        var threads =
                room == 0
                        ? Executors.newThreadPerTaskExecutor(daemons)
                        : Executors.newFixedThreadPool(room, daemons);
        return crowd -> threads.execute(crowd::call);
    }

    private static Caller onLoop() {
        var loop = EventLoop.start(1);
        var client =
                loop.vertx()
                        .createHttpClient(
                                new HttpClientOptions(),
                                new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
        return crowd ->
                loop.execute(() ->
                        client.request(HttpMethod.GET, crowd.port, crowd.host, crowd.target)
                                .onComplete(crowd::send, crowd::fail));
    }

    private void call() {
        var request = "GET " + target + " HTTP/1.1\r\nhost: " + host + "\r\n\r\n";
        try (var channel = SocketChannel.open(new InetSocketAddress(host, port))) {
            var out = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
            while (out.hasRemaining()) channel.write(out);
            sent.release();
            channel.read(ByteBuffer.allocate(512));
        } catch (IOException e) {
            fail(e);
        }
    }

    private void send(HttpClientRequest request) {
        request.end().onComplete(nothing -> sent.release(), this::fail);
        request.response().onFailure(this::fail);
    }

    private void fail(Throwable thrown) {
        failure.compareAndSet(null, thrown);
        sent.release();
    }
}
