package lab.lock;

import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import lab.lock.WaitForGraph.Wait;

/// The main class of a JVM that is started to deadlock: it gets a program, runs it, and tells what
/// it sees.
///
/// It reads lines from its standard input: the name of a class that is a [Runnable] and has a
/// constructor without parameters; then a name and the bytes, in Base64, of that class and of every
/// class that it needs beside the JDK's; then a line with a dot. It writes `found`, thread, lock
/// and holder, with tabs between, for each wait of a deadlock; interrupts the threads of the
/// deadlock; writes `after` and the same again for what is deadlocked still; and a line with a dot.
/// Then it waits until its input ends.
public final class Witness {
    private static final long LOOK_MILLIS = 2;
    private static final long PATIENCE_MILLIS = 100;

    private Witness() {}

    /// Plays the part.
    ///
    /// @param args none
    static void main(String... args) throws Exception {
        var program = new Received().program();
        var runner = Thread.ofPlatform().name("program").daemon().start(program);
        var detector = new DeadlockDetector(java.util.List.of());
        var graph = detector.find();
        while (!graph.deadlocked() && runner.isAlive()) {
            Thread.sleep(LOOK_MILLIS);
            graph = detector.find();
        }
        tell("found", graph);
        detector.stuck().forEach(Thread::interrupt);
        Thread.sleep(PATIENCE_MILLIS);
        tell("after", detector.find());
        IO.println(".");
        while (IO.readln() != null) {}
        Runtime.getRuntime().halt(0);
    }

    private static void tell(String when, WaitForGraph graph) {
        for (Wait wait : graph.waits())
            IO.println(String.join("\t", when, wait.thread(), wait.lock(), wait.holder()));
    }

    /// The classes that came in.
    private static final class Received extends ClassLoader {
        private final Map<String, byte[]> classes = new HashMap<>();

        Runnable program() throws ReflectiveOperationException, IOException {
            var name = IO.readln();
            for (var line = IO.readln(); !line.equals("."); line = IO.readln()) {
                var parts = line.split(" ");
                classes.put(parts[0], Base64.getDecoder().decode(parts[1]));
            }
            var constructor = loadClass(name).getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Runnable) constructor.newInstance();
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            var bytes = classes.get(name);
            if (bytes == null) throw new ClassNotFoundException(name);
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
