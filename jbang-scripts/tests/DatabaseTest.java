package tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lab.Lab;
import lab.cancel.Cancellation;
import lab.cancel.Supervisor;
import lab.load.Caller;
import lab.load.ClosedLoop;
import lab.load.Load;
import lab.service.Database;
import lab.service.Faults;
import lab.system.ChildProcess;
import lab.system.JavaProgram;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The database: what it answers, how it fails, and how it ends.
@Timeout(60)
class DatabaseTest {
    private static final int CALLS = 300;

    @TempDir Path folder;

    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() throws Exception {
        threads.close();
        for (var resource = owned.poll(); resource != null; resource = owned.poll())
            resource.close();
    }

    private Database database(int connections) {
        return new Database(owned::push, Optional.empty(), connections);
    }

    private Load reads(Database database, int calls) throws InterruptedException {
        return new ClosedLoop(20, calls)
                .run(Caller.on(threads, database::read), database::expected, new Cancellation());
    }

    private Load writes(Database database, int calls) throws InterruptedException {
        return new ClosedLoop(20, calls)
                .run(
                        Caller.on(threads, database::write),
                        id -> Database.ENTRIES_A_TRANSFER,
                        new Cancellation());
    }

    private static void checkWorks(Database database, DatabaseTest test) throws Exception {
        assertEquals(Map.of(), test.reads(database, CALLS).errors());
        assertEquals(new Database.Tally(0, 0, 0), database.tally());
        assertEquals(Map.of(), test.writes(database, CALLS).errors());
        assertEquals(database.expectedTally(CALLS), database.tally());
        assertEquals(2 * CALLS, database.tally().entries());
        database.clear();
        assertEquals(new Database.Tally(0, 0, 0), database.tally());
    }

    private static void checkFails(Database database, DatabaseTest test) throws Exception {
        var failing = database.failing(0.2, 9);
        var expected = new HashMap<String, Integer>();
        expected.put("refused by the database", failing.faults().count(CALLS, Faults.End.REFUSED));
        expected.put("connection lost", failing.faults().count(CALLS, Faults.End.CUT));
        assertEquals(expected, test.reads(failing, CALLS).errors());
        assertEquals(expected, test.writes(failing, CALLS).errors());
        assertEquals(failing.expectedTally(CALLS), failing.tally(), "a transfer done by half");
        assertEquals(Map.of(), test.reads(database, CALLS).errors(), "the connections are back");
    }

    @Test
    void readsAndWritesAreRight() throws Exception {
        checkWorks(database(4), this);
    }

    @Test
    void asManyCallsFailAsWereToFailAndLeaveNothingBehind() throws Exception {
        checkFails(database(4), this);
    }

    @Test
    void oneConnectionIsEnoughHoweverOftenItIsLost() throws Exception {
        checkFails(database(1), this);
    }

    @Test
    void itIsGoneWhenItIsClosedAndOpensAgainEmpty() throws Exception {
        var database = database(2);
        database.write(1);
        var files = temporaryFolders();
        assertEquals(2, database.tally().entries());
        database.close();
        database.close();
        assertTrue(temporaryFolders().size() < files.size());
        assertEquals(new Database.Tally(0, 0, 0), database.tally());
        assertEquals(database.expected(5), database.read(5));
        assertEquals(2, owned.size(), "whoever owns it has to know that it is open again");
    }

    private static List<Path> temporaryFolders() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("lab-"))
                    .filter(file -> Files.exists(file.resolve("lab.mv.db")))
                    .toList();
        }
    }

    /// An interrupt closes the file channel that a thread writes to.
    @Test
    void interruptedCallsDoNotTakeTheDatabaseWithThem() throws Exception {
        var database = database(4);
        database.read(1);
        var done = new AtomicInteger();
        int stopped = 0;
        for (int round = 0; round < 10; round++) {
            var writers = new ArrayList<Thread>();
            for (int writer = 0; writer < 4; writer++)
                writers.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    for (int id = 0; id < 100_000; id++) {
                                        try {
                                            database.write(id);
                                            done.incrementAndGet();
                                        } catch (IOException | RuntimeException e) {
                                            return;
                                        }
                                    }
                                }));
            Thread.sleep(5);
            for (var writer : writers) writer.interrupt();
            for (var writer : writers) writer.join();
            stopped += writers.size();
        }
        var tally = database.tally();
        assertEquals(0, tally.balance(), "a transfer done by half");
        long transfers = tally.entries() / Database.ENTRIES_A_TRANSFER;
        // One that was stopped after it was done is there, and its writer does not know.
        assertTrue(
                done.get() <= transfers && transfers <= done.get() + stopped,
                "%d of %d".formatted(transfers, done.get()));
        database.clear();
        assertEquals(Map.of(), writes(database, CALLS).errors());
        assertEquals(database.expectedTally(CALLS), database.tally());
    }

    @Test
    void whoDoesCallsItselfGetsTheSameAnswers() throws Exception {
        checkWorks(database(4).unshielded(), this);
        checkFails(database(4).unshielded(), this);
    }

    /// Whoever stops all work closes the database with it.
    @Test
    void whatInterruptsMaySpoilIsThereAgainAfterClosing() throws Exception {
        var database = database(4).unshielded();
        database.read(1);
        var supervisor = new Supervisor();
        for (int round = 0; round < 5; round++) {
            var reader =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    supervisor.run("writing", () -> writeForEver(database));
                                } catch (Exception e) {
                                    // It was stopped, as it should be.
                                }
                            });
            Thread.sleep(50);
            reader.interrupt();
            assertTrue(reader.join(Duration.ofSeconds(5)), "it goes on and on");
            database.close();
            assertEquals(List.of(), supervisor.stillRunning(Duration.ofSeconds(5)));
            checkWorks(database, this);
        }
    }

    private static Void writeForEver(Database database) throws InterruptedException {
        var writers = new ArrayList<Thread>();
        for (int writer = 0; writer < 4; writer++)
            writers.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                while (!Thread.currentThread().isInterrupted()) {
                                    try {
                                        database.write(1);
                                    } catch (IOException e) {
                                        return;
                                    }
                                }
                            }));
        for (var writer : writers) writer.join();
        return null;
    }

    /// The threads of the pool are not the work's, which is stopped with its own.
    @Test
    void workThatOpensItEndsBeforeIt() throws Exception {
        var supervisor = new Supervisor();
        var database = database(3);
        supervisor.run("reading", () -> database.read(1));
        assertEquals(List.of(), supervisor.stillRunning(Duration.ofSeconds(2)));
        supervisor.run("writing", () -> reads(database.failing(0.5, 1), 50));
        assertEquals(List.of(), supervisor.stillRunning(Duration.ofSeconds(2)));
    }

    @Test
    void aServerIsUsedAsWellAndLeftAsItWas() throws Exception {
        var server = server();
        try {
            var url = url(server);
            Database.reach(url);
            var database = new Database(owned::push, Optional.of(url), 4);
            checkWorks(database, this);
            checkFails(database, this);
            assertNotEquals(0, tables(url));
            database.close();
            assertEquals(0, tables(url));
        } finally {
            server.stop();
        }
    }

    private static int tables(String url) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select count(*) from information_schema.tables"
                                        + " where lower(table_name) like 'lab%'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidAtOnce() {
        assertThrows(
                SQLException.class, () -> Database.reach("jdbc:h2:tcp://127.0.0.1:1/./nothing"));
        var database =
                new Database(owned::push, Optional.of("jdbc:h2:tcp://127.0.0.1:1/./nothing"), 2);
        assertThrows(IOException.class, () -> database.read(1));
        assertTrue(owned.isEmpty());
    }

    /// The only connection is held up, for longer than a caller waits for one.
    @Test
    void whoGetsNoConnectionIsTold() throws Exception {
        var server = server();
        var url = url(server);
        var database = new Database(owned::push, Optional.of(url), 1);
        database.read(0);
        try (var other = DriverManager.getConnection(url);
                var statement = other.createStatement()) {
            statement.execute("set exclusive 1"); // statements of others wait
            var load =
                    new ClosedLoop(3, 3, Duration.ofSeconds(20))
                            .run(
                                    Caller.on(
                                            threads,
                                            id -> {
                                                if (id == 2) {
                                                    Thread.sleep(7_000);
                                                    statement.execute("set exclusive 0");
                                                    return database.expected(2);
                                                }
                                                return database.read(id);
                                            }),
                                    database::expected,
                                    new Cancellation());
            assertEquals(Map.of("no connection free", 1), load.errors());
        }
        assertEquals(database.expected(1), database.read(1));
        database.close();
        server.stop();
    }

    private Server server() throws SQLException {
        return Server.createTcpServer(
                        "-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                .start();
    }

    private static String url(Server server) {
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/./served;DB_CLOSE_DELAY=-1";
    }

    /// Opens a lab as a lesson does, with the arguments that it gets.
    interface Lesson {
        static void main(String... args) {
            Lab.open(args[0], List.of(args).subList(1, args.length).toArray(String[]::new));
            System.out.println("open");
            Runtime.getRuntime().halt(0);
        }
    }

    private static lab.system.Ended lesson(String... args) throws Exception {
        return ChildProcess.run(
                JavaProgram.ofLibrary(Lesson.class)
                        .command(List.of("-Djava.awt.headless=true"), args)
                        .within(Duration.ofSeconds(40)));
    }

    @Test
    void aUrlThatLeadsNowhereIsRefusedInALine() throws Exception {
        for (var url :
                List.of(
                        "jdbc:postgresql://127.0.0.1:1/x?user=me&password=secret",
                        "jdbc:nonsense",
                        "jdbc:h2:tcp://127.0.0.1:1/./nothing")) {
            var ended = lesson("asynchronous-programming", "--jdbc-url", url);
            assertEquals(2, ended.exit(), ended::toString);
            assertEquals(1, ended.err().lines().count(), ended::err);
            assertTrue(ended.err().contains("--jdbc-url"), ended::err);
            assertFalse(ended.err().contains("secret"), ended::err);
        }
    }

    /// Whichever lesson opens a database takes the option, and no other.
    @Test
    void lessonsWithADatabaseHaveTheOption() throws Exception {
        for (var file : Project.here().javaFiles()) {
            if (!file.getParent().getFileName().toString().equals("jbang-scripts")) continue;
            var name = file.getFileName().toString().replace(".java", "");
            var alias = name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
            if (!Files.readString(file).contains(".database(")) continue;
            var ended = lesson(alias, "--jdbc-url", "jdbc:nonsense");
            assertTrue(ended.err().contains("leads to no database"), alias + " " + ended);
        }
    }

    @Test
    void aLessonWithoutDatabaseHasNoSuchOption() throws Exception {
        var ended = lesson("parallelism", "--jdbc-url", "jdbc:h2:mem:x");
        assertEquals(2, ended.exit(), ended::toString);
        assertTrue(ended.err().contains("there is no '--jdbc-url'"), ended::err);
    }

    @Test
    void aUrlThatLeadsToADatabaseIsTaken() throws Exception {
        var ended =
                lesson(
                        "asynchronous-programming",
                        "--jdbc-url",
                        "jdbc:h2:mem:x",
                        "--out",
                        folder.toString());
        assertEquals(0, ended.exit(), ended::toString);
        assertTrue(ended.out().contains("open"), ended::toString);
    }

    @Test
    void aLoadOnAClosingDatabaseDoesNotHang() throws Exception {
        var database = database(2);
        database.read(0);
        threads.submit(() -> {
            TimeUnit.MILLISECONDS.sleep(30);
            database.close();
            return null;
        });
        var load = reads(database, 3_000);
        assertEquals(3_000, load.right() + load.failed());
        assertEquals(Map.of(), reads(database, CALLS).errors());
    }
}
