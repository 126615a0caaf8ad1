package tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import lab.cancel.Cancellation;
import lab.system.AddressSpace;
import lab.system.ChildProcess;
import lab.system.Command;
import lab.system.FieldTalk;
import lab.system.FileTalk;
import lab.system.Footprint;
import lab.system.JavaProgram;
import lab.system.OpenFiles;
import lab.system.ProcessAccount;
import lab.system.RoundTrips;
import lab.system.StreamTalk;
import lab.system.Talk;
import lab.system.TemporaryFolder;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is said to the other side, the answer is right; and what is said of a process is so.
@Timeout(60)
class SystemAccountsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir static Path folder;

    /// Holds so many megabytes of memory that it has touched, and says so.
    interface Holder {
        static void main(String... args) throws Exception {
            var blocks = new byte[Integer.parseInt(args[0])][];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = new byte[1 << 20];
                Arrays.fill(blocks[i], (byte) 1);
            }
            System.out.println("holding");
            System.in.read();
            System.out.println(blocks.length);
        }
    }

    private static void posix() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
    }

    private static void linux() {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "needs Linux");
    }

    private static Command shell(String script) {
        return Command.of("/bin/sh", "-c", script);
    }

    @Nested
    class Talking {
        private final Cancellation cancellation = new Cancellation();

        private void allRight(Talk talk) throws Exception {
            try (talk) {
                for (int bytes : new int[] {8, 4_097, Talk.MOST}) {
                    var trips =
                            RoundTrips.of(talk, bytes, Duration.ofMillis(30), 500, cancellation);
                    assertEquals(0, trips.wrong());
                    assertEquals(bytes, trips.bytes());
                    assertTrue(trips.micros().length > 0);
                    for (double micros : trips.micros()) assertTrue(micros > 0);
                }
                var message = "any message".getBytes(StandardCharsets.US_ASCII);
                assertEquals(Talk.checksum(message), talk.exchange(message));
            }
        }

        @Test
        void throughAField() throws Exception {
            allRight(FieldTalk.open());
        }

        @Test
        void throughAPipe() throws Exception {
            allRight(StreamTalk.pipe());
        }

        @Test
        void throughASocket() throws Exception {
            allRight(StreamTalk.socket());
        }

        @Test
        void throughAMappedFile() throws Exception {
            allRight(FileTalk.in(folder));
        }

        @Test
        void aWrongAnswerIsCounted() throws Exception {
            var liar =
                    new Talk() {
                        int sent;

                        @Override
                        public long exchange(byte[] message) {
                            return Talk.checksum(message) + (sent++ % 2);
                        }

                        @Override
                        public void close() {}
                    };
            var trips = RoundTrips.of(liar, 64, Duration.ofSeconds(10), 100, cancellation);
            assertEquals(100, trips.micros().length);
            assertTrue(trips.wrong() >= 50, trips.wrong() + " found");
        }

        @Test
        void manyTimesAreTakenTogether() {
            var trips = new RoundTrips(8, new double[] {3, 1, 2, 30, 10, 20, 300, 100, 200}, 0);
            assertArrayEquals(new double[] {2, 20, 200}, trips.medians(3));
            assertArrayEquals(trips.micros(), trips.medians(9));
            assertArrayEquals(trips.micros(), trips.medians(100));
        }

        @Test
        void aPartnerWhoHasGoneIsNoticed() throws Exception {
            var message = new byte[8];
            for (var talk : List.of(FieldTalk.open(), StreamTalk.pipe(), FileTalk.in(folder))) {
                talk.close();
                talk.close(); // harmless
                assertThrows(Exception.class, () -> talk.exchange(message));
            }
        }

        @Test
        void aCancellationEndsIt() throws Exception {
            cancellation.request();
            try (var talk = FieldTalk.open()) {
                assertThrows(
                        CancellationException.class,
                        () -> RoundTrips.of(talk, 8, LONG, 1_000, cancellation));
            }
        }
    }

    @Nested
    class Accounts {
        @Test
        void countWhatAProcessHolds() throws Exception {
            linux();
            var holder = JavaProgram.pack(Holder.class, folder.resolve("holder.jar"));
            try (var few = ChildProcess.start(holder.command(List.of("-Xmx256m"), "1"));
                    var many = ChildProcess.start(holder.command(List.of("-Xmx256m"), "101"))) {
                assertEquals("holding", few.readLine(LONG).orElseThrow());
                assertEquals("holding", many.readLine(LONG).orElseThrow());
                var less = ProcessAccount.of(few.pid()).orElseThrow();
                var more = ProcessAccount.of(many.pid()).orElseThrow();
                double difference =
                        more.privateBytes().getAsLong() - less.privateBytes().getAsLong();
                assertEquals(100, difference / (1 << 20), 30);
                assertTrue(more.threads().getAsInt() > 1);
                for (var account : List.of(less, more)) {
                    long proportional = account.proportionalBytes().getAsLong();
                    assertTrue(account.privateBytes().getAsLong() <= proportional);
                    assertTrue(proportional <= account.residentBytes());
                }
            }
        }

        @Test
        void countProcessorTime() throws Exception {
            linux();
            var before = ProcessAccount.ofThisProcess().orElseThrow().processorTime();
            long end = System.nanoTime() + 200_000_000;
            long busy = Long.MAX_VALUE;
            for (long start = cpu(); System.nanoTime() < end || busy < 150_000_000; )
                busy = cpu() - start;
            var after = ProcessAccount.ofThisProcess().orElseThrow().processorTime();
            assertTrue(after.minus(before).toMillis() >= 100, before + " to " + after);
        }

        private static long cpu() {
            return java.lang.management.ManagementFactory.getThreadMXBean()
                    .getCurrentThreadCpuTime();
        }

        @Test
        void areDividedAmongMany() {
            var before = account(1_000, 500);
            var after = account(21_000, 10_500);
            var each = Footprint.ofEach(10, before, after);
            assertEquals(2_000, each.resident());
            assertEquals(1_000, each.bytes());
            assertTrue(each.proportional().isEmpty());
        }

        private static ProcessAccount account(long resident, long own) {
            return new ProcessAccount(
                    1,
                    resident,
                    OptionalLong.empty(),
                    OptionalLong.of(own),
                    OptionalInt.empty(),
                    Duration.ZERO);
        }

        @Test
        void areEmptyForWhoIsNot() throws Exception {
            posix();
            var child = ChildProcess.start(shell("exit 0"));
            child.await();
            assertTrue(ProcessAccount.of(child.pid()).isEmpty());
            assertTrue(AddressSpace.of(child.pid()).isEmpty());
            assertTrue(OpenFiles.of(child.pid()).isEmpty());
        }

        @Test
        void addUpToTheAddressSpace() {
            linux();
            var space = AddressSpace.of(ProcessHandle.current().pid()).orElseThrow();
            long all = space.regions().stream().mapToLong(AddressSpace.Region::bytes).sum();
            var parts = space.parts();
            assertTrue(parts.size() >= 4, parts.toString());
            assertEquals(all, parts.stream().mapToLong(AddressSpace.Part::bytes).sum());
            assertTrue(
                    space.regions().stream()
                            .anyMatch(r -> r.isCode() && r.file().contains("libjvm")));
        }

        @Test
        void nameTheFilesThatAreOpen() throws Exception {
            linux();
            var file = Files.createFile(folder.resolve("open me")).toRealPath();
            try (var open = Files.newInputStream(file)) {
                var names = OpenFiles.of(ProcessHandle.current().pid()).orElseThrow().byNumber();
                assertTrue(names.containsValue(file.toString()), names.toString());
                assertEquals(-1, open.read());
            }
            var names = OpenFiles.of(ProcessHandle.current().pid()).orElseThrow().byNumber();
            assertFalse(names.containsValue(file.toString()));
        }
    }

    @Test
    void aTemporaryFolderGoesWithWhatIsInIt() throws IOException {
        try (var temporary = TemporaryFolder.make()) {
            var inside = Files.createDirectories(temporary.path().resolve("a/b"));
            Files.writeString(inside.resolve("c"), "d");
            temporary.close();
            assertFalse(Files.exists(temporary.path()));
        }
    }
}
