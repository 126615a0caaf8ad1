package lab.system;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import lab.cancel.Cancellation;

/// Relays in a JVM of their own, with a single carrier for its virtual threads, all of it on one
/// processor where the platform can pin.
///
/// A virtual thread cannot be pinned, and the carriers of this JVM are there already. In a JVM that
/// has just begun, the carrier is born when the first virtual thread starts, and inherits where
/// that thread's creator may run.
public final class RelayProgram {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration WARM_UP = Duration.ofMillis(300);
    private static final int WARM_UP_PASSES = 2_000;
    private static final int FEWEST_WARM_UPS = 10;
    private static final String ANYWHERE = "anywhere";
    private static final List<String> OPTIONS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Djdk.virtualThreadScheduler.parallelism=1",
                    "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                    "--enable-native-access=ALL-UNNAMED");

    private RelayProgram() {}

    /// A relay of the program.
    ///
    /// @param virtual whether the runners were virtual threads
    /// @param runners how many they were
    /// @param run what it took
    public record Line(boolean virtual, int runners, Relay.Run run) {
        private String written() {
            return "%b %d %d %d %d"
                    .formatted(
                            virtual, runners, run.passes(), run.nanos(), run.switches().orElse(-1));
        }

        private static Line read(String line) {
            var words = line.strip().split(" ");
            long switches = Long.parseLong(words[4]);
            return new Line(
                    Boolean.parseBoolean(words[0]),
                    Integer.parseInt(words[1]),
                    new Relay.Run(
                            Long.parseLong(words[2]),
                            Long.parseLong(words[3]),
                            switches < 0 ? OptionalLong.empty() : OptionalLong.of(switches)));
        }
    }

    /// Runs the program: in each round, every number of runners, with platform threads and with
    /// virtual ones.
    ///
    /// @param processor where all of it runs; empty for anywhere
    /// @param passes how often the baton changes hands in each relay
    /// @throws IOException if it cannot be started, or ends badly; the message has its last words
    /// @throws InterruptedException if the caller is interrupted; the program has been ended
    public static List<Line> run(
            Optional<Integer> processor, long passes, int rounds, List<Integer> runners)
            throws IOException, InterruptedException {
        var arguments =
                new ArrayList<>(
                        List.of(
                                processor.map(String::valueOf).orElse(ANYWHERE),
                                String.valueOf(passes),
                                String.valueOf(rounds)));
        for (int number : runners) arguments.add(String.valueOf(number));
        var command =
                JavaProgram.ofLibrary(RelayProgram.class)
                        .command(OPTIONS, arguments.toArray(String[]::new));
        var ended = ChildProcess.run(command);
        if (!ended.well())
            throw new IOException(
                    "the relays ended with %s: %s".formatted(ended.how(), ended.err()));
        return ended.out().lines().map(Line::read).toList();
    }

    /// The program. Its arguments: the processor or `anywhere`, the passes, the rounds, and the
    /// numbers of runners.
    public static void main(String... args) throws Exception {
        Thread.ofPlatform().daemon().name("time limit").start(RelayProgram::endInTime);
        long passes = Long.parseLong(args[1]);
        int rounds = Integer.parseInt(args[2]);
        var runners = new ArrayList<Integer>();
        for (int i = 3; i < args.length; i++) runners.add(Integer.parseInt(args[i]));
        Callable<Void> relays =
                () -> {
                    long start = System.nanoTime();
                    for (int i = 0;
                            i < FEWEST_WARM_UPS || System.nanoTime() - start < WARM_UP.toNanos();
                            i++)
                        for (boolean virtual : List.of(false, true))
                            relay(virtual, 2, WARM_UP_PASSES);
                    for (int round = 0; round < rounds; round++)
                        for (int number : runners)
                            for (boolean virtual : List.of(false, true))
                                System.out.println(relay(virtual, number, passes).written());
                    return null;
                };
        if (args[0].equals(ANYWHERE)) relays.call();
        else
            Affinity.here()
                    .orElseThrow(() -> new IllegalStateException(Affinity.problem()))
                    .on(List.of(Integer.parseInt(args[0])), relays);
    }

    /// Whoever started this waits for its end.
    private static void endInTime() {
        LockSupport.parkNanos(LIMIT.toNanos());
        System.err.println("its time was up");
        Runtime.getRuntime().halt(1);
    }

    private static Line relay(boolean virtual, int runners, long passes) throws Exception {
        var threads = virtual ? Thread.ofVirtual().factory() : Thread.ofPlatform().factory();
        return new Line(virtual, runners, Relay.run(runners, passes, threads, new Cancellation()));
    }
}
