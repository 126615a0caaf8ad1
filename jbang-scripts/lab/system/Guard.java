package lab.system;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Sees to it that no child process outlives this JVM, however that ends.
///
/// When the JVM ends in good order, a shutdown hook stops the children. When it is killed, no code
/// of it runs any more. So on Linux and macOS a watchdog sits beside it while there are children: a
/// shell that reads from a pipe which children come and which have gone. The system closes the pipe
/// when the JVM is gone, whatever ended it, and then the watchdog kills those that are left, with
/// their descendants. It ignores Ctrl-C, and ends by itself soon after the last child.
///
/// There is one for the JVM, and not one for each lesson, since what it guards against is the end
/// of the JVM. Windows has no such shell: there a child whose JVM was killed lives on unless it
/// ends when its standard input does.
///
/// Invariant: if the leash is there, the watchdog knows of all children in `alive`.
final class Guard {
    private static final Guard OF_THIS_JVM = new Guard();
    private static final Path SHELL = Path.of("/bin/sh");
    private static final Duration LINGERING = Duration.ofMillis(150);
    private static final Duration GRACE = Duration.ofMillis(200);

    /// Kills a family from the top, halting each first, so that it cannot grow meanwhile.
    private static final String WATCHDOG =
            """
            trap '' HUP INT QUIT TERM
            children() {
              cat /proc/"$1"/task/*/children 2>/dev/null && return
              ps -A -o pid= -o ppid= 2>/dev/null |
                while read -r child parent; do [ "$parent" = "$1" ] && echo "$child"; done
            }
            end() {
              kill -STOP "$1" || return
              for member in $(children "$1"); do end "$member"; done
              kill -KILL "$1"
            }
            alive=' '
            while read -r what pid; do
              case $what in
                +) alive="$alive$pid " ;;
                -) alive="${alive%%" $pid "*} ${alive#*" $pid "}" ;;
                *) exit 0 ;;
              esac
            done
            for pid in $alive; do end "$pid"; done
            """;

    private final Set<ChildProcess> alive = new HashSet<>(); // guarded by this
    private Process watchdog; // guarded by this; null while there is none
    private long generation; // guarded by this; counts the children that came

    private Guard() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this::endAll, "guard of children"));
        } catch (IllegalStateException e) {
            // The JVM is ending already; whoever starts a child now closes it.
        }
    }

    static Guard ofThisJvm() {
        return OF_THIS_JVM;
    }

    synchronized void comes(ChildProcess child) {
        alive.add(child);
        generation++;
        if (!Files.isExecutable(SHELL)) return;
        if (watchdog != null && watchdog.isAlive() && tell("+ " + child.pid())) return;
        try {
            watchdog =
                    new ProcessBuilder(SHELL.toString(), "-c", WATCHDOG)
                            .directory(new File("/"))
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException("no watchdog for child processes", e);
        }
        for (var other : alive) tell("+ " + other.pid());
    }

    synchronized void goes(ChildProcess child) {
        if (!alive.remove(child) || watchdog == null) return;
        tell("- " + child.pid());
        if (!alive.isEmpty()) return;
        long last = generation;
        Thread.ofVirtual().start(() -> dismissAfter(last));
    }

    /// Ends the watchdog, if no child has come meanwhile.
    private void dismissAfter(long last) {
        try {
            Thread.sleep(LINGERING);
        } catch (InterruptedException e) {
            return;
        }
        synchronized (this) {
            if (generation != last || watchdog == null) return;
            tell("quit -");
            try {
                watchdog.getOutputStream().close();
            } catch (IOException e) {
                // It has gone already.
            }
            watchdog = null;
        }
    }

    /// @return whether it could be told
    private boolean tell(String line) {
        try {
            var leash = watchdog.getOutputStream();
            leash.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            leash.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void endAll() {
        List<ProcessHandle> left;
        synchronized (this) {
            left = alive.stream().map(ChildProcess::handle).toList();
        }
        Ending.of(left, GRACE);
    }
}
