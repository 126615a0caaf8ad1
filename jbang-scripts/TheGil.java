///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES lab/Lab.java
//NOTEBOOK 04-the-gil.ipynb

import module java.base;

import lab.Interpreters;
import lab.Lab;
import lab.Pythons;
import lab.interpreter.*;
import lab.measure.*;
import lab.python.*;
import lab.view.*;
import lab.work.*;

/// # The global interpreter lock
/// **Why do Python threads not speed up a computation, and why do they speed up waiting?**
///
/// *You will* put a lock around everything that a Java program computes, as CPython does, take it away
/// again, and compare; then run the same work in the CPython of this machine. *You will learn* what such
/// a lock costs, who suffers most from it, and what Python offers instead. *It takes* fifteen minutes to
/// read and a minute to run. You need to know Java, and what a thread is.
///
/// Before: [CPU scheduling](03-cpu-scheduling.ipynb). Next:
/// [Threads and processes](05-threads-and-processes.ipynb).

/// ## One at a time
/// CPython is the usual Python. Its interpreter keeps all its data under one lock, the *global
/// interpreter lock*, or GIL: only the thread that holds it may compute. In Java we can have such a rule
/// too. Here a thread enters an interpreter, counts every `n`-th stretch of 64 numbers, and after each
/// passes a *safe point*, where it gives the lock up if it is asked to.
long count(Interpreter interpreter, CountPrimes job, int w, int n) throws Exception {
    interpreter.enter();
    try {
        long primes = 0;
        for (int from = 64 * w; from < job.items(); from += 64 * n) {
            primes += job.compute(from, Math.min(from + 64, job.items()));
            interpreter.safePoint();
        }
        return primes;
    } finally {
        interpreter.leave();
    }
}

/// ## Waiting happens outside
/// The second rule: who waits for something gives the lock up first and takes it again afterwards. This
/// thread looks into its inbox for two milliseconds, again and again, and nothing ever comes. That is
/// how work looks that is *I/O-bound*: it asks a disk or a network, and waits.
long await(Interpreter interpreter, int waits, int w, int n) throws Exception {
    var inbox = new LinkedBlockingQueue<String>();
    Callable<String> look = () -> inbox.poll(2, TimeUnit.MILLISECONDS);
    interpreter.enter();
    try {
        long done = 0;
        for (int i = w; i < waits; i += n, done++) interpreter.released(look);
        return done;
    } finally {
        interpreter.leave();
    }
}

/// ## A team
/// Thread `w` of `n` does its share of either job, and the shares add up. The whole is the same work,
/// however many do it.
interface Share {
    long of(int w, int n) throws Exception;
}

Callable<Long> team(int n, Share share) {
    return () -> {
        var shares = new ArrayList<Callable<Long>>();
        for (int i = 0; i < n; i++) {
            int w = i;
            shares.add(() -> share.of(w, n));
        }
        long sum = 0;
        try (var pool = Executors.newFixedThreadPool(n)) {
            for (var part : pool.invokeAll(shares)) sum += part.get();
        }
        return sum;
    };
}

/// ## A server
/// For later: a thread that answers. It reads a letter, and writes the same letter back. It hardly
/// computes, yet it needs the lock after each of the two calls, since even going round a loop is
/// computing.
void serve(Interpreter interpreter, ByteChannel line) throws Exception {
    var letter = ByteBuffer.allocate(1);
    Callable<Integer> read = () -> line.read(letter.clear());
    Callable<Integer> write = () -> line.write(letter.flip());
    interpreter.enter();
    try {
        while (interpreter.released(read) > 0) interpreter.released(write);
    } finally {
        interpreter.leave();
    }
}

/// ## A thread that is never done, and a visitor
/// One computes beside the server until it is told to stop, and tells how many numbers it has tested.
/// A visitor from outside sends letters over the loopback network, each after a short pause, and notes
/// how long each answer takes. Meanwhile, so many threads compute.
long compute(Interpreter interpreter, CountPrimes job, BooleanSupplier stop) throws Exception {
    interpreter.enter();
    try {
        long tested = 0;
        for (; !stop.getAsBoolean(); tested += 64) {
            job.compute(job.items() - 64, job.items());
            interpreter.safePoint();
        }
        return tested;
    } finally {
        interpreter.leave();
    }
}

Interpreters.Visit visit(Interpreters all, Interpreter one, CountPrimes job, int computing) {
    return all.to(line -> serve(one, line), computing, stop -> compute(one, job, stop));
}

void main(String... args) throws Exception {
    /// ## This machine
    /// The lock is in the library, in the class `InterpreterLock`. It follows CPython's (3.2 and later) step by
    /// step. Who wants it waits for a *switch interval*, 5 ms, and then asks for it. The holder sees that at
    /// its next safe point, gives the lock up, and waits until somebody else has really taken it.
    ///
    /// If there is a CPython here, 3.8 or later, it will have its turn further down: the first on the PATH,
    /// or the one whose path you put between the quotes or into the variable `LAB_PYTHON`.
    var lab = Lab.open("the-gil", args);
    var interpreters = new Interpreters(lab);
    var locked = new InterpreterLock();
    var free = Interpreter.withoutLock();
    var teams = lab.workers().stream().map(n -> Math.min(n, 16)).distinct().toList();
    int most = teams.getLast();
    var pythons = Pythons.of(lab, "");
    lab.say(pythons.line());

    /// ## Threads that compute
    /// The primes, counted by teams of one, two and more threads, with the lock and without it. What they
    /// are compared with is a plain call, without any thread or lock.
    var primes = lab.workloads().primes(lab.size() == Size.QUICK ? 400_000 : 1_000_000);
    var computing = new ArrayList<Variant<Long>>();
    computing.add(new Variant<>("plain", 1, primes::compute));
    for (int n : teams) {
        var under = team(n, (w, of) -> count(locked, primes, w, of));
        var without = team(n, (w, of) -> count(free, primes, w, of));
        computing.add(new Variant<>("with the lock × " + n, n, under));
        computing.add(new Variant<>("without the lock × " + n, n, without));
    }
    var computed = lab.compare("computing", primes, computing);
    lab.show(computed);

    /// ## Nothing gained
    /// Look at *busy cores*. With the lock it stays at one, whatever the number of threads: they take
    /// turns. The claim counts *useful cores*: the processor time of the plain call over the elapsed time
    /// of the team. On a quiet machine that is the speedup; on a busy one it does not mistake a larger
    /// share of the processor for a gain.
    var useful = Interpreters.usefulCores(computed, "with the lock × " + most);
    lab.claimAtMost("under the lock, threads do not speed up a computation", useful, 1.1);
    var best = teams.stream().map(n -> computed.of("without the lock × " + n).speedup())
            .max(Comparator.comparingDouble(Interval::estimate)).orElseThrow();
    if (lab.cores() > 1 && most > 1)
        lab.claimAbove("without the lock, the same threads do", best, 1);

    /// ## Threads that wait
    /// The same teams share a fixed number of waits. Nobody holds the lock while waiting, so all can wait
    /// at the same time. This needs no second core.
    int waits = lab.size() == Size.QUICK ? 8 : 32;
    var waiting = new ArrayList<Variant<Long>>();
    waiting.add(new Variant<>("plain", 1, () -> await(free, waits, 0, 1)));
    for (int n : teams) {
        var under = team(n, (w, of) -> await(locked, waits, w, of));
        var without = team(n, (w, of) -> await(free, waits, w, of));
        waiting.add(new Variant<>("with the lock × " + n, n, under));
        waiting.add(new Variant<>("without the lock × " + n, n, without));
    }
    var right = Answers.equalTo((long) waits);
    var waited = lab.compare(lab.plan(), "waiting", "waits of 2 ms", right, waiting);
    lab.show(waited);

    /// ## Nearly all gained
    /// With the lock or without it, the speedup follows the number of threads. The lock is given up and
    /// taken for each wait, but that takes microseconds.
    var together = waited.of("with the lock × " + most).speedup();
    if (most > 1) lab.claimAbove("under the lock, threads do speed up waiting", together, 1.2);

    /// ## And those who do both?
    /// Now mix the two: a server that waits most of the time, beside one thread that computes. First under
    /// the naive lock that most of us would write: put down while waiting, kept while computing.
    class PlainLock implements Interpreter {
        private final ReentrantLock lock = new ReentrantLock();

        public void enter() {
            lock.lock();
        }

        public void leave() {
            lock.unlock();
        }

        public void safePoint() {}

        public <T> T released(Callable<T> body) throws Exception {
            lock.unlock();
            try {
                return body.call();
            } finally {
                lock.lock();
            }
        }
    }

    /// ## Three rules, with and without company
    /// The naive lock, the GIL, and no lock at all; each server alone, and beside one thread that computes.
    /// They are visited in turn, several times over.
    var rules = new LinkedHashMap<String, Interpreter>();
    rules.put("no lock", free);
    rules.put("GIL", locked);
    rules.put("plain lock", new PlainLock());
    var kinds = new LinkedHashMap<String, Interpreters.Visit>();
    rules.forEach((name, rule) -> kinds.put(name, visit(interpreters, rule, primes, 0)));
    rules.forEach((name, rule) ->
            kinds.put(name + ", one computes", visit(interpreters, rule, primes, 1)));
    var visits = interpreters.inTurn(kinds);

    /// ## The convoy effect
    /// The chart has a ridge for each server and company. Alone, the three are alike. With a thread that computes, the
    /// server without a lock still answers quickly. Under the plain lock the visitor waits until the
    /// computation ends, which here is when the visit runs out of time. Under the GIL it waits for
    /// a switch interval, over and over. This is the *convoy effect*: a thread that needs the lock for
    /// a microsecond queues behind one that wants it for ever.
    var latencies = new LinkedHashMap<String, double[]>();
    visits.forEach((kind, seen) -> latencies.put(kind, Interpreters.millis(seen)));
    lab.show(Figures.histogram("latency", "How long an answer takes",
            "milliseconds", latencies, lab.machine()));

    /// ## How bad?
    /// The figures behind the picture. The slowest tenth says more than the middle: a visitor who needs
    /// ten answers for one page meets it about every time.
    lab.show("latencies", interpreters.table("How long an answer takes, ms", visits));
    var beside = visits.get("GIL, one computes");
    double interval = locked.interval().toNanos() / 1e6;
    double slow = Interpreters.percentile(beside, 90);
    lab.claim("under the GIL, one answer in ten takes an interval or more", slow >= interval,
            "%.1f ms, and the interval is %.0f ms".formatted(slow, interval));
    lab.claimAbove("without a lock, the thread that computes does less harm",
            Interpreters.slowdown(beside, visits.get("no lock, one computes")), 1);

    /// ## Who holds it, and is that fair?
    /// A visit to a server beside two threads that compute, with a note of every turn. The two take turns
    /// of an interval or two, and get about the same time. The server's turns are so short that they look
    /// like lines. The rule is fair in that whoever asks gets the lock away from its holder. But nobody is
    /// preferred: neither who has waited longest, nor who needs the lock least.
    var watched = new InterpreterLock();
    watched.watch();
    lab.run(() -> visit(interpreters, watched, primes, 2).visit());
    lab.show(interpreters.timeline("turns", "Who holds the lock", watched.turns()));
    var held = new StringJoiner(", ", "the lock was held by ", "");
    Interpreters.held(watched.turns()).forEach((who, ms) ->
            held.add("%s for %.1f ms".formatted(who, ms)));
    lab.say(held.toString());
    lab.claim("whoever asks for the lock makes another take it",
            watched.requests() > 0 && watched.switches() >= watched.requests(),
            watched.switches() + " switches, " + watched.requests() + " requests");

    /// ## Then make the interval shorter?
    /// Python lets you, with `sys.setswitchinterval`. Two threads compute now, and the visits are made
    /// under locks with different intervals.
    var intervals = lab.size() == Size.QUICK
            ? List.of(0.1, 1.0, 10.0)
            : List.of(0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0);
    var locks = new LinkedHashMap<String, Interpreters.Visit>();
    for (double ms : intervals) {
        var lock = new InterpreterLock(Duration.ofNanos(Math.round(ms * 1e6)));
        locks.put(ms + " ms", visit(interpreters, lock, primes, 2));
    }
    var sweep = interpreters.inTurn(locks);

    /// ## Quick answers or quick computing
    /// The wait follows the interval, and can be longer, since two are in the queue before the visitor's
    /// turn may come. So a short interval seems best.
    var answers = Interpreters.against("median answer", intervals, sweep.values(),
            visit -> Statistics.median(visit.millis()));
    lab.show(Figures.lines("interval-latency", "The wait for an answer", "switch interval, ms",
            "milliseconds", true, List.of(answers), lab.machine()));
    lab.claimAbove("a longer interval means a longer wait", Interpreters.slowdown(
            sweep.get(intervals.getLast() + " ms"), sweep.get(intervals.getFirst() + " ms")), 1);

    /// ## The other side
    /// What the two threads got done meanwhile. Every switch costs something: a thread has to wake up, and
    /// until it does, nobody computes. Look how far the line falls on the left. Between quick answers and
    /// quick computing there is no best interval, only a choice. CPython's is five milliseconds.
    var tested = Interpreters.against("two threads", intervals, sweep.values(),
            Visits::computedPerMilli);
    lab.show(Figures.lines("interval-throughput", "What is computed meanwhile",
            "switch interval, ms", "numbers tested in a millisecond", true, List.of(tested),
            lab.machine()));

    /// ## The real thing
    /// Does CPython behave like that? Here is the same work for it, line by line: to count primes in stretches of
    /// 64, and to wait for 2 ms, in shares again. Python is slower by itself, so it gets fewer numbers.
    int below = lab.size() == Size.QUICK ? 50_000 : 150_000;
    var jobs = """
            import asyncio, math, multiprocessing, socket, sys, threading, time
            from concurrent.futures import ThreadPoolExecutor

            def prime(x):
                if x < 4: return x > 1
                if x % 2 == 0 or x % 3 == 0: return False
                for d in range(5, math.isqrt(x) + 1, 6):
                    if x % d == 0 or x % (d + 2) == 0: return False
                return True

            def count(w, n):
                stretches = (range(s, min(s + 64, BELOW)) for s in range(64 * w, BELOW, 64 * n))
                return sum(prime(x) for stretch in stretches for x in stretch)

            def wait(w, n):
                return sum(time.sleep(0.002) is None for i in range(w, WAITS, n))

            async def wait_async(w, n):
                return sum([await asyncio.sleep(0.002) is None for i in range(w, WAITS, n)])
            """;

    /// ## Four ways to share it
    /// Python's usual ways to do several things: `threading`, a pool of `concurrent.futures`, processes
    /// by `multiprocessing`, and the coroutines of `asyncio`, which all run on one thread and take turns
    /// where it says `await`. Each process has an interpreter, and a lock, of its own.
    var ways = """
            def plain(job, n):
                return job(0, 1)

            def threads(job, n):
                sums = [0] * n
                def part(w): sums[w] = job(w, n)
                team = [threading.Thread(target=part, args=(w,)) for w in range(n)]
                for t in team: t.start()
                for t in team: t.join()
                return sum(sums)

            def futures(job, n):
                with ThreadPoolExecutor(n) as team:
                    return sum(team.map(job, range(n), [n] * n))

            def processes(job, n):
                return sum(POOL.starmap(job, [(w, n) for w in range(n)], 1))

            def coroutines(job, n):
                async def part(w):
                    done = job(w, n)
                    return await done if asyncio.iscoroutine(done) else done
                async def whole():
                    return sum(await asyncio.gather(*map(part, range(n))))
                return asyncio.run(whole())
            """;

    /// ## A visitor in Python
    /// And the server, beside so many threads that compute, to be visited from here.
    var server = """
            def serve(job, n):
                over = threading.Event()
                def compute():
                    while not over.is_set(): job(0, 20)
                team = [threading.Thread(target=compute) for _ in range(n)]
                for t in team: t.start()
                answered = 0
                with socket.create_server(("127.0.0.1", 0)) as door:
                    print(door.getsockname()[1], flush=True)
                    with door.accept()[0] as line:
                        while letter := line.recv(1): answered += line.send(letter)
                over.set()
                for t in team: t.join()
                return answered
            """;

    /// ## On command
    /// The program starts once, its processes too. Then it does what each line of its input says, looks
    /// at its own clocks before and after, and answers. So no figure has Python's start in it.
    var loop = """
            if __name__ == "__main__":
                POOL = multiprocessing.Pool(MOST)
                print("ready", flush=True)
                for command in sys.stdin:
                    way, job, n = command.split()
                    wall, cpu = time.perf_counter_ns(), time.process_time_ns()
                    answer = globals()[way](globals()[job], int(n))
                    wall, cpu = time.perf_counter_ns() - wall, time.process_time_ns() - cpu
                    print(answer, wall, cpu, flush=True)
                POOL.terminate()
            """;
    var sizes = "BELOW, WAITS, MOST = %d, %d, %d\n".formatted(below, waits, most);
    var workers = pythons.start(sizes + jobs + ways + server + loop);

    /// ## Side by side in Python
    /// The right number of primes comes from Java. A wrong answer from any way would end the page here.
    /// Look at the speedups: which ways gain for the computation, and which for the waits?
    var inPython = new LinkedHashMap<String, Comparison>();
    long known = lab.workloads().primes(below).compute();
    var counting = Pythons.ways("count", "count", teams);
    var resting = Pythons.ways("wait", "wait_async", teams);
    for (var worker : workers) {
        var python = worker.python().name();
        inPython.put(python, pythons.compare(worker, "computing", known, counting));
        inPython.put(python + ", waits", pythons.compare(worker, "waiting", waits, resting));
    }
    if (!workers.isEmpty()) lab.show("python", pythons.table("In Python", inPython.values()));

    /// ## One picture
    /// Speedup of the computation, each against a plain call in its own language. With a lock the lines
    /// are flat, in Java and in CPython. Without one they rise to the number of cores and no further. So
    /// do processes, and so does a free-threaded CPython, if one was found.
    var lines = new ArrayList<Line>();
    lines.add(Interpreters.speedups("Java, no lock", computed, "without the lock", teams));
    lines.add(Interpreters.speedups("Java, locked", computed, "with the lock", teams));
    for (var worker : workers) {
        var name = worker.python().name();
        var python = inPython.get(name);
        lines.add(Interpreters.speedups(name + " threading", python, "threading", teams));
        if (worker.python().locked())
            lines.add(Interpreters.speedups(
                    name + " multiprocessing", python, "multiprocessing", teams));
    }
    lab.show(Figures.lines("gil", "Counting primes with more threads", "threads or processes",
            "speedup", false, lines, lab.machine()));

    /// ## And the waits
    /// The same for the waits. Here all rise together, and the cores do not matter.
    var rising = new ArrayList<Line>();
    rising.add(Interpreters.speedups("Java, no lock", waited, "without the lock", teams));
    rising.add(Interpreters.speedups("Java, locked", waited, "with the lock", teams));
    for (var worker : workers) {
        var name = worker.python().name();
        rising.add(Interpreters.speedups(
                name + " threading", inPython.get(name + ", waits"), "threading", teams));
    }
    lab.show(Figures.lines("waits", "Waiting with more threads", "threads", "speedup", false,
            rising, lab.machine()));

    /// ## The same shape?
    /// What was claimed of Java's lock, claimed of CPython's, with the same figures and the same bounds.
    /// Threads that compute gain nothing, threads that wait do.
    for (var worker : workers) {
        var name = worker.python().name();
        var python = inPython.get(name);
        var gain = Interpreters.usefulCores(python, "threading × " + most);
        var waitGain = inPython.get(name + ", waits").of("threading × " + most).speedup();
        if (worker.python().locked())
            lab.claimAtMost(name + ": threads do not speed up a computation", gain, 1.1);
        if (most > 1) lab.claimAbove(name + ": threads do speed up waiting", waitGain, 1.2);
    }

    /// ## A convoy in Python?
    /// The same visitor now calls on the Python server, alone and beside one thread that computes. Hold
    /// its ridges against those of the Java server under the lock: alone quick, in company an interval or
    /// more.
    var convoys = new LinkedHashMap<String, double[]>();
    for (var name : List.of("GIL", "GIL, one computes"))
        convoys.put("Java " + name, latencies.get(name));
    for (var worker : workers)
        for (int n = 0; n < 2; n++)
            convoys.put(worker.python().name() + (n == 0 ? "" : ", one computes"),
                    pythons.visit(worker, "serve count " + n));
    for (var worker : workers)
        if (worker.python().locked()) {
            var name = worker.python().name();
            double late = Interpreters.percentile(convoys.get(name + ", one computes"), 90);
            lab.claim(name + ": one answer in ten takes an interval or more", late >= interval,
                    "%.1f ms, and the interval is %.0f ms".formatted(late, interval));
        }
    lab.show(Figures.histogram("convoy", "The convoy effect, in Java and in Python",
            "milliseconds", convoys, lab.machine()));

    /// ## The answer
    /// Why do Python threads not speed up a computation? Because all of them need one lock to compute,
    /// and it goes from one to the next. Why do they speed up waiting? Because whoever waits has put the
    /// lock down. The Java program showed both with the lock, and neither needs Python: take the lock away,
    /// and the same threads use the cores.
    ///
    /// **What our lock leaves out.** CPython also needs the lock to count references, so it cannot just be
    /// removed. Each *subinterpreter* can have a lock of its own (PEP 684, Python 3.12). A *free-threaded*
    /// build has none (PEP 703, Python 3.13): each object is protected by itself, for which a single thread
    /// pays a little. Libraries such as NumPy put the lock down while they compute, so their threads do gain.
    /// And the lock does not make your own code safe: `x += 1` is several steps, there too.
    ///
    /// **When not to use threads in Python**: for a computation in pure Python; take processes, and mind
    /// that their arguments are copied. **When not to use processes**: for waiting; threads and coroutines
    /// are lighter. **When not to mix**: a server that must answer at once should not compute in the same
    /// process.
    var rows = new ArrayList<List<Object>>();
    for (var java : List.of("without the lock × " + most, "with the lock × " + most))
        rows.add(List.of("Java " + java, computed.of(java).speedup().toString(),
                waited.of(java).speedup().toString()));
    for (var worker : workers) {
        var python = worker.python().name();
        for (var way : List.of("threading", "multiprocessing", "concurrent.futures", "asyncio"))
            rows.add(List.of(python + " " + way + " × " + most,
                    inPython.get(python).of(way + " × " + most).speedup().toString(),
                    inPython.get(python + ", waits").of(way + " × " + most).speedup().toString()));
    }
    lab.show("answer", Rows.table("Speedup", List.of("way", "computing", "waiting"), rows));
    lab.close();

    /// ## What next?
    /// Set `locked` to an `InterpreterLock` with an interval of a second, and run the page again: which
    /// claims hold? Let the plain lock's `safePoint()` unlock and lock again at once, as Python did until 3.1
    /// every hundred instructions: who gets in, and how soon? Let two threads compute beside the server.
    /// What a process has that a thread has not is the question of
    /// [Threads and processes](05-threads-and-processes.ipynb). Before:
    /// [CPU scheduling](03-cpu-scheduling.ipynb).
    ///
    /// **Sources.** CPython, `Python/ceval_gil.c`, the notes at its top. A. Pitrou, 'Reworking the GIL',
    /// python-dev, 2009. D. Beazley, 'Understanding the Python GIL', PyCon 2010. E. Snow, PEP 684, 'A
    /// Per-Interpreter GIL', 2022. S. Gross, PEP 703, 'Making the Global Interpreter Lock Optional in
    /// CPython', 2023. L. Ramalho, *Fluent Python*, 2nd edition, 2022, chapter 19.
}
