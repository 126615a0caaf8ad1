///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES lab/Lab.java
//NOTEBOOK 08-locks-and-deadlock.ipynb

import module java.base;

import lab.Lab;
import lab.Locks;
import lab.Races;
import lab.lock.*;
import lab.measure.*;
import lab.view.*;
import lab.work.Size;

/// # Locks and deadlock
/// **How can taking care to lock stop a program for ever?**
///
/// *You will* lose a lock, and make threads wait for each other in a circle, in every run; watch the
/// circle while it is there, draw it, break it, and prevent it in four ways. *You will learn* what
/// deadlock, livelock and starvation are, which lock is for what, and what a lock costs. *It takes*
/// twenty minutes to read and a minute to run. You need to know Java, and why an account needs a lock:
/// [Race conditions](07-race-conditions.ipynb), the lesson before.
///
/// Change any cell and run it again; after a change to a class or method, run the cells that use it.

/// ## An account with a lock
/// Each account has a lock of its own. A `NamedLock` is the JDK's `ReentrantLock` with a name, and it
/// tells who holds it.
class Account {
    final NamedLock lock;
    long balance = 1_000; // guarded by lock

    Account(String owner) {
        lock = new NamedLock(owner + "'s account");
    }
}

/// ## Acquire and release
/// `lock` *acquires*: it waits until nobody holds the lock, and takes it. `unlock` *releases*. In between,
/// this thread is alone. The method looks careful, and **is wrong**. Do you see it?
void forgetful(Account account, long amount) {
    account.lock.lock();
    if (account.balance < amount) return;
    account.balance -= amount;
    account.lock.unlock();
}

/// ## Two locks
/// A transfer concerns two accounts, so it takes two locks. `lockInterruptibly` waits as `lock` does, but
/// can be told to give up. What happens between the two locks is up to a `Pause`.
void underBoth(NamedLock first, NamedLock second, Pause pause, Runnable work)
        throws InterruptedException {
    first.lockInterruptibly();
    try {
        pause.between(first);
        second.lockInterruptibly();
        try {
            work.run();
        } finally {
            second.unlock();
        }
    } finally {
        first.unlock();
    }
}

/// ## Two tellers
/// One transfers from Ann to Bob, 10 each time, the other from Bob to Ann, 20 each time. Bad luck is rare,
/// so a `Meeting` arranges for it: whoever has the first lock waits there until the other has come as far as
/// possible, and either has a lock too or stands in line for this one. A `Watch` starts the threads, and
/// looks for deadlocks every two milliseconds.
interface Way {
    void take(NamedLock first, NamedLock second, Pause pause, Runnable work)
            throws InterruptedException;
}

void move(Account from, Account to, long amount) {
    from.balance -= amount;
    to.balance += amount;
}

Watch tellers(Locks locks, Way way, Account ann, Account bob, int times) {
    var meetings = Stream.generate(() -> new Meeting(2)).limit(times).toList();
    return locks.watch(ann.lock, bob.lock)
            .with("teller 1", () -> {
                for (var met : meetings)
                    way.take(ann.lock, bob.lock, met, () -> move(ann, bob, 10));
            })
            .with("teller 2", () -> {
                for (var met : meetings)
                    way.take(bob.lock, ann.lock, met, () -> move(bob, ann, 20));
            });
}

void main(String... args) throws Exception {
    /// ## A release forgotten
    /// A teller asks for more than there is. The method returns early, and keeps the lock. The next one
    /// waits: a tenth of a second here, for ever without a limit. The lock knows who has it, a thread that is
    /// long gone.
    var lab = Lab.open("locks-and-deadlock", args);
    var locks = new Locks(lab);
    var races = new Races(lab);
    var olga = new Account("Olga");
    locks.run(locks.watch().with("teller 9", () -> forgetful(olga, 5_000)));
    boolean got = lab.run(() -> olga.lock.tryLock(100, TimeUnit.MILLISECONDS));
    var culprit = olga.lock.holder().map(Thread::getName).orElse("nobody");
    lab.claim("a lock that nobody releases stops the next one, and names the culprit",
            !got && culprit.equals("teller 9"), olga.lock.toString());

    /// ## The cure: `finally`, or `synchronized`
    /// What stands in `finally` happens whatever happens. So the rule is: `lock`, then at once `try`, with
    /// `unlock` in `finally`. `synchronized` cannot forget. It takes the lock that every object has built in,
    /// its *monitor* or *intrinsic lock*, and releases it at the closing brace, however that is reached.
    ///
    /// | Java | Python |
    /// |---|---|
    /// | `lock.lock()`, `lock.unlock()` | `lock.acquire()`, `lock.release()` |
    /// | `lock.tryLock(1, SECONDS)` | `lock.acquire(timeout=1)` |
    /// | `synchronized (till) { ... }` | `with lock:` |
    /// | `new ReentrantLock()` | `threading.RLock()` |
    var till = new Object();
    Callable<String> outOfPaper = () -> {
        synchronized (till) {
            throw new IllegalStateException("out of paper");
        }
    };
    try {
        outOfPaper.call();
    } catch (IllegalStateException e) {
        lab.claim("synchronized releases", !Thread.holdsLock(till), "after: " + e.getMessage());
    }

    /// ## Taking care, twice
    /// Now the two tellers, with one transfer each. Both lock the account that they take money from, and then
    /// the other. Nothing is forgotten. Who waits for whom?
    Way careless = (first, second, pause, work) -> underBoth(first, second, pause, work);
    var ann = new Account("Ann");
    var bob = new Account("Bob");
    var stuck = locks.run(tellers(locks, careless, ann, bob, 1));
    var deadlock = stuck.deadlocks().getFirst();
    lab.show(locks.figure("two-tellers", "Two transfers, deadlocked", deadlock.graph()));

    /// ## Found, and broken
    /// The *wait-for graph* above was taken from the live threads, by the JDK's `ThreadMXBean`. Its arrows
    /// close a circle: each waits for what another will release only after its own wait. Such a *deadlock*
    /// never ends by itself. So the watch chose a *victim* and interrupted it. `lockInterruptibly` threw an
    /// exception, `finally` released the lock, and the other transfer went through.
    ///
    /// Without the meeting, you might test for weeks before it happens. With it, it happens every time.
    lab.claim("the victim gave up, and no money is lost",
            stuck.gaveUp().equals(List.of(deadlock.victim())) && ann.balance + bob.balance == 2_000,
            "%s gave up; Ann %d, Bob %d".formatted(deadlock.victim(), ann.balance, bob.balance));
    int found = 0;
    for (int run = 0; run < 20; run++)
        found += locks.run(tellers(locks, careless, ann, bob, 1)).deadlocks().size();
    lab.claim("tellers who meet are deadlocked every time", found == 20, found + " of 20 runs");

    /// ## The same with `synchronized`
    /// A thread that waits for a monitor cannot be interrupted, has no time limit, and nothing in Java can
    /// make it leave. So this program gets a JVM of its own, where the same detector looks at it and then
    /// interrupts both threads. Monitors have no names; a thread dump calls them as you see here.
    record TwoMonitors() implements Runnable {
        static void transfer(Object first, Object second, Phaser met) {
            synchronized (first) {
                met.arriveAndAwaitAdvance();
                synchronized (second) {
                    IO.println("nobody ever gets here");
                }
            }
        }

        public void run() {
            Object ann = new Object(), bob = new Object();
            var met = new Phaser(2);
            Thread.ofPlatform().daemon().name("teller 1").start(() -> transfer(ann, bob, met));
            Thread.currentThread().setName("teller 2");
            transfer(bob, ann, met);
        }
    }
    var other = locks.inAnotherJvm(TwoMonitors.class);
    lab.show(locks.figure("two-monitors", "Two monitors, deadlocked", other.found()));

    /// ## What helps against that
    /// Only the end of the process, here and in production. Where you might have to break a wait, take an
    /// explicit lock.
    lab.claim("interrupts do not free threads that wait for monitors",
            other.found().deadlocked() && other.afterInterrupts().deadlocked(),
            "afterwards, " + other.afterInterrupts());
    var alive = ProcessHandle.of(other.pid()).filter(ProcessHandle::isAlive);
    lab.claim("the process has been ended", alive.isEmpty(), other.ended().how());

    /// ## First cure: one order for all
    /// A deadlock takes four things together: locks are exclusive, are kept while waiting, cannot be taken
    /// away, and the waits close a circle (Coffman, 1971). Each cure removes one. If everybody takes locks in
    /// the same order, here the alphabet, no circle can close: who holds the last one waits for nobody.
    Map<String, Way> cures = new LinkedHashMap<>();
    cures.put("one order", (first, second, pause, work) -> {
        boolean inOrder = first.name().compareTo(second.name()) < 0;
        underBoth(inOrder ? first : second, inOrder ? second : first, pause, work);
    });

    /// ## Second cure: `tryLock` with a time limit
    /// Who does not get the second lock in time gives the first one back, rests for a random time, and starts
    /// over. It is for those who cannot know what will be locked next.
    cures.put("tryLock", (first, second, pause, work) -> {
        for (var meet = pause; ; meet = Pause.none()) {
            first.lockInterruptibly();
            try {
                meet.between(first);
                if (second.tryLock(1, TimeUnit.MILLISECONDS))
                    try {
                        work.run();
                        return;
                    } finally {
                        second.unlock();
                    }
            } finally {
                first.unlock();
            }
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, 5));
        }
    });

    /// ## Third cure: `lockInterruptibly` and a watch
    /// The careless way, but the victim starts over. Databases do this. It prevents nothing, but no deadlock
    /// lasts.
    cures.put("lockInterruptibly", (first, second, pause, work) -> {
        for (var meet = pause; ; meet = Pause.none())
            try {
                careless.take(first, second, meet, work);
                return;
            } catch (InterruptedException chosen) {
                lab.cancellation().check(); // or was it you who pressed Stop?
                Thread.sleep(1);
            }
    });

    /// ## Fourth cure: one lock
    /// With one lock for the whole bank there is no circle, and no two transfers at the same time either,
    /// however many accounts there are. It is *reentrant*: who holds it may take it again.
    var all = new NamedLock("all of it");
    cures.put("one lock", (first, second, pause, work) -> underBoth(all, all, pause, work));

    /// ## Do they hold?
    /// The load that deadlocked at its first transfer: now fifty each way, with a meeting in each. Look at
    /// the balances: a transfer missed, or made twice or by halves, would show there.
    var rows = new ArrayList<List<?>>();
    for (var cure : cures.entrySet()) {
        var a = new Account("Ann");
        var b = new Account("Bob");
        var ran = locks.run(tellers(locks, cure.getValue(), a, b, 50));
        int broke = ran.deadlocks().size();
        rows.add(List.of(cure.getKey(), broke, a.balance, b.balance, ran.nanos() / 1e6));
        boolean mayBreak = cure.getKey().equals("lockInterruptibly");
        lab.claim(cure.getKey() + ": every transfer is made once",
                a.balance == 1_500 && b.balance == 500 && (broke > 0) == mayBreak,
                "Ann %d, Bob %d, %d deadlocks broken".formatted(a.balance, b.balance, broke));
    }
    lab.show("cures", Rows.table("A hundred transfers that meet",
            List.of("cure", "deadlocks broken", "Ann", "Bob", "ms"), rows));

    /// ## Five at a table
    /// Any number can close the circle. Five philosophers share five forks, one between any two, and it
    /// takes two to eat (Dijkstra). Here all take the left one, and meet. Each eats a fixed number of meals.
    /// With the third cure, a victim starts over, so that every meal is eaten in the end.
    int meals = lab.size() == Size.QUICK ? 10 : 30;
    var seated = new Meeting(5);
    var again = cures.get("lockInterruptibly");
    var naive = locks.dinner(meals, (left, right, meal) -> again.take(left, right, seated, meal));
    var circle = naive.deadlocks().getFirst().graph();
    lab.show(locks.figure("philosophers", "Five philosophers, deadlocked", circle));
    lab.claim("naive philosophers deadlock, and eat once that is broken",
            circle.cycles().getFirst().size() == 5 && naive.eaten() == 5 * meals,
            "%d broken, %d meals".formatted(naive.deadlocks().size(), naive.eaten()));

    /// ## Better manners
    /// The cures again: by order, the fork with the lower number first; or `tryLock`; or one at a time, to
    /// compare with. And a new one, four seats for five. A *semaphore* holds permits: `acquire` takes one or
    /// waits, `release` gives one back. Among four with five forks, somebody has two.
    var seats = new Semaphore(4);
    Map<String, Way> manners = new LinkedHashMap<>();
    manners.put("one at a time", cures.get("one lock"));
    manners.put("by number", cures.get("one order"));
    manners.put("tryLock", cures.get("tryLock"));
    manners.put("four seats", (left, right, pause, meal) -> {
        seats.acquire();
        try {
            underBoth(left, right, pause, meal);
        } finally {
            seats.release();
        }
    });

    /// ## The bill of the table
    /// The same meals for all. No more than two of five can eat at the same time, so expect at most twice the
    /// pace of one at a time, on any number of cores: these philosophers hardly compute.
    var broken = new LongAdder();
    var most = new AtomicInteger();
    var diners = new ArrayList<Variant<Integer>>();
    for (var name : manners.keySet())
        diners.add(new Variant<>(name, 5, () -> {
            var served = locks.dinner(meals, (left, right, meal) ->
                    manners.get(name).take(left, right, Pause.none(), meal));
            broken.add(served.deadlocks().size());
            most.accumulateAndGet(served.mostAtOnce(), Math::max);
            return served.eaten();
        }));
    var dinners = lab.compare(lab.plan(), "philosophers", "meals",
            Answers.equalTo(5 * meals), diners);
    lab.show(dinners);
    lab.claim("with manners nobody is deadlocked, and at most two eat at once",
            broken.sum() == 0 && most.get() <= 2,
            "%d deadlocks, %d at once".formatted(broken.sum(), most.get()));

    /// ## Livelock: after you
    /// Ann and Bob share a pen. Whoever has it offers it to the other first, who has not signed either. Nobody
    /// is stuck, both are busy, and nothing gets done: a *livelock*. No detector sees it, for no waits close
    /// a circle. Here the pen is taken away after a thousand offers. Then they try it with a courtesy that
    /// ends after a number drawn at random, as networks do after a collision; hence the random rest after
    /// `tryLock`.
    var draw = new Random(lab.seed());
    var signed = new ArrayList<Integer>();
    var seen = new ArrayList<Deadlock>();
    for (int courtesy : List.of(Integer.MAX_VALUE, 10)) {
        var pen = new Pen(1_000);
        int anns = courtesy - draw.nextInt(10), bobs = courtesy - draw.nextInt(10);
        var pair = locks.run(locks.watch().with("Ann", () -> pen.sign("Ann", "Bob", anns))
                .with("Bob", () -> pen.sign("Bob", "Ann", bobs)));
        seen.addAll(pair.deadlocks());
        signed.add(pen.signed().size());
        lab.say("%d offers, %d signatures".formatted(pen.offers(), pen.signed().size()));
    }
    lab.claim("endless courtesy signs nothing, and is no deadlock",
            signed.equals(List.of(0, 2)) && seen.isEmpty(), "signatures: " + signed);

    /// ## Who is next?
    /// A lock is *unfair* unless you ask for a fair one: who comes along as it is released may take it, past
    /// those who wait. Who is always overtaken, *starves*. A *fair* lock serves in turn, so with every call
    /// one thread falls asleep and another wakes up. Four threads, and the same number of calls.
    int calls = lab.size() == Size.QUICK ? 4_000 : 10_000;
    Map<String, List<Turnstile>> turnstiles = new LinkedHashMap<>();
    var turns = new ArrayList<Variant<Integer>>();
    for (var kind : List.of("unfair", "fair")) {
        turnstiles.put(kind, new ArrayList<>());
        turns.add(new Variant<>(kind, 4, () -> {
            var turnstile = new Turnstile(kind.equals("fair"), 4, calls);
            races.together(4, calls, t -> turnstile::pass);
            turnstiles.get(kind).add(turnstile);
            return turnstile.passed();
        }));
    }
    var fairness = lab.compare(lab.plan(), "fairness", "calls", Answers.equalTo(calls), turns);
    lab.show(fairness);
    lab.claimAbove("turns cost throughput", fairness.speedup("unfair", "fair"), 1);

    /// ## Who waits how long
    /// Of the last three rounds. The picture shows what most calls do: under the fair lock they stand in line,
    /// under the unfair one they walk in. The table has those who pay for it, at its right end. Choose fairness
    /// for the sake of the slowest call, not of the average. An *overtaking* is a thread that gets the lock
    /// twice running while others stand in line.
    Map<String, double[]> waits = new LinkedHashMap<>();
    turnstiles.forEach((kind, used) -> waits.put(kind, used.reversed().stream().limit(3)
            .flatMapToDouble(each -> DoubleStream.of(each.waitMicros())).toArray()));
    lab.show(Figures.histogram("waits", "How long a call waits for the lock", "microseconds",
            waits, lab.machine()));
    lab.show("longest-waits", locks.percentiles("How long it waits at most", "µs", waits));
    ToIntFunction<String> overtakings =
            kind -> turnstiles.get(kind).stream().mapToInt(Turnstile::overtakings).sum();
    int pushed = overtakings.applyAsInt("unfair"), fairly = overtakings.applyAsInt("fair");
    lab.claim("threads overtake at the unfair lock only", pushed > 0 && fairly == 0,
            "%d overtakings, under the fair lock %d".formatted(pushed, fairly));

    /// ## A buffer with an end
    /// Producers wait while it is full, consumers while it is empty: two *conditions* of one lock. `await`
    /// gives the lock back, waits for a `signal`, and takes it again. It stands in a `while`, not an `if`, for
    /// another may have been faster. In a program of your own take `ArrayBlockingQueue`, which is made like
    /// this.
    class Buffer {
        private final Lock lock = new ReentrantLock();
        private final Condition notFull = lock.newCondition(), notEmpty = lock.newCondition();
        private final Queue<Integer> items = new ArrayDeque<>();
        private final int room;

        Buffer(int room) {
            this.room = room;
        }

        void put(int item) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (items.size() == room) notFull.await();
                items.add(item);
                notEmpty.signal();
            } finally {
                lock.unlock();
            }
        }

        int take() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (items.isEmpty()) notEmpty.await();
                notFull.signal();
                return items.remove();
            } finally {
                lock.unlock();
            }
        }
    }

    /// ## Room to wait in
    /// Two producers, two consumers, and a fixed number of items, of which each must arrive once. With room
    /// for one the two sides take turns; with more, each goes on for a while before it must wait.
    int items = lab.size() == Size.QUICK ? 1_000 : 5_000;
    var rooms = new ArrayList<Variant<Long>>();
    for (int room : List.of(1, 16, 256))
        rooms.add(new Variant<>("room for " + room, 4, () -> {
            var buffer = new Buffer(room);
            var sum = new LongAdder();
            Watch.Body produce = () -> { for (int i = 1; i <= items; i++) buffer.put(i); };
            Watch.Body consume = () -> { for (int i = 1; i <= items; i++) sum.add(buffer.take()); };
            locks.run(locks.watch().with("producer 1", produce).with("producer 2", produce)
                    .with("consumer 1", consume).with("consumer 2", consume));
            return sum.sum();
        }));
    var passed = lab.compare(lab.plan(), "buffer", "items",
            Answers.equalTo((long) items * (items + 1)), rooms);
    lab.show(passed);
    lab.claimAbove("room makes a buffer faster", passed.speedup("room for 256", "room for 1"), 1);

    /// ## Readers and writers
    /// Readers do not disturb each other, only writers do. A *read-write lock* admits many readers or one
    /// writer. A `StampedLock` can also read *optimistically*: read without a lock, ask whether somebody wrote
    /// meanwhile, and only then lock. Until it is asked, what was read may be half a change.
    record Stamped(StampedLock lock) implements Guard {
        public boolean read(BooleanSupplier look) {
            long stamp = lock.tryOptimisticRead();
            boolean whole = look.getAsBoolean();
            return lock.validate(stamp) ? whole : Guard.of(lock.asReadWriteLock()).read(look);
        }

        public void write(Runnable change) {
            Guard.of(lock.asReadWriteLock()).write(change);
        }
    }
    Map<String, Supplier<Guard>> guards = new LinkedHashMap<>();
    guards.put("one lock", () -> Guard.of(new ReentrantLock()));
    guards.put("read-write", () -> Guard.of(new ReentrantReadWriteLock()));
    guards.put("stamped", () -> new Stamped(new StampedLock()));

    /// ## When each pays
    /// They guard a list of prices that always change all together: who sees two that differ has seen half a
    /// change. A thread for each core, two at least, makes long calls, and more and more of them write. *Short*
    /// calls come last, and only read.
    int crowd = Math.max(2, lab.cores());
    int visits = lab.size() == Size.QUICK ? 10_000 : 40_000;
    var shares = List.of(0, 10, 30, 50);
    var torn = new LongAdder();
    interface Visit {
        Variant<Long> of(String name, Supplier<Guard> guard, int percent, int times, int calls);
    }
    Visit visit = (name, guard, percent, times, many) -> new Variant<>(name, crowd, () -> {
        var prices = new PriceList(guard.get(), times);
        races.together(crowd, many, t -> prices.client(percent));
        torn.add(prices.torn());
        return prices.calls();
    });
    var longCalls = new ArrayList<Variant<Long>>();
    var shortCalls = new ArrayList<Variant<Long>>();
    guards.forEach((name, guard) -> {
        for (int share : shares)
            longCalls.add(visit.of(name + ", " + share + "%", guard, share, 100, visits));
        shortCalls.add(visit.of(name, guard, 0, 1, 20 * visits));
    });
    var readers = lab.compare(lab.plan().times(4), "readers and writers", "long calls",
            Answers.equalTo((long) visits), longCalls);
    var brief = lab.compare(lab.plan(), "readers only", "short calls",
            Answers.equalTo(20L * visits), shortCalls);
    lab.claim("no reader saw half a change", torn.sum() == 0, torn.sum() + " did");

    /// ## Reading it
    /// With several cores, locks that let readers in together are higher on the left, and lose it as writes
    /// come in; on one core there is nothing to gain. The table has the short calls. There it costs a
    /// read-write lock more to count its readers than it costs them to read; optimism counts nobody.
    var lines = new ArrayList<Line>();
    for (var name : guards.keySet())
        lines.add(locks.millionsPerSecond(
                name, shares, share -> readers.of(name + ", " + share + "%"), visits));
    lab.show(Figures.lines("readers-writers", "Long calls under three kinds of lock",
            "writes, percent of the calls", "million calls a second", false, lines, lab.machine()));
    lab.show(brief);
    if (lab.cores() > 1)
        lab.claimAbove("long reading gains from optimism",
                readers.speedup("stamped, 0%", "one lock, 0%"), 1);

    /// ## What a lock costs
    /// At last: a counter for each thread without a lock, the same with a lock that nobody else wants, and
    /// one counter with one lock that all want. What is shared travels from core to core; the line below says
    /// how long such a trip takes just now.
    class Cell {
        final Lock lock = new ReentrantLock();
        final long[] far = new long[32]; // keeps the next cell off the cache lines of this one
        long n;

        void locked() {
            lock.lock();
            try {
                n++;
            } finally {
                lock.unlock();
            }
        }
    }
    int adds = lab.size() == Size.QUICK ? 200_000 : 800_000;
    var kinds = List.of("no lock", "a lock each", "one lock for all");
    var costs = new ArrayList<Variant<Long>>();
    for (int n : lab.workers())
        for (var kind : kinds)
            costs.add(new Variant<>(kind + " × " + n, n, () -> {
                int many = kind.equals("one lock for all") ? 1 : n;
                var cells = Stream.generate(Cell::new).limit(many).toList();
                races.together(n, adds, t -> {
                    var cell = cells.get(t % many);
                    return kind.equals("no lock") ? () -> cell.n++ : cell::locked;
                });
                return cells.stream().mapToLong(cell -> cell.n).sum();
            }));
    var cost = lab.compare(lab.plan().times(2), "cost of a lock", "additions",
            Answers.equalTo((long) adds), costs);
    lab.say(races.hop());

    /// ## Reading it
    /// Nanoseconds an addition, of all threads together, their start included. A lock that nobody wants costs
    /// little, and every core can have one. One that all want lets one in at a time, and each change of hands
    /// costs a trip or a sleep: more threads make it no faster, and mostly slower.
    var bill = new ArrayList<Line>();
    for (var kind : kinds)
        bill.add(races.nanosPerCall(kind, lab.workers(), n -> cost.of(kind + " × " + n), adds));
    lab.show("bill", races.table("Nanoseconds an addition", bill));
    lab.show(Figures.lines("lock-costs", "What a lock costs", "threads at once",
            "nanoseconds an addition", false, bill, lab.machine()));
    int first = lab.workers().getFirst(), last = lab.workers().getLast();
    lab.claimAtMost("more threads at one lock do not double its pace",
            cost.speedup("one lock for all × " + last, "one lock for all × " + first), 2);
    int side = lab.workers().stream().filter(n -> n <= lab.cores()).max(Integer::compare).orElse(1);
    if (side > 1)
        lab.claimAbove("a lock each is faster than one for all",
                cost.speedup("a lock each × " + side, "one lock for all × " + side), 1);

    /// ## The answer
    /// How can taking care to lock stop a program for ever? By a lock that is not given back, and by threads
    /// that each keep one lock and wait for another, in a circle. Both are silent: nothing fails, it just does
    /// not go on. The table has what stopped on this page. So release in `finally`, and take locks in one
    /// order; if you cannot, `tryLock`, and rest at random.
    ///
    /// **When not**: take no second lock if you can do without, call nobody else's code while you hold one,
    /// and hold it briefly. Take fair and read-write locks where you measured that they pay.
    ///
    /// **What's next?** In `tellers`, replace `met` by `Pause.none()`: how often do they deadlock now? Give
    /// the philosophers five seats. Make the prices' long calls shorter, until read-write loses.
    /// Before: [Race conditions](07-race-conditions.ipynb). First: [Parallelism](01-parallelism.ipynb).
    ///
    /// **Sources.** E. G. Coffman and others, 'System Deadlocks', Computing Surveys 3(2), 1971. R. C. Holt,
    /// 'Some Deadlock Properties of Computer Systems', Computing Surveys 4(3), 1972. E. W. Dijkstra,
    /// 'Hierarchical ordering of sequential processes', 1971. B. Goetz and others, *Java Concurrency in
    /// Practice*, 2006, chapters 10, 13 and 14. M. Herlihy and N. Shavit, *The Art of Multiprocessor
    /// Programming*, 2008, chapters 7 and 8.
    lab.show("stops", Rows.table("What stopped, and what ended it",
            List.of("who", "how often", "what ended it"), List.of(
                    List.of("a teller behind a lost lock", "once", "a time limit"),
                    List.of("two tellers, explicit locks", found + " of 20", "an interrupt"),
                    List.of("two tellers, monitors", "once", "the end of the process"),
                    List.of("five philosophers", naive.deadlocks().size() + " times", "interrupts"),
                    List.of("two with endless courtesy", "once", "a count of offers"))));
    lab.close();
}
