///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES lab/Lab.java
//NOTEBOOK 10-executors-and-futures.ipynb

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import module java.base;

import lab.*;
import lab.executor.*;
import lab.executor.Overloaded.Fate;
import lab.view.*;
import lab.work.CountPrimes;

/// # Executors and futures
/// **One interface: what changes when the engine does?**
///
/// *You will* run the same lines on four engines, size a pool, flood it, and make it wait for itself. *You
/// will learn* what a future promises, how many threads are enough, and what to do when more comes in than
/// can be done. *It takes* twenty minutes to read and a minute to run. You need to know Java, and what a
/// thread is. Change any cell and run it again; after a change to a method, run the cells that use it.
///
/// Before: [Multiprocessing](09-multiprocessing.ipynb). Next:
/// [Asynchronous programming](11-asynchronous-programming.ipynb).

/// ## A task
/// A *task* is a piece of work with an answer: a `Callable`. This one counts the primes in a range, and says
/// who did it. It is `Serializable`, so that it can travel to another process.
record Found(long primes, String worker) implements Serializable {}

record Part(int from, int to) implements Callable<Found>, Serializable {
    public Found call() {
        if (from >= to) throw new IllegalArgumentException("from %d to %d".formatted(from, to));
        long primes = IntStream.range(from, to).filter(CountPrimes::isPrime).count();
        var me = Thread.currentThread();
        return new Found(primes, "%s thread %d of process %d".formatted(
                me.isVirtual() ? "virtual" : "platform", me.threadId(),
                ProcessHandle.current().pid()));
    }
}

/// ## The lines that stay
/// An `ExecutorService` takes tasks and gives a *future* for each: a place where its answer will be.
/// `invokeAll` hands in many and waits for all; `get` takes an answer out, or throws what the task threw, as
/// the cause of an `ExecutionException`. What a task wrote before it ended is seen by whoever got its answer.
/// These lines do not know who does the work, the *engine*, and stay as they are.
<T> List<T> answers(ExecutorService engine, List<? extends Callable<T>> tasks) throws Exception {
    var answers = new ArrayList<T>();
    for (var future : engine.invokeAll(tasks)) answers.add(future.get());
    return answers;
}

String failure(Future<?> future) throws InterruptedException {
    try {
        return "answered " + future.get();
    } catch (ExecutionException e) {
        return e.getCause().getMessage();
    }
}

void main(String... args) throws Exception {
    /// ## By hand, and what gets lost
    /// First without an executor: a thread for each part. One part is broken, its range ends before it
    /// begins. A thread gives no answer, so each adds to a sum. And whoever joins it does not hear that it
    /// failed: that goes to a handler, which as a rule prints it somewhere. Look at the sum.
    var lab = Lab.open("executors-and-futures", args);
    var pools = new Pools(lab);
    var sum = new LongAdder();
    var unheard = new ConcurrentLinkedQueue<Throwable>();
    var threads = Stream.of(new Part(0, 500), new Part(900, 500), new Part(900, 1_300))
            .map(part -> Thread.ofPlatform().uncaughtExceptionHandler((t, e) -> unheard.add(e))
                    .start(() -> sum.add(part.call().primes()))).toList();
    for (var thread : threads) thread.join();
    long whole = new Part(0, 1_300).call().primes();
    lab.claim("a thread that failed can be joined as if nothing were",
            unheard.size() == 1 && sum.sum() < whole,
            "all joined, and the sum is %s instead of %d".formatted(sum, whole));

    /// ## Four engines
    /// A *fixed pool* has so many threads and one queue. A *work-stealing pool* has a queue for each thread;
    /// who has nothing to do takes from another's. (`newWorkStealingPool` gives the same class, set for tasks
    /// that nobody waits for.) *A thread for each task* needs threads that cost next to nothing: virtual
    /// ones. These three start for each use; the *pool of processes* of the lesson before is kept.
    int n = lab.cores();
    var engines = new LinkedHashMap<String, Engine>();
    engines.put("fixed pool", Engine.started(() -> Executors.newFixedThreadPool(n)));
    engines.put("work-stealing pool", Engine.started(() -> new ForkJoinPool(n)));
    engines.put("thread per task", Engine.started(Executors::newVirtualThreadPerTaskExecutor));
    var workers = new Workers(lab);
    engines.put("pool of processes", Engine.running(() -> workers.pool(Math.min(n, 8))));

    /// ## The same lines on each
    /// Eight parts for each core. Look at who did them: how many threads, of which kind, in which process.
    var primes = lab.workloads().primes();
    int count = 8 * n, below = primes.items();
    var parts = IntStream.range(0, count).mapToObj(i -> new Part(
            (int) ((long) below * i / count), (int) ((long) below * (i + 1) / count))).toList();
    var totals = new TreeSet<Long>();
    for (var name : engines.keySet()) {
        var found = pools.use(engines.get(name), engine -> answers(engine, parts));
        totals.add(found.stream().mapToLong(Found::primes).sum());
        var who = new TreeSet<>(found.stream().map(Found::worker).toList());
        lab.say("%s: %d threads, such as %s".formatted(name, who.size(), who.first()));
    }
    long known = lab.run(() -> primes.compute());
    lab.claim("every engine gives the same answer", totals.equals(Set.of(known)),
            "%s primes, for process %d".formatted(totals, ProcessHandle.current().pid()));

    /// ## How fast?
    /// Two races of the engines. In the first, the parts compute. In the second, tasks visit a web service, a
    /// process of its own on this machine, and wait for most of the time: four visits for each core. (Of the
    /// visits at one time at most five find an open connection, as `URL` keeps no more.)
    record Visit(String page) implements Callable<String>, Serializable {
        public String call() throws IOException {
            try (var in = URI.create(page).toURL().openStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
    var services = new Services(lab);
    var web = services.web(Duration.ofMillis(6 + n)); // longer for more visits at a time
    var pages = IntStream.range(0, 4 * n).mapToObj(web::expected).toList();
    var computed = pools.race("computing", engines, known, engine ->
            answers(engine, parts).stream().mapToLong(Found::primes).sum());
    var waited = pools.race("waiting", engines, pages, engine -> {
        var visits = new ArrayList<Visit>();
        for (int id = 0; id < 4 * n; id++) visits.add(new Visit(web.uri(id).toString()));
        return answers(engine, visits);
    });

    /// ## What changes
    /// All is measured against the fixed pool. When tasks compute, the cores are busy whatever the engine.
    /// When they wait, what counts is how many can at once: as many threads as cores wait in four rounds, a
    /// thread for each task in one, four times as fast but for connecting. Processes pay for errands in both
    /// races. *Busy cores* and *peak threads* (platform threads beyond those before) are of this JVM only.
    var both = List.of(computed, waited);
    lab.show(both);
    lab.show(Figures.speedups("engines", "The same lines on four engines", both, lab.machine()));
    lab.claimAbove("a thread for each task waits for all at once",
            waited.speedup("thread per task", "fixed pool"), 1.5);
    lab.claimAtMost("virtual threads get at most a fifth more computing out of a core",
            computed.processorGain(computed.of("thread per task"), computed.of("fixed pool")), 1.2);

    /// ## An exception is an answer
    /// The broken part again, on each engine. A future keeps what was thrown until somebody asks. Hence the
    /// commonest mistake with executors: to `submit` and never ask. Nothing is heard of it then, not even in
    /// print. A work-stealing pool throws a copy, with the original as cause; a process can send only a copy.
    var told = new LinkedHashMap<String, String>();
    for (var name : engines.keySet())
        told.put(name, pools.use(engines.get(name), e -> failure(e.submit(new Part(9, 3)))));
    told.forEach((name, message) -> lab.say(name + ": " + message));
    var unasked = pools.use(engines.get("fixed pool"), e -> e.submit(new Part(9, 3)));
    lab.say("fixed pool, never asked: " + unasked.state());
    lab.claim("what a task throws arrives, whatever the engine",
            told.values().stream().allMatch(message -> message.endsWith("from 9 to 3")),
            told.size() + " engines");

    /// ## A time limit
    /// `get` can be told how long to wait. Who gives up waiting has not stopped the task. It goes on, keeps
    /// its worker, and may still answer. Here the task is a `Gate` of our library: it waits until we open it.
    /// (We hold it here, so it cannot travel: from now on the processes stay out.)
    var slow = new Gate();
    var late = pools.use(engines.get("fixed pool"), engine -> {
        var future = engine.submit(slow);
        try {
            return future.get(10, MILLISECONDS);
        } catch (TimeoutException e) {
            var state = future.state();
            slow.open();
            return "the task was %s, then %s".formatted(state, future.get());
        }
    });
    lab.claim("a time limit ends the waiting, not the task",
            late.equals("the task was RUNNING, then through the gate"), late);

    /// ## To cancel is to ask
    /// `cancel(true)` interrupts the worker. A task that waits where interrupts are heard wakes up and ends.
    /// But one may be *deaf*: it catches the interrupt and goes on. Its future is cancelled all the same, and
    /// its worker is not free. Only a pool of processes can end what does not listen.
    var ended = new ArrayList<List<Boolean>>();
    for (var gate : List.of(new Gate(), Gate.deaf(lab.cancellation())))
        ended.addLast(pools.use(engines.get("fixed pool"), engine -> {
            var future = engine.submit(gate);
            gate.awaitArrival();
            future.cancel(true);
            boolean free = gate.awaitInterrupt();
            gate.open();
            return List.of(free, future.isCancelled());
        }));
    lab.claim("cancelling ends a task only if it listens, and its future in any case",
            ended.equals(List.of(List.of(true, true), List.of(false, true))),
            "one that listens %s, a deaf one %s".formatted(ended.toArray()));

    /// ## The first that succeeds
    /// `invokeAny` takes the first answer that is no exception, and cancels the other tasks. One of these
    /// fails, one answers, and one would wait for ever: it was cancelled, or never begun.
    Callable<String> broken = () -> {
        throw new IOException("no such mirror");
    };
    Callable<String> mirror = () -> "the second mirror";
    var first = new TreeSet<String>();
    for (var name : List.of("fixed pool", "work-stealing pool", "thread per task"))
        first.add(pools.use(engines.get(name), engine ->
                engine.invokeAny(List.of(broken, mirror, new Gate()))));
    lab.claim("the first success wins", first.equals(Set.of(mirror.call())), first.toString());

    /// ## As they complete
    /// Who asks futures in the order of their tasks waits for the first, although others are done. A
    /// *completion service* gives them in the order in which they are done. Here the first task ends only
    /// after the two others were taken, so the order does not depend on luck.
    var order = pools.use(engines.get("thread per task"), engine -> {
        var gate = new Gate();
        var done = new ExecutorCompletionService<String>(engine);
        for (var task : List.of(gate, mirror, mirror)) done.submit(task);
        var came = new ArrayList<>(List.of(done.take().get(), done.take().get()));
        gate.open();
        came.addLast(done.take().get());
        return came;
    });
    lab.claim("what was asked first may come last", order.getLast().equals("through the gate"),
            order.toString());

    /// ## Closing time
    /// After `shutdown` nothing new is taken, and what was taken is done. `close`, which a `try` calls, also
    /// waits for that. `shutdownNow` interrupts what runs, and a fixed pool gives back what never began, for
    /// you to cancel: who asks these futures waits for ever. (A work-stealing pool cancels them.) A fixed
    /// pool that nobody closes keeps its program from ending; the threads of the others are daemons.
    var closed = lab.run(() -> {
        var gate = new Gate();
        try (var pool = Executors.newFixedThreadPool(1)) {
            for (var task : List.of(gate, mirror, mirror, mirror)) pool.submit(task);
            gate.awaitArrival();
            return pool.shutdownNow().size();
        }
    });
    lab.claim("closing at once gives back what never began", closed == 3, closed + " of four");

    /// ## concurrent.futures and java.util.concurrent
    /// Python has the same idea: a `ThreadPoolExecutor` is a fixed pool, and a `ProcessPoolExecutor` a pool
    /// of processes, broken for good once a worker dies (ours goes on). Each line is said by CPython, if one
    /// is here, and by Java. `pool` has two workers, `one` has one, which `busy` keeps. Look for two *false
    /// friends*. In Java, `RUNNING` only means not done, so what is queued is that, too; and `cancel` makes
    /// any future cancelled that is not done; in Python, what runs cannot be.
    var pythons = Pythons.of(lab, "");
    lab.say(pythons.line());
    var translation = new FuturePhrases(lab).say(pythons);
    lab.show("translation", translation.table("concurrent.futures in Java"));
    if (translation.both()) lab.claim("two of the phrases are false friends",
            Set.copyOf(translation.differing()).equals(Set.of("queued.running()", "busy.cancel()")),
            String.join(", ", translation.differing()));

    /// ## How many threads?
    /// Three kinds of calls: one computes, one asks the web service, one does both. A fixed number of callers
    /// call again as soon as they have an answer: a *closed loop*. What do several sizes make of it?
    var quick = services.web(Duration.ofMillis(3));
    var client = quick.blocking();
    var some = new Part(1_000_000, 1_012_000);
    long inSome = some.call().primes();
    var kinds = List.of(
            pools.sizes("computing", id -> some.call().primes(), id -> inSome),
            pools.sizes("both", id -> client.get(id) + some.call().primes(),
                    id -> quick.expected(id) + inSome),
            pools.sizes("waiting", client::get, quick::expected));

    /// ## Little's law
    /// The number of customers in a shop is, on average, the rate at which they come times the time that each
    /// stays (Little, 1961). So `n` workers, busy with each call for a time `S`, answer at most `n/S` calls a
    /// second; `N` callers keep at most `N` busy; and the cores allow `cores/C`, if a call computes for `C`.
    /// The lowest is drawn as the *bound*, with `S` and `C` from the smallest pool. In larger ones callers,
    /// workers and service share the cores, so calls take longer.
    lab.show(Figures.lines("throughput", "Throughput for " + pools.callers() + " callers",
            "threads in the pool", "calls a second", true,
            PoolSizes.lines(kinds, PoolSizes::throughput, PoolSizes::predictedThroughput),
            lab.machine()));
    int few = kinds.getFirst().sizes().getFirst(), most = kinds.getFirst().sizes().getLast();
    for (var kind : kinds) {
        double busy = kind.busyWorkers().estimate();
        lab.claim(kind.kind() + ": the smallest pool is busy all the time, by throughput times S",
                0.7 * few < busy && busy < 1.05 * few, "%.2f of %d".formatted(busy, few));
    }

    /// ## Latency, and the best size
    /// Of the whole shop the law says how long a caller waits, on average: `N` over the throughput. A larger
    /// pool helps as long as it raises that; from there on, calls wait for a core instead of in the queue.
    /// The table has the smallest pool whose interval comes within a twentieth of the highest throughput, and
    /// the rule of Goetz: `cores (1 + W/C)` threads, with `W = S - C`, where `n/S` meets `cores/C`. The rule
    /// knows neither callers nor service, nor who else needs the cores.
    lab.show(Figures.lines("latency", "What a caller waits, against the size of the pool",
            "threads in the pool", "milliseconds", true,
            PoolSizes.lines(kinds, PoolSizes::latency, PoolSizes::predictedLatency),
            lab.machine()));
    lab.show("sizes", PoolSizes.table("What a call takes, and the best pool for it", kinds));
    lab.claimAbove("for calls that wait, threads pay", kinds.getLast().gain(4 * few, few), 1.5);
    lab.claimAtMost("for calls that compute, they get at most half more out of a core",
            kinds.getFirst().processorGain(most, few), 1.5);

    /// ## Too much comes in
    /// Visitors of a web site do not wait for each other: an *open loop*. Three times as many tasks come as
    /// four workers can do. The queue of `newFixedThreadPool` has no bound. With ten places, a *policy*
    /// decides when they are taken: tell the source (abort), drop the task (discard), drop the oldest, or let
    /// the source do it (caller runs). A *semaphore* makes it wait: `acquire` first, `release` at the end.
    var policies = new LinkedHashMap<String, RejectedExecutionHandler>();
    policies.put("abort", new ThreadPoolExecutor.AbortPolicy());
    policies.put("discard", new ThreadPoolExecutor.DiscardPolicy());
    policies.put("discard oldest", new ThreadPoolExecutor.DiscardOldestPolicy());
    policies.put("caller runs", new ThreadPoolExecutor.CallerRunsPolicy());
    var floods = new LinkedHashMap<String, Supplier<ThreadPoolExecutor>>();
    floods.put("no bound", () -> new ThreadPoolExecutor(
            4, 4, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()));
    policies.forEach((name, policy) -> floods.put(name, () -> new ThreadPoolExecutor(
            4, 4, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(10), policy)));
    floods.put("semaphore", () -> new BoundedExecutor(4, 10));

    /// ## What becomes of the tasks
    /// Each asks the web service. *Latency* counts from when it was to come, so what it waited outside is in
    /// it; *source late* is how late the last one came. (The semaphore lets in fourteen, so its queue can
    /// exceed ten while workers fetch tasks.) Before you look: which queues grow, and which latencies?
    var flood = pools.overload(floods, quick.latency(), client::get, quick::expected);
    lab.show("overload", flood.table("Three times as many tasks as four workers can do"));
    lab.show(flood.queues("queues", "Tasks in the queue while three times too many come"));
    lab.show(flood.latencies("latencies", "Latency of the tasks that were done"));

    /// ## Pick your loss
    /// Without a bound nothing is lost, and all is late, ever later until memory ends. With one, some are
    /// served soon, and others never: a discarded future is never done, and who asks it waits for ever.
    /// *Back-pressure*, as in the last two rows, loses nothing, but the waiting has only moved to the source
    /// (*no bound* and *semaphore* nearly coincide). That is right for a file that you read, say.
        for (var name : List.of("no bound", "caller runs", "semaphore"))
        lab.claim(name + ": none is lost", flood.done(name) == flood.arrived(), flood.line(name));
    lab.claim("abort: each task is done, or its source is told",
            flood.done("abort") + flood.count("abort", Fate.REFUSED) == flood.arrived(),
            flood.line("abort"));
    for (var name : List.of("discard", "discard oldest"))
        lab.claim(name + ": tasks are lost, and nobody is told",
                flood.count(name, Fate.LOST) > 0 && flood.count(name, Fate.REFUSED) == 0,
                flood.line(name));
    int bounded = policies.keySet().stream().mapToInt(flood::longest).max().orElseThrow();
    lab.claim("only a queue without a bound grows past any bound",
            bounded <= 10 && flood.longest("semaphore") <= 14 && flood.longest("no bound") > 30,
            "%d, and %d".formatted(bounded, flood.longest("no bound")));
    lab.claimAbove("where the oldest are dropped, who is served is served sooner",
            flood.latency("no bound"), flood.latency("discard oldest").estimate());

    /// ## A task that has others done
    /// To count the primes of a large range, it hands both halves to the pool, and waits for them.
    record Tree(ExecutorService pool, int from, int to) implements Callable<Long> {
        public Long call() throws Exception {
            if (to - from <= 1_000) return new Part(from, to).call().primes();
            int middle = (from + to) / 2;
            var left = pool.submit(new Tree(pool, from, middle));
            var right = pool.submit(new Tree(pool, middle, to));
            return left.get() + right.get();
        }

        public String toString() {
            return from + " to " + to;
        }
    }

    /// ## A pool that waits for itself
    /// In a pool of two, the first worker takes the whole, and waits for a half. The second takes a half, and
    /// waits for a quarter. Who does the quarter? A detector looks at workers and queue every two
    /// milliseconds. The JDK keeps a note of what a thread waits for.
    var stuck = pools.watch(2, pool -> new Tree(pool, 0, 16_000)).starvation().orElseThrow();
    lab.show("starved", Pools.table("A pool of two that waits for itself", stuck));
    int starved = 0;
    for (int run = 0; run < 20; run++)
        if (pools.watch(2, pool -> new Tree(pool, 0, 16_000)).starvation().isPresent()) starved++;
    lab.claim("two workers wait for themselves every time", starved == 20, starved + " of 20 runs");

    /// ## A deadlock without a lock
    /// All workers wait for tasks in their own queue, so nobody will ever take these: a *thread starvation
    /// deadlock*. No lock is in it. Does a larger pool help? Fifteen tasks of this tree wait. Sixteen workers
    /// are enough for it, and too few for the next larger one.
    long inTree = new Part(0, 16_000).call().primes();
    var larger = new ArrayList<List<?>>();
    for (int size : List.of(2, 4, 8, 16))
        larger.add(List.of(size, pools.watch(size, pool -> new Tree(pool, 0, 16_000)).answer()
                .map(String::valueOf).orElse("waits for itself")));
    lab.show("larger", Rows.table("The same tree", List.of("workers", "answer"), larger));
    lab.claim("with more workers than tasks that wait, one is left to work",
            larger.getLast().equals(List.of(16, String.valueOf(inTree))), inTree + " primes");

    /// ## Put right
    /// Do not wait in a pool for the same pool, or take an engine that allows it. `ForkJoinPool` is made for
    /// trees: who waits helps with what it waits for, if it can, or a spare thread steps in. With a thread
    /// for each task nobody waits for a worker. Or do not wait at all: the next lesson.
    for (var name : List.of("work-stealing pool", "thread per task")) {
        var total = pools.use(engines.get(name), e -> e.submit(new Tree(e, 0, 16_000)).get());
        lab.claim(name + ": a task may wait for others", total == inTree, total + " primes");
    }

    /// ## The answer
    /// What changes when the engine does? Not the lines, nor the answers. What changes is how many tasks are
    /// under way at once, what a task may wait for, what has to travel, and what it costs.
    ///
    /// | engine | take it for | not for |
    /// |---|---|---|
    /// | fixed pool | computing; a limit on what runs at once | tasks that wait for each other |
    /// | work-stealing pool | tasks that split themselves (fork/join) | tasks that wait for a service |
    /// | thread per task | tasks that wait | computing: nothing gained, no limit |
    /// | pool of processes | code that may crash or must be stopped | small tasks, large data |
    ///
    /// **When not to use an executor**: for a loop over an array (a parallel stream is shorter), subtasks
    /// that live and die together (structured concurrency), or endless work (a thread with a name).
    var answer = new ArrayList<List<?>>();
    for (var name : engines.keySet())
        answer.add(List.of(name, Tables.speedup(computed.of(name).speedup()),
                Tables.speedup(waited.of(name).speedup())));
    lab.show("answer", Rows.table("Times as fast as the fixed pool",
            List.of("engine", "computing", "waiting"), answer));
    lab.close();

    /// ## What next?
    /// Give the engines thousands of small parts: which one suffers most? Let a visit take a second. Double
    /// the range of the tree, in a pool of sixteen. Next comes waiting without a thread:
    /// [Asynchronous programming](11-asynchronous-programming.ipynb). Before:
    /// [Multiprocessing](09-multiprocessing.ipynb).
    ///
    /// Sources: B. Goetz and others, *Java Concurrency in Practice*, 2006, chapters 6 to 8, on executors,
    /// cancelling, thread starvation deadlock, and the size of a pool (8.2); J. Little, *A proof for the
    /// queuing formula L = λW*, Operations Research 9, 1961; P. Denning and J. Buzen, *The operational
    /// analysis of queueing network models*, Computing Surveys 10, 1978; D. Lea, *A Java fork/join
    /// framework*, 2000; G. Tene, *How not to measure latency*, 2013; B. Quinlan, PEP 3148, *futures*, 2009.
}
