///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES lab/Lab.java
//NOTEBOOK 11-asynchronous-programming.ipynb

import module java.base;

import java.net.http.*;
import java.net.http.HttpResponse.BodyHandlers;
import lab.*;
import lab.async.*;
import lab.load.*;
import lab.measure.*;
import lab.service.*;
import lab.view.*;
import lab.work.*;

/// # Asynchronous programming
/// **How does one thread serve ten thousand callers?**
///
/// *You will do* it yourself, with an event loop of thirty lines, and then with a real one; wait in
/// ten ways; make five mistakes, and put them right. *You will learn* what callbacks and futures are,
/// what an event loop is good at, what it must never do, and where it gains nothing. *It takes* twenty
/// minutes to read and a minute to run. You need lesson 10.
///
/// Change any cell and run it again; after a change to a class, run all cells that follow. Before:
/// [Executors and futures](10-executors-and-futures.ipynb). Next:
/// [Virtual threads](12-virtual-threads.ipynb).

/// ## An event loop
/// There is no magic in it: a queue of tasks, a queue of timers, and one thread, that of whoever calls
/// `run`. It runs a task to its end, and then takes the next. If nothing is due, it waits for a task or
/// for the next timer, whichever comes first. Other threads may call `execute` and `after`. All else is
/// done by tasks of the loop, `stop` too, and needs no lock.
class Loop implements Executor {
    record Timer(long due, Runnable task) {}

    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Queue<Timer> timers =
            new PriorityQueue<>((a, b) -> Long.signum(a.due() - b.due()));
    private boolean stopped;

    public void execute(Runnable task) {
        tasks.add(task);
    }

    void after(long millis, Runnable task) {
        long due = System.nanoTime() + 1_000_000 * millis;
        execute(() -> timers.add(new Timer(due, task)));
    }

    void stop() {
        stopped = true;
    }

    void run() throws InterruptedException {
        while (!stopped) next().run();
    }

    private Runnable next() throws InterruptedException {
        var timer = timers.peek();
        long wait = timer == null ? Long.MAX_VALUE : timer.due() - System.nanoTime();
        if (wait <= 0) return timers.poll().task();
        var task = tasks.poll(wait, TimeUnit.NANOSECONDS);
        return task == null ? () -> {} : task;
    }
}

/// ## Somebody else knows
/// What our callers want to know, somebody else has to find out: a database, a service. That takes 20
/// ms, in which we have nothing to do. A *callback* is what shall be done with the answer. A *future* is
/// an object that stands for an answer which is not there yet.
void ask(Loop loop, String question, Consumer<String> callback) {
    var answers = Map.of("order 7", "Ada", "Ada", "12 Hill Street", "12 Hill Street", "Leeds");
    loop.after(20, () -> callback.accept(answers.get(question)));
}

CompletableFuture<String> ask(Loop loop, String question) {
    var answer = new CompletableFuture<String>();
    ask(loop, question, answer::complete);
    return answer;
}

void main(String... args) throws Exception {
    /// ## One after another
    /// First what everybody writes: ask, wait, next. The thread does nothing while it waits, and yet
    /// serves nobody else. Ten callers, and the last of them waits for all. In the background start, for
    /// later, a web service in a process of its own, a client for it, and a database.
    var lab = Lab.open("asynchronous-programming", args);
    boolean quick = lab.size() == Size.QUICK;
    var loops = new EventLoops(lab);
    var services = new Services(lab);
    var web = services.web(Duration.ofMillis(quick ? 10 : 20));
    var client = web.vertx();
    var database = services.database();
    EventLoops.warm(() -> client.get(0));
    EventLoops.warm(() -> database.read(0));
    double alone = loops.millis(() -> {
        for (int caller = 0; caller < 10; caller++) Thread.sleep(20);
    });
    lab.say("10 callers, one after another: %.0f ms".formatted(alone));

    /// ## Ten thousand at once
    /// Now the loop. To begin a wait takes an entry in a queue. So the loop begins ten thousand of them, and
    /// then takes whatever is due. The list of those served is a plain one, without a lock: only one thread
    /// ever touches it. Compare the time with the one above.
    var loop = new Loop();
    var served = new ArrayList<Integer>();
    double together = loops.millis(() -> {
        for (int caller = 0; caller < 10_000; caller++) {
            int number = caller;
            loop.after(20, () -> {
                served.add(number);
                if (served.size() == 10_000) loop.stop();
            });
        }
        loop.run();
    });
    lab.claim("one thread served ten thousand callers, whose waits overlapped",
            Set.copyOf(served).size() == 10_000 && together < 10_000 * 20 / 100,
            "%,d served in %.0f ms".formatted(served.size(), together));

    /// ## Callbacks
    /// Who placed the order, where do they live, which city is that? Each question needs the answer to the
    /// one before, so callback nests in callback: the *pyramid of doom*. There is no line on which the
    /// code waits. And where would the `try` go, if one of them failed?
    var cities = new ArrayList<String>();
    var desk = new Loop();
    ask(desk, "order 7", customer ->
            ask(desk, customer, street ->
                    ask(desk, street, city -> {
                        cities.add(city);
                        desk.stop();
                    })));
    loops.millis(desk::run);
    lab.claim("callbacks in callbacks find the city", cities.contains("Leeds"), "" + cities);

    /// ## Futures
    /// With futures, the same reads from top to bottom: `thenCompose` goes on with an answer that is to
    /// come itself. Then `thenCombine` adds a second question, asked at the same time. A failure skips what
    /// follows, and arrives at the end, if there is an end that looks. Who runs a step? The thread that
    /// completes the future before it; if that is complete already, the one that adds the step.
    var counter = new Loop();
    var city = ask(counter, "order 7")
            .thenCompose(customer -> ask(counter, customer))
            .thenCompose(street -> ask(counter, street));
    var who = city.thenCombine(ask(counter, "order 7"), (place, name) -> name + " of " + place);
    who.whenComplete((answer, failure) -> counter.stop());
    loops.millis(counter::run);
    lab.claim("a chain of futures finds it, too",
            city.join().equals("Leeds") && who.join().equals("Ada of Leeds"), who.join());

    /// ## A real loop
    /// Ours knows no sockets. A real one, here that of *Vert.x*, waits in a single call to the system for
    /// a task, a timer, or something to read on any of thousands of connections. Its client calls the web
    /// service. These first calls open a hundred connections, by code that is not yet compiled: hence
    /// their latency. Note who brings the answers.
    var names = new ConcurrentSkipListSet<String>();
    var burst = services.run(ClosedLoop.burst(100), Caller.async(id -> client.get(id)
            .whenComplete((answer, failure) -> names.add(Thread.currentThread().getName()))),
            web::expected);
    lab.say("%s; answers brought by %s".formatted(burst, names));
    lab.claim("100 web calls at once, each answered rightly", burst.failed() == 0,
            burst.errorLine());

    /// ## The client of the JDK
    /// Outwardly the same, without a library: `sendAsync` returns a `CompletableFuture` at once. But who
    /// brings the answers is a thread of the common pool, now this, now that: there, a plain list, filled
    /// by callbacks, would not do. Closing the client waits for its calls, and ends its threads.
    var reply = lab.run(() -> {
        try (var http = HttpClient.newHttpClient()) {
            return http.sendAsync(HttpRequest.newBuilder(web.uri(0)).build(),
                    BodyHandlers.ofString()).thenApply(HttpResponse::body).join();
        }
    });
    lab.claim("the client of the JDK gets the same answer", reply.equals(web.expected(0)), reply);

    /// ## Waiting for one
    /// Much of asynchronous programming is to say what to wait for. Python's asyncio has names for that,
    /// and Java has methods. We say each phrase, and note what comes of it. `call` asks the web service,
    /// and answers its number if all is right. Each line ends in `join`, which blocks. The main thread may,
    /// as it has nothing else to do; the loop would wait for itself for ever, so there one goes on with
    /// `thenApply` or `thenCompose`, as `await` does. `exceptionally` gets the failure itself only if it
    /// follows the future that failed; one step later it is wrapped in a `CompletionException`.
    IntFunction<CompletableFuture<Integer>> call = id ->
            client.get(id).thenApply(answer -> answer.equals(web.expected(id)) ? id : -1);
    Supplier<CompletableFuture<Object>> never = CompletableFuture::new;
    var soon = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);
    var phrases = new ArrayList<Phrase>();
    phrases.addLast(new Phrase("await call(1)", "thenApply", 1,
            () -> call.apply(0).thenApply(zero -> zero + 1).join()));
    phrases.addLast(new Phrase("sleep", "delayedExecutor", 2,
            () -> CompletableFuture.supplyAsync(() -> 2, soon).join()));
    phrases.addLast(new Phrase("wait_for", "orTimeout", "too late",
            () -> never.get().orTimeout(10, TimeUnit.MILLISECONDS).exceptionally(
                    failure -> failure instanceof TimeoutException ? "too late" : "?").join()));
    phrases.addLast(new Phrase("shield", "copy", 5, () -> {
        var shielded = call.apply(5);
        shielded.copy().cancel(true);
        return shielded.join();
    }));

    /// ## Waiting for several
    /// For all of them, for the first, or for each as it comes. `allOf` only says that all are there, so
    /// one asks each for its answer; and it waits for all even if one has failed, where `gather` raises
    /// the first failure at once. With `handle`, a failure becomes an answer. For `as_completed` the JDK has
    /// nothing that takes futures: a queue does it.
    phrases.addLast(new Phrase("gather", "allOf", List.of(1, 2), () -> {
        var both = List.of(call.apply(1), call.apply(2));
        return CompletableFuture.allOf(both.toArray(CompletableFuture[]::new))
                .thenApply(nothing -> both.stream().map(CompletableFuture::join).toList()).join();
    }));
    phrases.addLast(new Phrase("return_exceptions", "handle", "no line", () ->
            CompletableFuture.failedFuture(new IOException("no line"))
                    .handle((answer, failure) -> failure.getMessage()).join()));
    phrases.addLast(new Phrase("FIRST_COMPLETED", "anyOf", 1, () ->
            CompletableFuture.anyOf(never.get(), call.apply(1)).join()));
    phrases.addLast(new Phrase("as_completed", "a queue", List.of(2, 1), () -> {
        var done = new LinkedBlockingQueue<Object>();
        var slow = never.get(); // begun first, and there last
        slow.thenAccept(done::add);
        call.apply(2).thenAccept(done::add);
        var first = done.take();
        slow.complete(1);
        return List.of(first, done.take());
    }));

    /// ## Together, and not too many
    /// In a *group*, one failure cancels the others: here futures, whose work goes on, while a `TaskGroup`
    /// waits until its coroutines have ended. A *limit* begins a call only when another has ended. The JDK's
    /// `Semaphore` would block the loop, and its `StructuredTaskScope`, which the next lesson uses, is for
    /// threads; so both are from the library of these lessons. Where there is a CPython, it says the same
    /// in asyncio. Look for equal answers in every row.
    phrases.addLast(new Phrase("TaskGroup", "Group (ours)", "cancelled: no line", () -> {
        var group = new Group<Integer>();
        var other = group.add(new CompletableFuture<>());
        group.add(CompletableFuture.failedFuture(new IOException("no line")));
        var end = group.all().exceptionNow().getMessage();
        return other.isCancelled() ? "cancelled: " + end : end;
    }));
    phrases.addLast(new Phrase("Semaphore(5)", "Limit (ours)", "sum 45, 5 at once", () -> {
        var five = new Limit(5);
        var ten = IntStream.range(0, 10).mapToObj(id -> five.run(() -> call.apply(id))).toList();
        int sum = ten.stream().mapToInt(CompletableFuture::join).sum();
        return "sum %d, %d at once".formatted(sum, five.most());
    }));
    loops.phrases("waiting", "What asyncio says, and what Java says", phrases);

    /// ## First mistake: to block the loop
    /// While a task runs, a loop does nothing else. Questions come every millisecond, and each hundredth
    /// brings a chore of 40 ms, like a query through a driver that blocks. Here it runs on the loop. A
    /// wait counts from when a question was *meant* to be asked. Had we asked only after each answer, one
    /// question would have met each chore, instead of forty: that is *coordinated omission*.
    var real = loops.loop();
    Runnable chore = () -> LockSupport.parkNanos(40_000_000);
    Function<Runnable, Caller<Integer>> questions = everyHundredth -> Caller.async(id -> {
        if (id % 100 == 10) everyHundredth.run();
        return CompletableFuture.supplyAsync(() -> id, real);
    });
    var byTheClock = OpenLoop.even(1_000, quick ? 60 : 200);
    var blocked = new ArrayList<Latencies>();
    for (int round = 0; round < 5; round++)
        blocked.addLast(services.run(byTheClock,
                questions.apply(() -> real.execute(chore)), id -> id).latencies());
    double late = Latencies.together(blocked).shareAbove(10);
    lab.claim("a blocked loop keeps everybody waiting", late > 0.1,
            "%.0f%% waited for more than 10 ms".formatted(100 * late));

    /// ## Put right: let a worker block
    /// The chore goes to a worker thread, the loop goes on, and hears of it when the worker is done. The
    /// same questions, the same chores, one word changed. The chart has all the waits; the claim compares
    /// the wait that nine in ten did not exceed, the 90th percentile. In brackets is the interval of a
    /// figure: such a claim holds or falls only if the whole of it lies on one side of the bound.
    var handed = new ArrayList<Latencies>();
    for (int round = 0; round < 5; round++)
        handed.addLast(services.run(byTheClock,
                questions.apply(() -> real.blocking(chore)), id -> id).latencies());
    var waits = new LinkedHashMap<String, Latencies>();
    waits.put("on the loop", Latencies.together(blocked));
    waits.put("on a worker", Latencies.together(handed));
    lab.show(services.distributions("blocked", "How long a question waits", waits));
    lab.claimAbove("on a worker, the 90th percentile is lower by so many times",
            Statistics.medianInterval(IntStream.range(0, 5).mapToDouble(round ->
                    blocked.get(round).percentileMillis(90)
                            / handed.get(round).percentileMillis(90)).toArray()), 1);

    /// ## Second mistake: to lose an exception
    /// Now a service that fails for one call in ten. We send two hundred, and count what arrives. A failure
    /// skips `thenAccept`, and stays in a future that nobody looks at. Nothing is printed, no thread dies,
    /// and the program believes that all is well.
    var flaky = web.failing(0.1, lab.seed());
    var sender = flaky.vertx();
    int failing = flaky.faults().count(200);
    var arrived = new AtomicInteger();
    loops.millis(() -> {
        var sent = IntStream.range(0, 200).mapToObj(id ->
                sender.get(id).thenAccept(answer -> arrived.incrementAndGet())).toList();
        for (var one : sent) while (!one.isDone()) Thread.sleep(1);
    });
    lab.claim("failures that nobody looks at are silent", arrived.get() == 200 - failing,
            arrived + " of 200 arrived, and nothing was said of the others");

    /// ## Put right: end every chain
    /// At the end of a chain, somebody looks at both, the answer and the failure. The service decides by
    /// the number of a call whether it fails, so we know how many failures there are to be heard of.
    var heard = new ConcurrentHashMap<String, Integer>();
    loops.millis(() -> {
        var sent = IntStream.range(0, 200).mapToObj(id -> sender.get(id).handle((answer, failure) ->
                heard.merge(failure == null ? "arrived" : failure.getMessage(), 1, Integer::sum)));
        for (var one : sent.toList()) one.join();
    });
    lab.claim("at the end of a chain, every failure is heard of",
            200 - heard.get("arrived") == failing, heard.toString());

    /// ## Third mistake: to stop at once
    /// An office accepts a hundred letters, each to be posted after 20 ms, and closes. What a stopped loop
    /// has in its queues is dropped without a word, as by `System.exit`, or the end of a program whose
    /// threads are daemons. `shutdownNow` at least hands back what never began, and interrupts the rest.
    var posted = new ArrayList<Integer>();
    var hasty = new Loop();
    hasty.execute(() -> {
        for (int letter = 0; letter < 100; letter++) {
            int number = letter;
            hasty.after(20, () -> posted.add(number));
        }
        hasty.stop();
    });
    loops.millis(hasty::run);
    lab.claim("a loop that stops at once drops letters", posted.size() < 100,
            posted.size() + " of 100 posted");

    /// ## Put right: drain, then stop
    /// Accept nothing more, keep a future of every letter, and stop when all are complete. In practice,
    /// with a time limit, or a single letter that is stuck keeps the office open for ever.
    posted.clear();
    var careful = new Loop();
    careful.execute(() -> {
        var open = IntStream.range(0, 100).mapToObj(letter -> {
            var sent = new CompletableFuture<Boolean>();
            careful.after(20, () -> sent.complete(posted.add(letter)));
            return sent;
        }).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(open).whenComplete((all, failure) -> careful.stop());
    });
    loops.millis(careful::run);
    lab.claim("drained, it drops none", posted.size() == 100, posted.size() + " of 100 posted");

    /// ## Fourth mistake: a cancellation that does not arrive
    /// `cancel(true)` completes a `CompletableFuture`, and that is all. It knows nothing of the thread that
    /// works for it, and the `true` means nothing. Below, the work goes on for an answer that nobody wants.
    /// `orTimeout` stops it no better, and cancelling a stage leaves the stages before it alone.
    var steps = new AtomicInteger();
    var enough = new AtomicBoolean();
    Callable<Integer> work = () -> {
        for (; !enough.get(); Thread.sleep(1)) steps.incrementAndGet();
        return steps.get();
    };
    var counted = lab.run(() -> {
        var promise = real.blocking(work);
        while (steps.get() == 0) Thread.sleep(1);
        promise.cancel(true);
        int before = steps.get();
        for (int look = 0; look < 5_000 && steps.get() < before + 5; look++) Thread.sleep(1);
        enough.set(true);
        return List.of(before, steps.get());
    });
    lab.claim("a cancelled CompletableFuture works on", counted.getFirst() < counted.getLast(),
            "step %d when it was cancelled, %d later".formatted(counted.toArray()));

    /// ## Put right: cancel what does the work
    /// The `Future` that an executor returns knows its thread, and interrupts it. Work that waits hears
    /// that at once; work that computes has to ask `Thread.interrupted()`. A web client may give futures
    /// that stop their call when they are cancelled, as ours and the JDK's do: read its documentation.
    enough.set(false);
    boolean ended = lab.run(() -> {
        try (var single = Executors.newSingleThreadExecutor()) {
            int before = steps.get();
            var task = single.submit(work);
            while (steps.get() == before) Thread.sleep(1);
            task.cancel(true);
            single.shutdown();
            boolean done = single.awaitTermination(10, TimeUnit.SECONDS);
            enough.set(true);
            return done;
        }
    });
    lab.claim("a cancelled Future interrupts its work", ended, ended ? "it ended" : "it goes on");

    /// ## Fifth mistake: all at once
    /// To begin a call costs so little that one easily begins too many. This service has ten seats, and
    /// turns away whoever finds none. Each caller brings a letter, which is in memory until it is answered.
    var service = BusyService.on(real, 10, Duration.ofMillis(5));
    int letters = 200, size = 50_000;
    var flood = services.run(ClosedLoop.burst(letters),
            Caller.async(id -> service.send(size)), id -> size);
    double floodMemory = service.mostHeld() / 1e6;
    lab.claim("a flood of calls is turned away", flood.failed() > 0,
            "%s; %.1f MB of letters at once".formatted(flood.errorLine(), floodMemory));

    /// ## Put right: a limit
    /// As many calls at once as there are seats. The others wait in a queue of ours, where their letters
    /// have not been written yet, and trouble nobody. Latency counts from the burst, so it includes that
    /// queue. It is that of right answers only; and as callers and service share the loop, even who had a
    /// seat in the flood waited until all letters were written.
    var limit = new Limit(10);
    var trickle = services.run(ClosedLoop.burst(letters),
            Caller.async(id -> limit.run(() -> service.send(size))), id -> size);
    double trickleMemory = service.mostHeld() / 1e6;
    var fanOut = new LinkedHashMap<String, Load>();
    fanOut.put("all at once", flood);
    fanOut.put("ten at once", trickle);
    lab.show("fan-out", EventLoops.loads("Letters to a service with ten seats", fanOut));
    lab.claim("under the limit, nobody is turned away, and fewer letters are in memory",
            trickle.failed() == 0 && trickleMemory < floodMemory,
            "%s; %.1f MB of letters at once".formatted(trickle.errorLine(), trickleMemory));

    /// ## The bill: web calls
    /// From one caller to many, all at the same moment, until the last has the answer. One after another,
    /// every caller adds a wait; more than ten we do not wait for. A pool of two hundred, started
    /// beforehand, serves in groups. A thread each is held up by the starting of threads: of very many, the
    /// first have ended before the last begin. The loop begins all at once, and stays near the ideal, one
    /// wait for all, until the work of the calls themselves fills its core; threads have all cores for it.
    var blocking = web.blocking();
    var counts = quick
            ? List.of(10, 100) : List.of(1, 10, 100, 1_000, EventLoops.bearable(10_000));
    var pages = loops.serve("web call", web::expected, counts,
            EventLoops.ways(10, 10_000, blocking, blocking::get, client, client::get));
    lab.show(loops.chart("web-calls", "Callers of a web service", pages));
    lab.claimAbove("ten callers: the loop is so many times as fast as one after another",
            pages.ratio("sequential", "event loop", 10), 2);

    /// ## The bill: a database
    /// A loop gains where others do the waiting. A database behind JDBC has an interface that blocks, so
    /// the loop hands such calls to its sixteen workers, and is a thread pool in disguise. The calls are
    /// short, and share ten connections. Who is first, and by how much? Ten thousand threads we spare.
    var many = quick ? List.of(20) : counts;
    var bill = new ArrayList<CallerTimes>(List.of(pages));
    bill.addLast(loops.serve("read a row", database::expected, many, EventLoops.ways(
            10_000, 1_000, database::read, id -> real.blocking(() -> database.read(id)))));
    bill.addLast(loops.serve("write two rows", id -> Database.ENTRIES_A_TRANSFER, many,
            EventLoops.ways(10_000, 1_000, database::write,
                    id -> real.blocking(() -> database.write(id)))));

    /// ## The bill: files
    /// To copy a file blocks, too. To send one is a wait, and then to move and to hash its bytes, for which
    /// the loop has one thread. Ten thousand would move more than a gigabyte in each round. Each answer of
    /// every way was checked, files by their hash. The last column has the fastest, and a question mark if
    /// its rounds and those of another overlap. Where many are fastest one after another, a call is so
    /// short that to hand it over costs more than it gains.
    var files = services.files();
    var some = quick ? List.of(10) : List.of(1, 10, 100, 1_000);
    bill.addLast(loops.serve("copy a file", files::expectedSize, some, EventLoops.ways(
            1_000, 1_000, files::copy, id -> real.blocking(() -> files.copy(id)))));
    bill.addLast(loops.serve("download", web::expectedHash, some,
            EventLoops.ways(10, 100, blocking, blocking::download, client, client::download)));
    bill.addLast(loops.serve("upload", web::expectedHash, some,
            EventLoops.ways(10, 100, blocking, blocking::upload, client, client::upload)));
    lab.show("bill", CallerTimes.table("Milliseconds until the last has the answer", bill));

    /// ## The bill: memory
    /// A process for each way has so many callers, and while all of them wait for the web service, the
    /// system's account of the process is read. A thread takes a stack, of which counts what was touched;
    /// a caller on the loop takes an entry in a table and the buffers of a connection. With few callers,
    /// what they share weighs most. One after another, and in a pool, most callers only stand in a queue.
    var memory = loops.memory(quick ? List.of(1_000) : List.of(10, 1_000, 10_000),
            web.with(Duration.ofMinutes(1)).uri(1));
    if (memory.isPresent()) {
        var each = memory.get();
        lab.show("memory", each.table("Memory of callers that wait"));
        int waiting = each.most("a thread each", "event loop");
        double onLoop = each.kilobytesEach("event loop", waiting);
        double onThreads = each.kilobytesEach("a thread each", waiting);
        if (waiting >= 1_000)
            lab.claim("many callers take less memory on a loop than on threads", onLoop < onThreads,
                    "%,d callers: %.0f KB against %.0f KB".formatted(waiting, onLoop, onThreads));
    } else lab.say("this system does not tell how much memory so many callers take");

    /// ## Where async gains nothing
    /// Sixteen parts of a computation, as tasks of the loop. There is no wait here in which another could
    /// be served, so one thread takes as long as one thread takes. *Useful cores* is the processor time of
    /// the plain call over the elapsed time of the loop; *peak threads* are those beyond the ones before.
    var primes = lab.workloads().primes();
    var computed = lab.compare(lab.plan().times(0.5), "computing", primes.name(),
            Lab.answers(primes), List.of(new Variant<>("sequential", 1, primes::compute),
                    new Variant<>("event loop", 1, () -> primes.combine(primes.parts(16).stream()
                            .map(part -> CompletableFuture.supplyAsync(part, real)).toList()
                            .stream().map(CompletableFuture::join).toList()))));
    lab.show(computed);
    lab.claimAtMost("useful cores: an event loop does not speed up a computation",
            Teams.usefulCores(computed, "event loop"), 1.1);

    /// ## The answer
    /// How does one thread serve ten thousand callers? By never waiting for one of them. It begins what they
    /// ask for, and somebody else does the waiting: the system, a service, a timer. What it saves is
    /// threads: their memory, and the work of starting and switching them. (The clients differ, too: that
    /// of the loop does all that HTTP may ask for, that of the threads only what this service needs.)
    ///
    /// **When not to use it**: for computations; where the interfaces block anyway; and where a thread each
    /// would do, since code with futures is harder to read, to debug and to cancel. The next lesson asks
    /// whether one can have both.
    int most = counts.stream().filter(pages::triedByAll).max(Integer::compare).orElse(10);
    lab.say("%,d web calls: a thread each (%,d alive at most) takes %s times as long as the loop"
            .formatted(most, pages.peakThreads("a thread each", most),
                    pages.ratio("a thread each", "event loop", most)));
    lab.close();

    /// ## What next?
    /// Let a task of the thirty-line loop throw an exception: who hears of it, and who is served after it?
    /// Make the chore a computation instead of a wait. Take the limit to eleven where there are ten seats.
    /// Then read the same programs without futures: [Virtual threads](12-virtual-threads.ipynb).
    ///
    /// Sources: D. Kegel, *The C10K problem*, 1999 to 2014; M. Welsh, D. Culler and E. Brewer, *SEDA*, SOSP
    /// 2001; J. Ousterhout, *Why threads are a bad idea (for most purposes)*, 1996, and R. von Behren,
    /// J. Condit and E. Brewer, *Why events are a bad idea (for high-concurrency servers)*, HotOS 2003;
    /// B. Goetz and others, *Java Concurrency in Practice*, 2006, chapters 6 to 8; G. Tene, *How not to measure
    /// latency*, 2013; C. Hattingh, *Using Asyncio in Python*, 2020, chapter 3; the Python documentation,
    /// *Coroutines and tasks*.
}
