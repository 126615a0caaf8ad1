package lab.async;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// A program whose callers all wait for a web service at the same time, so that somebody else can
/// look how much memory that takes. It says `ready`; when it is sent a line, it makes the calls,
/// and says `ready` again when the system has taken all of them and the heap has been collected.
public final class WaitingCallers {
    private static final int MOST_CONNECTIONS = 1 << 15;

    private final CountDownLatch sent;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final int callers;
    private final String host;
    private final int port;
    private final String target;

    private WaitingCallers(int callers, String host, int port, String target) {
        this.callers = callers;
        this.host = host;
        this.port = port;
        this.target = target;
        sent = new CountDownLatch(callers);
    }

    /// @param args `threads` or `loop`, how many callers, and host, port and path of a service that
    ///   takes its time
    static void main(String... args) throws Exception {
        var crowd =
                new WaitingCallers(
                        Integer.parseInt(args[1]), args[2], Integer.parseInt(args[3]), args[4]);
        boolean onLoop = args[0].equals("loop");
        var loop = onLoop ? EventLoop.start(1) : null;
        ready();
        if (System.in.read() < 0) return;
        if (onLoop) crowd.onLoop(loop);
        else crowd.onThreads();
        crowd.sent.await();
        if (crowd.failure.get() != null) System.out.println("failed: " + crowd.failure.get());
        else ready();
        while (System.in.read() >= 0) {}
        System.exit(0);
    }

    private static void ready() {
        System.gc();
        System.out.println("ready");
    }

    private void onThreads() {
        for (int i = 0; i < callers; i++) Thread.ofPlatform().daemon().start(this::call);
    }

    private void call() {
        var request = "GET " + target + " HTTP/1.1\r\nhost: " + host + "\r\n\r\n";
        try (var channel = SocketChannel.open(new InetSocketAddress(host, port))) {
            var out = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
            while (out.hasRemaining()) channel.write(out);
            sent.countDown();
            channel.read(ByteBuffer.allocate(512));
        } catch (IOException e) {
            fail(e);
        }
    }

    private void onLoop(EventLoop loop) {
        var client =
                loop.vertx()
                        .createHttpClient(
                                new HttpClientOptions(),
                                new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
        loop.execute(() -> {
            for (int i = 0; i < callers; i++)
                client.request(HttpMethod.GET, port, host, target)
                        .onComplete(this::send, this::fail);
        });
    }

    private void send(HttpClientRequest request) {
        request.end().onComplete(nothing -> sent.countDown(), this::fail);
        request.response().onFailure(this::fail);
    }

    private void fail(Throwable thrown) {
        failure.compareAndSet(null, thrown);
        sent.countDown();
    }
}
