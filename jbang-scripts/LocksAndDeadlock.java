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
/// tells who holds it. Whoever pays must hold the locks of both accounts.
class Account {
    final NamedLock lock;
    long balance = 1_000; // guarded by lock

    Account(String owner) {
        lock = new NamedLock(owner + "'s account");
    }

    void pay(Account to, long amount) {
        balance -= amount;
        to.balance += amount;
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
/// A payment concerns two accounts, so it takes two locks, one after the other. `lockInterruptibly` waits as
/// `lock` does, but can be told to give up. What happens between the two locks is up to a `Pause`.
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
/// One pays from Ann to Bob, 10 each time, the other from Bob to Ann, 20 each time. Each begins with the
/// account that it takes money from. A `Way` is how two locks are taken, such as the method above.
///
/// Bad luck is rare, so a `Meeting` arranges for it: whoever has its first lock waits there until the other
/// has one too, or stands in line for this one. A `Watch` starts the threads, and looks for trouble every
/// two milliseconds.
Watch tellers(Locks locks, Way way, Account ann, Account bob, int times) {
    var meetings = Stream.generate(() -> new Meeting(2)).limit(times).toList();
    return locks.watch(ann.lock, bob.lock)
            .with("teller 1", () -> {
                for (var met : meetings)
                    way.take(ann.lock, bob.lock, met, () -> ann.pay(bob, 10));
            })
            .with("teller 2", () -> {
                for (var met : meetings)
                    way.take(bob.lock, ann.lock, met, () -> bob.pay(ann, 20));
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
    /// What stands in `finally` happens however the block is left, by `return` or by an exception. So the rule
    /// is: `lock`, then at once `try`, with `unlock` in `finally`, as in `underBoth`. `synchronized` cannot
    /// forget. It takes the lock that every object has built in, its *monitor* or *intrinsic lock*, and
    /// releases it at the closing brace, however that is reached.
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
        lab.claim("synchronized releases, also on an exception",
                !Thread.holdsLock(till), "after: " + e.getMessage());
    }

    /// ## Taking care, twice
    /// Now the two tellers, with one transfer each. Nothing is forgotten, and both locks are held before
    /// money moves. Follow the arrows: who waits for whom?
    Way careless = (first, second, pause, work) -> underBoth(first, second, pause, work);
    Account ann = new Account("Ann"), bob = new Account("Bob");
    var stuck = locks.run(tellers(locks, careless, ann, bob, 1));
    var deadlock = stuck.deadlocks().getFirst();
    lab.show(locks.figure("two-tellers", "Two transfers, deadlocked", deadlock.graph()));

    /// ## Found, and broken
    /// This *wait-for graph* was taken from the live threads, by the JDK's `ThreadMXBean`. Its arrows close a
    /// circle: each waits for what the other will release only after its own wait. Such a *deadlock* never
    /// ends by itself. So the watch chose a *victim* and interrupted it. `lockInterruptibly` threw an
    /// exception, `finally` released the lock, and the other transfer went through.
    ///
    /// Left to chance, you might test for weeks before it happens. With the meeting, it happens in each run.
    lab.claim("the victim gave up, and no money is lost",
            stuck.gaveUp().equals(List.of(deadlock.victim())) && ann.balance + bob.balance == 2_000,
            "%s gave up; Ann %d, Bob %d".formatted(deadlock.victim(), ann.balance, bob.balance));
    int found = 0;
    for (int run = 0; run < 20; run++)
        found += locks.run(tellers(locks, careless, ann, bob, 1)).deadlocks().size();
    lab.claim("tellers who meet are deadlocked every time", found == 20, found + " of 20 runs");

    /// ## The same with `synchronized`
    /// A thread that waits for a monitor ignores interrupts, has no time limit, and nothing in Java can make
    /// it leave. So the same two tellers will get a JVM of their own. At the `Phaser` they meet.
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

    /// ## What helps against that
    /// In the other JVM the same detector finds the circle, and then interrupts both threads. Monitors have no
    /// names; the picture calls them as a thread dump does. Only the end of the process helps, here and in
    /// production. Where you might have to break a wait, take an explicit lock.
    var other = locks.inAnotherJvm(TwoMonitors.class);
    lab.show(locks.figure("two-monitors", "Two monitors, deadlocked", other.found()));
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
        while (true) {
            first.lockInterruptibly();
            try {
                pause.between(first);
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
    /// The careless way, but the victim starts over. Databases do this, such as PostgreSQL with transactions.
    /// It prevents nothing, but no deadlock lasts.
    cures.put("lockInterruptibly", (first, second, pause, work) -> {
        while (true)
            try {
                careless.take(first, second, pause, work);
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
    /// the balances: a transfer missed, or made twice or by halves, would show there. And look at the time:
    /// an order costs little; to get stuck and start over costs more.
    var rows = new ArrayList<List<?>>();
    for (var cure : cures.entrySet()) {
        Account a = new Account("Ann"), b = new Account("Bob");
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
    /// Any number can close the circle. Five philosophers sit at a round table with five forks, one between any
    /// two neighbours, and it takes two to eat (Dijkstra). Here all take the left one, and meet. Each eats a
    /// fixed number of meals. With the third cure, a victim starts over, so that every meal is eaten.
    int meals = lab.size() == Size.QUICK ? 10 : 30;
    var naive = locks.dinner(meals, cures.get("lockInterruptibly"), new Meeting(5));
    var circle = naive.deadlocks().getFirst().graph();
    lab.show(locks.figure("philosophers", "Five philosophers, deadlocked", circle));
    lab.claim("naive philosophers deadlock, and eat once that is broken",
            circle.cycles().getFirst().size() == 5 && naive.eaten() == 5 * meals,
            "%d broken, %d meals".formatted(naive.deadlocks().size(), naive.eaten()));

    /// ## Better manners
    /// The cures again: by order, the fork with the lower number first; or `tryLock`; or one at a time, to
    /// compare with. And a new one, four seats for five. A *semaphore* holds permits: `acquire` takes one or
    /// waits, `release` gives one back. When four have one of five forks each, one fork is left for somebody.
    var seats = new Semaphore(4);
    Map<String, Way> manners = new LinkedHashMap<>();
    manners.put("one at a time", cures.get("one lock"));
    manners.put("by number", cures.get("one order"));
    manners.put("tryLock", cures.get("tryLock"));
    manners.put("four seats", (left, right, pause, meal) -> { // and then without care
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
    manners.forEach((name, way) -> diners.add(new Variant<>(name, 5, () -> {
        var served = locks.dinner(meals, way, Pause.none());
        broken.add(served.deadlocks().size());
        most.accumulateAndGet(served.mostAtOnce(), Math::max);
        return served.eaten();
    })));
    lab.show(lab.compare(
            lab.plan(), "philosophers", "meals", Answers.equalTo(5 * meals), diners));
    lab.claim("with manners nobody is deadlocked, and at most two eat at once",
            broken.sum() == 0 && most.get() <= 2,
            "%d deadlocks, %d at once".formatted(broken.sum(), most.get()));

    /// ## Livelock: after you
    /// Ann and Bob share a pen. Whoever has it offers it to the other first, who has not signed either. Nobody
    /// is stuck, both are busy, and nothing gets done: a *livelock*. No detector sees it, for no waits close
    /// a circle. Here the pen is taken away after a thousand offers. Then they try it with a courtesy that
    /// ends after a number drawn at random; hence the random rest after `tryLock`.
    var draw = new Random(lab.seed());
    var signed = new ArrayList<Integer>();
    var seen = new ArrayList<Deadlock>();
    for (int courtesy : List.of(Integer.MAX_VALUE, 10)) {
        var pen = new Pen(1_000);
        int anns = courtesy - draw.nextInt(10), bobs = courtesy - draw.nextInt(10);
        seen.addAll(locks.run(locks.watch().with("Ann", () -> pen.sign("Ann", "Bob", anns))
                .with("Bob", () -> pen.sign("Bob", "Ann", bobs))).deadlocks());
        signed.add(pen.signed().size());
        lab.say("%d offers, %d signatures".formatted(pen.offers(), pen.signed().size()));
    }
    lab.claim("endless courtesy signs nothing, and is no deadlock",
            signed.equals(List.of(0, 2)) && seen.isEmpty(), "signatures: " + signed);

    /// ## Who is next?
    /// A lock is *unfair* unless you ask for a fair one: who comes along as it is released may take it, past
    /// those who stand in line. Who is always overtaken, *starves*. A *fair* lock serves in turn, so where
    /// there is a line, one thread falls asleep and another wakes up with every call. Here are four threads.
    int calls = lab.size() == Size.QUICK ? 4_000 : 10_000;
    var unfair = locks.turnstiles(ReentrantLock::new, calls);
    var fair = locks.turnstiles(() -> new ReentrantLock(true), calls);
    var fairness = lab.compare(lab.plan(), "fairness", "calls", Answers.equalTo(calls), List.of(
            new Variant<>("unfair", 4, unfair::round), new Variant<>("fair", 4, fair::round)));
    lab.show(fairness);
    lab.claimAbove("turns cost throughput", fairness.speedup("unfair", "fair"), 1);

    /// ## Who waits how long
    /// In the picture, most calls walk straight in at the unfair lock; at the fair one, many stand in line. The
    /// unlucky are at the right end of the table. See whether they gained: with calls as short as these, a
    /// turn may last longer than being overtaken many times. A fair lock promises that nobody starves, not
    /// that anybody is fast. An *overtaking* is a thread that gets the lock twice running while others stand
    /// in line.
    var waits = new LinkedHashMap<>(Map.of("unfair", unfair.waitMicros()));
    waits.put("fair", fair.waitMicros());
    lab.show(Figures.histogram("waits", "How long a call waits for the lock", "microseconds",
            waits, lab.machine()));
    lab.show("longest-waits", locks.percentiles("So many of the calls wait at most", "µs", waits));
    lab.claim("threads overtake at the unfair lock only",
            unfair.overtakings() > 0 && fair.overtakings() == 0,
            unfair.overtakings() + " overtakings, under the fair lock " + fair.overtakings());

    /// ## A buffer with an end
    /// Producers wait while it is full, consumers while it is empty: two *conditions* of one lock. `await`
    /// gives the lock back, waits for a `signal`, and takes it again. It stands in a `while`, not an `if`:
    /// another may have been faster, or nobody has called (a *spurious wake-up*). In a program of your own
    /// take `ArrayBlockingQueue`, which is made like this.
    class Buffer implements Store {
        private final Lock lock = new ReentrantLock();
        private final Condition notFull = lock.newCondition(), notEmpty = lock.newCondition();
        private final Queue<Integer> items = new ArrayDeque<>();
        private final int room;

        Buffer(int room) {
            this.room = room;
        }

        public void put(int item) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (items.size() == room) notFull.await();
                items.add(item);
                notEmpty.signal();
            } finally {
                lock.unlock();
            }
        }

        public int take() throws InterruptedException {
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
        rooms.add(new Variant<>("room for " + room, 4,
                () -> locks.passOn(items, new Buffer(room))));
    var passed = lab.compare(lab.plan(), "buffer", "items",
            Answers.equalTo((long) items * (items + 1)), rooms);
    lab.show(passed);
    lab.claimAbove("room makes a buffer faster", passed.speedup("room for 256", "room for 1"), 1);

    /// ## Readers and writers
    /// Readers do not disturb each other, only writers do. A *read-write lock* admits many readers or one
    /// writer. A `StampedLock`, not reentrant, can also read *optimistically*: read without a lock, ask
    /// whether somebody wrote meanwhile, and only then lock. Until it is asked, what was read may be half a
    /// change. A `Guard` is any of the three.
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
    /// They guard prices that always change all together: who sees two that differ has seen half a change. A
    /// thread for each core, two at least, makes long calls, of which more and more write. With several cores,
    /// locks that let readers in together are higher on the left, and lose it as writes come in; on one core
    /// there is nothing to gain. The table has *short* calls, which only read. There it costs a read-write lock
    /// more to count its readers than it costs them to read; optimism counts nobody.
    var prices = locks.prices(guards);
    var shares = List.of(0, 10, 30, 50);
    var longCalls = prices.longCalls(shares);
    var shortCalls = prices.shortCalls();
    lab.claim("no reader saw half a change", prices.torn() == 0, prices.torn() + " did");
    var title = "Long calls under three kinds of lock";
    lab.show(prices.figure("readers-writers", title, longCalls, shares));
    lab.show(shortCalls);
    if (lab.cores() > 1)
        lab.claimAbove("long reading gains from optimism",
                longCalls.speedup("stamped, 0%", "one lock, 0%"), 1);

    /// ## What a lock costs
    /// At last: a counter for each thread without a lock, the same with a lock that nobody else wants, and
    /// one counter with one lock that all want. What is shared travels from core to core; the line below says
    /// how long such a trip takes just now.
    int adds = lab.size() == Size.QUICK ? 200_000 : 800_000;
    var costs = new ArrayList<Variant<Long>>();
    for (int n : lab.workers()) {
        costs.add(new Variant<>("no lock × " + n, n,
                () -> locks.count(n, n, adds, tally -> tally::add)));
        costs.add(new Variant<>("a lock each × " + n, n,
                () -> locks.count(n, n, adds, tally -> tally::addLocked)));
        costs.add(new Variant<>("one lock for all × " + n, n,
                () -> locks.count(n, 1, adds, tally -> tally::addLocked)));
    }
    var cost = lab.compare(lab.plan().times(2), "cost of a lock", "additions",
            Answers.equalTo((long) adds), costs);
    lab.say(races.hop());

    /// ## The bill of the lock
    /// Nanoseconds an addition, of all threads together, their start included. A lock that nobody wants costs
    /// little, and every core can have one. One that all want lets one in at a time, and each change of hands
    /// costs a trip or a sleep: more threads make it no faster, and mostly slower.
    var bill = new ArrayList<Line>();
    for (var kind : List.of("no lock", "a lock each", "one lock for all"))
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
    /// the philosophers five seats. Make `shares` finer, from 0 to 10: where does read-write begin to lose?
    /// Before: [Race conditions](07-race-conditions.ipynb). First: [Parallelism](01-parallelism.ipynb).
    ///
    /// **Sources.** E. G. Coffman and others, 'System Deadlocks', Computing Surveys 3(2), 1971. R. C. Holt,
    /// 'Some Deadlock Properties of Computer Systems', Computing Surveys 4(3), 1972. E. W. Dijkstra,
    /// 'Hierarchical ordering of sequential processes', 1971. B. Goetz and others, *Java Concurrency in
    /// Practice*, 2006, chapters 10, 13 and 14. M. Herlihy and N. Shavit, *The Art of Multiprocessor
    /// Programming*, 2008, chapters 7 and 8. The documentation of `ReentrantLock`, on fairness, and of
    /// `StampedLock`, JDK 25. PostgreSQL 17 documentation, 13.3.4, 'Deadlocks'.
    lab.show("stops", Rows.table("What stopped, and what ended it",
            List.of("who", "times", "what ended it"), List.of(
                    List.of("a teller behind a lost lock", 1, "a time limit"),
                    List.of("two tellers, explicit locks", found + " of 20", "an interrupt"),
                    List.of("two tellers, monitors", 1, "the end of the process"),
                    List.of("five philosophers", naive.deadlocks().size(), "interrupts"),
                    List.of("two with endless courtesy", 1, "a count of offers"))));
    lab.close();
}
