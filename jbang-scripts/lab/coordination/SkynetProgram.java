package lab.coordination;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The tree of tasks on bare virtual threads, as a program: so that the JVM can have a collector
/// and a heap that suit it.
public final class SkynetProgram {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private SkynetProgram() {}

    /// The program. Its arguments: how many leaves, and how many times. It prints the nanoseconds
    /// of each time.
    public static void main(String... args) throws Exception {
        Thread.ofPlatform().daemon().name("time limit").start(SkynetProgram::endInTime);
        var skynet = new Skynet(Integer.parseInt(args[0]));
        var model = new BareThreads(Thread.ofVirtual().factory());
        for (int time = Integer.parseInt(args[1]); time > 0; time--) {
            System.gc();
            long start = System.nanoTime();
            long sum = skynet.run(model);
            long nanos = System.nanoTime() - start;
            if (sum != skynet.answer())
                throw new IllegalStateException(sum + " should be " + skynet.answer());
            System.out.println(nanos);
        }
    }

    /// Whoever started this waits for its end.
    private static void endInTime() {
        LockSupport.parkNanos(LIMIT.toNanos());
        System.err.println("its time was up");
        Runtime.getRuntime().halt(1);
    }
}
