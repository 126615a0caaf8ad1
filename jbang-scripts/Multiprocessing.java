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
import lab.python.PythonRounds.Way;
import lab.view.*;
import lab.work.*;

/// # Multiprocessing
/// **When is a whole process worth its price?**
///
/// *You will* send lambdas to other JVMs, take the price of that apart, find the size of a task at which it
/// pays, and kill a worker in the middle of its work. *You will learn* what can travel to another process and
/// what cannot, why batches help, and what processes give you that threads never will. *It takes* twenty
/// minutes to read and a minute to run. You need to know Java, and what a process is:
/// [Threads and processes](05-threads-and-processes.ipynb).
///
/// Change any cell and run it again; after a change to a class or method, run the cells that use it. Before:
/// [Locks and deadlock](08-locks-and-deadlock.ipynb). Next:
/// [Executors and futures](10-executors-and-futures.ipynb).

/// ## A piece of work
/// Counting the primes of a stretch of numbers, by division. A stretch is small to send, and as much work as
/// we like. It is `Serializable`: Java can write it as bytes, and read it elsewhere. Of many, the one with
/// the largest numbers comes first, so that nobody is left with the most work at the end.
record Stretch(int from, int to) implements Serializable {
    long primes() {
        return IntStream.range(from, to).filter(CountPrimes::isPrime).count();
    }

    static List<Stretch> many(int tasks, int numbers) {
        return IntStream.range(0, tasks).map(t -> 1_000_000 + (tasks - 1 - t) * numbers)
                .mapToObj(from -> new Stretch(from, from + numbers)).toList();
    }
}

/// ## A part of a real job
/// Three jobs of the first lesson need input, texts for example. What travels is only the name of a part:
/// four values. A worker reads the input by itself, once: `HERE` is a different map in every process. A
/// `lab.pool.Task` is a `Callable` that is also `Serializable`.
record Part<A>(Size size, int job, int part, int parts) implements Task<A> {
    static final Map<Size, List<Workload<?>>> HERE = new ConcurrentHashMap<>();

    @SuppressWarnings("unchecked")
    Workload<A> work() {
        return (Workload<A>) HERE.computeIfAbsent(size, s -> {
            var all = new Workloads(s, new Cancellation());
            return List.of(all.primes(), all.wordCount(), all.textSearch());
        }).get(job);
    }

    public A call() {
        long items = work().items();
        return work().compute((int) (items * part / parts), (int) (items * (part + 1) / parts));
    }
}

/// ## A team
/// Threads and processes are given their work in the same words, those of `ExecutorService`: hand in all
/// tasks, wait for all, and take the answers out.
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
/// A job by one thread and by `n`, then by 1 to `n` processes, always cut into the same parts. There are more
/// of these than workers, and who has finished one takes the next. Each worker first warms up.
<A> Comparison teams(Lab lab, Workers workers, int job) throws Exception {
    int n = workers.most(), parts = 4 * n;
    var tasks = IntStream.range(0, parts)
            .mapToObj(p -> new Part<A>(lab.size(), job, p, parts)).toList();
    var work = tasks.getFirst().work();
    workers.warmUp(() -> all(workers.pool(n), tasks));
    var ways = new ArrayList<Variant<A>>();
    for (int t : List.of(1, n)) ways.add(new Variant<>("threads × " + t, t,
            () -> work.combine(onThreads(t, tasks))));
    for (int p : workers.numbers()) ways.add(new Variant<>("processes × " + p, p,
            () -> work.combine(all(workers.pool(n).limit(p), tasks))));
    return lab.compare(workers.plan(), "three kinds", work.name(), Lab.answers(work), ways);
}

/// ## Tasks of one size
/// `count` tasks of so many numbers each, done one after the other, and by threads and processes that stand
/// ready. We will ask for few large tasks or many small ones, so that all can be timed.
TaskSize sized(Lab lab, Workers workers, int count, int numbers) throws Exception {
    int n = workers.most();
    var stretches = Stretch.many(count, numbers);
    var tasks = stretches.stream().map(stretch -> (Task<Long>) stretch::primes).toList();
    var right = stretches.stream().map(Stretch::primes).toList();
    return lab.run(() -> {
        try (var threads = Executors.newFixedThreadPool(n)) {
            return new TaskSize(count, lab.compare(workers.plan(), "task size",
                    numbers + " numbers a task", Answers.equalTo(right), List.of(
                            new Variant<>("sequential", 1,
                                    () -> stretches.stream().map(Stretch::primes).toList()),
                            new Variant<>("threads", n, () -> all(threads, tasks)),
                            new Variant<>("processes", n, () -> all(workers.pool(n), tasks)))));
        }
    });
}

/// ## Batches
/// If the pieces are small, a task can have many of them: a *batch*. Mind the copy: what `subList` gives is a
/// view of another list, and cannot travel.
List<Task<Long>> batches(List<Stretch> stretches, int size) {
    var batches = new ArrayList<Task<Long>>();
    for (int at = 0; at < stretches.size(); at += size) {
        var batch = List.copyOf(stretches.subList(at, Math.min(at + size, stretches.size())));
        batches.add(() -> batch.stream().mapToLong(Stretch::primes).sum());
    }
    return batches;
}

/// ## Shared memory
/// Two ways to give a worker numbers to add up. They are in the task, as a copy; or the task has the name of
/// a file, and the worker maps its part of that into memory. Then all have the same pages, and nobody copies.
interface Sum {
    static long of(IntBuffer numbers) {
        long sum = 0;
        for (int i = 0; i < numbers.limit(); i++) sum += numbers.get(i);
        return sum;
    }

    static long of(String file, int from, int to) throws IOException {
        try (var channel = FileChannel.open(Path.of(file)); var arena = Arena.ofConfined()) {
            var part = channel.map(
                    FileChannel.MapMode.READ_ONLY, 4L * from, 4L * (to - from), arena);
            return of(part.asByteBuffer().order(ByteOrder.nativeOrder()).asIntBuffer());
        }
    }
}

void main(String... args) throws Exception {
    /// ## A pool of processes
    /// `ProcessPool` is an `ExecutorService` of our library whose workers are JVMs. They are started once,
    /// and then take task after task. Nothing listens on a port: pool and worker talk through the worker's
    /// own standard input and output, where no other user can join in. What a task prints comes there, too.
    var lab = Lab.open("multiprocessing", args);
    var workers = new Workers(lab);
    int n = workers.most();
    lab.say("%d workers, each with a heap of %d MB: %s".formatted(n,
            workers.pool(n).settings().heapMegabytes(),
            workers.pool(n).processes().stream().map(ProcessHandle::pid).toList()));

    /// ## The naive way
    /// We do as with any executor, and give it a `Callable`. It will not have it: Java writes a lambda as
    /// bytes only if the type that it is written for says so, and `Callable` does not. (Written right into
    /// our pool's `submit` it would travel: that wants a `Task`.)
    Callable<Long> naive = () -> new Stretch(0, 1_000).primes();
    var told = "nothing";
    try {
        workers.pool(n).submit(naive);
    } catch (CannotTravel e) {
        told = e.getMessage();
    }
    lab.say(told);

    /// ## A task that can travel
    /// One word changes: `Task`. Of such a lambda Java writes the names of the class and method that hold its
    /// code, and the values that it captured: never code, never a static field. Our library adds both, the
    /// classes and the variables of these cells, which JShell makes static. If you change `Stretch` and run
    /// its cell and this one again, the new one goes. A task on its way there and back is an *errand*.
    int limit = 1_000;
    Task<Long> task = () -> new Stretch(0, limit).primes();
    var errand = workers.pool(n).submit(task);
    long primes = lab.run(() -> errand.get());
    long there = errand.process().orElseThrow(), here = ProcessHandle.current().pid();
    lab.claim("a lambda was computed in another process",
            primes == new Stretch(0, limit).primes() && there != here,
            "process %d counted %d primes for process %d".formatted(there, primes, here));

    /// ## What travels is a copy
    /// The task adds to a list, and returns how long that is. Its list is longer now, and ours is not. With
    /// threads it would be one list, and two such tasks would race for it. What you want back, you have to
    /// return. (Static fields of your own classes, as `HERE`, do not even go there.)
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
    /// worker. The JVM maps a selection of the JDK's classes from an archive that all processes share, unless
    /// it is told not to. An *AOT cache* also has what a training run loaded and linked.
    var starts = workers.starts();
    lab.show("starts", Children.table("From nothing to a first answer", starts));
    lab.claimAtMost("sharing class data makes no start a tenth slower",
            starts.ratio(Workers.AS_USUAL, Workers.UNSHARED), 1.1);

    /// ## The price of an errand
    /// The start is paid once. Each task then pays for its way: it is written as bytes here (*serialised*),
    /// travels through a pipe, is read there, computed, and its answer comes back in the same way. These
    /// tasks carry an array of some size and add it up. The picture has the errand with a megabyte. What
    /// *computes* is what we want; all the rest is its price. Even for nothing there is some: a thread has to
    /// be woken on either side, and the bytes describe their classes anew each time. A large task is copied:
    /// into bytes, into the pipe, out of it, and into objects.
    var cargo = new LinkedHashMap<String, Task<?>>();
    cargo.put("nothing", () -> 0L);
    for (int kilobytes : List.of(1, 32, 1_024, 4_096)) {
        var numbers = new int[256 * kilobytes];
        cargo.put(kilobytes + " KB", () -> IntStream.of(numbers).sum());
    }
    var costs = workers.costs(workers.pool(n), cargo);
    lab.show("costs", Workers.table("An errand, taken apart", costs));
    lab.show(Figures.timeline("errand", "An errand with a megabyte", "place",
            Workers.spans(costs.get("1024 KB"), costs.get("nothing")),
            "Medians; the way back as half the travel of nothing. " + lab.machine().line()));

    /// ## Three kinds of work
    /// Is there anything left to gain? Look first at one process beside one thread: both do the same parts,
    /// so what the process lacks is what errands cost, and its small heap with the serial collector. Then at
    /// more of them. Primes have small answers. Counting words is the opposite: each part returns a table of
    /// thousands of words, whose way back takes a good part of what the counting took, or more. (A quick run
    /// has the primes only.)
    var results = new ArrayList<Comparison>();
    boolean quick = lab.size() == Size.QUICK;
    for (int job : quick ? List.of(0) : List.of(0, 1, 2)) results.add(teams(lab, workers, job));
    lab.show(Figures.speedups("three-kinds", "Three kinds of work by threads and by processes",
            results, lab.machine()));
    lab.claim("all answers are equal", results.stream().allMatch(Comparison::allRight),
            results.size() + " jobs in " + results.getFirst().measurements().size() + " ways");
    if (lab.cores() > 1 && workers.numbers().contains(1))
        lab.claimAbove("more processes crunch numbers faster than one",
                results.getFirst().speedup("processes × " + n, "processes × 1"), 1);

    /// ## How large must a task be?
    /// The question of the page. Tasks from a few numbers to many, always by as many threads or processes. An
    /// errand costs the same whatever its task does, so there must be a size where it begins to pay.
    var numbers = quick ? List.of(200, 75_000) : List.of(50, 500, 5_000, 50_000, 300_000);
    var sizes = new ArrayList<TaskSize>();
    for (int each : numbers)
        sizes.add(sized(lab, workers,
                Math.clamp((quick ? 300_000 : 800_000) / each, 2 * n, quick ? 32 : 400), each));
    var lines = new ArrayList<Line>();
    lines.addLast(TaskSize.line("Java threads", sizes, "threads"));
    lines.addLast(TaskSize.line("Java processes", sizes, "processes"));

    /// ## The same in Python
    /// The threads of CPython with its lock cannot compute side by side, as [lesson 4](04-the-gil.ipynb)
    /// shows. Its way out is processes: `multiprocessing.Pool`. These are its tasks. The library adds a
    /// `POOL` of as many workers as Java has, and a loop that times expressions.
    var pythons = Pythons.of(lab, "");
    lab.say(pythons.line());
    var interpreters = pythons.timing(n, """
            def prime(x):
                return all(x % d for d in range(2, math.isqrt(x) + 1))

            def count(start, size):
                return sum(prime(x) for x in range(start, start + size))

            def tasks(size, count):
                return [(1_000_000 + i * size, size) for i in range(count)]
            """);

    /// ## Asking it
    /// The right number of primes comes from Java. Python is slower by itself, so it gets fewer numbers; what
    /// we compare is how large a task has to be, in its own milliseconds.
    for (var python : interpreters) {
        var measured = new ArrayList<TaskSize>();
        for (int each : quick ? List.of(10, 1_000) : List.of(4, 40, 400, 6_000)) {
            int count = Math.clamp(10_000 / each, 2 * n, 64);
            long right = new Stretch(1_000_000, 1_000_000 + count * each).primes();
            var tasks = "(count, tasks(%d, %d)".formatted(each, count);
            measured.add(new TaskSize(count, pythons.compare(workers.plan(), python,
                    each + " numbers a task", right, List.of(
                            new Way("plain", 1, "sum(itertools.starmap" + tasks + "))"),
                            new Way("processes", n, "sum(POOL.starmap" + tasks + ", 1))")))));
        }
        lines.addLast(TaskSize.line(python.python().name() + " processes", measured, "processes"));
    }

    /// ## Where it begins to pay
    /// To the left the errands cost more than the work: processes are slower than one thread. Where a line
    /// crosses one is its *break-even*; we know only between which sizes, as far as the intervals tell. To
    /// the right there is most to gain. Threads have nothing to copy, only a queue to share.
    lab.show(Figures.lines("break-even", "Speedup against the size of a task",
            "one task on one thread, ms", "speedup", true, lines, lab.machine()));
    for (var line : lines)
        lab.say("break-even of %s: %s ms".formatted(line.name(), TaskSize.breakEven(line)));
    var smallest = sizes.getFirst().measured().of("processes").speedup();
    var largest = sizes.getLast().measured().of("processes").speedup();
    lab.claimAtMost("for the smallest tasks, processes are no gain", smallest, 1);
    lab.claimAbove("the largest tasks gain more than the smallest", largest, smallest.estimate());
    if (lab.cores() > 1 && !quick)
        lab.claimAbove("for the largest tasks, processes gain", largest, 1);

    /// ## Small tasks
    /// Here are many small tasks, in batches of one, eight and more: fewer errands, the same work. Larger
    /// batches also leave less to share out: with one for each worker, who is done first has to wait. What
    /// weighs more, the picture tells.
    var small = Stretch.many(quick ? 64 : 1_024, 200);
    long inSmall = small.stream().mapToLong(Stretch::primes).sum();
    var ways = new ArrayList<Variant<Long>>();
    ways.add(new Variant<>("sequential", 1, () -> small.stream().mapToLong(Stretch::primes).sum()));
    for (int size : new TreeSet<>(quick ? List.of(1, 32) : List.of(1, 8, 32, small.size() / n)))
        ways.add(new Variant<>("batches of " + size, n, () ->
                all(workers.pool(n), batches(small, size)).stream().mapToLong(sum -> sum).sum()));
    var batched = lab.compare(workers.plan(), "batches", small.size() + " small tasks",
            Answers.equalTo(inSmall), ways);
    lab.show(Figures.speedups("batches", "Small tasks in batches", List.of(batched),
            lab.machine()));
    lab.claimAbove("batches of 32 are faster than single errands",
            batched.speedup("batches of 32", "batches of 1"), 1);
    if (lab.cores() > 1 && !quick)
        lab.claimAbove("in batches, small tasks gain",
                batched.measurements().getLast().speedup(), 1);

    /// ## Not to copy at all
    /// Large data need not go through the pipe. We write a million numbers or more to a file, and send only
    /// its name and two positions. The other way sends the numbers.
    int count = quick ? 1 << 20 : 1 << 22, slices = 2 * n;
    var data = new Random(lab.seed()).ints(count, 0, 100).toArray();
    var file = workers.file("numbers", data);
    var copied = new ArrayList<Task<Long>>();
    var mapped = new ArrayList<Task<Long>>();
    for (int s = 0; s < slices; s++) {
        int from = (int) ((long) count * s / slices), to = (int) ((long) count * (s + 1) / slices);
        var slice = Arrays.copyOfRange(data, from, to);
        copied.add(() -> Sum.of(IntBuffer.wrap(slice)));
        mapped.add(() -> Sum.of(file, from, to));
    }

    /// ## Copies against pages
    /// To add up is so little work that copies can never pay. The mapped file has no copy in it, but errands,
    /// mapping, and touching each page for the first time cost something, too, and often more than the
    /// adding. Writers would race ([lesson 7](07-race-conditions.ipynb)), so ours is read-only.
    var sums = lab.compare(workers.plan(), "shared memory", "add up %d MB".formatted(count >> 18),
            Answers.equalTo(IntStream.of(data).asLongStream().sum()), List.of(
                    new Variant<>("sequential", 1, () -> Sum.of(IntBuffer.wrap(data))),
                    new Variant<>("processes, copied", n,
                            () -> all(workers.pool(n), copied).stream().mapToLong(s -> s).sum()),
                    new Variant<>("processes, mapped", n,
                            () -> all(workers.pool(n), mapped).stream().mapToLong(s -> s).sum())));
    lab.show("copies", Workers.table("Adding up %d MB".formatted(count >> 18), sums));
    lab.claimAbove("a mapped file beats copies",
            sums.speedup("processes, mapped", "processes, copied"), 1);

    /// ## Killed in the middle
    /// Speed is not what processes are best at. A thread that goes wrong can take all others with it; a
    /// worker cannot. Forty tasks are on their way when we kill a worker, as the system does when memory runs
    /// out. What it had fails, by name. The pool has started another one by then.
    var stretches = Stretch.many(40, 20_000);
    var tasks = stretches.stream().map(stretch -> (Task<Long>) stretch::primes).toList();
    var errands = lab.run(() -> {
        var pool = workers.pool(n);
        var sent = new ArrayList<Errand<Long>>();
        for (var each : tasks) sent.add(pool.submit(each));
        sent.get(1).get();
        pool.processes().getFirst().destroyForcibly();
        return sent;
    });
    var failed = workers.failed(errands);
    lab.say("answered %d, failed %d".formatted(tasks.size() - failed.size(), failed.size()));
    for (var each : failed) lab.say(each.exceptionNow().getMessage());

    /// ## Nothing lost
    /// Nobody can know how far the task had come. So the pool does not run it again by itself: it may have
    /// sent a letter. Counting primes harms nobody, so we submit again what failed.
    lab.claim("every task was answered, or failed by name",
            failed.stream().allMatch(each -> each.exceptionNow() instanceof WorkerDied),
            failed.size() + " of " + tasks.size() + " failed");
    for (int i = 0; i < tasks.size(); i++)
        if (errands.get(i).state() != Future.State.SUCCESS)
            errands.set(i, workers.pool(n).submit(tasks.get(i)));
    lab.claim("nothing was lost", workers.failed(errands).isEmpty()
            && errands.stream().map(Future::resultNow).toList()
                    .equals(stretches.stream().map(Stretch::primes).toList()),
            errands.size() + " answers");

    /// ## Stopped by force
    /// Java cannot stop a thread that does not want to. This task never ends, and never looks whether it
    /// should. Its process ends all the same when we cancel it. A thread pool would only say *cancelled*.
    Task<Long> endless = () -> {
        while (true) Thread.onSpinWait();
    };
    var stuck = workers.pool(n).submit(endless);
    var process = lab.run(() -> stuck.awaitBegin());
    stuck.cancel(true);
    lab.run(() -> process.onExit().get(20, TimeUnit.SECONDS));
    lab.claim("cancelling stops even an endless loop", !process.isAlive() && stuck.isCancelled(),
            "process %d has ended".formatted(process.pid()));

    /// ## What may come back
    /// To read an object from bytes runs code, and libraries have classes with which that does harm. So both
    /// sides hold what arrives against a list: values, collections, exceptions, and the classes of the task.
    /// A URL is not on it. Just to look one up in a map asks the network for a name.
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
    /// When is a whole process worth its price? When what goes to and fro is small, and a task computes for
    /// about as long as its errand costs, or longer; less with more workers, who run their errands side by
    /// side, until the one who hands in cannot keep up. And, whatever it costs, when you need its walls: for
    /// code that may crash, leak or never end, and must not take the rest with it.
    /// [Lesson 5](05-threads-and-processes.ipynb) has what a thread takes.
    ///
    /// **When not to use processes**: for small tasks that cannot be batched; for large data that all change;
    /// or only to use all cores, as threads do that without copies (not in CPython with its lock).
    var answer = new ArrayList<List<?>>();
    answer.add(List.of("start of a worker, ms",
            "%.0f".formatted(Statistics.median(starts.of(Workers.AS_USUAL)))));
    Workers.memory(workers.pool(n)).ifPresent(each ->
            answer.add(List.of("memory of a worker, MB", "%.0f".formatted(each / 1e6))));
    for (var load : List.of("nothing", "1024 KB"))
        answer.add(List.of("errand with " + load + ", ms",
                "%.2f".formatted(costs.get(load).total() / 1e6)));
    for (var line : lines)
        answer.add(List.of("break-even of " + line.name() + ", ms", TaskSize.breakEven(line)));
    answer.add(List.of("speedup with the largest tasks", largest.toString()));
    lab.show("answer", Rows.table("What a process costs and gains", List.of("", "it is"), answer));
    lab.close();

    /// ## What next?
    /// Let `Part` of the words return only the ten most frequent: does counting pay then, and is the sum
    /// still right? Let a task throw an exception of your own with a cause: where does its stack trace come
    /// from? The next lesson puts this pool beside three others behind one interface:
    /// [Executors and futures](10-executors-and-futures.ipynb). Before:
    /// [Locks and deadlock](08-locks-and-deadlock.ipynb).
    ///
    /// Sources: B. Goetz and others, *Java Concurrency in Practice*, 2006, chapters 6 and 8; J. Bloch,
    /// *Effective Java*, 3rd edition, 2018, items 85 to 90, on serialisation; Python Software Foundation,
    /// *multiprocessing*, in the Python library reference; M. Kerrisk, *The Linux Programming Interface*,
    /// 2010, chapters 44 and 49, on pipes and mappings; JEP 290 and JEP 415 on filters; JEP 310, JEP 483, JEP
    /// 514 and JEP 515 on class data sharing and the AOT cache.
}
