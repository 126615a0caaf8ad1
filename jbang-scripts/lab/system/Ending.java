package lab.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Ends processes and all that they started: asks first, and then does not ask.
final class Ending {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(2);

    private Ending() {}

    /// Ends the processes and their descendants. An interrupt does not keep it from that, and is
    /// still there afterwards.
    ///
    /// @param grace how long those that are asked to end (TERM, where there is such a thing) may
    ///   take until they are killed
    /// @return what is still alive: nothing, unless the system will not end it
    static List<ProcessHandle> of(Collection<ProcessHandle> roots, Duration grace) {
        var all = families(roots);
        all.forEach(ProcessHandle::destroy);
        boolean interrupted = awaitEnd(all, grace);
        all.addAll(families(all));
        all.removeIf(Ending::isOver);
        all.forEach(ProcessHandle::destroyForcibly);
        interrupted |= awaitEnd(all, PATIENCE);
        if (interrupted) Thread.currentThread().interrupt();
        return all.stream().filter(process -> !isOver(process)).toList();
    }

    private static Set<ProcessHandle> families(Collection<ProcessHandle> roots) {
        var all = new LinkedHashSet<ProcessHandle>();
        for (var root : roots) {
            all.add(root);
            if (root.isAlive()) root.descendants().forEach(all::add);
        }
        return all;
    }

    /// @return whether it was interrupted meanwhile
    private static boolean awaitEnd(Collection<ProcessHandle> processes, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        while (!processes.stream().allMatch(Ending::isOver) && System.nanoTime() < deadline) {
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    /// Whether a process runs no more. One that ended and that its parent has not asked after yet
    /// (a zombie) is over, too; in a container nobody may ever ask.
    private static boolean isOver(ProcessHandle process) {
        if (!process.isAlive()) return true;
        try {
            var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException | RuntimeException e) {
            return !process.isAlive(); // no such books on this system, or it ended meanwhile
        }
    }
}
