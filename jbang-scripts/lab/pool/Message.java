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

    /// What a message begins with.
    int HELLO = 1, READY = 2, CLASSES = 3, WORK = 4, PRINTED = 5, ANSWER = 6;

    /// Writes it, without its length.
    ///
    /// Not a switch over the kinds: to link one takes a worker longer than all that it writes.
    void write(DataOutputStream out) throws IOException;

    /// The pool greets. Whatever else is at the other end does not know what to answer.
    ///
    /// @param secret drawn for this worker
    /// @param allowed the names of further classes that it may read
    record Hello(byte[] secret, String[] allowed) implements Message {
        @Override
        public void write(DataOutputStream out) throws IOException {
            out.writeByte(HELLO);
            Message.write(out, secret);
            out.writeInt(allowed.length);
            for (var name : allowed) out.writeUTF(name);
        }
    }

    /// The worker is ready.
    ///
    /// @param secret the one that it was greeted with
    record Ready(byte[] secret) implements Message {
        @Override
        public void write(DataOutputStream out) throws IOException {
            out.writeByte(READY);
            Message.write(out, secret);
        }
    }

    /// Classes that tasks need.
    record Classes(long bundle, SortedMap<String, byte[]> files) implements Message {
        @Override
        public void write(DataOutputStream out) throws IOException {
            out.writeByte(CLASSES);
            out.writeLong(bundle);
            out.writeInt(files.size());
            for (var file : files.entrySet()) {
                out.writeUTF(file.getKey());
                Message.write(out, file.getValue());
            }
        }
    }

    /// A task.
    ///
    /// @param bundle the classes that it needs; 0 for none
    record Work(long number, long bundle, byte[] bytes) implements Message {
        @Override
        public void write(DataOutputStream out) throws IOException {
            out.writeByte(WORK);
            out.writeLong(number);
            out.writeLong(bundle);
            Message.write(out, bytes);
        }
    }

    /// A task printed something.
    record Printed(boolean asError, byte[] text) implements Message {
        @Override
        public void write(DataOutputStream out) throws IOException {
            out.writeByte(PRINTED);
            out.writeBoolean(asError);
            Message.write(out, text);
        }
    }

    /// A task is done, or has thrown. The times are in nanoseconds.
    ///
    /// @param well whether `bytes` are an answer; if not, they are an exception
    record Answer(
            long number, boolean well, long deserialise, long compute, long serialise, byte[] bytes)
            implements Message {
        @Override
        public void write(DataOutputStream out) throws IOException {
            out.writeByte(ANSWER);
            out.writeLong(number);
            out.writeBoolean(well);
            out.writeLong(deserialise);
            out.writeLong(compute);
            out.writeLong(serialise);
            Message.write(out, bytes);
        }
    }

    /// Reads one.
    ///
    /// @throws IOException if it makes no sense
    static Message read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case HELLO -> {
                var secret = bytes(in);
                var allowed = new String[length(in)];
                for (int i = 0; i < allowed.length; i++) allowed[i] = in.readUTF();
                yield new Hello(secret, allowed);
            }
            case READY -> new Ready(bytes(in));
            case CLASSES -> {
                long bundle = in.readLong();
                var files = new TreeMap<String, byte[]>();
                for (int i = length(in); i > 0; i--) files.put(in.readUTF(), bytes(in));
                yield new Classes(bundle, files);
            }
            case WORK -> new Work(in.readLong(), in.readLong(), bytes(in));
            case PRINTED -> new Printed(in.readBoolean(), bytes(in));
            case ANSWER ->
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

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
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
