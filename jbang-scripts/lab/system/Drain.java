package lab.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import lab.cancel.Outside;

/// Reads a pipe to its end on a thread of its own, so that whoever writes to it never has to wait.
/// The thread ends with the process, so it belongs to the JVM, and not to the work that happened to
/// start it, which may be over long before.
///
/// Keeps the first 16 MB and reads past the rest. What is no UTF-8 becomes U+FFFD.
final class Drain {
    private static final int MOST = 16 << 20;

    private final InputStream pipe;
    private final Thread thread;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(); // guarded by itself

    private Drain(InputStream pipe, String what) {
        this.pipe = pipe;
        this.thread = Outside.threads().name("drain " + what).unstarted(this::read);
    }

    static Drain of(InputStream pipe, String what) {
        var drain = new Drain(pipe, what);
        drain.thread.start();
        return drain;
    }

    private void read() {
        var chunk = new byte[8_192];
        try (pipe) {
            for (int n = pipe.read(chunk); n >= 0; n = pipe.read(chunk))
                synchronized (kept) {
                    kept.write(chunk, 0, Math.min(n, MOST - kept.size()));
                }
        } catch (IOException e) {
            // The process was stopped and its pipes with it: what came before is what there is.
        }
    }

    /// What came, once the pipe is at its end or patience is. Something that outlived the process
    /// may hold the pipe open.
    String text(Duration patience) throws InterruptedException {
        thread.join(patience);
        synchronized (kept) {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
