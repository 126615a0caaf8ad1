package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import lab.system.ChildProcess;
import lab.system.Command;
import lab.system.JavaProgram;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Child processes do as they are told, end when they should, and what is said of them is so.
@Timeout(60)
class SystemTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir static Path folder;

    /// Programs for child JVMs.
    interface Programs {
        /// Writes as much to both pipes as no pipe holds, in turns.
        interface Chatter {
            static void main(String... args) {
                var line = "x".repeat(1_023) + "\n";
                for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                    System.out.print(line);
                    System.err.print(line);
                }
            }
        }

        /// Starts a child by the library, says its number, and waits to be killed.
        interface Parent {
            static void main(String... args) throws Exception {
                var child = ChildProcess.start(Command.of(args));
                System.out.println(child.pid());
                System.out.println(child.readLine(LONG).orElse("nothing"));
                Thread.sleep(60_000);
            }
        }

        /// As [Parent], but it ends at once, and in good order.
        interface Forgetful {
            static void main(String... args) throws Exception {
                var child = ChildProcess.start(Command.of(args));
                System.out.println(child.pid());
            }
        }
    }

    private static void posix() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
    }

    private static JavaProgram packed(Class<?> main) throws IOException {
        return JavaProgram.pack(main, folder.resolve(main.getSimpleName() + ".jar"));
    }

    private static Command shell(String script) {
        return Command.of("/bin/sh", "-c", script);
    }

    private static boolean endsSoon(long pid) throws InterruptedException {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (isRunning(pid) && System.nanoTime() < deadline) Thread.sleep(5);
        return !isRunning(pid);
    }

    /// Whether there is such a process; one that ended, and that nobody asked after, is none.
    private static boolean isRunning(long pid) {
        var process = ProcessHandle.of(pid);
        if (process.isEmpty() || !process.get().isAlive()) return false;
        try {
            return !Files.readString(Path.of("/proc/" + pid + "/stat")).matches("(?s).*\\) Z .*");
        } catch (IOException e) {
            return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        }
    }

    private static long number(ChildProcess child) throws InterruptedException {
        return Long.parseLong(child.readLine(LONG).orElseThrow());
    }

    @Nested
    class ToTheEnd {
        @Test
        void statusAndBothOutputsComeBack() throws Exception {
            posix();
            var ended = ChildProcess.run(shell("echo out; echo err >&2; exit 3"));
            assertEquals(3, ended.exit());
            assertEquals("out\n", ended.out());
            assertEquals("err\n", ended.err());
            assertFalse(ended.timedOut());
            assertFalse(ended.well());
            assertEquals("exit status 3", ended.how());
        }

        @Test
        void inputEnvironmentAndFolderReachIt() throws Exception {
            posix();
            var command = shell("cat; echo $GREETING; pwd -P").in(folder);
            var ended = ChildProcess.run(command.with("GREETING", "hello"), "given, ünd reäd\n");
            assertEquals("given, ünd reäd\nhello\n" + folder.toRealPath() + "\n", ended.out());
            assertTrue(ended.well());
        }

        @Test
        void whatIsWithheldDoesNotReachIt() throws Exception {
            posix();
            var command = shell("echo \"${HOME-none}, ${GREETING-none}\"").with("GREETING", "");
            assertEquals("none, \n", ChildProcess.run(command.without("HOME")).out());
        }

        @Test
        void withoutInputItReadsTheEndAtOnce() throws Exception {
            posix();
            assertEquals("", ChildProcess.run(Command.of("cat").within(LONG)).out());
        }

        @Test
        void inputThatNobodyReadsDoesNoHarm() throws Exception {
            posix();
            var ended = ChildProcess.run(shell("exit 4").within(LONG), "x".repeat(1 << 20));
            assertEquals(4, ended.exit());
        }

        @Test
        void muchOnBothPipesComesThrough() throws Exception {
            var chatter = packed(Programs.Chatter.class);
            var ended = ChildProcess.run(chatter.command(List.of(), "2000").within(LONG));
            assertTrue(ended.well(), ended.how());
            assertEquals(2_000 * 1_024, ended.out().length());
            assertEquals(ended.out(), ended.err());
        }

        @Test
        void whatIsNoTextIsMarked() throws Exception {
            posix();
            var ended = ChildProcess.run(shell("printf 'a\\377\\376b'"));
            assertEquals("a\uFFFD\uFFFDb", ended.out());
        }

        @Test
        void aProgramThatIsNotThereIsSaid() {
            var none = Command.of("no-such-program-anywhere");
            var why = assertThrows(IOException.class, () -> ChildProcess.run(none));
            assertTrue(why.getMessage().contains("no-such-program-anywhere"), why.getMessage());
        }

        @Test
        void aCommandThatMakesNoSenseIsRefused() {
            assertThrows(IllegalArgumentException.class, () -> Command.of());
            assertThrows(IllegalArgumentException.class, () -> Command.of(" "));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Command.of("cat").within(Duration.ofMillis(-1)));
        }

        @Test
        void aSignalIsNamed() throws Exception {
            posix();
            var ended = ChildProcess.run(shell("kill -9 $$"));
            assertEquals(137, ended.exit());
            assertEquals("exit status 137, as of signal 9 (KILL)", ended.how());
        }
    }

    @Nested
    class Ends {
        @Test
        void atItsTimeLimit() throws Exception {
            posix();
            var ended =
                    ChildProcess.run(
                            shell("echo first; exec sleep 60").within(Duration.ofMillis(300)));
            assertTrue(ended.timedOut());
            assertFalse(ended.well());
            assertEquals("first\n", ended.out());
        }

        @Test
        void atItsTimeLimitInAConversation() throws Exception {
            posix();
            var talker = shell("echo first; cat").within(Duration.ofMillis(300));
            try (var child = ChildProcess.start(talker)) {
                assertEquals("first", child.readLine(LONG).orElseThrow());
                assertTrue(child.readLine(LONG).isEmpty());
                assertTrue(child.await().timedOut());
            }
        }

        @Test
        void alsoIfItIgnoresBeingAsked() throws Exception {
            posix();
            var deaf = shell("trap '' TERM; echo ready; while :; do sleep 1; done");
            var child = ChildProcess.start(deaf);
            assertEquals("ready", child.readLine(LONG).orElseThrow());
            child.close();
            assertFalse(child.isAlive());
            assertEquals(137, child.await().exit());
            child.close(); // to close it twice is harmless
        }

        @Test
        void withAllThatItStarted() throws Exception {
            posix();
            var family =
                    shell(
                            "(trap '' TERM; sh -c 'trap \"\" TERM; echo $$; sleep 60; sleep 60') &"
                                    + " wait");
            long grandchild;
            try (var child = ChildProcess.start(family)) {
                grandchild = number(child);
                assertTrue(isRunning(grandchild));
            }
            assertTrue(endsSoon(grandchild));
        }

        @Test
        void ifWhoeverWaitsIsInterrupted() throws Exception {
            posix();
            var child = ChildProcess.start(Command.of("sleep", "60"));
            var seen = new AtomicReference<Throwable>();
            var waiter =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    child.await();
                                } catch (Throwable e) {
                                    seen.set(e);
                                }
                            });
            Thread.sleep(100);
            waiter.interrupt();
            waiter.join();
            assertEquals(InterruptedException.class, seen.get().getClass());
            assertTrue(endsSoon(child.pid()));
        }

        @Test
        void ifWhoeverRunsItIsInterrupted() throws Exception {
            posix();
            var mark = folder.resolve("interrupted");
            var waiter =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    ChildProcess.run(shell("echo $$ > " + mark + "; sleep 60"));
                                } catch (IOException | InterruptedException e) {
                                    // As it should be.
                                }
                            });
            while (!Files.exists(mark) || Files.size(mark) == 0) Thread.sleep(5);
            waiter.interrupt();
            waiter.join();
            assertTrue(endsSoon(Long.parseLong(Files.readString(mark).strip())));
        }

        @Test
        void withItsParentThatIsKilled() throws Exception {
            posix();
            var deaf = "trap '' TERM; echo ready; sleep 60; sleep 60";
            var parent = JavaProgram.ofLibrary(Programs.Parent.class);
            long orphan;
            try (var jvm = ChildProcess.start(parent.command(List.of(), "/bin/sh", "-c", deaf))) {
                orphan = number(jvm);
                assertEquals("ready", jvm.readLine(LONG).orElseThrow());
                assertTrue(isRunning(orphan));
                jvm.handle().destroyForcibly();
                jvm.handle().onExit().get(20, TimeUnit.SECONDS);
            }
            assertTrue(endsSoon(orphan), "the watchdog should have killed " + orphan);
        }

        @Test
        void withItsParentThatForgotIt() throws Exception {
            posix();
            var parent = JavaProgram.ofLibrary(Programs.Forgetful.class);
            var ended = ChildProcess.run(parent.command(List.of(), "sleep", "60").within(LONG));
            assertTrue(ended.well(), ended.how());
            assertTrue(endsSoon(Long.parseLong(ended.out().strip())));
        }

        @Test
        void andTheWatchdogAfterThem() throws Exception {
            posix();
            ChildProcess.run(shell("exit 0"));
            long deadline = System.nanoTime() + LONG.toNanos();
            while (shells() > 0 && System.nanoTime() < deadline) Thread.sleep(10);
            assertEquals(0, shells());
        }

        private static long shells() {
            return ProcessHandle.current()
                    .children()
                    .filter(child -> child.info().command().orElse("").matches(".*/(da|ba)?sh"))
                    .count();
        }
    }

    @Nested
    class Conversations {
        @Test
        void goOnLineByLine() throws Exception {
            posix();
            var echo = shell("while read -r line; do echo \"got $line\"; done; exit 5");
            try (var child = ChildProcess.start(echo)) {
                for (var word : List.of("one", "two", "thrée")) {
                    child.send(word);
                    assertEquals("got " + word, child.readLine(LONG).orElseThrow());
                }
                assertTrue(child.readLine(Duration.ofMillis(20)).isEmpty());
                assertTrue(child.isAlive());
                child.input().close();
                assertTrue(child.readLine(LONG).isEmpty());
                assertTrue(child.readLine(LONG).isEmpty());
                assertEquals(5, child.await().exit());
            }
        }

        @Test
        void goOnInBytes() throws Exception {
            posix();
            var sent = "no line".getBytes(StandardCharsets.US_ASCII);
            try (var child = ChildProcess.start(Command.of("cat"))) {
                child.input().write(sent);
                child.input().flush();
                assertTrue(Arrays.equals(sent, child.output().readNBytes(sent.length)));
            }
        }
    }
}
