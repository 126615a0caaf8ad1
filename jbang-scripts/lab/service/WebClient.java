package lab.service;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lab.load.CallFailed;

/// An HTTP client that blocks the thread that calls, and has no thread of its own: fit for platform
/// threads, and for virtual threads, which give up their carrier while they wait.
///
/// Any number of threads may call at the same time. Each call has a connection for itself, which is
/// kept for later ones; there are as many as there were calls at one time. An interrupt ends a call
/// at once. After [#close] it can be used again.
public final class WebClient implements AutoCloseable {
    private final WebService service;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
    private final Owner owner;
    private final AtomicInteger closings = new AtomicInteger();
    private final AtomicBoolean owned = new AtomicBoolean(); // whether its owner will close it

    WebClient(WebService service, Owner owner) {
        this.service = service;
        this.owner = owner;
    }

    /// Makes call `id`, and waits for its answer.
    ///
    /// @throws CallFailed if the service answers that it cannot, or the connection breaks
    /// @throws ClosedByInterruptException if the calling thread is interrupted
    /// @throws IOException if the service cannot be started
    public String get(int id) throws IOException {
        return call("GET", service.waiting(id), null).text();
    }

    /// Downloads file `id`.
    ///
    /// @return the SHA-256 of what came
    /// @throws IOException as [#get]
    public String download(int id) throws IOException {
        return Hashes.of(call("GET", service.file(id), null).content());
    }

    /// Uploads file `id`.
    ///
    /// @return the SHA-256 of what the service got, as it says
    /// @throws IOException as [#get]
    public String upload(int id) throws IOException {
        var content = Files.readAllBytes(service.files().file(id));
        return call("PUT", service.file(id), content).text();
    }

    private Reply call(String method, String target, byte[] body) throws IOException {
        int closed = closings.get();
        if (!owned.get() && owned.compareAndSet(false, true)) owner.own(this);
        while (true) {
            var used = idle.poll();
            var connection = used != null ? used : open(service.port());
            boolean kept = false;
            try {
                var head = head(method, target, connection.port(), body == null ? -1 : body.length);
                var reply =
                        body == null
                                ? connection.exchange(head)
                                : connection.exchange(head, ByteBuffer.wrap(body));
                kept = closings.get() == closed;
                if (kept) idle.add(connection);
                return reply;
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                // The server may have closed a used one meanwhile; then the call was not heard.
                if (used == null || connection.heard()) throw Reply.cut(e);
            } finally {
                if (!kept) connection.close();
            }
        }
    }

    private static Connection open(int port) throws IOException {
        try {
            return Connection.open(port);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new CallFailed("no connection", e);
        }
    }

    private static ByteBuffer head(String method, String target, int port, int length) {
        var text =
                method
                        + " "
                        + target
                        + " HTTP/1.1\r\nhost: "
                        + WebService.HOST
                        + ":"
                        + port
                        + (length < 0 ? "" : "\r\ncontent-length: " + length)
                        + "\r\n\r\n";
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// How many connections wait for the next call.
    public int idle() {
        return idle.size();
    }

    /// Closes the connections that no call uses. Those in use are closed when their calls end.
    @Override
    public void close() throws IOException {
        owned.set(false);
        closings.incrementAndGet();
        for (var connection = idle.poll(); connection != null; connection = idle.poll())
            connection.close();
    }
}
