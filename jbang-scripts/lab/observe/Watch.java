package lab.observe;

import java.util.List;
import java.util.concurrent.Callable;

/// Watches the threads of this JVM while a piece of code runs.
///
/// What a thread waits for comes from events of the JDK Flight Recorder, each with its exact
/// beginning and end, virtual threads included. What is left it is running or ready; for platform
/// threads the two are told apart by the processor time that the system has booked for them, every
/// few milliseconds. A virtual thread that is not waiting counts as running.
///
/// To be used once. Closing it is harmless at any time, and leaves no file.
public final class Watch implements AutoCloseable {
    private final FlightRecording recording = FlightRecording.start();
    private final VirtualLooks looks = new VirtualLooks();
    private ProcessorSamples samples;
    private List<Wait> standing = List.of();
    private long runner;
    private long from;
    private long to;

    /// Starts the recorder, which takes some tenths of a second the first time.
    public Watch() {
        Apart.run(() -> {
            looks.rehearse();
            return looks;
        });
    }

    /// Runs the code on the calling thread.
    ///
    /// @throws Exception whatever it throws
    public <T> T over(Callable<T> body) throws Exception {
        runner = Thread.currentThread().threadId();
        samples = new ProcessorSamples();
        samples.ignore(looks.threadId());
        try {
            looks.start();
            samples.start();
            Mark.set();
            from = System.nanoTime();
            return body.call();
        } finally {
            to = System.nanoTime();
            standing = samples.standing();
            Mark.set();
            samples.end();
            looks.end();
        }
    }

    /// Stops the recorder, and says what the threads did. It may be called on another thread than
    /// the one that ran the code, after that.
    ///
    /// @param answer what the code returned
    public <T> Observation<T> observation(T answer) {
        var chronicle = recording.end();
        var stays = new Stays(chronicle, samples, looks, standing, runner, from, to).all();
        return new Observation<>(answer, stays, to - from, samples.able());
    }

    @Override
    public void close() {
        recording.close();
    }
}
