package lab.pool;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/// What goes over the pipes between a pool and a worker.
sealed interface Message {
    /// The longest message, in bytes.
    int LONGEST = 1 << 28;

    /// The pool greets. Whatever else is at the other end does not know what to answer.
    ///
    /// @param secret drawn for this worker
    /// @param allowed the names of further classes that it may read
    record Hello(byte[] secret, String[] allowed) implements Message {}

    /// The worker is ready.
    ///
    /// @param secret the one that it was greeted with
    record Ready(byte[] secret) implements Message {}

    /// Classes that tasks need.
    record Classes(long bundle, SortedMap<String, byte[]> files) implements Message {}

    /// A task.
    ///
    /// @param bundle the classes that it needs; 0 for none
    record Work(long number, long bundle, byte[] bytes) implements Message {}

    /// A task printed something.
    record Printed(boolean asError, byte[] text) implements Message {}

    /// A task is done, or has thrown.
    ///
    /// @param well whether `bytes` are an answer; if not, they are an exception
    record Answer(
            long number, boolean well, long deserialise, long compute, long serialise, byte[] bytes)
            implements Message {}

    /// Writes it, without its length.
    default void write(DataOutputStream out) throws IOException {
        switch (this) {
            case Hello(byte[] secret, String[] allowed) -> {
                out.writeByte(1);
                bytes(out, secret);
                out.writeInt(allowed.length);
                for (var name : allowed) out.writeUTF(name);
            }
            case Ready(byte[] secret) -> {
                out.writeByte(2);
                bytes(out, secret);
            }
            case Classes(long bundle, SortedMap<String, byte[]> files) -> {
                out.writeByte(3);
                out.writeLong(bundle);
                out.writeInt(files.size());
                for (var file : files.entrySet()) {
                    out.writeUTF(file.getKey());
                    bytes(out, file.getValue());
                }
            }
            case Work(long number, long bundle, byte[] bytes) -> {
                out.writeByte(4);
                out.writeLong(number);
                out.writeLong(bundle);
                bytes(out, bytes);
            }
            case Printed(boolean asError, byte[] text) -> {
                out.writeByte(5);
                out.writeBoolean(asError);
                bytes(out, text);
            }
            case Answer answer -> {
                out.writeByte(6);
                out.writeLong(answer.number);
                out.writeBoolean(answer.well);
                out.writeLong(answer.deserialise);
                out.writeLong(answer.compute);
                out.writeLong(answer.serialise);
                bytes(out, answer.bytes);
            }
        }
    }

    /// Reads one.
    ///
    /// @throws IOException if it makes no sense
    static Message read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case 1 -> {
                var secret = bytes(in);
                var allowed = new String[length(in)];
                for (int i = 0; i < allowed.length; i++) allowed[i] = in.readUTF();
                yield new Hello(secret, allowed);
            }
            case 2 -> new Ready(bytes(in));
            case 3 -> {
                long bundle = in.readLong();
                var files = new TreeMap<String, byte[]>();
                for (int i = length(in); i > 0; i--) files.put(in.readUTF(), bytes(in));
                yield new Classes(bundle, files);
            }
            case 4 -> new Work(in.readLong(), in.readLong(), bytes(in));
            case 5 -> new Printed(in.readBoolean(), bytes(in));
            case 6 ->
                    new Answer(
                            in.readLong(),
                            in.readBoolean(),
                            in.readLong(),
                            in.readLong(),
                            in.readLong(),
                            bytes(in));
            default -> throw new IOException("a message of no known kind, " + kind);
        };
    }

    private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        var bytes = new byte[length(in)];
        in.readFully(bytes);
        return bytes;
    }

    private static int length(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST)
            throw new IOException("a message with a length of " + length);
        return length;
    }
}
