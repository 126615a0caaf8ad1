///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25
//PREVIEW
//COMPILE_OPTIONS -XDsuppressNotes
//SOURCES lab/Lab.java
//NOTEBOOK 12-virtual-threads.ipynb

import module java.base;
import java.util.concurrent.StructuredTaskScope.*;
import lab.*;
import lab.coordination.*;
import lab.load.*;
import lab.measure.*;
import lab.observe.*;
import lab.system.Callback;
import lab.view.*;
import lab.work.*;

/// # Virtual threads
/// **Can blocking code have the speed of asynchronous code?**
///
/// *You will* start a million threads, see them mounted on a few carriers, pin them, leak them, and then
/// run ten thousand web calls against an event loop. *You will learn* what a virtual thread costs, what
/// keeps it on its carrier, when it gains nothing, and how *structured concurrency* makes threads end.
/// *It takes* twenty minutes to read and one to run. You need lessons 10 and 11.
///
/// Change any cell and run it again; after a change to a method, run all cells that follow. Structured
/// concurrency is a preview in JDK 25: it takes `--enable-preview`, and is written otherwise in other
/// versions. Before: [Asynchronous programming](11-asynchronous-programming.ipynb). This is the last lesson
/// so far.

/// ## The same lines for any engine
/// Tasks go in, answers come out, and the engine decides what runs a task: a thread of a pool, or a new
/// virtual thread for each. Leaving the `try` block waits for all of them. Our first tasks ask a question
/// each, and `ask` blocks until it is answered, as by a database or a web service: the plainest code there
/// is. The answers are added up, so that a missing or wrong one shows.
<T> List<T> all(Supplier<ExecutorService> engine, List<Callable<T>> tasks) throws Exception {
    try (var executor = engine.get()) {
        var answers = new ArrayList<T>();
        for (var done : executor.invokeAll(tasks)) answers.add(done.get());
        return answers;
    }
}

long gather(Supplier<ExecutorService> engine, FanOut work) throws Exception {
    var tasks = IntStream.range(0, work.questions())
            .<Callable<Long>>mapToObj(question -> () -> work.ask(question)).toList();
    return all(engine, tasks).stream().mapToLong(answer -> answer).sum();
}

/// ## A narrow place
/// A service that bears only so many callers at once, and notes how many there were; and how long it takes
/// to do something a hundred times, on some engine.
class Narrow {
    final AtomicInteger inside = new AtomicInteger(), most = new AtomicInteger();

    int enter() throws InterruptedException {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        Thread.sleep(5);
        return inside.decrementAndGet();
    }
}

double hundred(Lab lab, Supplier<ExecutorService> engine, Callable<?> task) throws Exception {
    return lab.run(() -> {
        long start = System.nanoTime();
        all(engine, Collections.<Callable<Object>>nCopies(100, task::call));
        return (System.nanoTime() - start) / 1e6;
    });
}

/// ## A class that takes its time
/// Its *initialiser* runs once, when the class is first used, and waits. We shall see whom that holds up.
class SlowStart {
    static {
        LockSupport.parkNanos(20_000_000);
    }
}

/// ## A shop
/// It counts who is at work. A customer waits for a minute, unless interrupted; a thief fails as soon as
/// as many as he wants are there. `tree` has a customer at every leaf, and a *scope* for every pair, which
/// waits for both. We come back to scopes.
class Shop {
    final AtomicInteger atWork = new AtomicInteger();

    String customer() throws InterruptedException {
        atWork.incrementAndGet();
        try {
            Thread.sleep(Duration.ofMinutes(1));
            return "served";
        } finally {
            atWork.decrementAndGet();
        }
    }

    String thief(int crowd) throws InterruptedException {
        while (atWork.get() < crowd) Thread.sleep(1);
        throw new IllegalStateException("out of stock");
    }
}

String tree(Shop shop, int depth) throws InterruptedException {
    if (depth == 0) return shop.customer();
    try (var scope = StructuredTaskScope.open(Joiner.<String>allSuccessfulOrThrow())) {
        for (int side = 0; side < 2; side++) scope.fork(() -> tree(shop, depth - 1));
        return scope.join().map(Subtask::get).collect(Collectors.joining(" and "));
    }
}

/// ## Skynet, in scopes
/// A task with ten tasks below it, and so on, down to the leaves, which answer with their number. Everybody
/// else adds up. Nothing is computed: what we see is what threads cost.
long inScopes(Skynet.Node node) throws InterruptedException {
    if (node.isLeaf()) return node.number();
    try (var scope = StructuredTaskScope.open(Joiner.<Long>allSuccessfulOrThrow())) {
        for (var child : node.children()) scope.fork(() -> inScopes(child));
        return scope.join().mapToLong(Subtask::get).sum();
    }
}

void main(String... args) throws Exception {
    /// ## Two hundred threads
    /// Blocking code has a bad name because of this: a pool of platform threads, each of which can wait
    /// for one answer at a time. Two hundred of them, for a thousand waits or more. Divide, and you know how
    /// long it takes at best. In the background, a web service starts, for later.
    var lab = Lab.open("virtual-threads", args);
    boolean quick = lab.size() == Size.QUICK;
    var services = new Services(lab);
    var web = services.web(Duration.ofMillis(50));
    var eventLoop = web.vertx();
    EventLoops.warm(() -> eventLoop.get(0));
    var coordination = new Coordination(lab);
    var waits = coordination.fanOut(quick ? 1_000 : 10_000, Duration.ofMillis(50));
    double pooled = coordination.millis(waits,
            work -> gather(() -> Executors.newFixedThreadPool(200), work));
    lab.say("%s on 200 threads: %.0f ms".formatted(waits.name(), pooled));

    /// ## A thread for each
    /// One word changes: the engine. Each wait now has a *virtual thread* of its own. A virtual thread is
    /// scheduled by Java, and costs so little that nobody needs to share it. Beside it, what lesson 11
    /// does: a timer calls back, and one thread waits for all. *Peak threads* are platform threads beyond
    /// those before. In brackets is the interval of a figure: a claim falls only if all of it lies beyond.
    Supplier<ExecutorService> each = Executors::newVirtualThreadPerTaskExecutor;
    var ways = new LinkedHashMap<String, FanOut.Model>();
    ways.put("callbacks", work -> {
        var timer = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);
        var answers = IntStream.range(0, work.questions()).mapToObj(
                q -> CompletableFuture.supplyAsync(() -> FanOut.answer(q), timer)).toList();
        return answers.stream().mapToLong(CompletableFuture::join).sum();
    });
    ways.put("virtual threads", work -> gather(each, work));
    var plan = lab.plan().times(0.5);
    var waited = coordination.compare(plan, waits, ways);
    lab.show(waited);
    var took = waited.of("virtual threads");
    lab.claimAtMost("blocking code waits in half the time that 200 threads need at best",
            Coordination.millis(took), 50.0 * waits.questions() / 200 / 2);
    lab.claimAtMost("and takes no more than twice as long as callbacks",
            waited.speedup("callbacks", "virtual threads"), 2);

    /// ## A million
    /// While it waits, a virtual thread is all on the heap, with as much of a stack as it has calls. A
    /// platform thread has a stack from the system. Each crowd waits in a JVM of its own. The heap is
    /// collected first; *resident* is what the system has booked. Nobody has to fill the heap to find out
    /// whether a million fit: the first few thousand tell what each takes, and no more are started than the
    /// better half of the heap has room for.
    var carriers = new Carriers(lab);
    int million = quick ? 5_000 : 1_000_000;
    var orders = new LinkedHashMap<String, CrowdProgram.Order>();
    orders.put("platform", new CrowdProgram.Order(CrowdProgram.Kind.PLATFORM, 1, 500));
    var virtual = CrowdProgram.Kind.VIRTUAL;
    orders.put("virtual", new CrowdProgram.Order(virtual, 1, million));
    orders.put("virtual, 50 calls deep",
            new CrowdProgram.Order(virtual, 50, quick ? 5_000 : 100_000));
    var crowds = carriers.crowds(orders);
    lab.show("crowds", Carriers.table("Threads that wait", crowds));
    var crowd = crowds.get("virtual");
    lab.say("asked for %,d, started %,d".formatted(million, crowd.threads()));
    lab.claim("a stack is as large as it has to be", crowds.get("virtual, 50 calls deep")
            .heapBytesEach() > crowd.heapBytesEach(), "50 calls deep against one");
    crowds.get("platform").residentBytesEach().ifPresent(bytes ->
            lab.claim("a virtual thread takes less than a platform thread",
                    crowd.heapBytesEach() < bytes / 2,
                    "%,.0f bytes of heap against %,.0f resident".formatted(
                            crowd.heapBytesEach(), bytes)));

    /// ## Carriers
    /// To run, a virtual thread is *mounted* on a platform thread, its *carrier*. As a rule there are as
    /// many carriers as cores (`jdk.virtualThreadScheduler.parallelism` says how many). Six threads now
    /// compute, sleep and compute again; each notes its carrier. First the threads, as the flight recorder
    /// saw them. For it a sleep lasts until the thread runs again, so the wait for a free carrier is in it.
    var observations = new Observations(lab);
    var mounts = new Mounts();
    var little = lab.workloads().primes(300_000);
    for (int warmUp = 0; warmUp < 10; warmUp++) lab.run(little::compute);
    var names = Thread.ofVirtual().name("virtual ", 1).factory();
    Callable<Integer> life = () -> {
        for (int i = 0; i < 3; i++) {
            mounts.stretch(little::compute);
            Thread.sleep(10);
        }
        return 3;
    };
    var seen = observations.watch(() ->
            all(() -> Executors.newThreadPerTaskExecutor(names), Collections.nCopies(6, life)));
    lab.show(observations.timeline("lives", "Six virtual threads", seen));

    /// ## Mounted and unmounted
    /// The same run, with a lane for each carrier. Where a thread sleeps it is *unmounted*: its stack goes
    /// to the heap, and the carrier takes another. It sleeps on until a carrier is free. See where each
    /// comes back: not always where it was.
    lab.show(carriers.timeline("mounts", "Who was mounted where", mounts));
    lab.claim("no more threads are mounted than there are cores",
            mounts.mostAtOnce() <= lab.cores(), "%d at once, on %s".formatted(mounts.mostAtOnce(),
                    lab.cores() == 1 ? "one core" : lab.cores() + " cores"));

    /// ## Pinned
    /// A thread that cannot be unmounted is *pinned*: it waits, and its carrier with it. Four ways to wait,
    /// each by two threads at the same time. The first two pin nobody; up to JDK 23 both kept their carrier
    /// (JEP 491). In JDK 25, the others have a frame on the stack that cannot be moved, or wait for one
    /// that has.
    var monitor = new Object();
    var slow = FreshClass.of(SlowStart.class);
    Callable<Void> nap = () -> { Thread.sleep(10); return null; };
    var waiting = new LinkedHashMap<String, Callable<?>>();
    waiting.put("sleep in synchronized", () -> { synchronized (monitor) { return nap.call(); } });
    waiting.put("Object.wait", () -> { synchronized (monitor) { monitor.wait(10); return null; } });
    waiting.put("a class initialiser", () -> { slow.initialise(); return null; });
    Callable<Integer> inC = () -> {
        Callback.fromC(() -> LockSupport.parkNanos(10_000_000));
        return 1;
    };
    waiting.put("called back by C", inC);

    /// ## What the recorder says
    /// The event `jdk.VirtualThreadPinned` tells who was pinned, for how long and why. In your own program,
    /// look for it before you look for anything else. It does not tell all: who reads a file keeps the
    /// carrier as well, and no event says so.
    var pinned = new ArrayList<List<?>>();
    for (var way : waiting.entrySet()) {
        var pinnings = carriers.pinned(2, way.getValue());
        pinned.add(List.of(way.getKey(), pinnings.size(), Carriers.reasons(pinnings)));
    }
    lab.show("pinned", Rows.table("Two threads wait", List.of("how", "pinned", "why"), pinned));
    lab.claim("synchronized does not pin, and a native frame does",
            pinned.stream().map(row -> (int) row.get(1) > 0).toList()
                    .equals(List.of(false, false, true, true)), "4 ways to wait");

    /// ## What it costs
    /// Four waits for each core, in `synchronized`, each at a lock of its own, and in a callback. Those who
    /// are pinned wait one after the other, as threads of a small pool do.
    int naps = 4 * lab.cores();
    Callable<Integer> inMonitor = () -> { synchronized (new Object()) { nap.call(); return 1; } };
    var variants = new ArrayList<Variant<Integer>>();
    variants.addLast(new Variant<>("in synchronized", lab.cores(),
            () -> all(each, Collections.nCopies(naps, inMonitor)).size()));
    variants.addLast(new Variant<>("called back by C", lab.cores(),
            () -> all(each, Collections.nCopies(naps, inC)).size()));
    var cost = lab.compare(plan.times(0.4), "pinning", naps + " naps of 10 ms",
            Answers.equalTo(naps), variants);
    lab.show(cost);
    lab.claimAbove("pinned threads wait one after the other",
            cost.speedup("in synchronized", "called back by C"), 1.5);

    /// ## Nothing to wait for
    /// Now a job that computes, cut into tasks, on a pool with a thread for each core, which is kept, and
    /// on virtual threads. They have the same cores under them. Expect no gain, and look at the claim: it
    /// counts what a second of processor time yields.
    var primes = lab.workloads().primes();
    var tasks = primes.parts(64).stream().<Callable<Long>>map(part -> part::get).toList();
    var pool = lab.own(Executors.newFixedThreadPool(lab.cores()));
    var engines = List.of(
            new Variant<>("pool", lab.cores(), () -> primes.combine(
                    pool.invokeAll(tasks).stream().map(Future::resultNow).toList())),
            new Variant<>("virtual threads", lab.cores(), () -> primes.combine(all(each, tasks))));
    var computing = lab.compare("computing", primes, engines);
    lab.show(computing);
    lab.claimAtMost("virtual threads compute no faster", computing.processorGain(
            computing.of("virtual threads"), computing.of("pool")), 1.1);

    /// ## Nobody is put aside
    /// The system takes the core away from a platform thread that computes for long. Java takes no carrier
    /// away from a virtual thread, so far (JEP 444). As many hogs as there are cores compute without a pause, until a
    /// newcomer has had its turn, or their time is up. How many had to end before it came to that?
    var alone = carriers.hogsEndedFirst(Thread.ofVirtual().factory(), Duration.ofMillis(200));
    var among = carriers.hogsEndedFirst(Thread.ofPlatform().daemon().factory(),
            Duration.ofSeconds(3));
    lab.claim("a virtual newcomer waits for a hog to end, a platform thread does not",
            alone > 0 && among == 0, "%d had ended, and %d".formatted(alone, among));

    /// ## Too many at once
    /// A hundred callers, and a service that bears ten. With a pool, a limit came for free; with a thread
    /// for each, somebody has to set one. First nobody does. Each task waits elsewhere for a while, and then
    /// goes to the service.
    Callable<Void> elsewhere = () -> { Thread.sleep(15); return null; };
    var overrun = new Narrow();
    hundred(lab, each, () -> { elsewhere.call(); return overrun.enter(); });
    lab.claim("without a limit, more come than the service bears", overrun.most.get() > 10,
            overrun.most + " at once");

    /// ## A semaphore, not a pool
    /// A pool of ten keeps to ten, and makes everybody wait for the whole of each task. A *semaphore*
    /// guards the narrow place only. Virtual threads are never worth keeping, so never pool them. The pool
    /// cannot be faster than ten rounds of a task; see whether the semaphore is.
    var guarded = new Narrow();
    var permits = new Semaphore(10);
    Callable<Integer> permitted = () -> {
        elsewhere.call();
        permits.acquire();
        try { return guarded.enter(); } finally { permits.release(); }
    };
    var pooling = new Narrow();
    double ofPool = hundred(lab, () -> Executors.newFixedThreadPool(10),
            () -> { elsewhere.call(); return pooling.enter(); });
    var ofPermits = new double[5];
    for (int run = 0; run < 5; run++) ofPermits[run] = hundred(lab, each, permitted);
    lab.say("pool of ten: %.0f ms".formatted(ofPool));
    lab.claim("both keep to ten", guarded.most.get() <= 10 && pooling.most.get() <= 10,
            "%s and %s at once".formatted(guarded.most, pooling.most));
    lab.claimAtMost("with a semaphore it takes less than a pool can",
            Statistics.medianInterval(ofPermits), 10 * (15 + 5));

    /// ## A value for each thread
    /// A `ThreadLocal` keeps something dear for a thread, to use it again. A pool has few threads, and that
    /// is cheap. Here is one for each task: what was a cache is now a copy each, which nobody uses again. A
    /// *scoped value* is bound once and read by all below.
    int readers = quick ? 2_000 : 20_000;
    var local = ThreadLocal.withInitial(() -> new byte[1_000]);
    var scoped = ScopedValue.<byte[]>newInstance();
    var bind = ScopedValue.where(scoped, new byte[1_000]);
    var values = new LinkedHashMap<String, Supplier<byte[]>>();
    values.put("a thread-local", local::get);
    values.put("a scoped value", scoped::get);
    var holders = new LinkedHashMap<String, Crowd>();
    for (var value : values.entrySet())
        holders.put(value.getKey(), lab.run(() -> bind.call(() -> {
            try (var scope = StructuredTaskScope.open()) {
                var reading = carriers.crowd(readers, wait -> scope.fork(() -> {
                    value.getValue().get();
                    wait.run();
                }));
                scope.join();
                return reading;
            }
        })));

    /// ## Who inherits it?
    /// The tasks of a scope inherit what is bound around it, and can rely on it: the scope ends before the
    /// binding does. A thread that is started without a scope inherits no scoped value, since it might live
    /// longer. An `InheritableThreadLocal` goes to every child, and every child has to copy the table.
    lab.show("values", Carriers.heap("A value for each thread", holders));
    double copies = holders.get("a thread-local").heapBytesEach();
    double bound = holders.get("a scoped value").heapBytesEach();
    lab.claim("a thread-local is a copy each, a scoped value is not", copies > bound + 400,
            "%,.0f bytes a thread against %,.0f".formatted(copies, bound));

    /// ## A leak
    /// Now to threads that outlive their purpose. An order has two parts, and one fails. The exception
    /// arrives, the method is left, and the other part works on, for nobody. So it goes with every
    /// executor that is not closed, and closing it waits for a minute.
    var shop = new Shop();
    var executor = Executors.newVirtualThreadPerTaskExecutor();
    AutoCloseable sweeper = executor::shutdownNow;
    lab.own(sweeper); // for a Stop before the broom below
    var leak = lab.run(() -> {
        executor.submit(shop::customer);
        try {
            return executor.submit(() -> shop.thief(1)).get();
        } catch (ExecutionException e) {
            return e.getCause().getMessage();
        }
    });
    lab.claim("the order has failed, and a part of it still runs", shop.atWork.get() == 1,
            "%s; %d at work".formatted(leak, shop.atWork.get()));
    executor.shutdownNow();
    boolean swept = lab.run(() -> executor.awaitTermination(10, TimeUnit.SECONDS));
    lab.claim("interrupted by hand, it ends", swept && shop.atWork.get() == 0,
            shop.atWork + " at work");

    /// ## All or nothing
    /// A *scope* owns the threads that are forked in it. When one fails, the others are interrupted, and
    /// `join` throws; to leave the `try` waits until they have ended. There is nothing to sweep up.
    var nothing = lab.run(() -> {
        try (var scope = StructuredTaskScope.open()) {
            scope.fork(shop::customer);
            scope.fork(shop::customer);
            scope.fork(() -> shop.thief(2));
            scope.join();
            return "all served";
        } catch (FailedException e) {
            return e.getCause().getMessage();
        }
    });
    lab.claim("one fails, and the others have ended when the scope is left",
            nothing.equals("out of stock") && shop.atWork.get() == 0,
            "%s; %d at work".formatted(nothing, shop.atWork.get()));

    /// ## First success
    /// Another *joiner*, another policy: of three, the first that succeeds wins, a failure does not count
    /// while others may succeed, and the slow one is told to stop.
    var first = lab.run(() -> {
        try (var scope = StructuredTaskScope.open(Joiner.<String>anySuccessfulResultOrThrow())) {
            scope.fork(shop::customer);
            scope.fork(() -> shop.thief(1));
            scope.fork(() -> { Thread.sleep(20); return "the third"; });
            return scope.join();
        }
    });
    lab.claim("the first success wins, and the rest has ended",
            first.equals("the third") && shop.atWork.get() == 0, first);

    /// ## A time-out that arrives
    /// Eight customers at the leaves of a tree of scopes, three deep, and a time limit at the root. Time is
    /// up: the root interrupts its task, which leaves its own scope and so interrupts two more, and so on.
    /// It arrives at every leaf, since all on the way wait in scopes. A task that never looks would be
    /// waited for.
    var late = lab.run(() -> {
        try (var scope = StructuredTaskScope.open(Joiner.<String>allSuccessfulOrThrow(),
                limits -> limits.withTimeout(Duration.ofMillis(100)))) {
            scope.fork(() -> tree(shop, 3));
            return scope.join().map(Subtask::get).findFirst().orElseThrow();
        } catch (StructuredTaskScope.TimeoutException e) {
            return "time is up";
        }
    });
    lab.claim("the time-out reaches every leaf",
            late.equals("time is up") && shop.atWork.get() == 0,
            "%s; %d at work".formatted(late, shop.atWork.get()));

    /// ## Skynet
    /// The tree of tasks, a virtual thread for each: in scopes, and *bare*, with no more than a counter for
    /// each parent. Beside them a fork/join pool, which was made for trees: its tasks are no threads, and
    /// should not wait for anything but each other. At last, unless the run is quick, a tree of a million
    /// bare threads, in a JVM of its own with much room for young objects.
    var skynet = coordination.skynet();
    var models = new LinkedHashMap<String, Skynet.Model>();
    models.put("in scopes", node -> inScopes(node));
    models.put("bare threads", new BareThreads(Thread.ofVirtual().factory()));
    models.put("fork/join tasks", new ForkJoinTree(ForkJoinPool.commonPool()));
    var grown = coordination.compare(plan, skynet, models);
    lab.show("skynet", Coordination.table(skynet.name(), skynet, grown));
    lab.claimAbove("a task that is no thread costs less",
            grown.speedup("fork/join tasks", "bare threads"), 1);
    var large = coordination.skynet(1_000_000);
    if (!quick) lab.say("%s: %s ms".formatted(large.name(), coordination.skynetAlone(large)));

    /// ## Ping-pong
    /// Two threads hand a number to and fro. To wake a platform thread takes the system's scheduler, to
    /// wake a virtual one Java's. The `Slot` is a field, and a thread that parks at once. A queue where both
    /// have to meet does more, but looks again for a while before it parks: where the other has a core,
    /// too, nobody may have to be woken at all.
    var game = coordination.pingPong();
    var hands = new LinkedHashMap<String, PingPong.Model>();
    for (var made : List.of(Thread.ofPlatform().factory(), names)) {
        var kind = made == names ? "virtual, " : "platform, ";
        hands.put(kind + "queue",
                PingPong.between(made, () -> Handover.by(new SynchronousQueue<>())));
        hands.put(kind + "slot", PingPong.between(made, () -> new Slot()));
    }
    var handed = coordination.compare(plan, game, hands);
    lab.show("hand-overs", Coordination.table("What a hand-over takes", game, handed));
    lab.claimAbove("virtual threads hand over no slower than platform threads",
            handed.speedup("virtual, slot", "platform, slot"), 0.8);

    /// ## Ten thousand calls
    /// Now the question. A web service answers each call after 50 ms, later than in lesson 11, and all call
    /// at the same moment. First an event loop; then a virtual thread for each call, which waits for the
    /// same client: one change. In the third row the threads have a client that blocks. It does only what this service
    /// needs, where that of the loop does all that HTTP may ask for; and a loop has one core, while carriers
    /// have all. So the row shows that threads are no hindrance, not that they are faster. Connections are
    /// kept, and opened beforehand. Latencies count from the moment when all call: beyond 50 ms, it is time
    /// in a queue. Errors are counted, and end nothing.
    int many = quick ? 200 : EventLoops.bearable(10_000);
    var threads = lab.own(each.get());
    var blocking = web.blocking();
    var callers = new LinkedHashMap<String, Bursts.Way<String>>();
    callers.put("event loop", new Bursts.Way<>(Caller.async(eventLoop::get), eventLoop));
    callers.put("threads, same client", new Bursts.Way<>(
            Caller.on(threads, id -> eventLoop.get(id).get()), eventLoop));
    callers.put("threads, blocking client", new Bursts.Way<>(
            Caller.on(threads, blocking::get), blocking));
    var calls = "%,d web calls".formatted(many);
    int times = quick ? 3 : 5;
    var rounds = new Plan(times, times, Duration.ofMillis(100), Duration.ZERO);
    var loads = new Bursts<>(services, many, web::expected).compare(rounds, "web", calls, callers);
    lab.show("web", Services.table(calls + " at once", loads));
    var latencies = new LinkedHashMap<String, Latencies>();
    for (var way : loads.ways()) latencies.put(way, loads.latencies(way));
    lab.show(services.distributions("latencies", "Latency of a call", latencies));
    lab.claim("every call was answered rightly", loads.allRight(), "%,d failed".formatted(
            loads.ways().stream().mapToInt(loads::failed).sum()));
    lab.claimAtMost("threads that wait take no more than twice as long as the loop alone",
            loads.ratio("threads, same client", "event loop"), 2);

    /// ## The answer
    /// Can blocking code have the speed of asynchronous code? For waiting, nearly: a thread still takes
    /// microseconds and about a kilobyte, of which a callback takes a part. It is the same machinery,
    /// written by others: what a callback says in an object, a virtual thread says in a stack. You keep
    /// loops, `try` and stack traces; and a database driver that waits in sockets needs no workers.
    ///
    /// **When not to use virtual threads**: for computing, where they gain nothing, and where nobody else
    /// gets a turn while as many compute as there are carriers; behind C code that waits; and for a handful
    /// of threads that live as long as the program. Do not pool them, do not keep dear things in
    /// thread-locals, and limit what is narrow.
    var callbacks = waited.of("callbacks");
    var answer = new ArrayList<List<?>>();
    BiConsumer<String, Function<Measurement, String>> wait = (what, figure) ->
            answer.addLast(List.of(what, figure.apply(callbacks), figure.apply(took)));
    wait.accept(waits.name() + ", ms", m -> Numbers.interval(Coordination.millis(m)));
    wait.accept("processor µs a wait", m -> Numbers.three(1e3 * m.cpuMillis() / waits.questions()));
    wait.accept("bytes allocated a wait",
            m -> Numbers.three(1e6 * m.allocatedMegabytes() / waits.questions()));
    answer.addLast(List.of(calls + ", ms", Numbers.interval(loads.millis("event loop")),
            Numbers.interval(loads.millis("threads, same client"))));
    lab.show("answer", Rows.table("Asynchronous or blocking, with 95% intervals",
            List.of("what", "asynchronous", "virtual threads"), answer));
    lab.close();

    /// ## What next?
    /// Let the customer of the shop swallow the interrupt: what does the scope do? Make the narrow place
    /// bear a hundred. Give the wait in `SlowStart` to a `Thread.sleep`. Let `web.jdk()`, the client of the
    /// JDK, make the calls as a third way: what does one cost there? Before:
    /// [Asynchronous programming](11-asynchronous-programming.ipynb).
    ///
    /// Sources: R. Pressler and A. Bateman, *JEP 444: Virtual Threads*, 2023; *JEP 491: Synchronize Virtual
    /// Threads without Pinning*, 2024; *JEP 505: Structured Concurrency*, 2025; *JEP 506: Scoped Values*, 2025;
    /// B. Goetz and others, *Java Concurrency in Practice*, 2006, chapters 6 to 8; M. Sústrik, 'Structured
    /// Concurrency', 2016; N. J. Smith, 'Notes on structured concurrency, or: Go statement considered
    /// harmful', 2018; A. Temerev, *Skynet 1M concurrency microbenchmark*, 2016.
}
