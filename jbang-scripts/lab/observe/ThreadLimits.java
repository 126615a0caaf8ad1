package lab.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What limits the number of threads on this system, as far as it says so.
///
/// On Linux: `kernel.threads-max`, `kernel.pid_max`, `RLIMIT_NPROC`, the `pids` controller of the
/// control groups that this process is in, and `vm.max_map_count`, since every stack is a mapping
/// of its own (proc(5), cgroups(7)). On other systems nothing is read.
///
/// @param threads the limits that count threads
/// @param maps how many mappings a process may have; empty if unknown
public record ThreadLimits(List<Limit> threads, OptionalLong maps) {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    /// A limit. @param what it limits. @param name what the system calls it
    ///
    /// @param most how many threads it allows
    public record Limit(String what, String name, long most) {}

    public ThreadLimits {
        threads = List.copyOf(threads);
    }

    /// The limits of this process.
    public static ThreadLimits here() {
        return of(Path.of("/proc"), GROUPS);
    }

    /// The limits by the books of a Linux in these folders.
    ///
    /// @param proc usually `/proc`
    /// @param groups where the control groups are, usually `/sys/fs/cgroup`
    public static ThreadLimits of(Path proc, Path groups) {
        var limits = new ArrayList<Limit>();
        var kernel = proc.resolve("sys/kernel");
        number(kernel.resolve("threads-max"))
                .ifPresent(n ->
                        limits.add(new Limit("threads of the whole system", "threads-max", n)));
        number(kernel.resolve("pid_max"))
                .ifPresent(n ->
                        limits.add(new Limit("numbers for threads and processes", "pid_max", n)));
        for (var line : lines(proc.resolve("self/limits")))
            if (line.startsWith("Max processes"))
                number(line.substring("Max processes".length()).strip().split("\\s+")[0])
                        .ifPresent(
                                n -> limits.add(new Limit("threads of this user", "ulimit -u", n)));
        ofGroups(proc, groups)
                .ifPresent(n -> limits.add(new Limit("threads of this container", "pids.max", n)));
        return new ThreadLimits(limits, number(proc.resolve("sys/vm/max_map_count")));
    }

    /// The smallest limit of the control groups that this process is in, from its own to the root.
    private static OptionalLong ofGroups(Path proc, Path groups) {
        var smallest = OptionalLong.empty();
        for (var line : lines(proc.resolve("self/cgroup"))) {
            var fields = line.split(":", 3);
            if (fields.length < 3) continue;
            boolean old = List.of(fields[1].split(",")).contains("pids");
            if (!old && !fields[1].isEmpty()) continue;
            var top = old ? groups.resolve("pids") : groups;
            var group = top.resolve(fields[2].substring(1)).normalize();
            for (; group != null && group.startsWith(top); group = group.getParent()) {
                var most = number(group.resolve("pids.max"));
                if (most.isPresent()
                        && (smallest.isEmpty() || most.getAsLong() < smallest.getAsLong()))
                    smallest = most;
            }
        }
        return smallest;
    }

    /// How many mappings this process has now; empty if the system does not say.
    public static OptionalLong mapsNow() {
        int maps = lines(Path.of("/proc/self/maps")).size();
        return maps == 0 ? OptionalLong.empty() : OptionalLong.of(maps);
    }

    /// How many of the threads started in an experiment could be there at once, by each limit that
    /// is known, the heap and what else runs left aside.
    ///
    /// @param burden what one of them takes
    /// @param memoryBytes the memory of the machine
    public List<Limit> with(Burden burden, long memoryBytes) {
        var all = new ArrayList<>(threads);
        if (maps.isPresent() && burden.mapsEach() > 0)
            all.add(
                    new Limit(
                            "mappings of a process, %.1f a thread".formatted(burden.mapsEach()),
                            "max_map_count",
                            (long) (maps.getAsLong() / burden.mapsEach())));
        if (burden.bytesEach() > 0)
            all.add(
                    new Limit(
                            "memory, %.0f kB a thread".formatted(burden.bytesEach() / 1e3),
                            "memory",
                            (long) (memoryBytes / burden.bytesEach())));
        return List.copyOf(all);
    }

    /// So many threads are surely borne: at most the number wanted, and at most a quarter of the
    /// smallest limit that counts threads.
    public int safely(int wanted) {
        long least = threads.stream().mapToLong(Limit::most).min().orElse(Long.MAX_VALUE);
        return (int) Math.max(1, Math.min(wanted, least / 4));
    }

    private static OptionalLong number(Path file) {
        var lines = lines(file);
        return lines.isEmpty() ? OptionalLong.empty() : number(lines.getFirst().strip());
    }

    /// A word such as `max` or `unlimited` is no number.
    private static OptionalLong number(String text) {
        return text.matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
