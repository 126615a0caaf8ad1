package lab.observe;

/// What a thread does, as far as it can be told.
public enum State {
    /// It computes. Where running and ready cannot be told apart, it is runnable.
    RUNNING("running"),
    /// It could compute, and has no processor: it is in the queue of the system's scheduler.
    READY("ready"),
    /// It wants to enter a `synchronized` block that another thread is in.
    BLOCKED("blocked"),
    /// It is in `Object.wait`, or waits for a file or the network.
    WAITING("waiting"),
    /// It is in `Thread.sleep`.
    SLEEPING("sleeping"),
    /// It is in `LockSupport.park`, where all of java.util.concurrent waits.
    PARKED("parked"),
    /// It is a virtual thread that waits, and keeps its carrier thread from others meanwhile.
    PINNED("pinned");

    private final String word;

    State(String word) {
        this.word = word;
    }

    /// Whether the thread waits for something else than a processor.
    public boolean waits() {
        return this != RUNNING && this != READY;
    }

    /// The word for a chart: `ready`.
    @Override
    public String toString() {
        return word;
    }
}
