package lab.system;

import java.io.IOException;

/// Talks with a thread of this process, through fields: what is handed over is where the message
/// is, and nothing is copied.
///
/// `message` and `sum` need no more than they have: each is written before the volatile number that
/// announces it, and read after.
public final class FieldTalk implements Talk {
    private final Thread peer = Thread.ofPlatform().daemon().name("peer").unstarted(this::answer);
    private byte[] message;
    private long sum;
    private volatile long sent;
    private volatile long answered;
    private volatile boolean closed;

    private FieldTalk() {}

    /// Starts the other side.
    public static FieldTalk open() {
        var talk = new FieldTalk();
        talk.peer.start();
        return talk;
    }

    private void answer() {
        try {
            for (long number = 1; ; number++) {
                long next = number;
                if (!Watching.until(() -> sent == next, () -> !closed)) return;
                sum = Talk.checksum(message);
                answered = next;
            }
        } catch (InterruptedException e) {
            // Stopped: whoever sent sees that this thread has ended.
        }
    }

    @Override
    public long exchange(byte[] message) throws IOException, InterruptedException {
        this.message = message;
        long number = sent + 1;
        sent = number;
        if (Watching.until(() -> answered == number, peer::isAlive)) return sum;
        throw new IOException("the other thread has ended");
    }

    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (peer.isAlive()) {
            try {
                peer.join();
            } catch (InterruptedException e) {
                interrupted = true;
                peer.interrupt();
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
