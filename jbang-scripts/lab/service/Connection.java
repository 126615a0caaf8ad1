package lab.service;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// A connection to an HTTP/1.1 server that stays open between calls. One thread uses it at a time.
///
/// It reads answers that say how long they are, as the web service's do, and refuses others. An
/// interrupt closes it, wherever it is (`SocketChannel` does that, `Socket` does not).
final class Connection implements Closeable {
    private static final int USUAL_HEADER = 512;
    private static final int LONGEST_HEADER = 1 << 14;
    private static final int LONGEST_BODY = 1 << 26;
    private static final int STATUS_AT = 9; // after "HTTP/1.1 "
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final int port;
    private ByteBuffer in = ByteBuffer.allocate(USUAL_HEADER); // as it is written to
    private boolean heard;

    private Connection(SocketChannel channel, int port) {
        this.channel = channel;
        this.port = port;
    }

    /// Opens a connection to a port on loopback.
    static Connection open(int port) throws IOException {
        var channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            // Closing frees the port at once: a lesson opens and closes more than there are.
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.connect(new InetSocketAddress(WebService.HOST, port));
            return new Connection(channel, port);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// The port of the server.
    int port() {
        return port;
    }

    /// Sends a request, and reads the answer to it.
    ///
    /// @param request the whole of it
    /// @throws IOException if the connection breaks; then [#heard] tells how far it came
    Reply exchange(ByteBuffer... request) throws IOException {
        heard = false;
        for (var part : request) while (part.hasRemaining()) channel.write(part);
        in.clear();
        int body = readHeader();
        int status = Integer.parseInt(ascii(STATUS_AT, STATUS_AT + 3));
        var content = new byte[contentLength(body)];
        int there = Math.min(in.position() - body, content.length);
        in.get(body, content, 0, there);
        var rest = ByteBuffer.wrap(content, there, content.length - there);
        while (rest.hasRemaining()) read(rest);
        return new Reply(status, content);
    }

    /// Whether any part of the last answer came.
    boolean heard() {
        return heard;
    }

    /// @return where the body begins
    private int readHeader() throws IOException {
        int looked = 0;
        while (true) {
            if (!in.hasRemaining()) grow();
            read(in);
            var bytes = in.array();
            for (int i = Math.max(looked, 3); i < in.position(); i++)
                if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') return i + 1;
            looked = in.position();
        }
    }

    private void grow() throws IOException {
        if (in.capacity() >= LONGEST_HEADER) throw new IOException("a header without an end");
        in = ByteBuffer.allocate(2 * in.capacity()).put(in.flip());
    }

    private void read(ByteBuffer buffer) throws IOException {
        if (channel.read(buffer) < 0) throw new EOFException("the answer breaks off");
        heard = true;
    }

    private int contentLength(int headerEnd) throws IOException {
        var bytes = in.array();
        for (int i = 0; i + LENGTH.length < headerEnd; i++) {
            if (!isLengthAt(bytes, i)) continue;
            int from = i + LENGTH.length;
            int to = from;
            while (bytes[to] != '\r') to++;
            int length = Integer.parseInt(ascii(from, to).strip());
            if (length < 0 || length > LONGEST_BODY) break;
            return length;
        }
        throw new IOException("an answer that does not say how long it is, or is too long");
    }

    private static boolean isLengthAt(byte[] bytes, int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            byte b = bytes[at + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != LENGTH[i]) return false;
        }
        return true;
    }

    private String ascii(int from, int to) {
        return new String(in.array(), from, to - from, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
