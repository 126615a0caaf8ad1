///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES lab/Lab.java
//NOTEBOOK 04-the-gil.ipynb

import module java.base;

import lab.Interpreters;
import lab.Lab;
import lab.Pythons;
import lab.Teams;
import lab.interpreter.*;
import lab.measure.*;
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
/// CPython is the usual Python. Its interpreter guards all its data by one lock, the *global interpreter
/// lock*, or GIL: only the thread that holds it may run Python code. In Java we can have such a rule too.
/// Here thread `w` of `n` enters an interpreter, looks for primes in every `n`-th stretch of 64 numbers,
/// and after each stretch passes a *safe point*, where it gives the lock up if somebody has asked for it.
/// (The safepoints of the JVM are another thing.) Work like this, which only computes, is *CPU-bound*.
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
/// thread looks into its inbox for two milliseconds, again and again, and nothing ever comes. Work that
/// is *I/O-bound* looks like that: it asks a disk or a network, and waits.
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

void main(String... args) throws Exception {
    /// ## This machine
    /// The lock is in the library, in the class `InterpreterLock`. It follows CPython's, as it is since 3.2.
    /// Who wants it waits for a *switch interval*, 5 ms, and then asks for it. The holder sees that at its
    /// next safe point, gives the lock up, and waits until somebody else has really taken it.
    ///
    /// If there is a CPython here, 3.8 or later, it will have its turn further down: the first on the PATH,
    /// or the one whose path you put between the quotes or into the variable `LAB_PYTHON`.
    var lab = Lab.open("the-gil", args);
    var locked = new InterpreterLock();
    var free = Interpreter.withoutLock();
    var rules = new LinkedHashMap<String, Interpreter>();
    rules.put("GIL", locked);
    rules.put("no lock", free);
    var pythons = Pythons.of(lab, "");
    lab.say(pythons.line());

    /// ## Threads that compute
    /// The primes, counted by teams of one, two and more threads, under the GIL and without a lock. Each
    /// thread of a team does its share, and the shares add up, so the work is the same however many do it.
    /// What they are compared with is a plain call, without any thread or lock.
    var teams = new Teams(lab);
    int most = teams.most();
    var primes = lab.workloads().primes(lab.size() == Size.QUICK ? 400_000 : 1_000_000);
    var counting = teams.ways(primes::compute, rules, (rule, w, n) -> count(rule, primes, w, n));
    var computed = lab.compare("computing", primes, counting);
    lab.show(computed);

    /// ## Nothing gained
    /// Look at *busy cores*. Under the GIL it stays at one, whatever the number of threads: they take
    /// turns. The claim counts *useful cores*: the processor time of the plain call over the elapsed time
    /// of the team. On a quiet machine that is the speedup; on a busy one it does not mistake a larger
    /// share of the processor for a gain.
    var useful = Teams.usefulCores(computed, "GIL × " + most);
    lab.claimAtMost("under the lock, threads do not speed up a computation", useful, 1.1);
    var best = Teams.best(computed, "no lock", teams.sizes());
    if (lab.cores() > 1 && most > 1)
        lab.claimAbove("without the lock, the same threads do", best, 1);

    /// ## Threads that wait
    /// The same teams share a fixed number of waits. Nobody holds the lock while waiting, so all can wait
    /// at the same time. That needs no second core. With the lock or without it, the speedup follows the
    /// number of threads: what it takes to put the lock down for each wait, and to take it again, hardly
    /// shows.
    int waits = lab.size() == Size.QUICK ? 8 : 32;
    var waiting = teams.ways(() -> await(free, waits, 0, 1), rules,
            (rule, w, n) -> await(rule, waits, w, n));
    var right = Answers.equalTo((long) waits);
    var waited = lab.compare(lab.plan(), "waiting", "waits of 2 ms", right, waiting);
    lab.show(waited);
    var together = waited.of("GIL × " + most).speedup();
    if (most > 1) lab.claimAbove("under the lock, threads do speed up waiting", together, 1.2);

    /// ## And those who do both?
    /// Now mix the two: a server that waits most of the time, beside a thread that computes. The server
    /// reads a letter, and writes the same letter back. It hardly computes, yet it needs the lock after each
    /// of the two calls, since even going round a loop is computing.
    Interpreters.Server server = (interpreter, line) -> {
        var letter = ByteBuffer.allocate(1);
        Callable<Integer> read = () -> line.read(letter.clear());
        Callable<Integer> write = () -> line.write(letter.flip());
        interpreter.enter();
        try {
            while (interpreter.released(read) > 0) interpreter.released(write);
        } finally {
            interpreter.leave();
        }
    };

    /// ## The naive lock
    /// First under the lock that most of us would write: put down while waiting, kept while computing. It
    /// has nothing to do at a safe point.
    class NaiveLock implements Interpreter {
        private final ReentrantLock lock = new ReentrantLock();

        public void enter() { lock.lock(); }
        public void leave() { lock.unlock(); }
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
    /// The naive lock, the GIL, and no lock at all; each server alone, and beside a thread that tests numbers
    /// as above, but is never done. A visitor sends letters over *loopback*, the network of a machine with
    /// itself, each after a short pause, and notes how long each answer takes. The servers are visited in
    /// turn, several times over.
    rules.putFirst("naive lock", new NaiveLock());
    var interpreters = new Interpreters(lab);
    var kinds = new LinkedHashMap<String, Interpreters.Visit>();
    rules.forEach((name, rule) ->
            kinds.put(name, interpreters.visit(rule, server, primes, 0)));
    rules.forEach((name, rule) ->
            kinds.put(name + ", one computes", interpreters.visit(rule, server, primes, 1)));
    var visits = interpreters.inTurn(kinds);
    lab.show("latencies", interpreters.table("How long an answer takes, ms", visits));

    /// ## The convoy effect
    /// Alone, the three are alike. With a thread that computes, the server without a lock still answers
    /// quickly. Under the naive lock the visitor waits until the computation ends, which here is when the
    /// visit runs out of time. Under the GIL it waits for a switch interval, over and over. This is the
    /// *convoy effect*: a thread that needs the lock for a microsecond queues behind one that wants it for
    /// ever. Mind the slowest tenth, more than the middle: of the visitors who need ten answers for one page,
    /// two in three meet it.
    var latencies = Interpreters.latencies(visits);
    lab.show(Figures.histogram("latency", "How long an answer takes",
            "milliseconds", latencies, lab.machine()));
    var beside = visits.get("GIL, one computes");
    double interval = locked.interval().toNanos() / 1e6;
    double slow = Interpreters.percentile(beside, 90);
    lab.claim("under the GIL, one answer in ten takes an interval or more", slow >= interval,
            "%.1f ms, and the interval is %.0f ms".formatted(slow, interval));
    lab.claimAbove("without a lock, the thread that computes does less harm",
            Interpreters.slowdown(beside, visits.get("no lock, one computes")), 1);

    /// ## Who holds it, and is that fair?
    /// One visit to a server beside two threads that compute, with a note of every turn. The two take turns
    /// of an interval or two, and get about the same time. The server's turns are so short that they look
    /// like lines. The rule is fair in that whoever asks gets the lock away from its holder. But nobody is
    /// preferred: neither who has waited longest, nor who needs the lock least.
    var watched = new InterpreterLock();
    var turns = interpreters.watch(watched, server, primes, 2);
    lab.show(interpreters.timeline("turns", "Who holds the lock", turns));
    lab.say(Interpreters.held(turns));
    lab.claim("the lock changes hands at least as often as somebody asks for it",
            watched.requests() > 0 && watched.switches() >= watched.requests(),
            watched.switches() + " switches, " + watched.requests() + " requests");

    /// ## Then make the interval shorter?
    /// Python lets you, with `sys.setswitchinterval`. Two threads compute, and the visits are made under locks
    /// with different intervals. The wait for an answer follows the interval. (It can be less: after
    /// an answer the server queues for the lock at once, while the visitor pauses.) So a short interval
    /// seems best.
    var intervals = lab.size() == Size.QUICK
            ? List.of(0.1, 1.0, 10.0)
            : List.of(0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0);
    var sweep = interpreters.sweep(intervals, server, primes, 2);
    var answers = Interpreters.against("median answer", sweep,
            visit -> Statistics.median(visit.millis()));
    lab.show(Figures.lines("interval-latency", "The wait for an answer", "switch interval, ms",
            "milliseconds", true, List.of(answers), lab.machine()));
    lab.claimAbove("a longer interval means a longer wait", Interpreters.slowdown(
            sweep.lastEntry().getValue(), sweep.firstEntry().getValue()), 1);

    /// ## The other side
    /// What the two threads got done meanwhile. Every switch costs something: a thread has to wake up, and
    /// until it does, nobody computes. How far the line falls on the left is the price of quick answers, on
    /// this machine. There is no best interval, only a choice. CPython's is five milliseconds.
    var tested = Interpreters.against("two threads", sweep, Visits::computedPerMilli);
    lab.show(Figures.lines("interval-throughput", "What is computed meanwhile",
            "switch interval, ms", "numbers tested in a millisecond", true, List.of(tested),
            lab.machine()));

    /// ## The real thing
    /// Does CPython behave like that? Here is the same work for it: to test the numbers in stretches of 64,
    /// in the same way and in the same shares. Python is slower by itself, so it gets fewer of them.
    int below = lab.size() == Size.QUICK ? 40_000 : 150_000;
    var toCount = """
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
            """;

    /// ## And the waits
    /// The same 2 ms, as often as in Java. The second form is for *coroutines*: functions that share one
    /// thread, and let each other go on where they say `await`.
    var toWait = """

            def wait(w, n):
                return sum(time.sleep(0.002) is None for i in range(w, WAITS, n))

            async def wait_async(w, n):
                return sum([await asyncio.sleep(0.002) is None for i in range(w, WAITS, n)])
            """;

    /// ## Ways to share it: threads
    /// A plain call, to compare with; threads, one by one; and a pool of them from `concurrent.futures`.
    var byThreads = """

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
            """;

    /// ## Ways to share it: processes and coroutines
    /// Each process of `multiprocessing` has an interpreter, and a lock, of its own. The coroutines of
    /// `asyncio` are the other extreme: one process, one thread, and no waiting for the lock.
    var byOthers = """

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

    /// ## The server, in Python
    /// It says which port it listens on, and answers beside `n` threads that compute, until our visitor
    /// hangs up.
    var toServe = """

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
    var workers = pythons.start(sizes + toCount + toWait + byThreads + byOthers + toServe + loop);

    /// ## Side by side in Python
    /// The right number of primes comes from Java. A wrong answer from any way would end the page here.
    /// Look at the speedups: which ways gain for the computation, and which for the waits?
    long known = lab.workloads().primes(below).compute();
    var shares = Pythons.ways("count", "count", teams.sizes());
    var pauses = Pythons.ways("wait", "wait_async", teams.sizes());
    var measured = new ArrayList<Pythons.Measured>();
    for (var worker : workers)
        measured.add(new Pythons.Measured(worker.python(),
                pythons.compare(worker, "computing", known, shares),
                pythons.compare(worker, "waiting", waits, pauses)));
    if (!measured.isEmpty()) lab.show("python", Pythons.table("In Python", measured));

    /// ## One picture
    /// Speedup of the computation, each against a plain call in its own language. Under a GIL the lines
    /// are flat, in Java and in CPython. Without one they rise towards the number of cores, and no further.
    /// So do processes, and so does a free-threaded CPython, if one was found.
    var lines = Pythons.speedups(computed, measured, Pythons.Measured::computing, teams.sizes());
    lab.show(Figures.lines("gil", "Counting primes with more threads", "threads or processes",
            "speedup", false, lines, lab.machine()));

    /// ## The waits in one picture
    /// Here all rise together, lock or no lock, and further than there are cores.
    var rising = Pythons.speedups(waited, measured, Pythons.Measured::waiting, teams.sizes());
    lab.show(Figures.lines("waits", "Waiting with more threads", "threads or processes", "speedup",
            false, rising, lab.machine()));

    /// ## The same shape?
    /// What was claimed of Java's lock, claimed of CPython's, with the same figures and the same bounds.
    /// Threads that compute gain nothing, threads that wait do.
    for (var python : measured) {
        var gain = Teams.usefulCores(python.computing(), "threading × " + most);
        var waitGain = python.waiting().of("threading × " + most).speedup();
        if (python.locked())
            lab.claimAtMost(python.name() + ": threads do not speed up a computation", gain, 1.1);
        if (most > 1)
            lab.claimAbove(python.name() + ": threads do speed up waiting", waitGain, 1.2);
    }

    /// ## A convoy in Python?
    /// The same visitor now calls on the Python server, alone and beside one thread that computes. Hold
    /// its ridges against those of the Java server under the lock: alone quick, in company an interval or
    /// more.
    var convoys = new LinkedHashMap<String, double[]>();
    for (var name : List.of("GIL", "GIL, one computes"))
        convoys.put("Java, " + name, latencies.get(name));
    for (var worker : workers) convoys.putAll(pythons.visits(worker, "serve count"));
    lab.show(Figures.histogram("convoy", "The convoy effect, in Java and in Python",
            "milliseconds", convoys, lab.machine()));
    for (var python : measured) {
        double late = Interpreters.percentile(convoys.get(python.name() + ", one computes"), 90);
        if (python.locked())
            lab.claim(python.name() + ": one answer in ten takes an interval or more",
                    late >= interval,
                    "%.1f ms, and the interval is %.0f ms".formatted(late, interval));
    }

    /// ## The answer
    /// Why do Python threads not speed up a computation? Because all of them need one lock to compute,
    /// and it goes from one to the next. Why do they speed up waiting? Because whoever waits has put the
    /// lock down. The Java program showed both with the lock, and neither needs Python: take the lock away,
    /// and the same threads use the cores.
    ///
    /// **What our lock leaves out.** CPython also needs the lock to count references, so it cannot just be
    /// removed. Each *subinterpreter* can have a lock of its own (PEP 684, Python 3.12). A *free-threaded*
    /// build runs without one (PEP 703, Python 3.13), unless an extension needs it: each object is protected
    /// by itself, for which a single thread pays. Libraries such as NumPy put the lock down for much of what
    /// they compute, and there threads do gain. And the lock does not make your own code safe: `x += 1` is
    /// several steps, there too.
    ///
    /// **When not to use threads in Python**: for a computation in pure Python; take processes, and mind
    /// that what they are given and what they return is copied. **When not to use processes**: for waiting;
    /// threads and coroutines are lighter. **When not to mix**: a server that must answer at once should not
    /// compute in the same process.
    lab.show("answer", Pythons.answer("Speedup", most, computed, waited, measured));
    lab.close();

    /// ## What next?
    /// Set `locked` to an `InterpreterLock` with an interval of a second, and run the page again: which
    /// claims hold? Let the naive lock's `safePoint()` unlock and lock again at once, as Python did until 3.1
    /// every hundred instructions: who gets in, and how soon? Let two threads compute beside the server.
    /// What a process has that a thread has not is the question of
    /// [Threads and processes](05-threads-and-processes.ipynb). Before:
    /// [CPU scheduling](03-cpu-scheduling.ipynb).
    ///
    /// **Sources.** CPython, `Python/ceval_gil.c`, the notes at its top. A. Pitrou, 'Reworking the GIL',
    /// python-dev, 2009. D. Beazley, 'Understanding the Python GIL', PyCon 2010, and Python's issue 7946,
    /// 'Convoy effect with I/O bound threads and New GIL', 2010. E. Snow, PEP 684, 'A Per-Interpreter GIL',
    /// 2022. S. Gross, PEP 703, 'Making the Global Interpreter Lock Optional in CPython', 2023. The
    /// documentations of Python, 'Python support for free threading', and of NumPy, 'Thread Safety'.
    /// L. Ramalho, *Fluent Python*, 2nd edition, 2022, chapter 19.
}
