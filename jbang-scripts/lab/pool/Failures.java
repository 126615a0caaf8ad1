package lab.pool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Exceptions on their way back from a worker: as they are, and in case they cannot be, in words.
final class Failures {
    private Failures() {}

    /// An exception in words.
    ///
    /// @param type the name of its class
    /// @param said what its `toString` gave
    /// @param trace its stack trace
    record Words(String type, String said, StackTraceElement[] trace) implements Serializable {
        static Words of(Throwable thrown) {
            return new Words(
                    thrown.getClass().getName(), String.valueOf(thrown), thrown.getStackTrace());
        }
    }

    /// The bytes of an exception: first in words with all its causes, then itself if that can be.
    static byte[] pack(Throwable thrown) throws IOException {
        var words = words(thrown);
        try {
            return pack(words, thrown);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return pack(words, null); // something in it cannot be written
        }
    }

    private static byte[] pack(ArrayList<Words> words, Throwable thrown) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var packer = new Packer(bytes)) {
            packer.writeObject(words);
            packer.writeObject(thrown);
        }
        return bytes.toByteArray();
    }

    private static ArrayList<Words> words(Throwable thrown) {
        Set<Throwable> met = Collections.newSetFromMap(new IdentityHashMap<>());
        var words = new ArrayList<Words>();
        for (var t = thrown; t != null && met.add(t); t = t.getCause()) words.add(Words.of(t));
        return words;
    }

    /// The exception that was thrown there, or one that stands for it.
    ///
    /// @throws IOException if the bytes make no sense
    static Throwable unpack(Unpacker unpacker) throws IOException {
        if (!(unpacker.next() instanceof List<?> words))
            throw new NotSerializableException("an exception without words");
        try {
            if (unpacker.next() instanceof Throwable thrown) return thrown;
        } catch (IOException e) {
            // It is not on the list, or its class is not known here: the words have to do.
        }
        Throwable cause = null;
        for (var each : words.reversed())
            if (each instanceof Words(String type, String said, StackTraceElement[] trace)) {
                cause = new FailedThere(type, said, cause);
                cause.setStackTrace(trace);
            }
        return cause;
    }
}
