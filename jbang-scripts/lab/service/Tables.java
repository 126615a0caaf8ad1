package lab.service;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;

/// The tables of one database, under names that nobody else uses, and what is done with them.
///
/// @param items the name of the table of items
/// @param entries the name of the table of entries
record Tables(String items, String entries) {
    private static final int AMOUNT = 3;

    /// Makes the tables and fills in the items.
    static Tables create(Connection connection) throws SQLException {
        var mark = "lab_" + UUID.randomUUID().toString().substring(0, 8);
        var tables = new Tables(mark + "_items", mark + "_entries");
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "create table %s (id integer primary key, word varchar(80) not null)"
                            .formatted(tables.items));
            statement.execute(
                    ("create table %s (transfer integer not null, account varchar(10) not null,"
                                    + " amount bigint not null)")
                            .formatted(tables.entries));
        }
        try (var insert =
                connection.prepareStatement("insert into " + tables.items + " values (?, ?)")) {
            for (int id = 0; id < Database.ITEMS; id++) {
                insert.setInt(1, id);
                insert.setString(2, item(id));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return tables;
    }

    static String item(int id) {
        return "item " + id + " is " + Long.toHexString(Mix.of(id));
    }

    String read(Connection connection, int id, Faults.End end) throws SQLException {
        if (end == Faults.End.CUT) cut(connection);
        // A statement that the database itself has to refuse: a word is no number.
        var what = end == Faults.End.REFUSED ? "cast(word as integer)" : "word";
        try (var select =
                connection.prepareStatement(
                        "select " + what + " from " + items + " where id = ?")) {
            select.setInt(1, Math.floorMod(id, Database.ITEMS));
            try (var rows = select.executeQuery()) {
                if (!rows.next()) throw new SQLException("there is no item " + id);
                return rows.getString(1);
            }
        }
    }

    int transfer(Connection connection, int id, Faults.End end) throws SQLException {
        connection.setAutoCommit(false);
        try (var insert =
                connection.prepareStatement("insert into " + entries + " values (?, ?, ?)")) {
            insert.setInt(1, id);
            insert.setString(2, "giver");
            insert.setLong(AMOUNT, -Database.amount(id));
            int written = insert.executeUpdate();
            if (end == Faults.End.CUT) cut(connection);
            insert.setString(2, "taker");
            if (end == Faults.End.REFUSED) insert.setNull(AMOUNT, Types.BIGINT);
            else insert.setLong(AMOUNT, Database.amount(id));
            written += insert.executeUpdate();
            connection.commit();
            return written;
        } catch (SQLException e) {
            try {
                connection.rollback();
            } catch (SQLException gone) {
                e.addSuppressed(gone); // the database rolls back what a lost connection began
            }
            throw e;
        }
    }

    /// Closes the connection itself, which the pool knows nothing of: what a network does.
    private static void cut(Connection connection) throws SQLException {
        connection.unwrap(Connection.class).close();
    }

    Database.Tally tally(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                ("select count(*), coalesce(sum(amount), 0), coalesce(sum("
                                                + "case when amount > 0 then amount else 0 end), 0)"
                                                + " from ")
                                        + entries)) {
            rows.next();
            return new Database.Tally(rows.getLong(1), rows.getLong(2), rows.getLong(AMOUNT));
        }
    }

    Void clear(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("delete from " + entries);
        }
        return null;
    }

    void drop(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("drop table " + items);
            statement.execute("drop table " + entries);
        }
    }
}
