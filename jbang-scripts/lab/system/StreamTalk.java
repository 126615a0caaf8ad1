package lab.system;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/// Talks with another process by bytes that the system carries, through a pipe or a socket. A
/// message is its length in four bytes, and itself; an answer is eight bytes.
public final class StreamTalk implements Talk {
    private static final Duration COMING = Duration.ofSeconds(20);

    private final ChildProcess peer;
    private final List<AutoCloseable> carriers;
    private final OutputStream out;
    private final DataInputStream in;
    private byte[] frame = new byte[0];

    private StreamTalk(
            ChildProcess peer, List<AutoCloseable> carriers, OutputStream out, InputStream in) {
        this.peer = peer;
        this.carriers = carriers;
        this.out = out;
        this.in = new DataInputStream(new BufferedInputStream(in));
    }

    /// Starts the other side as a child JVM, and talks through its standard input and output.
    public static StreamTalk pipe() throws IOException {
        var peer = ChildProcess.start(Peer.command("pipe"));
        return new StreamTalk(peer, List.of(), peer.input(), peer.output());
    }

    /// Starts the other side as a child JVM, and talks through a TCP connection over loopback.
    ///
    /// @throws IOException if it does not connect in time
    public static StreamTalk socket() throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        try (var server = new ServerSocket(0, 1, loopback)) {
            server.setSoTimeout(Math.toIntExact(COMING.toMillis()));
            var peer = ChildProcess.start(Peer.command("socket", "" + server.getLocalPort()));
            try {
                var socket = server.accept();
                socket.setTcpNoDelay(true);
                return new StreamTalk(
                        peer, List.of(socket), socket.getOutputStream(), socket.getInputStream());
            } catch (IOException e) {
                peer.close();
                throw e;
            }
        }
    }

    @Override
    public long exchange(byte[] message) throws IOException {
        int length = Integer.BYTES + message.length;
        if (frame.length != length) frame = new byte[length];
        ByteBuffer.wrap(frame).putInt(message.length).put(message);
        out.write(frame);
        out.flush();
        return in.readLong();
    }

    /// Answers until there is nothing more to read: the other side.
    static void answer(InputStream in, OutputStream out) throws IOException {
        var questions = new DataInputStream(new BufferedInputStream(in, 1 << 16));
        var answers = new DataOutputStream(new BufferedOutputStream(out));
        var message = new byte[0];
        while (true) {
            questions.mark(1);
            if (questions.read() < 0) return;
            questions.reset();
            int length = questions.readInt();
            if (length < 0 || length > MOST) throw new IOException("no message is that long");
            if (message.length != length) message = new byte[length];
            questions.readFully(message);
            answers.writeLong(Talk.checksum(message));
            answers.flush();
        }
    }

    /// Answers through a connection to a port on loopback.
    static void answer(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            answer(socket.getInputStream(), socket.getOutputStream());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            for (var carrier : carriers) carrier.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            peer.close();
        }
    }
}
