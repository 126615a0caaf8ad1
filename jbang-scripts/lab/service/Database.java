package lab.service;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import lab.cancel.Outside;
import lab.load.CallFailed;
import lab.system.TemporaryFolder;

/// A database behind a pool of connections: H2 in this JVM, with its file in a folder that goes
/// with it, or a server that a JDBC URL names.
///
/// It holds items, which are read, and entries, two of which every transfer writes: what one
/// account loses, the other gets. So whatever is done, the amounts of all entries add up to
/// nothing, and a transfer that was done by half is noticed. Its tables have names that nobody else
/// uses, and are dropped when it is closed. It opens when it is first used, and again if it is used
/// after it was closed; then nothing has been written yet.
public final class Database implements Failing<Database>, AutoCloseable {
    /// How many items there are to read.
    public static final int ITEMS = 1_000;

    /// How many entries a transfer writes.
    public static final int ENTRIES_A_TRANSFER = 2;

    private static final int MOST_AMOUNT = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int VALID_SECONDS = 1;

    private final Reopened<Open> open;
    private final Faults faults;
    private final int connections;
    private final boolean shielded;

    /// An open database.
    ///
    /// @param folder where its file is; empty for a server
    /// @param shield keeps interrupts from it; empty for a server, which they do not reach
    private record Open(
            Optional<TemporaryFolder> folder,
            Optional<Shield> shield,
            Tables tables,
            HikariDataSource pool) {}

    /// What has been written.
    ///
    /// @param entries how many entries there are
    /// @param balance what all amounts add up to: nothing, if no transfer was done by half
    /// @param moved what the amounts above nothing add up to
    public record Tally(long entries, long balance, long moved) {}

    /// @param owner closes it when work is interrupted, and at the end
    /// @param jdbcUrl a server; empty for one in this JVM
    /// @param connections how many connections the pool has
    public Database(Owner owner, Optional<String> jdbcUrl, int connections) {
        this(
                new Reopened<>(
                        "the database", owner, () -> open(jdbcUrl, connections), Database::close),
                Faults.NONE,
                connections,
                true);
    }

    private Database(Reopened<Open> open, Faults faults, int connections, boolean shielded) {
        this.open = open;
        this.faults = faults;
        this.connections = connections;
        this.shielded = shielded;
    }

    /// The same database, for calls some of which fail: it refuses a statement, or the connection
    /// is lost in the middle of the call.
    @Override
    public Database failing(Faults some) {
        return new Database(open, some, connections, shielded);
    }

    /// The same database, for callers that nobody interrupts but to end all work, and it with them:
    /// they do their calls themselves. Else a database in this JVM does them on threads of its own,
    /// as an interrupt in the middle of one could spoil it for all; but then a call that takes
    /// microseconds takes as long as waking up another thread does.
    public Database unshielded() {
        return new Database(open, faults, connections, false);
    }

    @Override
    public Faults faults() {
        return faults;
    }

    /// How many connections its pool has.
    public int connections() {
        return connections;
    }

    /// Connects once, to see whether there is such a database.
    ///
    /// @throws SQLException if there is none
    public static void reach(String jdbcUrl) throws SQLException {
        DriverManager.setLoginTimeout((int) PATIENCE.toSeconds());
        DriverManager.getConnection(jdbcUrl).close();
    }

    private static Open open(Optional<String> jdbcUrl, int connections) throws Exception {
        Optional<TemporaryFolder> folder =
                jdbcUrl.isPresent() ? Optional.empty() : Optional.of(TemporaryFolder.make());
        var config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl.orElseGet(() -> embedded(folder.orElseThrow())));
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setPoolName("connections");
        config.setThreadFactory(Outside.threads().name("connections").factory());
        try {
            return open(folder, new HikariDataSource(config));
        } catch (SQLException | RuntimeException e) {
            if (folder.isPresent()) folder.get().close();
            throw e instanceof PoolInitializationException ? new IOException(e.getMessage(), e) : e;
        }
    }

    private static Open open(Optional<TemporaryFolder> folder, HikariDataSource pool)
            throws SQLException {
        try (var connection = pool.getConnection()) {
            var shield = folder.map(file -> new Shield(pool.getMaximumPoolSize(), PATIENCE));
            return new Open(folder, shield, Tables.create(connection), pool);
        } catch (SQLException e) {
            pool.close();
            throw e;
        }
    }

    private static String embedded(TemporaryFolder folder) {
        return "jdbc:h2:file:%s;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE"
                .formatted(folder.path().resolve("lab").toAbsolutePath());
    }

    private static void close(Open open) throws Exception {
        open.shield().ifPresent(Shield::close);
        try (var pool = open.pool();
                var connection = pool.getConnection()) {
            open.tables().drop(connection);
            if (open.folder().isPresent())
                try (var statement = connection.createStatement()) {
                    statement.execute("shutdown immediately");
                }
        } catch (SQLException e) {
            // It has gone already, or goes without a word: so have its tables, or its whole file.
        } finally {
            if (open.folder().isPresent()) open.folder().get().close();
        }
    }

    /// Reads item `id`; the numbers go on from the last item with the first.
    ///
    /// @throws CallFailed if the database refuses, the connection is lost, or none is free for
    ///   seconds
    /// @throws IOException if the database cannot be opened
    public String read(int id) throws IOException {
        return call(id, Tables::read);
    }

    /// What [#read] has to return.
    public String expected(int id) {
        return Tables.item(Math.floorMod(id, ITEMS));
    }

    /// Writes both entries of transfer `id`, or none.
    ///
    /// @return how many entries were written
    /// @throws IOException as [#read]
    public int write(int id) throws IOException {
        return call(id, Tables::transfer);
    }

    /// The amount of transfer `id`.
    public static long amount(int id) {
        return 1 + Math.floorMod(id, MOST_AMOUNT);
    }

    /// What the entries should be once the transfers with the numbers from 0 have been tried, each
    /// once: those that fail leave nothing behind.
    public Tally expectedTally(int transfers) {
        long done = 0;
        long moved = 0;
        for (int id = 0; id < transfers; id++)
            if (faults.of(id) == Faults.End.ANSWERED) {
                done++;
                moved += amount(id);
            }
        return new Tally(ENTRIES_A_TRANSFER * done, 0, moved);
    }

    /// What has been written.
    ///
    /// @throws IOException as [#read]
    public Tally tally() throws IOException {
        return call((tables, connection) -> tables.tally(connection));
    }

    /// Deletes all entries.
    ///
    /// @throws IOException as [#read]
    public void clear() throws IOException {
        call((tables, connection) -> tables.clear(connection));
    }

    @FunctionalInterface
    private interface Numbered<A> {
        A call(Tables tables, Connection connection, int id, Faults.End end) throws SQLException;
    }

    @FunctionalInterface
    private interface Use<A> {
        A call(Tables tables, Connection connection) throws SQLException;
    }

    private <A> A call(int id, Numbered<A> numbered) throws IOException {
        return call((tables, connection) -> numbered.call(tables, connection, id, faults.of(id)));
    }

    private <A> A call(Use<A> use) throws IOException {
        var database = open.get();
        if (!shielded || database.shield().isEmpty()) return call(database, use);
        try {
            return database.shield().get().call(() -> call(database, use));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("nothing else is thrown", e);
        }
    }

    private static <A> A call(Open database, Use<A> use) throws IOException {
        try (var connection = database.pool().getConnection()) {
            try {
                return use.call(database.tables(), connection);
            } catch (SQLException e) {
                boolean lost = !connection.isValid(VALID_SECONDS);
                if (lost) database.pool().evictConnection(connection);
                throw new CallFailed(lost ? "connection lost" : "refused by the database", e);
            }
        } catch (SQLTransientConnectionException e) {
            throw new CallFailed("no connection free", e);
        } catch (SQLException e) {
            throw new CallFailed("connection lost", e);
        }
    }

    /// Drops its tables, closes its connections, and deletes its file if it has one.
    @Override
    public void close() throws IOException {
        open.close();
    }
}
