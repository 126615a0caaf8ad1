///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES lab/Lab.java
//NOTEBOOK 09-multiprocessing.ipynb

import module java.base;

import lab.Children;
import lab.Lab;
import lab.Pythons;
import lab.TaskSize;
import lab.Workers;
import lab.cancel.Cancellation;
import lab.measure.*;
import lab.pool.*;
import lab.python.PythonRounds;
import lab.view.*;
import lab.work.*;

/// # Multiprocessing
/// **When is a whole process worth its price?**
///
/// *You will* send lambdas to other JVMs, take the price of that apart, find the size of a task at which
/// it pays, and kill a worker in the middle of its work. *You will learn* what can travel to another
/// process and what cannot, why batches help, and what processes give you that threads never will.
/// *It takes* twenty minutes to read and a minute to run. You need to know Java, and what a process is:
/// [Threads and processes](05-threads-and-processes.ipynb).
///
/// Change any cell and run it again; after a change to a class or method, run the cells that use it.
/// Before: [Locks and deadlock](08-locks-and-deadlock.ipynb). Next:
/// [Executors and futures](10-executors-and-futures.ipynb).

/// ## A piece of work
/// Counting the primes of a stretch of numbers, by division. A stretch is two numbers, so it is small to
/// send, and it can be made as much work as we like. Of many, the one with the largest numbers comes
/// first, so that nobody is left with the most work at the end.
record Stretch(int from, int to) {
    long primes() {
        return IntStream.range(from, to).filter(CountPrimes::isPrime).count();
    }

    static List<Stretch> many(int tasks, int numbers) {
        return IntStream.range(0, tasks).map(t -> 1_000_000 + (tasks - 1 - t) * numbers)
                .mapToObj(from -> new Stretch(from, from + numbers)).toList();
    }
}

/// ## A part of a real job
/// And four jobs of the first lesson, one of each kind of CPU-bound work. They need input, texts for
/// example. What travels is only the name of a part: four numbers. A worker reads the input by itself,
/// once: `HERE` is a different map in every process. A `lab.pool.Task` is a `Callable` that is also
/// `Serializable`, which means that Java can write it as bytes, and read it elsewhere.
record Part<A>(Size size, int job, int part, int parts) implements Task<A> {
    static final Map<Size, List<Workload<?>>> HERE = new ConcurrentHashMap<>();

    @SuppressWarnings("unchecked")
    Workload<A> work() {
        return (Workload<A>) HERE.computeIfAbsent(size, s -> {
            var all = new Workloads(s, new Cancellation());
            return List.of(all.primes(), all.mandelbrot(), all.wordCount(), all.textSearch());
        }).get(job);
    }

    public A call() {
        long items = work().items();
        return work().compute((int) (items * part / parts), (int) (items * (part + 1) / parts));
    }
}

/// ## A team
/// Threads and processes are given their work in the same words, those of `ExecutorService`: submit all
/// tasks, wait for all answers, combine them.
<A> List<A> all(ExecutorService team, List<? extends Callable<A>> tasks) throws Exception {
    var answers = new ArrayList<A>();
    for (var done : team.invokeAll(tasks)) answers.add(done.get());
    return answers;
}

<A> List<A> onThreads(int n, List<? extends Callable<A>> tasks) throws Exception {
    try (var team = Executors.newFixedThreadPool(n)) {
        return all(team, tasks);
    }
}

/// ## One job, several teams
/// The job on one thread, then by threads, then by 1 to `n` processes, in parts that are dealt out
/// dynamically. Every worker does each job for a while before, since each JVM has to warm up by itself.
<A> Comparison teams(Lab lab, Workers workers, int job) throws Exception {
    var work = new Part<A>(lab.size(), job, 0, 1).work();
    int n = workers.most(), parts = 8 * n;
    var tasks = new ArrayList<Part<A>>();
    for (int p = 0; p < parts; p++) tasks.add(new Part<>(lab.size(), job, p, parts));
    workers.warmUp(() -> all(workers.pool(n), tasks));
    var ways = new ArrayList<Variant<A>>();
    ways.add(new Variant<>("sequential", 1, work::compute));
    ways.add(new Variant<>("threads × " + n, n, () -> work.combine(onThreads(n, tasks))));
    for (int p : workers.numbers()) ways.add(new Variant<>("processes × " + p, p,
            () -> work.combine(all(workers.pool(n).limit(p), tasks))));
    return lab.compare(workers.plan(), "four kinds", work.name(), Lab.answers(work), ways);
}

/// ## One size of task
/// The same number of primes, however large the tasks are: here some tasks of so many numbers, done one
/// after the other, by threads, and by processes.
TaskSize sized(Lab lab, Workers workers, int numbers) throws Exception {
    int most = lab.size() == Size.QUICK ? 400_000 : 800_000;
    int n = workers.most(), count = Math.clamp(most / numbers, 2 * n, 400);
    var tasks = Stretch.many(count, numbers).stream().map(s -> (Task<Long>) s::primes).toList();
    var right = new ArrayList<Long>();
    for (var task : tasks) right.add(task.call());
    return new TaskSize(count, lab.compare(workers.plan(), "task size",
            numbers + " numbers a task", Answers.equalTo(right), List.of(
                    new Variant<>("sequential", 1, () -> {
                        var answers = new ArrayList<Long>();
                        for (var task : tasks) answers.add(task.call());
                        return answers;
                    }),
                    new Variant<>("threads", n, () -> onThreads(n, tasks)),
                    new Variant<>("processes", n, () -> all(workers.pool(n), tasks)))));
}

/// ## Batches
/// Many tasks in one errand. Mind the copy: a part of a list, as `subList` gives it, cannot travel.
Callable<Long> inBatches(Workers workers, List<Stretch> stretches, int size) {
    var errands = new ArrayList<Task<Long>>();
    for (int at = 0; at < stretches.size(); at += size) {
        var batch = List.copyOf(stretches.subList(at, Math.min(at + size, stretches.size())));
        errands.add(() -> batch.stream().mapToLong(Stretch::primes).sum());
    }
    return () -> all(workers.pool(workers.most()), errands).stream().mapToLong(sum -> sum).sum();
}

/// ## Shared memory
/// Two ways to give a worker numbers to add up: in the task, as a copy; or by the name of a file, which
/// the worker maps into its own memory. The system then gives all processes the same pages.
interface Shared {
    Map<String, MemorySegment> MAPPED = new ConcurrentHashMap<>();

    static MemorySegment file(String name) {
        return MAPPED.computeIfAbsent(name, path -> {
            try (var file = FileChannel.open(Path.of(path))) {
                return file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), Arena.global());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static long sum(MemorySegment numbers, long from, long to) {
        long sum = 0;
        for (long i = from; i < to; i++) sum += numbers.getAtIndex(ValueLayout.JAVA_INT, i);
        return sum;
    }
}

/// ## Counting losses
/// Waits for all errands. What is answered is kept under the number of its task; the numbers of those
/// that failed, and why, come back.
<A> Map<Integer, Throwable> collect(Map<Integer, Errand<A>> errands, Map<Integer, A> answers)
        throws InterruptedException {
    var failed = new TreeMap<Integer, Throwable>();
    for (var errand : errands.entrySet()) {
        try {
            answers.put(errand.getKey(), errand.getValue().get());
        } catch (ExecutionException e) {
            failed.put(errand.getKey(), e.getCause());
        }
    }
    return failed;
}

void main(String... args) throws Exception {
    /// ## A pool of processes
    /// `ProcessPool` is an `ExecutorService` of our library whose workers are JVMs. They are started
    /// once, and then take task after task. Nothing listens on a port: pool and worker talk through the
    /// worker's own standard input and output, to which nobody else can connect.
    var lab = Lab.open("multiprocessing", args);
    var workers = new Workers(lab);
    int n = workers.most();
    lab.say("%d workers, each with a heap of %d MB: %s".formatted(n,
            workers.pool(n).settings().heapMegabytes(),
            workers.pool(n).processes().stream().map(ProcessHandle::pid).toList()));

    /// ## The naive way
    /// We have used pools before, so we do as always and give this one a `Callable`. It will not have it.
    /// A lambda is an object of a class that exists in this JVM only, and Java writes it as bytes only if
    /// its type says so.
    Callable<Long> naive = () -> new Stretch(0, 1_000).primes();
    var told = "nothing";
    try {
        workers.pool(n).submit(naive);
    } catch (CannotTravel e) {
        told = e.getMessage();
    }
    lab.say(told);

    /// ## A task that can travel
    /// One word changes. The lambda, the record that it uses and the values of the variables that it
    /// uses are sent; the worker needs to have seen none of them before. If you change `Stretch` and run
    /// its cell and this one again, the new one goes.
    int limit = 1_000;
    Task<Long> task = () -> new Stretch(0, limit).primes();
    var errand = workers.pool(n).submit(task);
    long primes = lab.run(() -> errand.get());
    long there = errand.process().orElseThrow(), here = ProcessHandle.current().pid();
    lab.claim("a lambda was computed in another process",
            primes == new Stretch(0, limit).primes() && there != here,
            "process %d counted %d primes for process %d".formatted(there, primes, here));

    /// ## What travels is a copy
    /// The task adds to a list, and returns how long that is. Its list is longer now, and ours is not.
    /// With threads this would be a race; between processes there is nothing to race for. What you want
    /// back, you have to return.
    var notes = new ArrayList<>(List.of("written here"));
    int length = lab.run(() -> workers.pool(n).submit(() -> {
        notes.add("written there");
        return notes.size();
    }).get());
    lab.claim("what a task changes, it changes in its own process",
            length == 2 && notes.size() == 1,
            "there %d notes, here %d".formatted(length, notes.size()));

    /// ## The price of starting
    /// Now the price. First the start: from nothing to the answer of a first task, and to the end of the
    /// worker. The JVM maps the classes of the JDK from an archive, unless it is told not to. An *AOT
    /// cache* also has what a training run loaded and linked. The last way leaves the optimising compiler
    /// out: a quick start, and slow work later.
    var plain = Settings.of(1);
    var kinds = new LinkedHashMap<String, Settings>();
    kinds.put("JVM without sharing", plain.with("-Xshare:off"));
    kinds.put("JVM with shared classes", plain);
    if (lab.size() == Size.QUICK)
        lab.say("an AOT cache takes seconds to train: not in a quick run");
    else {
        kinds.put("JVM with an AOT cache", workers.trained(plain));
        kinds.put("JVM with one compiler", plain.with("-XX:TieredStopAtLevel=1"));
    }
    var starts = workers.starts(kinds);
    lab.show("starts", Children.table("From nothing to a first answer", starts));
    lab.claimAtMost("sharing class data makes no start slower",
            starts.ratio("JVM with shared classes", "JVM without sharing"), 1.2);

    /// ## The price of an errand
    /// The start is paid once. Each task then pays for its way: it is written as bytes here
    /// (*serialised*), travels through a pipe, is read there, computed, and its answer comes back in the
    /// same way. These tasks carry an array of some size and add it up.
    var cargo = new LinkedHashMap<String, Task<?>>();
    cargo.put("nothing", () -> 0L);
    for (int kilobytes : List.of(1, 32, 1_024, 4_096)) {
        var numbers = new int[256 * kilobytes];
        cargo.put(kilobytes + " KB", () -> IntStream.of(numbers).sum());
    }
    var costs = workers.costs(workers.pool(n), cargo);
    lab.show("costs", Workers.table("An errand, taken apart", costs));

    /// ## Who has it when
    /// The errand with a megabyte as a picture. The part called *computes* is what we want; all the rest
    /// is its price. For a small task the price is nearly all waking up, for a large one it is copying:
    /// into bytes, into the pipe, out of it, and into objects again.
    lab.show(Figures.timeline("errand", "An errand with a megabyte", "place",
            Workers.spans(costs.get("1024 KB")),
            "Medians of one errand after the other; half of the travelling is drawn on either way. "
                    + lab.machine().line()));

    /// ## Four kinds of work
    /// Is there anything left to gain? Four real jobs, on one thread, by threads, and by one process or
    /// more. All answers are compared. One process is not meant to be fast: it shows what the errands
    /// cost, since it computes no more than one thread does.
    var results = new ArrayList<Comparison>();
    for (int job = 0; job < 4; job++) results.add(teams(lab, workers, job));
    lab.show(Figures.speedups("four-kinds", "Four kinds of work by threads and by processes",
            results, lab.machine()));

    /// ## Nearly threads
    /// Where answers are small, as for the primes, processes come close to threads. Counting words shows
    /// the opposite: each part returns a table of thousands of words, and to write, send and read that
    /// takes a good part of what the counting took, or more. What comes back counts as well.
    lab.claim("all answers are equal", results.stream().allMatch(Comparison::allRight),
            results.size() + " jobs in " + results.getFirst().measurements().size() + " ways");
    if (lab.cores() > 1 && workers.numbers().contains(1))
        lab.claimAbove("more processes crunch numbers faster than one",
                results.getFirst().speedup("processes × " + n, "processes × 1"), 1);

    /// ## How large must a task be?
    /// The question of the page. Tasks from a few numbers to many, always by as many threads or processes.
    /// An errand costs the same whatever its task does, so there must be a size where it begins to pay.
    var numbers = lab.size() == Size.QUICK ? List.of(200, 5_000, 100_000)
            : List.of(50, 400, 3_000, 20_000, 150_000, 800_000);
    var sizes = new ArrayList<TaskSize>();
    for (int each : numbers) sizes.add(sized(lab, workers, each));
    var lines = new ArrayList<Line>();
    lines.addLast(TaskSize.line("Java threads", sizes, "threads"));
    lines.addLast(TaskSize.line("Java processes", sizes, "processes"));

    /// ## The same in Python
    /// CPython's answer to its lock are processes: `multiprocessing.Pool`. The same tasks for it, in the
    /// same form. It is slower by itself, so it gets fewer numbers; what we compare is how large a task has
    /// to be, in its own milliseconds.
    var source = """
            import math, multiprocessing, sys, time

            def prime(x):
                if x < 4: return x > 1
                if x % 2 == 0 or x % 3 == 0: return False
                for d in range(5, math.isqrt(x) + 1, 6):
                    if x % d == 0 or x % (d + 2) == 0: return False
                return True

            def count(a, b):
                return sum(prime(x) for x in range(a, b))

            if __name__ == "__main__":
                POOL = multiprocessing.Pool(WORKERS)
                print("ready", flush=True)
                for command in sys.stdin:
                    way, size, tasks = command.split()
                    starts = range(1000000, 1000000 + int(size) * int(tasks), int(size))
                    work = [(a, a + int(size)) for a in starts]
                    wall, cpu = time.perf_counter_ns(), time.process_time_ns()
                    if way == "processes": answer = sum(POOL.starmap(count, work, 1))
                    else: answer = sum(count(a, b) for a, b in work)
                    wall, cpu = time.perf_counter_ns() - wall, time.process_time_ns() - cpu
                    print(answer, wall, cpu, flush=True)
                POOL.terminate()
            """;
    var pythons = Pythons.of(lab, "");
    lab.say(pythons.line());
    var interpreters = pythons.start("WORKERS = %d\n".formatted(n) + source);

    /// ## Asking it
    /// Each size is timed by Python's own clock. The right number of primes comes from Java.
    var fewer = lab.size() == Size.QUICK ? List.of(10, 300, 10_000)
            : List.of(10, 100, 500, 3_000, 20_000);
    for (var python : interpreters) {
        var measured = new ArrayList<TaskSize>();
        for (int each : fewer) {
            int count = Math.clamp(20_000 / each, 2 * n, 200);
            var ask = " %d %d".formatted(each, count);
            long right = new Stretch(1_000_000, 1_000_000 + count * each).primes();
            measured.add(new TaskSize(count, pythons.compare(python, each + " numbers a task",
                    right, List.of(
                            new PythonRounds.Way("plain", 1, "plain" + ask),
                            new PythonRounds.Way("processes", n, "processes" + ask)))));
        }
        lines.addLast(TaskSize.line(python.python().name() + " processes", measured, "processes"));
    }

    /// ## Where it begins to pay
    /// To the left the errands cost more than the work: processes are slower than one thread. Where a line
    /// crosses one is its *break-even*. To the right all meet at the number of cores. Threads break even
    /// earlier, since they have nothing to copy.
    lab.show(Figures.lines("break-even", "Speedup against the size of a task",
            "one task on one thread, ms", "speedup", true, lines, lab.machine()));
    for (var line : lines) {
        var even = BreakEven.between(line.x(), line.y());
        lab.say("%s: %s".formatted(line.name(), even.isEmpty() ? "no break-even in this range"
                : "break-even at tasks of %.3f ms".formatted(even.getAsDouble())));
    }
    var smallest = sizes.getFirst().measured().of("processes").speedup();
    var largest = sizes.getLast().measured().of("processes").speedup();
    lab.claimAtMost("for the smallest tasks, processes are no gain", smallest, 1);
    lab.claimAbove("the largest tasks gain more than the smallest", largest, smallest.estimate());
    if (lab.cores() > 1 && lab.size() != Size.QUICK)
        lab.claimAbove("for the largest tasks, processes gain", largest, 1);

    /// ## Small tasks
    /// What if all you have are small tasks? Here are 512 of them, in batches of one, eight and more. The
    /// errands become fewer, the work is the same. Too large is no good either: with as many batches as
    /// workers, all wait for the slowest.
    var small = Stretch.many(512, 200);
    var ways = new ArrayList<Variant<Long>>();
    ways.add(new Variant<>("sequential", 1,
            () -> small.stream().mapToLong(Stretch::primes).sum()));
    for (int size : List.of(1, 8, 64, 512 / n))
        ways.add(new Variant<>("batches of " + size, n, inBatches(workers, small, size)));
    var batches = lab.compare(workers.plan(), "batches", "512 small tasks",
            Answers.equalTo(small.stream().mapToLong(Stretch::primes).sum()), ways);
    lab.show(Figures.speedups("batches", "Small tasks in batches", List.of(batches),
            lab.machine()));
    lab.claimAbove("batches of 64 are faster than single errands",
            batches.speedup("batches of 64", "batches of 1"), 1);

    /// ## Not to copy at all
    /// Large data need not go through the pipe. We write some millions of numbers to a file, and send only
    /// its name and two positions; each worker maps the file once. The other way sends the numbers.
    int count = lab.size() == Size.QUICK ? 1 << 21 : 1 << 23, slices = 2 * n;
    var data = new Random(lab.seed()).ints(count, 0, 100).toArray();
    var file = workers.file("numbers", data);
    var copied = new ArrayList<Task<Long>>();
    var mapped = new ArrayList<Task<Long>>();
    for (int s = 0; s < slices; s++) {
        int from = (int) ((long) count * s / slices), to = (int) ((long) count * (s + 1) / slices);
        var slice = Arrays.copyOfRange(data, from, to);
        copied.add(() -> Shared.sum(MemorySegment.ofArray(slice), 0, slice.length));
        mapped.add(() -> Shared.sum(Shared.file(file), from, to));
    }

    /// ## Copies against pages
    /// To add up is so little work that copies can never pay. The mapped file has no copy in it. But it
    /// has all of [lesson 7](07-race-conditions.ipynb) in it: writers would race, so ours is read-only.
    var sums = lab.compare(workers.plan(), "shared memory", "add up %d MB".formatted(count >> 18),
            Answers.equalTo(IntStream.of(data).asLongStream().sum()), List.of(
                    new Variant<>("sequential", 1,
                            () -> Shared.sum(MemorySegment.ofArray(data), 0, count)),
                    new Variant<>("processes, copied", n,
                            () -> all(workers.pool(n), copied).stream().mapToLong(s -> s).sum()),
                    new Variant<>("processes, mapped", n,
                            () -> all(workers.pool(n), mapped).stream().mapToLong(s -> s).sum())));
    lab.show("copies", Workers.table("Adding up %d MB".formatted(count >> 18), sums));
    lab.claimAbove("a mapped file beats copies",
            sums.speedup("processes, mapped", "processes, copied"), 1);

    /// ## Killed in the middle
    /// Speed is not what processes are best at. A thread that goes wrong can take all others with it;
    /// a worker cannot. Forty tasks are on their way when we kill a worker, as the system does when
    /// memory runs out. What it had fails, by name. The pool has started another one by then.
    var stretches = Stretch.many(40, 100_000);
    var counted = new TreeMap<Integer, Long>();
    var failed = lab.run(() -> {
        var errands = new TreeMap<Integer, Errand<Long>>();
        for (int i = 0; i < stretches.size(); i++) {
            var stretch = stretches.get(i);
            errands.put(i, workers.pool(n).submit(() -> stretch.primes()));
        }
        errands.get(1).get();
        workers.pool(n).processes().getFirst().destroyForcibly();
        return collect(errands, counted);
    });
    lab.say("answered %d, failed %d".formatted(counted.size(), failed.size()));
    failed.values().forEach(why -> lab.say(why.getMessage()));

    /// ## Nothing lost
    /// Nobody can know how far the task had come. So the pool does not run it again by itself: it may
    /// have sent a letter. Counting primes harms nobody, so we submit again what failed.
    var again = new TreeMap<Integer, Errand<Long>>();
    for (int i : failed.keySet()) {
        var stretch = stretches.get(i);
        again.put(i, workers.pool(n).submit(() -> stretch.primes()));
    }
    var lost = lab.run(() -> collect(again, counted));
    lab.claim("every task was answered, or failed by name",
            failed.values().stream().allMatch(why -> why instanceof WorkerDied),
            failed.size() + " of " + stretches.size() + " failed");
    lab.claim("nothing was lost", lost.isEmpty() && List.copyOf(counted.values())
            .equals(stretches.stream().map(Stretch::primes).toList()), counted.size() + " answers");

    /// ## Stopped by force
    /// Java cannot stop a thread that does not want to. This task never ends, and never looks whether it
    /// should. Its process ends all the same when we cancel it. A `Future` of a thread pool says
    /// *cancelled* as well, and the loop goes on for ever.
    Task<Long> endless = () -> {
        while (true) Thread.onSpinWait();
    };
    var stuck = workers.pool(n).submit(endless);
    var process = lab.run(() -> {
        while (stuck.process().isEmpty()) Thread.sleep(1);
        return ProcessHandle.of(stuck.process().getAsLong()).orElseThrow();
    });
    stuck.cancel(true);
    lab.run(() -> process.onExit().get(20, TimeUnit.SECONDS));
    lab.claim("cancelling stops even an endless loop", !process.isAlive() && stuck.isCancelled(),
            "process %d has ended".formatted(process.pid()));

    /// ## What may come back
    /// To read an object from bytes runs code, and libraries have classes with which that does harm. So
    /// both sides hold what arrives against a list: values, collections, exceptions, and the classes of
    /// the task. A URL is not on it. Just to look one up in a map asks the network for a name.
    Task<Object> odd = () -> URI.create("http://localhost/").toURL();
    var refused = lab.run(() -> {
        try {
            return workers.pool(n).submit(odd).get();
        } catch (ExecutionException e) {
            return e.getCause();
        }
    });
    lab.claim("what is not on the list is refused", refused instanceof Refused,
            refused instanceof Exception why ? why.getMessage() : "it came");

    /// ## The answer
    /// When is a whole process worth its price? When a task computes for longer than its errand costs,
    /// and what goes to and fro is small: the table has both sides, and the memory, of which a thread
    /// would take a hundredth. And, whatever it costs, when you need
    /// its walls: for code that may crash, leak or never end, and must not take the rest with it.
    ///
    /// **When not to use processes**: for small tasks that cannot be batched; for large data that all
    /// change; or only to use all cores, since Java's threads can do that without copies. In CPython, whose
    /// threads cannot compute side by side, the same price buys much more.
    var answer = new ArrayList<List<?>>();
    answer.add(List.of("start of a worker, ms",
            Statistics.median(starts.of("JVM with shared classes"))));
    Workers.memory(workers.pool(n)).ifPresent(each ->
            answer.add(List.of("memory of a worker, MB", each / 1e6)));
    answer.add(List.of("errand with nothing, ms", costs.get("nothing").total() / 1e6));
    answer.add(List.of("errand with a megabyte, ms", costs.get("1024 KB").total() / 1e6));
    for (var line : lines)
        answer.add(List.of("break-even of " + line.name() + ", ms",
                BreakEven.between(line.x(), line.y()).orElse(Double.NaN)));
    answer.add(List.of("speedup with the largest tasks", largest.estimate()));
    lab.show("answer", Rows.table("What a process costs and gains", List.of("", "median"), answer));
    lab.close();

    /// ## What next?
    /// Let `Part` of the words return only the ten most frequent: does counting pay then, and is the sum
    /// still right? Kill a worker in every round of `teams`. Let a task throw an exception of your own with
    /// a cause, and look where its stack trace comes from. The next lesson puts this pool beside three
    /// others behind one interface: [Executors and futures](10-executors-and-futures.ipynb). Before:
    /// [Locks and deadlock](08-locks-and-deadlock.ipynb).
    ///
    /// Sources: B. Goetz and others, *Java Concurrency in Practice*, 2006, chapters 6 and 8; J. Bloch,
    /// *Effective Java*, 3rd edition, 2018, items 85 to 90, on serialisation; Python Software Foundation,
    /// *multiprocessing*, in the Python library reference; M. Kerrisk, *The Linux Programming Interface*,
    /// 2010, chapters 44 and 49, on pipes and mappings; JEP 290 and JEP 415 on filters; JEP 310, JEP 483,
    /// JEP 514 and JEP 515 on class data sharing and the AOT cache.
}
