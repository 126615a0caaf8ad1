package lab.pool;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lab.system.Command;
import lab.system.JavaProgram;

/// How the workers of a pool are started.
///
/// @param workers how many
/// @param heapMegabytes the heap that each may have, in megabytes of 2^20 bytes
/// @param options for their JVMs, behind those that every worker has
/// @param launcher words to put before the `java` of the command: `nice -n 10`
/// @param allowed the names of classes of libraries that tasks and answers may have besides
public record Settings(
        int workers,
        int heapMegabytes,
        List<String> options,
        List<String> launcher,
        Set<String> allowed) {
    private static final int MOST = 1_024;
    private static final int ALL_HEAPS = 512;
    private static final int SMALLEST_HEAP = 16;
    private static final int LARGEST_HEAP = 128;

    /// What every worker has: a collector that needs no threads, nothing in the file system, and
    /// standard output for messages only.
    private static final List<String> ALWAYS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "-XX:-CreateCoredumpOnCrash",
                    "-XX:+ErrorFileToStderr",
                    "-XX:+DisplayVMOutputToStderr",
                    "-Xlog:disable",
                    "-Xlog:all=error:stderr",
                    "-Djava.awt.headless=true");

    /// @throws IllegalArgumentException if there is no worker, or no heap to speak of
    public Settings {
        if (workers < 1 || workers > MOST)
            throw new IllegalArgumentException(
                    "a pool has 1 to %,d workers, not %,d".formatted(MOST, workers));
        if (heapMegabytes < SMALLEST_HEAP)
            throw new IllegalArgumentException(
                    "a worker needs a heap of %d MB, not %d"
                            .formatted(SMALLEST_HEAP, heapMegabytes));
        options = List.copyOf(options);
        launcher = List.copyOf(launcher);
        allowed = Set.copyOf(allowed);
    }

    /// So many workers, whose heaps together take half a gigabyte at most, if they are not more
    /// than 32.
    public static Settings of(int workers) {
        int heap = Math.clamp(ALL_HEAPS / Math.max(1, workers), SMALLEST_HEAP, LARGEST_HEAP);
        return new Settings(workers, heap, List.of(), List.of(), Set.of());
    }

    /// The same with another heap for each worker.
    public Settings withHeap(int megabytes) {
        return new Settings(workers, megabytes, options, launcher, allowed);
    }

    /// The same with more options for the JVMs.
    public Settings with(String... more) {
        var all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new Settings(workers, heapMegabytes, all, launcher, allowed);
    }

    /// The same, started by another program, which gets the command as its arguments.
    public Settings by(String... program) {
        return new Settings(workers, heapMegabytes, options, List.of(program), allowed);
    }

    /// The same, with a class of a library that tasks and answers may have besides.
    public Settings allowing(Class<?> type) {
        var all = new HashSet<>(allowed);
        all.add(type.getName());
        return new Settings(workers, heapMegabytes, options, launcher, all);
    }

    /// The command that starts a worker: the `java` that runs this JVM, with the same class path,
    /// and with preview features and modules if this one has them.
    Command command() {
        var jvm = new ArrayList<>(ALWAYS);
        jvm.add("-Xmx" + heapMegabytes + "m");
        for (var option : ManagementFactory.getRuntimeMXBean().getInputArguments())
            if (option.equals("--enable-preview") || option.startsWith("--add-modules="))
                jvm.add(option);
        jvm.addAll(options);
        var words = new ArrayList<>(launcher);
        words.addAll(JavaProgram.ofLibrary(Worker.class).command(jvm).words());
        return Command.of(words);
    }
}
