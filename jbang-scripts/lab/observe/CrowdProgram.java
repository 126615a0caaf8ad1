package lab.observe;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import lab.system.ChildProcess;
import lab.system.JavaProgram;

/// A crowd of threads in a JVM of its own: there it has a heap to itself, the system's account of
/// the process tells what it takes, and if it were too much for the heap, no other would be hurt.
///
/// As many threads are started as are asked for, but no more than a part of the heap has room for.
/// The first few thousand tell how much each takes, once the code that they run has been compiled.
public final class CrowdProgram {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SAMPLE = 5_000;
    private static final int SAMPLES = 3;
    private static final double SHARE = 0.6;
    private static final long MEGABYTE = 1 << 20;

    private CrowdProgram() {}

    /// A crowd that is wanted.
    ///
    /// @param kind the threads
    /// @param depth how many calls deep each is when it waits
    /// @param most how many threads, if the heap has room for them
    public record Order(Kind kind, int depth, int most) {
        /// Runs the program.
        ///
        /// @param heapBytes the heap of that JVM
        /// @throws IOException if it cannot be started, or ends badly; the message has its last
        ///   words
        /// @throws InterruptedException if the caller is interrupted; the program has been ended
        public Crowd run(long heapBytes) throws IOException, InterruptedException {
            var options =
                    List.of(
                            "-XX:+UseParallelGC",
                            "-XX:MarkSweepDeadRatio=0", // a collection leaves no garbage
                            "-Xms%dm".formatted(heapBytes / MEGABYTE),
                            "-Xmx%dm".formatted(heapBytes / MEGABYTE));
            var ended =
                    ChildProcess.run(
                            JavaProgram.ofLibrary(CrowdProgram.class)
                                    .command(options, kind.name(), "" + depth, "" + most)
                                    .within(LIMIT));
            if (!ended.well())
                throw new IOException(
                        "the crowd ended with %s: %s".formatted(ended.how(), ended.err()));
            var words = ended.out().strip().split(" ");
            double resident = Double.parseDouble(words[2]);
            return new Crowd(
                    Integer.parseInt(words[0]),
                    Double.parseDouble(words[1]),
                    resident > 0 ? OptionalDouble.of(resident) : OptionalDouble.empty());
        }
    }

    /// A kind of thread.
    public enum Kind {
        /// Scheduled by Java.
        VIRTUAL(Thread.ofVirtual()),
        /// Scheduled by the system.
        PLATFORM(Thread.ofPlatform());

        private final Thread.Builder builder;

        Kind(Thread.Builder builder) {
            this.builder = builder;
        }
    }

    /// The program. Its arguments: the kind, the depth, and how many threads at most.
    public static void main(String... args) throws Exception {
        Thread.ofPlatform().daemon().name("time limit").start(CrowdProgram::endInTime);
        var kind = Kind.valueOf(args[0]);
        int depth = Integer.parseInt(args[1]);
        int most = Integer.parseInt(args[2]);
        Crowd.Starter starter = wait -> kind.builder.start(() -> deep(depth, wait));
        int count = most;
        if (most > SAMPLE) {
            double each = 1;
            for (int i = 0; i < SAMPLES; i++) each = Crowd.of(SAMPLE, starter).heapBytesEach();
            long room = Runtime.getRuntime().maxMemory() - Crowd.heapInUse();
            count = (int) Math.min(most, SHARE * room / Math.max(1, each));
        }
        var crowd = Crowd.of(count, starter);
        System.out.println(
                "%d %s %s"
                        .formatted(
                                count, crowd.heapBytesEach(), crowd.residentBytesEach().orElse(0)));
    }

    /// Waits at the end of so many calls.
    private static int deep(int depth, Runnable wait) {
        if (depth > 1) return deep(depth - 1, wait) + 1;
        wait.run();
        return 1;
    }

    /// Whoever started this waits for its end.
    private static void endInTime() {
        LockSupport.parkNanos(LIMIT.toNanos());
        System.err.println("its time was up");
        Runtime.getRuntime().halt(1);
    }
}
