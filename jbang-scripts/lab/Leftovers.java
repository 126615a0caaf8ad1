package lab;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import lab.cancel.Supervisor;
import lab.measure.Claim;
import lab.system.TemporaryFolder;

/// What a lesson must not leave behind: threads, child processes, and whatever it gave here to be
/// closed.
///
/// Invariant: a resource is closed at most once by this class, and the one that came last first.
final class Leftovers {
    private final Supervisor supervisor;
    private final Set<Long> strangers =
            ProcessHandle.current()
                    .descendants()
                    .map(ProcessHandle::pid)
                    .collect(Collectors.toSet());
    private final Deque<AutoCloseable> owned = new ArrayDeque<>(); // guarded by this

    Leftovers(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    synchronized <C extends AutoCloseable> C own(C resource) {
        owned.push(resource);
        return resource;
    }

    private synchronized AutoCloseable next() {
        return owned.poll();
    }

    /// Ends what runs, and keeps the folders: what lies in them may be needed by whoever runs a
    /// cell again.
    ///
    /// @return what is still there or had to be ended, in words
    List<String> stop() {
        var folders = new ArrayList<AutoCloseable>();
        synchronized (this) {
            owned.removeIf(
                    resource -> resource instanceof TemporaryFolder folder && folders.add(folder));
        }
        var left = close();
        for (var folder : folders.reversed()) own(folder);
        return left;
    }

    /// Closes everything, and claims that it went well.
    Claim claim() {
        var left = close();
        return Claim.that(
                "nothing was left running",
                left.isEmpty(),
                left.isEmpty() ? "no thread, no process" : String.join(", ", left));
    }

    /// Closes what is owned, and ends the child processes that were started since this was made.
    ///
    /// @return what is still there or had to be ended, in words
    List<String> close() {
        var left = new ArrayList<String>();
        for (var resource = next(); resource != null; resource = next()) {
            try {
                resource.close();
            } catch (Exception e) {
                left.add(resource.getClass().getSimpleName() + " would not close: " + e);
            }
        }
        left.addAll(supervisor.stillRunning(Supervisor.GRACE));
        var children =
                ProcessHandle.current()
                        .descendants()
                        .filter(child -> !strangers.contains(child.pid()) && child.isAlive())
                        .toList();
        for (var child : children) if (!ended(child, Supervisor.GRACE)) left.add(stop(child));
        return left;
    }

    /// Stops a process that nobody stopped.
    private static String stop(ProcessHandle child) {
        var what = "process " + child.pid() + child.info().command().map(c -> " " + c).orElse("");
        child.destroyForcibly();
        return what;
    }

    private static boolean ended(ProcessHandle child, Duration patience) {
        try {
            child.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !child.isAlive();
        } catch (ExecutionException | TimeoutException e) {
            return !child.isAlive();
        }
    }
}
