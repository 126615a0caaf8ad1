package lab.pool;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Two pipes with messages on them, each behind a mark, so that anything else that is written there
/// is noticed.
///
/// One thread at a time reads; any thread may send.
final class Channel {
    private static final int MARK = 0x6C61_6221;
    private static final int BUFFER = 1 << 16;

    private final DataInputStream in;
    private final DataOutputStream out; // guarded by itself

    Channel(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
        this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER));
    }

    void send(Message message) throws IOException {
        synchronized (out) {
            out.writeInt(MARK);
            message.write(out);
            out.flush();
        }
    }

    /// The next message.
    ///
    /// @throws EOFException if the other end has closed
    /// @throws IOException if what comes is no message
    Message receive() throws IOException {
        int mark = in.readInt();
        if (mark != MARK)
            throw new IOException(
                    "something else than a message came, beginning with 0x%08x".formatted(mark));
        return Message.read(in);
    }
}
