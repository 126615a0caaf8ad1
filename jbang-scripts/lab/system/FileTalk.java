package lab.system;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/// Talks with another process through a file that both have mapped into memory: both see the same
/// bytes, as two threads see the same field, and the system carries nothing.
///
/// In the file, each on a line of the cache of its own: the number of the last message, the number
/// of the last answer, the answer, the length of the message; then the message. A number is written
/// after what it announces, and read before it, as in [FieldTalk].
public final class FileTalk implements Talk {
    private static final VarHandle NUMBER = ValueLayout.JAVA_LONG.varHandle();
    private static final long SENT = 0;
    private static final long ANSWERED = 128;
    private static final long SUM = 256;
    private static final long LENGTH = 384;
    private static final long MESSAGE = 4_096;

    private final ChildProcess peer;
    private final Arena arena;
    private final MemorySegment shared;
    private long number;

    private FileTalk(ChildProcess peer, Arena arena, MemorySegment shared) {
        this.peer = peer;
        this.arena = arena;
        this.shared = shared;
    }

    /// Makes the file and starts the other side, a child JVM.
    ///
    /// @param folder where the file goes, which whoever made the folder deletes
    public static FileTalk in(Path folder) throws IOException {
        var file = Files.createTempFile(folder, "shared-", ".bin");
        var arena = Arena.ofShared();
        try {
            var shared = map(file, arena);
            return new FileTalk(
                    ChildProcess.start(Peer.command("file", file.toString())), arena, shared);
        } catch (IOException e) {
            arena.close();
            throw e;
        }
    }

    private static MemorySegment map(Path file, Arena arena) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(MapMode.READ_WRITE, 0, MESSAGE + MOST, arena);
        }
    }

    @Override
    public long exchange(byte[] message) throws IOException, InterruptedException {
        MemorySegment.copy(message, 0, shared, ValueLayout.JAVA_BYTE, MESSAGE, message.length);
        NUMBER.set(shared, LENGTH, (long) message.length);
        long next = ++number;
        NUMBER.setVolatile(shared, SENT, next);
        if (Watching.until(
                () -> (long) NUMBER.getVolatile(shared, ANSWERED) == next, peer::isAlive))
            return (long) NUMBER.get(shared, SUM);
        throw new IOException("the other process has ended");
    }

    /// Answers until it is interrupted: the other side.
    static void answer(Path file) throws IOException, InterruptedException {
        try (var arena = Arena.ofConfined()) {
            var shared = map(file, arena);
            var message = shared.asSlice(MESSAGE).asByteBuffer();
            for (long n = 1; ; n++) {
                long next = n;
                Watching.until(() -> (long) NUMBER.getVolatile(shared, SENT) == next, () -> true);
                var crc = new CRC32();
                crc.update(message.clear().limit((int) (long) NUMBER.get(shared, LENGTH)));
                NUMBER.set(shared, SUM, crc.getValue());
                NUMBER.setVolatile(shared, ANSWERED, next);
            }
        }
    }

    @Override
    public void close() {
        peer.close();
        if (arena.scope().isAlive()) arena.close();
    }
}
