///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES lab/Lab.java
//NOTEBOOK 07-race-conditions.ipynb

import module java.base;

import lab.Lab;
import lab.Races;
import lab.measure.*;
import lab.race.*;
import lab.view.*;
import lab.work.Size;

/// # Race conditions
/// **Two tellers deposit into one account. How much money goes missing?**
///
/// *You will do* it wrong in four ways, see how often each goes wrong, list every order that two
/// deposits can take, and put it right in six. *You will learn* what a lost update, a check-then-act
/// race, a missed write and an unsafe publication are, what Java promises and what it does not, and what
/// being correct costs. *It takes* fifteen minutes to read and a minute to run. You need to know Java,
/// and what a thread is.
///
/// Change any cell and run it again; after a change to a class, run all cells that follow. Before:
/// [Threads](06-threads.ipynb). Next: [Locks and deadlock](08-locks-and-deadlock.ipynb).

/// ## An account
/// Any number of tellers may deposit at the same time, each at a till. For most accounts the till is the
/// account itself. A brisk teller works without a pause. A slow one sleeps for as short a time as the
/// system can, in the middle of a deposit, like code that asks another system.
enum Pace {
    BRISK,
    SLOW;

    void pause() {
        if (this == SLOW) LockSupport.parkNanos(1);
    }
}

interface Account extends AutoCloseable {
    void deposit(long amount, Pace pace);

    long balance();

    default Account till() {
        return this;
    }

    default void close() {}
}

/// ## First race: a broken account
/// `balance += amount` is three steps: read the balance, add, write the sum. Here they are spelled out,
/// with the pause before the sum is written. **This class is wrong** as soon as two threads use it,
/// whatever their pace.
class BrokenAccount implements Account {
    private long balance;

    public void deposit(long amount, Pace pace) {
        long read = balance;
        pace.pause();
        balance = read + amount;
    }

    public long balance() {
        return balance;
    }
}

/// ## The smallest experiment
/// A fresh account; Ann deposits 10 while Bob deposits 20; the balance afterwards is the *outcome*. Done
/// once it says little. Done for thousands of fresh accounts it is a *litmus test*, which counts how often
/// each outcome was seen.
Outcomes<Long> race(Races races, Supplier<Account> open, Pace pace) throws Exception {
    var litmus =
            Litmus.<Account>of(
                    open,
                    account -> account.till().deposit(10, pace),
                    account -> account.till().deposit(20, pace));
    return races.watch(litmus, Account::balance);
}

/// ## A teller on paper
/// The three steps again, as a script for a small machine. Its memory has cells with names. Each teller
/// keeps what was read in a cell of their own. Between any two steps, another teller may take one.
Script<Memory> teller(String name, long amount) {
    return Script.<Memory>named(name)
            .step("reads", m -> m.with(name, m.get("balance")))
            .step("adds", m -> m.with(name, m.get(name) + amount))
            .step("writes", m -> m.with("balance", m.get(name)));
}

/// ## A crowd of tellers
/// For the bill at the end: a fixed number of deposits of one unit, divided over any number of brisk
/// tellers. The answer is the balance, which can be checked to the unit.
Callable<Long> crowd(Races races, Supplier<Account> open, int tellers, int deposits) {
    return () -> {
        try (var account = open.get()) {
            races.together(tellers, deposits, t -> {
                var till = account.till();
                return () -> till.deposit(1, Pace.BRISK);
            });
            return account.balance();
        }
    };
}

void main(String... args) throws Exception {
    /// ## It worked on my machine
    /// First the test that everybody writes: two threads, a thousand deposits each. It is over so soon
    /// that one thread may well be done before the other begins. A zero below does not mean that the
    /// account is right. It means that this test cannot tell.
    var lab = Lab.open("race-conditions", args);
    var races = new Races(lab);
    var missing = new ArrayList<Long>();
    for (int run = 0; run < 5; run++) {
        var account = new BrokenAccount();
        Runnable teller =
                () -> IntStream.range(0, 1_000).forEach(i -> account.deposit(1, Pace.BRISK));
        var threads = List.of(Thread.ofPlatform().start(teller), Thread.ofPlatform().start(teller));
        for (var thread : threads) thread.join();
        missing.add(2_000 - account.balance());
    }
    lab.say("missing of 2,000 units, in five runs: " + missing);

    /// ## How often?
    /// The litmus test with brisk tellers. Where two cores are free, the two collide, on some machines
    /// more often than on others. On one, a thread would have to lose the processor between two
    /// instructions: you may wait long for that in a test, and not so long in production. *Interesting* is
    /// what Java allows and we do not want.
    var meanings =
            List.of(
                    Expectation.acceptable(30L, "both deposits arrived"),
                    Expectation.interesting(10L, "Bob's deposit is lost"),
                    Expectation.interesting(20L, "Ann's deposit is lost"));
    var brisk = race(races, BrokenAccount::new, Pace.BRISK);
    lab.show("brisk-tellers", races.table("Two brisk tellers", brisk, meanings));

    /// ## And slow ones?
    /// Now both pause after reading. That makes a loss as good as certain, on one core too: a teller who
    /// sleeps gives the processor up, the other reads the same balance meanwhile, and whoever writes last
    /// wipes out what the other wrote, a *lost update*. Compare the two tables. The pace changes how often
    /// money is lost; it does not change what can happen.
    var slowly = race(races, BrokenAccount::new, Pace.SLOW);
    lab.show("slow-tellers", races.table("Two slow tellers", slowly, meanings));
    boolean loses = slowly.times(30L) < slowly.trials();
    lab.claim("the broken account loses money", loses, slowly.line());

    /// ## Every order there is
    /// Two threads of three steps can be interleaved in 6!/(3! 3!) ways, few enough to try them all. Find
    /// the orders that keep both deposits. What do they have in common?
    ///
    /// Then compare with what happened: an outcome that was observed but not predicted would mean that we
    /// do not understand our program. The explorer takes steps one at a time, in some order. Java promises
    /// that only to programs without data races, which ours is not. With a single variable, and steps that
    /// depend on each other, nothing else can happen; the fourth race shows what can with more.
    var orders = Interleavings.of(Memory.empty(), teller("Ann", 10), teller("Bob", 20));
    lab.show("orders", races.table("Every order of two deposits", orders, m -> m.get("balance")));
    var predicted = new TreeSet<Long>();
    for (var order : orders) predicted.add(order.end().get("balance"));
    var observed = new TreeSet<>(brisk.seen());
    observed.addAll(slowly.seen());
    var compared = "observed " + observed + ", predicted " + predicted;
    lab.claim("all that was observed was predicted", predicted.containsAll(observed), compared);

    /// ## A lock, on paper
    /// All the money arrives only where one teller is done before the other reads. A lock sees to that. It
    /// is a cell and a rule: the step *locks* can be taken only while nobody holds it. Until then its
    /// thread waits. Of all the orders of ten steps, which does the rule leave?
    UnaryOperator<Script<Memory>> locked =
            work ->
                    Script.<Memory>named(work.name())
                            .step("locks", m -> m.get("lock") == 0, m -> m.with("lock", 1))
                            .then(work)
                            .step("unlocks", m -> m.with("lock", 0));
    var ann = locked.apply(teller("Ann", 10));
    var left = Interleavings.of(Memory.empty(), ann, locked.apply(teller("Bob", 20)));
    lab.show("locked-orders", races.table("Under a lock", left, m -> m.get("balance")));
    var all = left.stream().allMatch(run -> !run.deadlocked() && run.end().get("balance") == 30);
    var few = left.size() + " orders of " + Interleavings.count(5, 5);
    lab.claim("under a lock no order loses money", all, few);

    /// ## The cure, and the first fix: `synchronized`
    /// The same steps, with the same pause, under the lock that every Java object has. Both methods need
    /// it: a `balance()` without it might return a value that is old, or half of one and half of another,
    /// since a plain `long` may be written in two halves. `ReentrantLock` does the same:
    /// [lesson 08](08-locks-and-deadlock.ipynb). Fixes are collected under their names, to test and to time
    /// them all together.
    class SynchronizedAccount implements Account {
        private long balance;

        public synchronized void deposit(long amount, Pace pace) {
            long read = balance;
            pace.pause();
            balance = read + amount;
        }

        public synchronized long balance() {
            return balance;
        }
    }
    Map<String, Supplier<Account>> fixes = new LinkedHashMap<>();
    fixes.put("synchronized", SynchronizedAccount::new);

    /// ## Second race: check, then act
    /// An account of 100 must never fall below zero, and two withdrawals of 80 race. Each call on the
    /// `AtomicLong` is atomic. The method is not: one checks, then the other, and then both act.
    class BrokenWithdrawals {
        final AtomicLong balance = new AtomicLong(100);

        void withdraw(long amount) {
            if (balance.get() < amount) return;
            Pace.SLOW.pause();
            balance.addAndGet(-amount);
        }
    }
    Litmus.Actor<BrokenWithdrawals> owner = account -> account.withdraw(80);
    var paid = races.watch(Litmus.of(BrokenWithdrawals::new, owner, owner), a -> a.balance.get());
    lab.claim("atomic parts overdraw an account", paid.times(-60L) > 0, paid.line());

    /// ## The cure: one lock around both
    /// What must not be torn apart belongs under one lock: the check with the act. Atomic parts do not
    /// make an atomic whole. Only the word `synchronized` is new.
    class GuardedWithdrawals extends BrokenWithdrawals {
        synchronized void withdraw(long amount) {
            super.withdraw(amount);
        }
    }
    var kept = races.watch(Litmus.of(GuardedWithdrawals::new, owner, owner), a -> a.balance.get());
    boolean never = kept.seen().equals(Set.of(20L));
    lab.claim("check and act under one lock never overdraw", never, kept.line());

    /// ## Third race: a flag that nobody sees
    /// A thread waits for a flag, for 0.8 seconds at most; after 0.4, another thread raises it. Nothing in
    /// this program orders the write before a read. So a compiler may read the field once, keep what it
    /// read, and let the loop run on. HotSpot's optimising compiler does just that, if it gets round to
    /// the loop in time. Was the flag seen?
    class PlainFlag {
        boolean raised;

        boolean await(long nanos) {
            long start = System.nanoTime();
            while (!raised) if (System.nanoTime() - start > nanos) return false;
            return true;
        }
    }
    var plain = new PlainFlag();
    lab.say("plain flag: " + races.signal(plain::await, () -> plain.raised = true));

    /// ## The cure: `volatile`
    /// A write to a `volatile` field *happens-before* every read that sees it, and takes with it all that
    /// its thread wrote before. It does not make read, add and write one step: our account would still
    /// lose money. Here is one word more.
    class VolatileFlag {
        volatile boolean raised;

        boolean await(long nanos) {
            long start = System.nanoTime();
            while (!raised) if (System.nanoTime() - start > nanos) return false;
            return true;
        }
    }
    var flag = new VolatileFlag();
    var signal = races.signal(flag::await, () -> flag.raised = true);
    lab.claim("a volatile flag is seen", signal.seen(), signal.toString());

    /// ## Fourth race: published half-built
    /// A thread computes a table of rates and posts it on a board, a plain field. Can a reader get the
    /// object before the array is in it? Java allows that: without synchronisation, a thread need not see
    /// the writes of another in the order of its program, those of a constructor included. It takes
    /// a compiler, or on some machines a processor, that puts them in another order, and a reader who comes
    /// in between; with two cores that is likelier. Some runs show it, others do not, and none seen is no
    /// proof.
    class Rates implements Supplier<int[]> {
        int[] table = new int[4];

        Rates(int rate) {
            Arrays.fill(table, rate);
        }

        public int[] get() {
            return table;
        }
    }
    class Board {
        int rate = 7;
        Supplier<int[]> posted;
        String seen = "nothing";

        void read() {
            for (int i = 0; i < 100 && posted == null; i++) Thread.onSpinWait();
            var rates = posted;
            if (rates == null) return;
            var table = rates.get();
            seen = table == null || table[3] == 0 ? "half-built" : "complete";
        }
    }
    Litmus.Actor<Board> post = board -> board.posted = new Rates(board.rate);
    var racy = races.watch(Litmus.of(Board::new, post, Board::read), board -> board.seen);
    lab.say("posted in a plain field: " + racy.line());

    /// ## The cure: `final`
    /// One word more again. What a constructor stores in a `final` field, and what is reached through it,
    /// everyone who gets the object sees at least as new as at the end of the constructor, even through a
    /// race, unless the constructor lets `this` escape. So immutable objects can be shared freely. The other
    /// cure is to make `posted` volatile.
    class FinalRates implements Supplier<int[]> {
        final int[] table = new int[4];

        FinalRates(int rate) {
            Arrays.fill(table, rate);
        }

        public int[] get() {
            return table;
        }
    }
    Litmus.Actor<Board> postFinal = board -> board.posted = new FinalRates(board.rate);
    var safe = races.watch(Litmus.of(Board::new, postFinal, Board::read), board -> board.seen);
    boolean whole = safe.times("half-built") == 0;
    lab.claim("final fields are never seen half-built", whole, safe.line());

    /// ## Second fix: try, and try again
    /// Back to the account, without a lock. Read, compute, and write only if nobody has written meanwhile;
    /// otherwise start over. Such a *compare-and-set* is an instruction of the processor, or a few.
    class RetryingAccount implements Account {
        private final AtomicLong balance = new AtomicLong();

        public void deposit(long amount, Pace pace) {
            long read;
            do {
                read = balance.get();
                pace.pause();
            } while (!balance.compareAndSet(read, read + amount));
        }

        public long balance() {
            return balance.get();
        }
    }
    fixes.put("compare-and-set", RetryingAccount::new);

    /// ## Third fix: in one step
    /// Most processors can do an addition in memory as one step, which leaves no window to pause in.
    /// `AtomicLong` is the usual way to ask for it. A `VarHandle` does the same to an element of an array;
    /// with a million counters in one array that saves a million objects.
    class AtomicAccount implements Account {
        private final AtomicLong balance = new AtomicLong();

        public void deposit(long amount, Pace pace) {
            balance.getAndAdd(amount);
        }

        public long balance() {
            return balance.get();
        }
    }
    fixes.put("AtomicLong", AtomicAccount::new);

    /// ## Fourth fix: spread out
    /// Under contention, a `LongAdder` keeps several counters and lets threads add to different ones;
    /// `sum()` adds them up. While deposits go on, the sum is no snapshot. And adding is all it can do: it
    /// could not refuse a withdrawal.
    class AdderAccount implements Account {
        private final LongAdder balance = new LongAdder();

        public void deposit(long amount, Pace pace) {
            balance.add(amount);
        }

        public long balance() {
            return balance.sum();
        }
    }
    fixes.put("LongAdder", AdderAccount::new);

    /// ## Fifth fix: one clerk
    /// Or do not share at all. One thread owns the account, and tellers hand it their deposits through
    /// a queue. The account inside is the broken one. It is right here: a single thread deposits, and the
    /// same thread reads the balance, after all deposits before it in the queue.
    class ClerksAccount implements Account {
        private final ExecutorService clerk = Executors.newSingleThreadExecutor();
        private final BrokenAccount account = new BrokenAccount();

        public void deposit(long amount, Pace pace) {
            clerk.execute(() -> account.deposit(amount, pace));
        }

        public long balance() {
            return CompletableFuture.supplyAsync(account::balance, clerk).join();
        }

        public void close() {
            clerk.close();
        }
    }
    fixes.put("one clerk", ClerksAccount::new);

    /// ## Sixth fix: a till each
    /// The other way not to share: every teller has a till of their own, again a broken account, and at
    /// the end of the day the tills are added up. That the tellers have gone home, by `Thread.join`, makes
    /// what they wrote visible. Unused fields keep 64 bytes between tills, on most machines a *cache line*,
    /// the unit in which cores exchange memory: two in one line would hold each other up (*false sharing*).
    class Till extends BrokenAccount {
        long a, b, c, d, e, f, g, h; // never used
    }
    class TillsAccount implements Account {
        private final Queue<Account> tills = new ConcurrentLinkedQueue<>();

        public Account till() {
            var till = new Till();
            tills.add(till);
            return till;
        }

        public void deposit(long amount, Pace pace) {
            till().deposit(amount, pace);
        }

        public long balance() {
            return tills.stream().mapToLong(Account::balance).sum();
        }
    }
    fixes.put("a till each", TillsAccount::new);

    /// ## Does each fix hold?
    /// The litmus test that the broken account failed, with slow tellers, for every fix; those that add in
    /// one step have no place to pause. One lost deposit refutes a fix. What holds goes on to be timed; a
    /// wrong answer is not worth a stopwatch. Look for six ticks.
    Map<String, Supplier<Account>> sound = new LinkedHashMap<>();
    for (var fix : fixes.entrySet()) {
        var outcomes = race(races, fix.getValue(), Pace.SLOW);
        boolean holds = outcomes.seen().equals(Set.of(30L));
        lab.claim(fix.getKey() + ": nothing is lost", holds, outcomes.line());
        if (holds) sound.put(fix.getKey(), fix.getValue());
    }

    /// ## The bill
    /// Brisk tellers now: one, two, and on past the number of cores, for the same number of deposits in
    /// all. Every balance is checked, in every round. What several cores write travels from one to the
    /// other, in cache lines, and every trip takes time.
    int deposits = lab.size() == Size.QUICK ? 100_000 : 200_000;
    var variants = new ArrayList<Variant<Long>>();
    for (int n : lab.workers())
        for (var name : sound.keySet())
            variants.add(
                    new Variant<>(name + " × " + n, n, crowd(races, sound.get(name), n, deposits)));
    var right = Answers.equalTo((long) deposits);
    var cost = lab.compare(lab.plan().times(2), "contention", "deposits", right, variants);

    /// ## Reading it
    /// Nanoseconds a deposit, on average over all of them. Where a line rises, all together are slower
    /// than one alone. Where it is flat, they queue: more tellers gain nothing. Where it falls, they work
    /// side by side. On one core flat is the best there is. To start the threads is included, so the lowest
    /// lines rise a little by themselves.
    var lines = new ArrayList<Line>();
    for (var name : sound.keySet())
        lines.add(
                races.nanosPerCall(name, lab.workers(), n -> cost.of(name + " × " + n), deposits));
    lab.show("bill", races.table("Nanoseconds a deposit", lines));
    lab.show(Figures.lines("deposit-costs", "What a correct deposit costs",
            "tellers at once", "nanoseconds a deposit", true, lines, lab.machine()));

    /// ## What must be true
    /// The figures differ between machines, and on a rented one between minutes. Their order, in part,
    /// does not: a lock lets one in at a time, however many wait.
    if (sound.keySet().containsAll(List.of("synchronized", "LongAdder", "a till each"))) {
        int most = lab.workers().getLast();
        var adder = cost.speedup("LongAdder × " + most, "synchronized × " + most);
        lab.claimAbove("a LongAdder is not slower than a lock by more than a fifth", adder, 0.8);
        var tills = cost.speedup("a till each × " + most, "synchronized × " + most);
        lab.claimAbove("a till each is faster than a lock", tills, 1);
    }

    /// ## The answer
    /// How much money goes missing? It depends on the orders, and those on timing, which tests do not
    /// control. The line below has what these runs lost. So argue instead, about the orders and about what
    /// *happens-before* what. A sharing bug is cured by not sharing, by not changing, or by one lock around
    /// all that belongs together.
    ///
    /// Being correct costs nanoseconds as long as tellers rarely meet. Where many meet at one cell, the
    /// cell is the bottleneck, whatever guards it: spread it out. One thread that owns it keeps it simple,
    /// not fast.
    ///
    /// **When not to lock**: for what one thread owns, for what never changes, and for a single call on a
    /// `ConcurrentHashMap` or a queue, which guard themselves.
    ///
    /// **What's next?** Two locks, and tellers who wait for each other for ever:
    /// [Locks and deadlock](08-locks-and-deadlock.ipynb). Before: [Threads](06-threads.ipynb).
    ///
    /// **Sources.** *The Java Language Specification*, chapter 17, threads and locks. B. Goetz and others,
    /// *Java Concurrency in Practice*, 2006. P. Butcher, *Seven Concurrency Models in Seven Weeks*, 2014.
    /// H.-J. Boehm and S. V. Adve, 'You don't know jack about shared variables or memory models', CACM
    /// 55(2), 2012. D. Lea, 'Using JDK 9 Memory Order Modes', 2018. A. Shipilëv and others, jcstress, the
    /// Java concurrency stress tests, whose tables of outcomes these follow.
    lab.say("brisk tellers lost %s of 2,000 units; slow ones, a deposit in %,d of %,d trials"
            .formatted(missing, slowly.trials() - slowly.times(30L), slowly.trials()));
    lab.close();
}
