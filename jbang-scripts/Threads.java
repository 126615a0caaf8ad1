///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES lab/Lab.java
//NOTEBOOK 06-threads.ipynb

import module java.base;

import lab.Children;
import lab.Lab;
import lab.Observations;
import lab.measure.*;
import lab.observe.State;
import lab.view.*;
import lab.work.Size;

/// # Threads
/// **What is a thread doing when it does nothing?**
///
/// *You will do* a whole thread's life, state by state, and see it drawn from real events; interrupt
/// nine threads, of which five do not care; and start as many threads as is wise. *You will learn* what
/// the states mean, how a thread is started, awaited and stopped, and what one costs. *It takes* fifteen
/// minutes to read and a minute to run. You need to know Java.
///
/// Change any cell and run it again; after a change to a class, run all cells that follow. Before:
/// [Threads and processes](05-threads-and-processes.ipynb). Next:
/// [Race conditions](07-race-conditions.ipynb).

/// ## Five names, and six
/// Cheat sheets give a thread five states: *new*, *ready*, *running*, *blocked*, *terminated*. Java's
/// `Thread.State` has six. It does not tell ready from running, and it has three words for blocked: for a
/// lock, for another thread, and for another thread or the clock, whichever comes first.
String cheatSheet(Thread.State state) {
    return switch (state) {
        case NEW -> "new";
        case RUNNABLE -> "ready or running";
        case BLOCKED, WAITING, TIMED_WAITING -> "blocked";
        case TERMINATED -> "terminated";
    };
}

/// ## A life
/// Our subject computes until it is told that stage one has come, waits for a lock and then for word
/// from somebody, sleeps for a minute or until it is woken, parks until stage three, and ends. Nothing
/// of it is a matter of luck: it stays in each state until somebody helps it on.
class Life implements Runnable {
    final Object lock = new Object();
    volatile int stage;

    public void run() {
        while (stage == 0 && !Thread.currentThread().isInterrupted()) Thread.onSpinWait();
        try {
            synchronized (lock) {
                while (stage == 1) lock.wait();
            }
            Thread.sleep(Duration.ofMinutes(1));
        } catch (InterruptedException e) {
            // woken up: it goes on with its life
        }
        while (stage < 3 && !Thread.interrupted()) LockSupport.park();
    }
}

/// ## An observer
/// To see a state, one waits for it: five seconds at most, and a moment more, so that it can be seen on
/// a timeline. If the subject were in another state by then, that would be the one to come back.
Thread.State settled(Thread thread, Thread.State expected) throws InterruptedException {
    for (int look = 0; look < 5_000 && thread.getState() != expected; look++) Thread.sleep(1);
    Thread.sleep(40);
    return thread.getState();
}

/// ## Every transition, forced
/// The observer starts the subject while it holds the lock itself, then helps it from state to state: it
/// changes the stage, lets go of the lock, notifies, interrupts, unparks, and joins. What it sees on the
/// way is the biography.
Map<String, Thread.State> biography(Thread.Builder builder, Life life) throws Exception {
    var seen = new LinkedHashMap<String, Thread.State>();
    var thread = builder.name("subject").unstarted(life);
    seen.put("is made", thread.getState());
    synchronized (life.lock) {
        thread.start();
        seen.put("computes", settled(thread, Thread.State.RUNNABLE));
        life.stage = 1;
        seen.put("wants a lock that is taken", settled(thread, Thread.State.BLOCKED));
    }
    seen.put("waits for word: wait()", settled(thread, Thread.State.WAITING));
    synchronized (life.lock) {
        life.stage = 2;
        life.lock.notify();
    }
    seen.put("sleeps: sleep(...)", settled(thread, Thread.State.TIMED_WAITING));
    thread.interrupt();
    seen.put("is parked: park()", settled(thread, Thread.State.WAITING));
    life.stage = 3;
    LockSupport.unpark(thread);
    thread.join();
    seen.put("has ended", thread.getState());
    return seen;
}

/// ## A crowd
/// Threads that compute, more of them than there are processors. After a while each is asked for its
/// state.
List<Thread.State> crowd(int threads) throws InterruptedException {
    var over = new AtomicBoolean();
    var racers = new ArrayList<Thread>();
    try {
        for (int t = 1; t <= threads; t++)
            racers.add(Thread.ofPlatform().name("racer " + t).start(() -> {
                while (!over.get()) Thread.onSpinWait();
            }));
        Thread.sleep(200);
        return racers.stream().map(Thread::getState).toList();
    } finally {
        over.set(true);
        for (var racer : racers) racer.join();
    }
}

/// ## What can be interrupted
/// A gate holds two locks that are taken, and a flag. Behind it, threads do something that lasts. Some
/// *obey*: an interrupt ends what they do. The others go on until the gate opens.
class Gate {
    final Object monitor = new Object();
    final ReentrantLock lock = new ReentrantLock();
    volatile boolean open;
}

interface Doing {
    void at(Gate gate) throws InterruptedException;
}

record Call(String what, boolean obeys, Doing doing) {}

/// ## An interrupt, and what comes of it
/// Those that should obey get five seconds, and usually need none. Those that should not get a tenth of
/// a second to surprise us. Then the gate opens, and whoever is left ends.
boolean endsWhenInterrupted(Call call) throws InterruptedException {
    var gate = new Gate();
    var thread = Thread.ofPlatform().daemon().unstarted(() -> {
        try {
            call.doing().at(gate);
        } catch (InterruptedException e) {
            // that is how it learns of it
        }
    });
    gate.lock.lock();
    try {
        synchronized (gate.monitor) {
            thread.start();
            Thread.sleep(20);
            thread.interrupt();
            return thread.join(Duration.ofMillis(call.obeys() ? 5_000 : 100));
        }
    } finally {
        gate.open = true;
        gate.lock.unlock();
    }
}

/// ## The last one
/// A program of its own, for a JVM of its own. Its main thread starts another, a *daemon* or not, and is
/// done. The other takes its time, and then says so.
interface LastOne {
    static void main(String... args) {
        long nanos = Duration.ofMillis(Long.parseLong(args[1])).toNanos();
        var other = new Thread(() -> {
            LockSupport.parkNanos(nanos);
            IO.println("finished");
        });
        other.setDaemon(args[0].equals("daemon"));
        other.start();
    }
}

/// ## Many short lives
/// For the price of a thread: start so many, each of which adds one, and wait for all of them.
long lives(ThreadFactory factory, int threads) throws InterruptedException {
    var ended = new LongAdder();
    var started = new ArrayList<Thread>();
    for (int t = 0; t < threads; t++) {
        var thread = factory.newThread(ended::increment);
        thread.start();
        started.add(thread);
    }
    for (var thread : started) thread.join();
    return ended.sum();
}

/// ## One life, many tasks
/// The same as tasks of one thread that stays: a *pool* of one.
long tasks(int tasks) {
    var ended = new LongAdder();
    try (var pool = Executors.newSingleThreadExecutor()) {
        for (int t = 0; t < tasks; t++) pool.execute(ended::increment);
    }
    return ended.sum();
}

void main(String... args) throws Exception {
    /// ## A biography
    /// Now the life is lived, under observation. Every state of the six appears, and the one that means
    /// *doing something* is a single line of the table.
    var lab = Lab.open("threads", args);
    var observations = new Observations(lab);
    var life = observations.watch(() -> biography(Thread.ofPlatform(), new Life()));
    var rows = new ArrayList<List<?>>();
    life.answer().forEach((what, state) -> rows.add(List.of(what, state, cheatSheet(state))));
    lab.show("states", Rows.table("The life of a thread",
            List.of("the subject", "Thread.State", "cheat sheet"), rows));
    var seen = new TreeSet<>(life.answer().values());
    lab.claim("all six states were seen", seen.size() == 6, seen.toString());

    /// ## The same life, drawn
    /// The *flight recorder* of the JDK notes when a thread is blocked, waits, sleeps or is parked, to the
    /// microsecond. The bars are made of these events. `main` is the observer; it mostly sleeps too. New
    /// and terminated threads have no bar: the one is only an object, and so is the other.
    lab.show(observations.timeline("life", "The life of a thread", life));
    var waits = List.of(State.BLOCKED, State.WAITING, State.SLEEPING, State.PARKED);
    lab.claim("the events show every kind of waiting",
            waits.stream().allMatch(state -> life.nanos("subject", state) >= 20_000_000),
            waits.stream().map(state -> "%s %.0f ms".formatted(state,
                    life.nanos("subject", state) / 1e6)).collect(Collectors.joining(", ")));

    /// ## A virtual thread lives the same life
    /// A *virtual* thread is scheduled by Java, not by the system. It is carried by a platform thread
    /// while it runs, and put aside while it waits. Its states have the same names. The recorder has no
    /// event for a virtual thread that is blocked: that bar comes from looking every few milliseconds.
    var light = observations.watch(() -> biography(Thread.ofVirtual(), new Life()));
    lab.show(observations.timeline("virtual-life", "The life of a virtual thread", light));
    lab.claim("a virtual thread goes through the same states",
            light.answer().equals(life.answer()), light.answer().values().toString());

    /// ## Runnable is not running
    /// Two threads more than processors, all of which compute. Java calls each of them RUNNABLE. The
    /// timeline tells more: it holds the time against the processor time that the system has booked for
    /// each thread. Look for the gaps, in which a thread is *ready* and has no processor.
    int racers = lab.machine().onlineCores() + 2;
    var race = observations.watch(() -> crowd(racers));
    lab.show(observations.timeline("crowd", "More threads than processors", race));
    lab.claim("to Java, all of them are runnable",
            race.answer().stream().allMatch(state -> state == Thread.State.RUNNABLE),
            racers + " threads, " + new TreeSet<>(race.answer()));
    long ready = race.stays().stream().filter(stay -> stay.state() == State.READY)
            .mapToLong(stay -> stay.toNanos() - stay.fromNanos()).sum();
    if (race.split()) lab.claim("some of the time they are ready, and not running", ready > 0,
            "%.0f ms ready in all".formatted(ready / 1e6));

    /// ## What does watching cost?
    /// An observer changes what it observes. So the same work is done with and without one: first pure
    /// computing, then the worst case, nothing but thread starts. Starting the recorder and reading what
    /// it noted comes before and after. A figure below zero means that the cost is lost in the noise.
    lab.say("computing: " + observations.overhead(lab.workloads().primes()::compute));
    lab.say("starting threads: "
            + observations.overhead(() -> lives(Thread.ofPlatform().factory(), 200)));

    /// ## Start, not run
    /// The classic mistake. `run()` is a method like any other: whoever calls it does the work.
    /// `start()` makes the thread, which then calls `run()` itself. And a life is lived once: a second
    /// `start()` is refused.
    var ran = new ArrayList<Thread>();
    var worker = new Thread(() -> ran.add(Thread.currentThread()), "worker");
    worker.run();
    worker.start();
    worker.join();
    lab.claim("run() runs in the caller, start() in a new thread",
            ran.equals(List.of(Thread.currentThread(), worker)), ran.size() + " runs");
    var refused = "";
    try {
        worker.start();
    } catch (IllegalThreadStateException e) {
        refused = e.getClass().getSimpleName();
    }
    lab.claim("a thread cannot be started twice", !refused.isEmpty(), refused);

    /// ## Join, or look too soon
    /// A thread that takes a while to find its answer. The first line reads the answer without waiting
    /// for it, and most likely gets nothing. `join` waits for the end of the thread, and makes all that
    /// it wrote visible. The field need not even be `volatile`.
    class Answer {
        int value;
    }
    var answer = new Answer();
    var finder = Thread.ofPlatform().start(() -> {
        LockSupport.parkNanos(50_000_000);
        answer.value = 42;
    });
    lab.say("without join: " + answer.value);
    finder.join();
    lab.claim("after join, the answer is there", answer.value == 42, "it is " + answer.value);

    /// ## Stop, please
    /// A thread cannot be stopped by force: it might be in the middle of something. It can be asked.
    /// `interrupt` sets a flag, and ends most ways of waiting early, with an `InterruptedException`. First
    /// those that obey. Note the last one: it computes, but it looks at the flag.
    var calls = new ArrayList<Call>();
    calls.addLast(new Call("Thread.sleep", true, gate -> Thread.sleep(60_000)));
    calls.addLast(new Call("BlockingQueue.take", true, gate -> new SynchronousQueue<>().take()));
    calls.addLast(new Call("Lock.lockInterruptibly", true, gate -> gate.lock.lockInterruptibly()));
    calls.addLast(new Call("a loop that looks at the flag", true, gate -> {
        while (!gate.open && !Thread.interrupted()) Thread.onSpinWait();
    }));

    /// ## And those that do not
    /// A loop that never looks goes on. So does a thread that wants a lock, be it `synchronized` or
    /// `lock()`: the deadlock of [lesson 08](08-locks-and-deadlock.ipynb) cannot be interrupted away. The
    /// last two have only themselves to blame: `park` returns, but the loop around it parks again, and an
    /// exception that is swallowed is an interrupt that never was.
    calls.addLast(new Call("a loop that never looks", false, gate -> {
        while (!gate.open) Thread.onSpinWait();
    }));
    calls.addLast(new Call("entering synchronized", false, gate -> {
        synchronized (gate.monitor) {
            gate.monitor.notifyAll();
        }
    }));
    calls.addLast(new Call("Lock.lock", false, gate -> gate.lock.lock()));
    calls.addLast(new Call("park in a loop", false, gate -> {
        while (!gate.open) LockSupport.parkNanos(1_000_000);
    }));
    calls.addLast(new Call("swallowing the exception", false, gate -> {
        while (!gate.open) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                // nothing to see here
            }
        }
    }));

    /// ## Nine interrupts
    /// Each call is made on a thread of its own, which is then interrupted. A thread that catches the
    /// exception and cannot end should set the flag again, with `Thread.currentThread().interrupt()`, so
    /// that its caller learns of it.
    var obeyed = new ArrayList<List<?>>();
    int asExpected = 0;
    for (var call : calls) {
        boolean ended = lab.run(() -> endsWhenInterrupted(call));
        obeyed.add(List.of(call.what(), ended ? "ends" : "goes on"));
        if (ended == call.obeys()) asExpected++;
    }
    lab.show("interrupts", Rows.table("Interrupted, and then?", List.of("doing", "it"), obeyed));
    lab.claim("waiting can be interrupted, computing and wanting a lock cannot",
            asExpected == calls.size(), asExpected + " of " + calls.size() + " as expected");

    /// ## Who keeps the program alive?
    /// A JVM ends when its last thread that is no *daemon* has ended. Daemons are cut off where they are,
    /// without a `finally`: fit for a heartbeat, not for writing a file. A child of a daemon is one too,
    /// and every virtual thread is. Here are two JVMs, one with each kind.
    var children = new Children(lab);
    var small = List.of("-Xmx32m");
    var user = children.run(children.java(LastOne.class, small, "user", "100")).out().strip();
    var daemon = children.run(children.java(LastOne.class, small, "daemon", "5000")).out().strip();
    lab.claim("a JVM waits for a thread, and not for a daemon",
            user.equals("finished") && daemon.isEmpty(), "'%s', '%s'".formatted(user, daemon));

    /// ## Last words
    /// An exception that nobody catches ends its thread, and only that. `join` returns as if all were
    /// well: the program has lost a worker and does not know. A handler is told; without one there is a
    /// trace on standard error at most.
    var lastWords = new CompletableFuture<String>();
    var doomed = Thread.ofPlatform().name("doomed")
            .uncaughtExceptionHandler((t, e) ->
                    lastWords.complete(t.getName() + ": " + e.getMessage()))
            .start(() -> { throw new IllegalStateException("out of fuel"); });
    doomed.join();
    lab.claim("an uncaught exception ends its thread, and join does not tell",
            lastWords.getNow("nothing").equals("doomed: out of fuel"), lastWords.getNow("nothing"));

    /// ## Names and groups
    /// Give threads names: you will meet them in logs and dumps. A thread is born into the *group* of its
    /// parent. Groups once were to hold security and bulk orders; the library behind this page still uses
    /// one, to interrupt all that a cell has started. Virtual threads share a single group.
    var named = List.of(Thread.currentThread(), new Thread(() -> {}), worker,
            Thread.ofPlatform().name("poll-", 0).daemon().unstarted(() -> {}),
            Thread.ofVirtual().unstarted(() -> {}));
    lab.show("names", Rows.table("Names and groups", List.of("name", "group", "daemon", "virtual"),
            named.stream().map(t -> List.of(t.getName().isEmpty() ? "(none)" : t.getName(),
                    t.getThreadGroup() == null ? "(ended)" : t.getThreadGroup().getName(),
                    t.isDaemon(), t.isVirtual())).toList()));

    /// ## A memory of its own
    /// A `ThreadLocal` has a value for each thread, which is handy for who the user is. But threads of
    /// a pool live on. The first task says that it works for Ann, and forgets to clean up. Whom does the
    /// second one work for?
    var userOf = new ThreadLocal<String>();
    var second = lab.run(() -> {
        try (var pool = Executors.newFixedThreadPool(1)) {
            pool.submit(() -> userOf.set("Ann")).get();
            return pool.submit(() -> userOf.get()).get();
        }
    });
    lab.claim("a thread-local value leaks from task to task", "Ann".equals(second), "" + second);

    /// ## The cure: a scope
    /// A `ScopedValue` is bound for a call and all that it calls, and nothing after it. Nobody can
    /// change it meanwhile, and nobody has to clean up.
    var scoped = ScopedValue.<String>newInstance();
    var during = ScopedValue.where(scoped, "Ann").call(() -> scoped.get());
    lab.claim("a scoped value ends with its scope", during.equals("Ann") && !scoped.isBound(),
            "'%s' within, %s after".formatted(during, scoped.isBound() ? "bound" : "unbound"));

    /// ## What does a life cost?
    /// The same number of short lives, in three kinds: on platform threads, on virtual ones, and as tasks
    /// of one thread that stays, which is what a pool does. Only the last starts no thread.
    int lives = 200;
    var factories = Map.of("platform threads", Thread.ofPlatform().factory(),
            "virtual threads", Thread.ofVirtual().factory());
    var variants = new ArrayList<Variant<Long>>();
    for (var kind : List.of("platform threads", "virtual threads"))
        variants.add(new Variant<>(kind, 1, () -> lives(factories.get(kind), lives)));
    variants.add(new Variant<>("tasks of one thread", 1, () -> tasks(lives)));
    var right = Answers.equalTo((long) lives);
    var price = lab.compare(lab.plan(), "short lives", "lives", right, variants);
    lab.show(price);
    lab.claimAbove("a virtual thread is cheaper to start",
            price.speedup("virtual threads", "platform threads"), 1);

    /// ## Doing nothing, a thousand times
    /// Now many threads that only wait: how long each took to start, and how much memory and how many
    /// *mappings*, stretches of its address space, the process then had more. Every platform thread needs
    /// a stack. A virtual thread's stack is an object, as large as it has to be.
    int many = lab.size() == Size.QUICK ? 1_000 : 2_000;
    var heavy = observations.burden(Thread.ofPlatform(), many);
    var lightly = observations.burden(Thread.ofVirtual(), many);
    var costs = new ArrayList<List<?>>();
    for (var burden : List.of(heavy, lightly))
        costs.add(List.of(burden == heavy ? "platform" : "virtual", burden.threads(),
                burden.startNanosEach() / 1e3, burden.bytesEach() / 1e3, burden.mapsEach()));
    lab.show("burden", Rows.table("A thread that waits",
            List.of("kind", "threads", "start, µs", "memory, kB", "mappings"), costs));
    double busy = 1.0 * heavy.processorNanos() / heavy.watched().toNanos();
    lab.claim("threads that wait use no processor", busy < 0.01,
            "%,d threads, %.4f processors".formatted(heavy.threads(), busy));

    /// ## How many?
    /// Nobody has to bring the machine down to find out. The limits are written down, and what one thread
    /// takes has just been measured. The first line is the one that you would meet first. On a system
    /// that keeps no such books, the table is empty.
    lab.show("limits", observations.limits("How many platform threads?", heavy));

    /// ## In Python
    /// Much is the same: Python's `threading` was modelled on Java. Two things are missing. A Python
    /// thread cannot be interrupted, so programs use an `Event` that it has to look at. And it cannot be
    /// asked for its state.
    lab.show("java-and-python", Rows.table("The same in Java and in Python",
            List.of("to", "Java", "Python"), List.of(
            List.of("start", "Thread.ofPlatform().start(r)", "Thread(target=f).start()"),
            List.of("start many", "Thread.ofVirtual().start(r)", "asyncio.create_task(c())"),
            List.of("await the end", "t.join()", "t.join()"),
            List.of("await it for 2 s", "t.join(Duration.ofSeconds(2))", "t.join(2)"),
            List.of("ask whether it lives", "t.isAlive()", "t.is_alive()"),
            List.of("ask for its state", "t.getState()", "(none)"),
            List.of("ask it to stop", "t.interrupt()", "event.set()"),
            List.of("look whether to stop", "Thread.interrupted()", "event.is_set()"),
            List.of("sleep", "Thread.sleep(2_000)", "time.sleep(2)"),
            List.of("make it a daemon", "t.setDaemon(true)", "Thread(daemon=True)"),
            List.of("name it", "t.setName(\"n\")", "t.name = \"n\""),
            List.of("know oneself", "Thread.currentThread()", "threading.current_thread()"),
            List.of("list them", "Thread.getAllStackTraces()", "threading.enumerate()"),
            List.of("hear last words", "setUncaughtExceptionHandler", "threading.excepthook"),
            List.of("keep a value each", "ThreadLocal", "threading.local"),
            List.of("bind for a call", "ScopedValue", "contextvars.ContextVar"),
            List.of("enter a lock", "synchronized (o) { }", "with lock:"),
            List.of("wait and notify", "o.wait(), o.notify()", "c.wait(), c.notify()"))));

    /// ## The answer
    /// What is a thread doing when it does nothing? It stands in a queue: of a lock, of the clock, of
    /// another thread, or, being ready, of the processor. In the first three it uses no processor at all,
    /// only memory. The table has the time that our subject spent in each.
    ///
    /// **When not to use a thread**: for something shorter than its start; for each of thousands of
    /// waits, where virtual threads cost less; and never to be stopped by force. Give threads names, wait
    /// for their ends, and let loops look at the flag.
    lab.show("answer", observations.table("How the subject spent its life", life));
    lab.close();

    /// ## What next?
    /// Hold the lock in `biography` while you notify, and sleep for a moment: which state does the subject
    /// go through on its way? Swap `notify` and `interrupt`. Give the threads of the burden a stack of
    /// their own size, with `Thread.ofPlatform().stackSize(...)`: does the memory change? Then let two
    /// threads meet at one variable: [Race conditions](07-race-conditions.ipynb). Before:
    /// [Threads and processes](05-threads-and-processes.ipynb).
    ///
    /// Sources: the documentation of `java.lang.Thread` and `Thread.State`, JDK 25; B. Goetz and others,
    /// *Java Concurrency in Practice*, 2006, chapter 7, on cancellation; D. Lea, *Concurrent Programming in
    /// Java*, 2nd edition, 1999, chapter 3; A. Silberschatz and others, *Operating System Concepts*, 10th
    /// edition, 2018, chapter 3, on the five states; JEP 444, JEP 506 and JEP 520 on virtual threads,
    /// scoped values and the recorder.
}
