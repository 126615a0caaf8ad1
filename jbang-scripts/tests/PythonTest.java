package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lab.measure.Plan;
import lab.measure.WrongAnswer;
import lab.python.Python;
import lab.python.PythonFinder;
import lab.python.PythonRounds;
import lab.python.PythonRounds.Way;
import lab.python.PythonWorker;
import lab.python.TimedExpressions;
import lab.system.ChildProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Pythons are found as they are, and what they are asked is answered or ends with a reason.
@Timeout(60)
class PythonTest {
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    @TempDir Path folder;

    /// Made-up Pythons, on a PATH of their own.
    @Nested
    class Finding {
        @BeforeEach
        void shells() {
            assumeFalse(WINDOWS, "the made-up ones are shell scripts");
        }

        @Test
        void onAnEmptyPathThereIsNone() throws Exception {
            var found = find("");
            assertEquals(Optional.empty(), found.locked());
            assertEquals(Optional.empty(), found.freeThreaded());
            assertEquals(List.of(), found.passedOver());
        }

        @Test
        void theFirstThatDoesIsTaken() throws Exception {
            program("a/python3", "exit 127");
            program("b/python3", says("cpython", "3.7.9", false, true));
            program("c/python3", says("pypy", "3.10.0", false, true));
            program("d/python3", says("cpython", "3.8.0", false, true));
            program("d/python", says("cpython", "3.12.1", false, true));
            var found = find("");
            assertEquals("CPython 3.8.0", found.locked().orElseThrow().name());
            assertEquals(Optional.empty(), found.freeThreaded());
            var why = String.join("\n", found.passedOver());
            assertEquals(3, found.passedOver().size(), why);
            assertTrue(why.contains("it does not work"), why);
            assertTrue(why.contains("it is version 3.7.9"), why);
            assertTrue(why.contains("it is pypy"), why);
        }

        @Test
        void aFreeThreadedOneIsFoundBesideIt() throws Exception {
            program("a/python3", says("cpython", "3.11.2", false, true));
            program("a/python3.13t", says("cpython", "3.13.0", true, false));
            program("a/python3.14t", says("cpython", "3.14.0", true, false));
            var found = find("");
            assertEquals("CPython 3.11.2", found.locked().orElseThrow().name());
            assertEquals("CPython 3.14.0 free-threaded", found.freeThreaded().orElseThrow().name());
        }

        /// It can be asked to use its lock, and so serves as both.
        @Test
        void aFreeThreadedOneAloneIsBoth() throws Exception {
            program("a/python3", says("cpython", "3.13.1", true, false));
            var found = find("");
            var locked = found.locked().orElseThrow();
            assertTrue(locked.locked() && locked.freeThreaded());
            assertTrue(locked.command("x.py").words().containsAll(List.of("-X", "gil=1", "x.py")));
            assertFalse(found.freeThreaded().orElseThrow().locked());
        }

        /// One whose lock is on anyhow is no Python without a lock.
        @Test
        void aFreeThreadedBuildWithItsLockIsLocked() throws Exception {
            program("a/python3.13t", says("cpython", "3.13.1", true, true));
            program("a/python3", says("cpython", "3.9.1", false, true));
            assertEquals(Optional.empty(), find("").freeThreaded());
        }

        @Test
        void theOneThatIsNamedIsTaken() throws Exception {
            program("a/python3", says("cpython", "3.11.2", false, true));
            program("b/mine", says("cpython", "3.10.4", false, true));
            assertEquals("CPython 3.10.4", find("mine").locked().orElseThrow().name());
            var path = folder.resolve("b/mine").toString();
            assertEquals("CPython 3.10.4", find(path).locked().orElseThrow().name());
        }

        @Test
        void aNamedOneThatDoesNotDoIsRefusedByName() throws Exception {
            program("a/python3", says("cpython", "3.11.2", false, true));
            var missing = assertThrows(IllegalArgumentException.class, () -> find("nowhere"));
            assertTrue(missing.getMessage().contains("nowhere"), missing.getMessage());
            assertEquals(1, missing.getMessage().lines().count());
            program("b/old", says("cpython", "2.7.18", false, true));
            var old = assertThrows(IllegalArgumentException.class, () -> find("old"));
            assertTrue(old.getMessage().contains("version 2.7.18"), old.getMessage());
        }

        private PythonFinder.Found find(String named) throws Exception {
            var path = new StringBuilder();
            for (var name : List.of("a", "b", "c", "d"))
                path.append(folder.resolve(name)).append(':');
            return new PythonFinder(Map.of("PATH", path.toString()), false).find(named);
        }

        private void program(String name, String does) throws IOException {
            var file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "#!/bin/sh\n" + does + "\n");
            assertTrue(file.toFile().setExecutable(true));
        }

        private static String says(String name, String version, boolean free, boolean locked) {
            return "printf '%s\\n' "
                    + name
                    + " "
                    + version
                    + " "
                    + python(free)
                    + " "
                    + python(locked)
                    + " \"$0\"";
        }

        private static String python(boolean value) {
            return value ? "True" : "False";
        }
    }

    /// A real one.
    @Nested
    class Working {
        private static final Plan PLAN =
                new Plan(3, 4, Duration.ofMillis(1), Duration.ofMillis(50));
        private static final String PROGRAM =
                """
                import sys, time
                print("ready", flush=True)
                for line in sys.stdin:
                    way, job, n = line.split()
                    if way == "die": raise SystemError("as it was told")
                    if way == "wander": print("no number"); sys.stdout.flush(); continue
                    start = time.perf_counter_ns()
                    time.sleep(0.02 / int(n))
                    took = time.perf_counter_ns() - start
                    print(43 if way == "lie" else 42, took, time.process_time_ns(), flush=True)
                """;

        private Python python;

        @BeforeEach
        void real() throws Exception {
            var found = PythonFinder.here().find("").locked();
            assumeTrue(found.isPresent(), "this machine has no CPython");
            python = found.orElseThrow();
        }

        @Test
        void itIsWhatItSays() throws Exception {
            var code = "import sys; print('.'.join(map(str, sys.version_info[:3])), sys.flags)";
            var said = ChildProcess.run(python.command("-c", code)).out();
            assertEquals("CPython " + said.split(" ")[0], python.name().replaceAll(" free.*", ""));
            for (var flag : List.of("isolated=1", "no_site=1", "dont_write_bytecode=1"))
                assertTrue(said.contains(flag), said);
        }

        @Test
        void itsClocksGiveTheFigures() throws Exception {
            try (var worker = worker(PROGRAM)) {
                var measured =
                        new PythonRounds(worker, PLAN, 1)
                                .run(
                                        "CPython",
                                        "sleeping",
                                        42,
                                        List.of(
                                                new Way("long", 1, "sleep it 1"),
                                                new Way("short", 4, "sleep it 4")));
                assertTrue(measured.allRight());
                assertTrue(measured.of("long").rounds() >= 3);
                assertTrue(measured.of("long").medianMillis() >= 20);
                assertTrue(measured.of("short").medianMillis() >= 5);
                assertEquals(4, measured.of("short").workers());
            }
        }

        @Test
        void aWrongAnswerIsNamed() throws Exception {
            try (var worker = worker(PROGRAM)) {
                var rounds = new PythonRounds(worker, PLAN, 1);
                var wrong =
                        assertThrows(
                                WrongAnswer.class,
                                () ->
                                        rounds.run(
                                                "CPython",
                                                "sleeping",
                                                42,
                                                List.of(new Way("lying", 1, "lie it 1"))));
                assertTrue(wrong.getMessage().contains("lying' answered 43"), wrong.getMessage());
                var odd =
                        assertThrows(
                                IOException.class,
                                () ->
                                        rounds.run(
                                                "CPython",
                                                "sleeping",
                                                42,
                                                List.of(new Way("odd", 1, "wander it 1"))));
                assertTrue(odd.getMessage().contains("no number"), odd.getMessage());
            }
        }

        @Test
        void expressionsAreTimedInItAndInItsProcesses() throws Exception {
            var definitions =
                    """
                    def primes(below):
                        return sum(all(x % d for d in range(2, x)) for x in range(2, below))
                    """;
            try (var worker = worker(new TimedExpressions(definitions, 2).source())) {
                var measured =
                        new PythonRounds(worker, PLAN, 1)
                                .run(
                                        "CPython",
                                        "counting",
                                        50,
                                        List.of(
                                                new Way("here", 1, "sum(map(primes, [100, 100]))"),
                                                new Way(
                                                        "there",
                                                        2,
                                                        "sum(POOL.map(primes, [100, 100], 1))")));
                assertTrue(measured.allRight());
                var failed = assertThrows(IOException.class, () -> worker.ask("primes(nothing)"));
                assertTrue(failed.getMessage().contains("nothing"), failed.getMessage());
            }
        }

        @Test
        void itsLastWordsAreTold() throws Exception {
            try (var worker = worker(PROGRAM)) {
                var dead = assertThrows(IOException.class, () -> worker.ask("die it 1"));
                assertTrue(dead.getMessage().contains("as it was told"), dead.getMessage());
                assertTrue(worker.ask("sleep it 1").startsWith("42 "), "it did not start anew");
            }
            var failing = assertThrows(IOException.class, () -> worker("import nonsense_module"));
            assertTrue(failing.getMessage().contains("nonsense_module"), failing.getMessage());
        }

        /// The pool's processes go with the one that started them, whether it is told or killed.
        @Test
        void itsChildrenEndWithIt() throws Exception {
            var pool =
                    """
                    import multiprocessing, sys, time
                    if __name__ == "__main__":
                        pool = multiprocessing.Pool(2)
                        pool.map(abs, range(4))
                        print("ready", flush=True)
                        pool.map(time.sleep, [600, 600])
                    """;
            var program = Files.writeString(folder.resolve("pool.py"), pool);
            var child = ChildProcess.start(python.command(program.toString()));
            List<ProcessHandle> family;
            try (var worker = PythonWorker.of(python, () -> child)) {
                assertEquals(python, worker.python());
                family = child.handle().descendants().toList();
                assertTrue(family.size() >= 2, family.size() + " children");
            }
            for (var handle : family) handle.onExit().get(10, TimeUnit.SECONDS);
            assertFalse(child.isAlive());
            assertEquals(List.of(program), Files.list(folder).toList(), "something was left");
        }

        private PythonWorker worker(String source) throws Exception {
            var program = Files.writeString(folder.resolve("worker.py"), source);
            return PythonWorker.of(
                    python, () -> ChildProcess.start(python.command(program.toString())));
        }
    }
}
