package lab.sheet;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import lab.async.EventLoop;
import lab.measure.Answers;
import lab.service.Database;

/// Reads and writes of a database that runs in this JVM, behind a pool of connections: a task reads
/// some items, and makes one transfer. The books are checked at the end: every entry has to be
/// there, and all of them have to add up to nothing.
///
/// @param database where
/// @param count how many tasks
public record Transactions(Database database, int count) implements Tasks<Integer, Database.Tally> {
    private static final int READS = 10;

    /// Transactions in the size of the bench.
    ///
    /// @throws IOException if the database cannot be opened
    public static Transactions on(Bench bench) throws IOException {
        int count =
                switch (bench.size()) {
                    case QUICK -> 100;
                    case STANDARD -> 1_000;
                    case FULL -> 4_000;
                };
        return new Transactions(bench.database().unshielded(), count).fresh();
    }

    @Override
    public String input() {
        return "%d transactions of %d reads and a transfer, over %d connections"
                .formatted(count, READS, database.connections());
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public Integer call(int task) throws IOException {
        for (int read = 0; read < READS; read++) {
            int item = READS * task + read;
            if (!database.read(item).equals(database.expected(item)))
                throw new IOException("item %d is wrong".formatted(item));
        }
        return database.write(task);
    }

    @Override
    public CompletableFuture<Integer> begin(int task, EventLoop loop) {
        return loop.blocking(() -> call(task));
    }

    @Override
    public Optional<String> staysHere() {
        return Optional.of("the database runs in this process, and no other can open its file");
    }

    @Override
    public Database.Tally whole(List<Integer> written) throws IOException {
        return database.tally();
    }

    @Override
    public Answers<Database.Tally> answers() {
        return Answers.equalTo(database.expectedTally(count));
    }

    @Override
    public Transactions fresh() throws IOException {
        database.clear();
        return this;
    }
}
