package lab.system;

import java.io.IOException;
import java.util.zip.CRC32;

/// Two who talk: this side sends a message, the other reads all of it and answers with its CRC-32.
/// One thread sends.
public interface Talk extends AutoCloseable {
    /// The longest message, in bytes.
    int MOST = 1 << 20;

    /// Sends a message, and waits for the answer.
    ///
    /// @param message at most [#MOST] bytes
    /// @return the checksum that the other side found
    /// @throws IOException if the other side has gone
    /// @throws InterruptedException if the caller is interrupted
    long exchange(byte[] message) throws IOException, InterruptedException;

    /// Ends the other side; harmless if it has ended.
    @Override
    void close() throws IOException;

    /// The checksum of a message.
    static long checksum(byte[] message) {
        var crc = new CRC32();
        crc.update(message);
        return crc.getValue();
    }
}
