package lab.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;
import lab.cancel.Cancellation;
import lab.measure.Answers;

/// Transfers between accounts. Each takes the locks of both accounts, that of the lower number
/// first, so nobody waits in a circle. The order of the transfers does not matter, and the books
/// are compared with those of a plain calculation.
///
/// @param accounts what is shared
/// @param transfers what each task does
/// @param cancellation ends it early
public record Bank(
        List<Account> accounts, List<List<Transfer>> transfers, Cancellation cancellation)
        implements Tasks<Integer, List<Long>> {
    private static final int ACCOUNTS = 100;
    private static final int TASKS = 64;
    static final long START = 1_000;
    private static final int MOST = 100;
    private static final int POLL = 1 << 10;

    /// An account; its lock guards its balance.
    static final class Account {
        private final ReentrantLock lock = new ReentrantLock();
        private long balance = START;
    }

    /// So much from one account to another, which may be overdrawn.
    record Transfer(int from, int to, long amount) {}

    /// A bank in the size of the bench.
    public static Bank on(Bench bench) {
        int each =
                switch (bench.size()) {
                    case QUICK -> 1_500;
                    case STANDARD -> 8_000;
                    case FULL -> 40_000;
                };
        var random = new SplittableRandom(bench.seed());
        var transfers = new ArrayList<List<Transfer>>();
        for (int task = 0; task < TASKS; task++) {
            var own = new ArrayList<Transfer>();
            for (int i = 0; i < each; i++) own.add(drawn(random));
            transfers.add(own);
        }
        return new Bank(opened(), transfers, bench.cancellation());
    }

    private static Transfer drawn(SplittableRandom random) {
        int from = random.nextInt(ACCOUNTS);
        int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        return new Transfer(from, to, 1 + random.nextInt(MOST));
    }

    private static List<Account> opened() {
        var accounts = new ArrayList<Account>();
        for (int i = 0; i < ACCOUNTS; i++) accounts.add(new Account());
        return List.copyOf(accounts);
    }

    @Override
    public String input() {
        return "%d tasks of %,d transfers between %d accounts"
                .formatted(count(), transfers.getFirst().size(), ACCOUNTS);
    }

    @Override
    public int count() {
        return transfers.size();
    }

    @Override
    public Integer call(int task) {
        int done = 0;
        for (var transfer : transfers.get(task)) {
            if (done++ % POLL == 0) cancellation.check();
            make(transfer);
        }
        return done;
    }

    private void make(Transfer transfer) {
        var from = accounts.get(transfer.from());
        var to = accounts.get(transfer.to());
        var first = transfer.from() < transfer.to() ? from : to;
        var second = first == from ? to : from;
        first.lock.lock();
        try {
            second.lock.lock();
            try {
                from.balance -= transfer.amount();
                to.balance += transfer.amount();
            } finally {
                second.lock.unlock();
            }
        } finally {
            first.lock.unlock();
        }
    }

    @Override
    public Optional<String> staysHere() {
        return Optional.of(
                "its processes share no memory, so there are no accounts that all could change");
    }

    @Override
    public List<Long> whole(List<Integer> done) {
        return accounts.stream().map(account -> account.balance).toList();
    }

    /// Nothing may be lost, and each account has to have what a calculation without accounts and
    /// locks gives it.
    @Override
    public Answers<List<Long>> answers() {
        var books = books();
        return new Answers<>(
                balances -> {
                    long sum = balances.stream().mapToLong(balance -> balance).sum();
                    if (sum != ACCOUNTS * START)
                        return Optional.of("the accounts should add up to " + ACCOUNTS * START);
                    return balances.equals(books)
                            ? Optional.empty()
                            : Optional.of("the books say otherwise");
                },
                List::equals,
                balances ->
                        "%d accounts with %,d in all"
                                .formatted(
                                        balances.size(),
                                        balances.stream().mapToLong(balance -> balance).sum()));
    }

    private List<Long> books() {
        var books = new long[ACCOUNTS];
        for (var task : transfers)
            for (var transfer : task) {
                books[transfer.from()] -= transfer.amount();
                books[transfer.to()] += transfer.amount();
            }
        return LongStream.of(books).map(change -> START + change).boxed().toList();
    }

    @Override
    public Bank fresh() {
        return new Bank(opened(), transfers, cancellation);
    }
}
