///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES lab/Lab.java
//NOTEBOOK 06-threads.ipynb

import module java.base;

import lab.Children;
import lab.Lab;
import lab.Observations;
import lab.measure.*;
import lab.observe.*;
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
/// Cheat sheets give a thread five states: *new*, *ready* (it could run, and has no processor), *running*,
/// *blocked*, *terminated*. Java's `Thread.State` has six. It does not tell ready from running, and has three
/// words for blocked. BLOCKED is for a *monitor*, the lock that `synchronized` takes. WAITING is for another
/// thread, TIMED_WAITING for another thread or the clock, whichever comes first.
String cheatSheet(Thread.State state) {
    return switch (state) {
        case NEW -> "new";
        case RUNNABLE -> "ready or running";
        case BLOCKED, WAITING, TIMED_WAITING -> "blocked";
        case TERMINATED -> "terminated";
    };
}

/// ## A life
/// Our subject computes until stage one has come. It wants a lock, and in `wait` gives it back and waits
/// for word from somebody. It sleeps for a minute, or until it is woken. It *parks*, which is how the locks
/// and queues of `java.util.concurrent` wait, until stage three, and ends. It stays in each state until
/// somebody helps it on, so nothing of this is a matter of luck.
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
/// changes the stage, lets go of the lock, notifies, interrupts, unparks, and joins, which is to wait for
/// the end. What it sees on the way is the biography.
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
    /// The *flight recorder* of the JDK notes when a thread is blocked, waits, sleeps or parks, and for how
    /// long. The bars are made of these events, which tell sleeping and parked from other waits. `main` is
    /// the observer; it mostly sleeps too. If the subject is *ready* at times while it computes, somebody
    /// else had its processor. New and terminated threads have no bar: both are only objects.
    lab.show(observations.timeline("life", "The life of a thread", life));
    var waits = List.of(State.BLOCKED, State.WAITING, State.SLEEPING, State.PARKED);
    lab.claim("the events show every kind of waiting",
            waits.stream().allMatch(state -> life.nanos("subject", state) >= 20_000_000),
            waits.stream().map(state -> "%s %.0f ms".formatted(state,
                    life.nanos("subject", state) / 1e6)).collect(Collectors.joining(", ")));

    /// ## A virtual thread lives the same life
    /// So far, our threads were *platform threads*: each has a thread of the operating system to itself. A
    /// *virtual* thread is scheduled by Java. It is carried by a platform thread while it runs, and put aside
    /// while it waits, since JDK 24 also for a monitor (JEP 491). Its states have the same names. For its
    /// being blocked the recorder has no event: that bar comes from looking every few milliseconds. Its ends
    /// are that much off, and what it lacks looks like running.
    var light = observations.watch(() -> biography(Thread.ofVirtual(), new Life()));
    lab.show(observations.timeline("virtual-life", "The life of a virtual thread", light));
    lab.claim("a virtual thread goes through the same states",
            light.answer().equals(life.answer()), light.answer().values().toString());

    /// ## A crowd
    /// Two threads more than there are processors, all of which compute, or would like to. After a while
    /// each is asked for its state.
    int racers = lab.machine().onlineCores() + 2;
    Callable<List<Thread.State>> crowd = () -> {
        var over = new AtomicBoolean();
        var threads = new ArrayList<Thread>();
        try {
            for (int t = 1; t <= racers; t++)
                threads.add(Thread.ofPlatform().name("racer " + t).start(() -> {
                    while (!over.get()) Thread.onSpinWait();
                }));
            Thread.sleep(200);
            return threads.stream().map(Thread::getState).toList();
        } finally {
            over.set(true);
            for (var thread : threads) thread.join();
        }
    };

    /// ## Runnable is not running
    /// Java calls each of them RUNNABLE, and would do so too if it waited for a file or the network inside
    /// the system. The timeline tells more: every few milliseconds it asks how much processor time each
    /// thread has had. Time without is *ready*. So a single bar is an estimate;
    /// [lesson 02](02-concurrency.ipynb) measures turns more finely.
    var race = observations.watch(crowd);
    lab.show(observations.timeline("crowd", "More threads than processors", race));
    lab.claim("to Java, all of them are runnable",
            race.answer().stream().allMatch(state -> state == Thread.State.RUNNABLE),
            racers + " threads, " + new TreeSet<>(race.answer()));
    long ready = race.stays().stream().filter(stay -> stay.state() == State.READY)
            .mapToLong(Stay::nanos).sum();
    if (race.split()) // where the system keeps such accounts
        lab.claim("some of the time they are ready, and not running", ready > 0,
                "%.0f ms ready in all".formatted(ready / 1e6));

    /// ## Many short lives
    /// For the price of a thread: start so many, each of which counts once, and wait for all of them.
    record Lives(ThreadFactory factory, int count) implements Callable<Long> {
        public Long call() throws InterruptedException {
            var ended = new LongAdder();
            var started = new ArrayList<Thread>();
            for (int t = 0; t < count; t++) {
                var thread = factory.newThread(ended::increment);
                thread.start();
                started.add(thread);
            }
            for (var thread : started) thread.join();
            return ended.sum();
        }
    }

    /// ## What does watching cost?
    /// An observer changes what it observes. So the same work is done with and without one: first pure
    /// computing, then the worst case, nothing but short lives. Starting the recorder and reading what
    /// it noted comes before and after. A figure below zero means that the cost is lost in the noise.
    var platform = Thread.ofPlatform().factory();
    lab.say("computing: " + observations.overhead(lab.workloads().primes()::compute));
    lab.say("starting threads: " + observations.overhead(new Lives(platform, 200)));

    /// ## Start, not run
    /// The classic mistake. `run()` is a method like any other: whoever calls it does the work.
    /// `start()` makes the thread, which then calls `run()` itself.
    var ran = new ArrayList<Thread>();
    var worker = new Thread(() -> ran.add(Thread.currentThread()), "worker");
    worker.run();
    worker.start();
    worker.join();
    lab.claim("run() runs in the caller, start() in a new thread",
            ran.equals(List.of(Thread.currentThread(), worker)),
            ran.stream().map(Thread::getName).collect(Collectors.joining(", then ", "in ", "")));

    /// ## Only one life
    /// A thread that has ended stays so. There is no way back to *new*: a second `start()` is refused.
    var refused = "";
    try {
        worker.start();
    } catch (IllegalThreadStateException e) {
        refused = e.getClass().getSimpleName();
    }
    lab.claim("a thread cannot be started twice", !refused.isEmpty(), refused);

    /// ## Join, or look too soon
    /// A thread that takes a while to find its answer. The first line reads the answer without waiting
    /// for it: a data race, which most likely sees nothing. `join` waits for the end of the thread, and all
    /// that it wrote is visible then, `volatile` or not (Java Language Specification, 17.4.5).
    class Answer {
        int value;
    }
    var answer = new Answer();
    var finder = Thread.ofPlatform().start(() -> {
        LockSupport.parkNanos(200_000_000);
        answer.value = 42;
    });
    lab.say("without join: " + answer.value);
    finder.join();
    lab.claim("after join, the answer is there", answer.value == 42, "it is " + answer.value);

    /// ## Stop, please
    /// A thread cannot be stopped by force, for it might be in the middle of something: since JDK 20,
    /// `Thread.stop` only throws. It can be asked. `interrupt` sets a flag, and ends most ways of waiting
    /// early, with an `InterruptedException`. Here are four things to do that heed it. Each is done behind a
    /// gate: two locks that are taken, and a flag that says whether it is open. The last one computes, but
    /// it looks.
    var heeding = new LinkedHashMap<String, Gate.Doing>();
    heeding.put("Thread.sleep", gate -> Thread.sleep(60_000));
    heeding.put("BlockingQueue.take", gate -> new SynchronousQueue<>().take());
    heeding.put("Lock.lockInterruptibly", gate -> gate.lock().lockInterruptibly());
    heeding.put("a loop that looks at the flag", gate -> {
        while (!gate.isOpen() && !Thread.interrupted()) Thread.onSpinWait();
    });

    /// ## And what does not
    /// A loop that never looks goes on. So does a thread that wants a monitor, or a lock by `lock()`: a
    /// deadlock of such locks cannot be interrupted away, as [lesson 08](08-locks-and-deadlock.ipynb) shows.
    /// The last two have only themselves to blame: `park` returns at once when the flag is set, but the loop
    /// parks again, and so spins; and an exception that is swallowed is an interrupt that never was.
    var deaf = new LinkedHashMap<String, Gate.Doing>();
    deaf.put("a loop that never looks", gate -> {
        while (!gate.isOpen()) Thread.onSpinWait();
    });
    deaf.put("entering synchronized", gate -> {
        synchronized (gate.monitor()) {
            gate.monitor().notifyAll();
        }
    });
    deaf.put("Lock.lock", gate -> gate.lock().lock());
    deaf.put("park in a loop", gate -> {
        while (!gate.isOpen()) LockSupport.parkNanos(1_000_000);
    });
    deaf.put("swallowing the exception", gate -> {
        while (!gate.isOpen()) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                // nothing to see here
            }
        }
    });

    /// ## Nine interrupts
    /// Each on a thread of its own. Those that heed an interrupt get five seconds, and usually need none; the
    /// others a tenth of a second to surprise us. Then the gate opens, and whoever is left ends. A thread
    /// that catches the exception and cannot end should set the flag again, with
    /// `Thread.currentThread().interrupt()`, so that its caller learns of it.
    var ended = observations.interrupted(heeding, Duration.ofSeconds(5));
    ended.putAll(observations.interrupted(deaf, Duration.ofMillis(100)));
    lab.show("interrupts", Rows.table("Interrupted, and then?", List.of("a thread in", "then"),
            ended.entrySet().stream()
                    .map(each -> List.of(each.getKey(), each.getValue() ? "ends" : "goes on"))
                    .toList()));
    lab.claim("an interrupt ends what heeds it, and nothing else",
            heeding.keySet().stream().allMatch(ended::get)
                    && deaf.keySet().stream().noneMatch(ended::get),
            "%d of %d ended".formatted(Collections.frequency(ended.values(), true), ended.size()));

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

    /// ## Who keeps the program alive?
    /// A JVM ends when its last thread that is no daemon has ended. Daemons are cut off where they are,
    /// without a `finally`: fit for a heartbeat, not for writing a file. A thread that a daemon makes is one
    /// too, and every virtual thread is. Here are two JVMs, one with each kind.
    var children = new Children(lab);
    var small = List.of("-Xmx32m");
    var user = children.run(children.java(LastOne.class, small, "user", "100")).out().strip();
    var daemon = children.run(children.java(LastOne.class, small, "daemon", "5000")).out().strip();
    lab.claim("a JVM waits for a thread, and not for a daemon",
            user.equals("finished") && daemon.isEmpty(),
            "the one said '%s', the daemon '%s'".formatted(user, daemon));

    /// ## Last words
    /// An exception that nobody catches ends its thread, and only that. `join` returns as if all were
    /// well: the program has lost a worker and does not know. A handler is told. Without one there is a
    /// trace on standard error, and for a task of a pool not even that.
    var lastWords = new CompletableFuture<String>();
    var doomed = Thread.ofPlatform().name("doomed")
            .uncaughtExceptionHandler((t, e) ->
                    lastWords.complete(t.getName() + ": " + e.getMessage()))
            .start(() -> { throw new IllegalStateException("out of fuel"); });
    doomed.join();
    lab.claim("an uncaught exception ends its thread, and join does not tell",
            lastWords.getNow("nothing").equals("doomed: out of fuel"), lastWords.getNow("nothing"));

    /// ## Names and groups
    /// Give threads names: you will meet them in logs and dumps. If you do not, a platform thread gets a
    /// number, and a virtual one nothing. A thread is born into the *group* of its parent. Groups are out of
    /// fashion; the library behind this page interrupts one to stop all that a cell has started.
    var named = List.of(Thread.currentThread(), new Thread(() -> {}), worker,
            Thread.ofPlatform().name("poll-", 0).daemon().unstarted(() -> {}),
            Thread.ofVirtual().unstarted(() -> {}));
    lab.show("names", Rows.table("Names and groups", List.of("name", "group", "daemon", "virtual"),
            named.stream().map(t -> List.of(t.getName().isEmpty() ? "(none)" : t.getName(),
                    t.getThreadGroup() == null ? "(ended)" : t.getThreadGroup().getName(),
                    t.isDaemon(), t.isVirtual())).toList()));

    /// ## A memory of its own
    /// A `ThreadLocal` has a value for each thread, which is handy for who the user is. But threads of
    /// a *pool* live on, and do task after task. The first task says that it works for Ann, and forgets to
    /// clean up. Whom does the second one work for?
    var userOf = new ThreadLocal<String>();
    var second = lab.run(() -> {
        try (var pool = Executors.newFixedThreadPool(1)) {
            pool.submit(() -> userOf.set("Ann")).get();
            return pool.submit(() -> userOf.get()).get();
        }
    });
    lab.claim("a thread-local value leaks from task to task", "Ann".equals(second), "" + second);

    /// ## The cure: a scope
    /// A `ScopedValue` is bound for a call and all that it calls, and nothing after it. Nobody can set it
    /// meanwhile, and nobody has to clean up.
    var scoped = ScopedValue.<String>newInstance();
    var during = ScopedValue.where(scoped, "Ann").call(() -> scoped.get());
    lab.claim("a scoped value ends with its scope", during.equals("Ann") && !scoped.isBound(),
            "'%s' within, %s after".formatted(during, scoped.isBound() ? "bound" : "unbound"));

    /// ## What does a life cost?
    /// The same number of short lives, in three kinds: on platform threads, on virtual ones, and as tasks
    /// of one thread that stays, which is what a pool does. The last starts one thread for all of them.
    var virtual = Thread.ofVirtual().factory();
    int count = 200;
    var all = Answers.equalTo((long) count);
    var price = lab.compare(lab.plan(), "short lives", "lives", all, List.of(
            new Variant<>("platform threads", 1, new Lives(platform, count)),
            new Variant<>("virtual threads", 1, new Lives(virtual, count)),
            new Variant<>("tasks of one thread", 1, () -> {
                var done = new LongAdder();
                try (var pool = Executors.newSingleThreadExecutor()) {
                    for (int t = 0; t < count; t++) pool.execute(done::increment);
                }
                return done.sum();
            })));
    lab.show(price);
    lab.claimAbove("a virtual thread is cheaper to start",
            price.speedup("virtual threads", "platform threads"), 1);

    /// ## Doing nothing, a thousand times
    /// Now many threads that only wait: how long each took to start, and how much memory and how many
    /// *mappings*, stretches of its address space, the process then had more. Every platform thread needs
    /// a stack, of which only what it touches takes memory. A virtual thread's stack lies in the heap, as
    /// large as it has to be; where the heap has room, this table sees next to nothing of it.
    /// [Lesson 05](05-threads-and-processes.ipynb) weighs it in a JVM of its own.
    int many = lab.size() == Size.QUICK ? 1_000 : 2_000;
    var heavy = observations.burden(Thread.ofPlatform(), many);
    var burdens = new LinkedHashMap<>(Map.of("platform", heavy));
    burdens.put("virtual", observations.burden(Thread.ofVirtual(), many));
    lab.show("burden", Observations.burdens("A thread that waits", burdens));
    double busy = 1.0 * heavy.processorNanos() / heavy.watched().toNanos();
    lab.claim("threads that wait use no processor", busy < 0.01,
            "%,d platform threads, %.4f processors".formatted(heavy.threads(), busy));

    /// ## How many?
    /// Nobody has to bring the machine down to find out. The limits are written down, and what one thread
    /// takes has just been measured. The first line is the one that you would meet first; the lines with
    /// *a thread* in them are estimates. On a system that keeps no such books, the table is empty.
    lab.show("limits", observations.limits("How many platform threads?", heavy));

    /// ## In Python
    /// Much is the same: Python's `threading` emulates a part of Java's model, as its source says. Two
    /// things are missing. A Python thread cannot be interrupted, so programs use an `Event` that it has to
    /// look at. And it cannot be asked for its state. Where Java has virtual threads, Python has tasks.
    lab.show("java-and-python", Rows.table("The same in Java and in Python",
            List.of("to", "Java", "Python"), List.of(
            List.of("start", "Thread.ofPlatform().start(r)", "Thread(target=f).start()"),
            List.of("start very many", "Thread.ofVirtual().start(r)", "asyncio.create_task(c())"),
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
            List.of("hear of an exception", "setUncaughtExceptionHandler", "threading.excepthook"),
            List.of("have a value in each", "ThreadLocal", "threading.local"),
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
    /// edition, 2018, chapter 3, on the five states; `Lib/threading.py` of CPython; JEP 444 and JEP 491 on
    /// virtual threads, JEP 506 on scoped values, JEP 520 on the recorder.
}
