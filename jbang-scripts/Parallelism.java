///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES lab/Lab.java
//NOTEBOOK 01-parallelism.ipynb

import module java.base;
import lab.Lab;
import lab.measure.*;
import lab.view.*;
import lab.work.*;

/// # Parallelism
/// **How much faster do all the cores make it, and why not N times, with N cores?**
///
/// *You will* do six real jobs in four ways, check that all ways give the same answer, and measure which
/// is fastest on this machine. *You will learn* what eats the rest of the speedup: uneven parts, tasks
/// that are too small, work that cannot be divided, and cores that are not there. *It takes* fifteen
/// minutes to read and one to run. You need to know Java, and nothing of threads.
///
/// Change any cell and run it again; after a change to a method, run the cells that call it. Before:
/// [Start here](00-start-here.ipynb). Next: [Concurrency](02-concurrency.ipynb).

/// ## Where to cut
/// A job here has numbered *items*: numbers to test, rows of a picture, texts to read. Any range of them
/// can be computed alone, and the answers of all ranges combine into the answer of the whole. To cut a
/// job into equal ranges takes one formula, which says where range `i` of `n` begins.
int cut(Workload<?> work, int i, int n) {
    return (int) ((long) work.items() * i / n);
}

/// ## A team of threads
/// A *thread* runs code beside the code that started it, on another core if one is free. Here every task
/// gets a thread of its own, a *worker*. We wait until all are done and collect what they return;
/// leaving the `try` block ends the threads.
<T> List<T> onThreads(List<Callable<T>> tasks) throws Exception {
    var named = Thread.ofPlatform().name("worker ", 1).factory();
    try (var pool = Executors.newFixedThreadPool(tasks.size(), named)) {
        var answers = new ArrayList<T>();
        for (var done : pool.invokeAll(tasks)) answers.add(done.get());
        return answers;
    }
}

/// ## First way: a static split
/// The obvious plan, and the naive one: as many equal ranges as there are workers, one for each. Who
/// computes what is settled before anything runs, which is why it is called *static*.
<A> A staticSplit(Workload<A> work, int workers) throws Exception {
    var tasks = new ArrayList<Callable<A>>();
    for (int w = 0; w < workers; w++) {
        int from = cut(work, w, workers), to = cut(work, w + 1, workers);
        tasks.add(() -> work.compute(from, to));
    }
    return work.combine(onThreads(tasks));
}

/// ## Second way: dynamic chunks
/// One thing changes: the job is cut into many more ranges than there are workers, and whoever is done
/// takes the next one. The workers share a counter, and an array with a place for each answer. The
/// counter is atomic: two workers never get the same chunk.
<A> A dynamicChunks(Workload<A> work, int workers, int chunks) throws Exception {
    var next = new AtomicInteger();
    var answers = new AtomicReferenceArray<A>(chunks);
    Callable<Void> worker = () -> {
        for (int c = next.getAndIncrement(); c < chunks; c = next.getAndIncrement())
            answers.set(c, work.compute(cut(work, c, chunks), cut(work, c + 1, chunks)));
        return null;
    };
    onThreads(Collections.nCopies(workers, worker));
    return work.combine(IntStream.range(0, chunks).mapToObj(answers::get).toList());
}

/// ## Third way: a parallel stream
/// The same chunks, but the JDK hands them out. Its *common pool* has one worker fewer than there are
/// cores, but at least one, because the thread that asks works too. The chunks are halved again and again, up to about
/// four shares for each worker of the pool, and whoever runs dry takes a share from another.
<A> A parallelStream(Workload<A> work, int chunks) {
    return work.combine(IntStream.range(0, chunks).parallel()
            .mapToObj(c -> work.compute(cut(work, c, chunks), cut(work, c + 1, chunks)))
            .toList());
}

/// ## Side by side
/// With the sequential version that makes four ways. The library runs each once and compares the answers,
/// warms up, and then measures in rounds: in each round every variant runs once, in an order drawn anew,
/// so that whatever slows the machine down for a while slows them all.
<A> Comparison fourWays(Lab lab, Workload<A> work, int chunks) throws Exception {
    int n = lab.cores();
    return lab.compare("four ways", work, List.of(
            new Variant<>("sequential", 1, work::compute),
            new Variant<>("static split", n, () -> staticSplit(work, n)),
            new Variant<>("dynamic chunks", n, () -> dynamicChunks(work, n, chunks)),
            new Variant<>("parallel stream", n, () -> parallelStream(work, chunks))));
}

/// ## One task for each range
/// This variation is needed further down. Every range becomes a task of its own in the queue of a pool,
/// which is how most programs hand out work. Each task costs a little, and we shall see how much.
<A> A poolTasks(Workload<A> work, int workers, int tasks) throws Exception {
    try (var pool = Executors.newFixedThreadPool(workers)) {
        var futures = new ArrayList<Future<A>>();
        for (int t = 0; t < tasks; t++) {
            int from = cut(work, t, tasks), to = cut(work, t + 1, tasks);
            futures.add(pool.submit(() -> work.compute(from, to)));
        }
        var answers = new ArrayList<A>();
        for (var future : futures) answers.add(future.get());
        return work.combine(answers);
    }
}

void main(String... args) throws Exception {
    /// ## This machine
    /// Enough written; now it runs. The line below says what all figures on this page were measured on.
    /// Thirty-two chunks for each core balance most work, and are cheap for all jobs but one; you will see
    /// which. A *core* is what Java counts as a processor: two may be halves of one real core.
    var lab = Lab.open("parallelism", args);
    int cores = lab.cores();
    int chunks = 32 * cores;

    /// ## Six jobs of four kinds
    /// Number crunching, graphics, string operations and search keep a processor busy from beginning to
    /// end: they are *CPU-bound*. Each job runs once here, on one thread, and its answer is checked by
    /// another method, such as a sieve for the primes or a published count for the queens.
    var jobs = lab.workloads().all();
    lab.introduce(jobs);

    /// ## Four ways to do each
    /// Now every job in all four ways. *Speedup* is the time of the sequential version over the time of
    /// this one, round by round. The figure is the median; the brackets hold its 95% interval, by drawing
    /// the rounds again and again, and another JVM may differ by more. *Busy cores* is processor time,
    /// that of Java's compiler and collector included, over elapsed time. *Peak threads* counts new
    /// threads; those of the common pool were there.
    var results = new ArrayList<Comparison>();
    for (var job : jobs) results.add(fourWays(lab, job, chunks));
    lab.show(results);

    /// ## The picture
    /// A group of bars for each job, with the interval on each bar; the sequential version is the line at
    /// one. Hold the bars against the number of cores. They come close to it where the work divides well
    /// and is dealt out evenly, and nowhere do they pass it by more than the noise. No way is the best for every job: with few cores the stream's shares are
    /// coarse, and for the words every chunk has a price, which we shall come to.
    lab.show(Figures.speedups("speedups", "Four ways to do six jobs", results, lab.machine()));

    /// ## What must be true
    /// Pages like this one end their experiments with *claims*, checked on the run just made, on this
    /// machine. A cross says that a claim failed here, a question mark that this run was too noisy to
    /// tell. The second claim would catch a way that is fast because it skips work.
    var primes = results.getFirst();
    lab.claim("all answers are equal", results.stream().allMatch(Comparison::allRight),
            results.size() + " jobs in " + primes.measurements().size() + " ways");
    var skipping = results.stream().flatMap(job -> job.measurements().stream()
            .filter(way -> job.processorGain(way, job.measurements().getFirst()).above(2))
            .map(way -> way.variant() + " of " + job.workload())).toList();
    lab.claim("every way does all the work", skipping.isEmpty(),
            "too little processor time: " + (skipping.isEmpty() ? "none" : skipping));
    var most = results.stream().map(job -> job.best().getFirst().speedup())
            .max(Comparator.comparingDouble(Interval::estimate)).orElseThrow();
    var dynamic = primes.of("dynamic chunks").speedup();
    if (cores > 1) lab.claimAbove("the cores make a job faster", most, 1);
    else lab.claimAtMost("one core makes nothing faster", dynamic, 1.1);

    /// ## Why not N times: the last one to finish
    /// With two cores or more, the static split of the primes falls behind. Below is the middle one of
    /// five runs, with a bar for what each worker computed. A large number takes more divisions than a small one, so equal ranges are not
    /// equal work. The last worker has the most to do, and the others wait for it: *load imbalance*.
    int team = Math.clamp(cores, 2, 8);
    var uneven = lab.trace(lab.workloads().primes(), job -> staticSplit(job, team));
    lab.show(lab.timeline("static-split", "Static split of the primes", uneven));

    /// ## How uneven is it?
    /// The number of divisions is the same in every run and on every machine, so the split can be judged
    /// without a clock. If the largest part holds the fraction *f* of the work, then no team of workers
    /// can be more than 1/*f* times as fast as one.
    var work = lab.workloads().primes();
    lab.say("a static split for %d workers can be at most %.2f times as fast"
            .formatted(team, work.speedupBound(team)));

    /// ## The cure
    /// The same job in dynamic chunks. The chunks still differ, but whoever is done early takes another,
    /// and all workers finish within one chunk of each other. Look at the right edge.
    var balanced = lab.trace(lab.workloads().primes(), job -> dynamicChunks(job, team, 32 * team));
    lab.show(lab.timeline("dynamic-chunks", "Dynamic chunks of the primes", balanced));

    /// ## Does the cure work?
    /// A timeline shows one run; the rounds above hold many. So we ask them, round by round, how many
    /// times as fast the dynamic chunks were as the static split. On one core there is nothing to
    /// balance. The bound is held against the static split, with a tenth added for noise and for what is
    /// no division.
    var cure = primes.speedup("dynamic chunks", "static split");
    if (cores > 1) lab.claimAbove("dynamic beats static on uneven work", cure, 1);
    else lab.claimAtMost("on one core there is nothing to balance", cure, 1.1);
    lab.claimAtMost("the largest part bounds the static split",
            primes.of("static split").speedup(), 1.1 * work.speedupBound(cores));

    /// ## More and more workers
    /// Now with one worker, two, and so on past the number of cores. In the table, look at the measured
    /// rows first: up to the number of cores each worker helps, the last ones less, and after that none
    /// does.
    var curve = lab.scaling("scaling", work, work::compute,
            n -> () -> dynamicChunks(work, n, chunks));
    lab.show(curve);

    /// ## The curve, the laws and a prediction
    /// **Amdahl's law**: if the fraction *s* of the work is serial, *N* cores make it at best
    /// 1/(*s* + (1 − *s*)/*N*) times as fast, so never more than 1/*s* times. The **Universal
    /// Scalability Law** calls *s* contention and adds coherency, a price for each pair of workers that
    /// must agree, so more cores can even make it slower. Both are fitted to the points, and book every
    /// loss as theirs, uneven ends and noise too. One core leaves nothing to fit, and it takes three
    /// numbers of cores to tell the laws apart: with fewer, the second is drawn at its worst. Beyond your
    /// cores they are predictions.
    lab.show(Figures.scaling("scaling", "Counting primes with more workers", curve, lab.machine()));

    /// ## Workers without cores
    /// Do more workers than cores help? On a machine that is busy with something else they take a larger
    /// share of it, but that is no gain, only less for the others. So the question is what comes out of
    /// a second of processor time.
    var measured = curve.comparison();
    var last = measured.measurements().getLast();
    if (last.workers() > cores)
        lab.claimAtMost("more workers than cores get no more out of a processor",
                measured.processorGain(last, measured.measurements().get(1)), 1.1);

    /// ## A job with a serial part
    /// Counting words ends with something that is not divided: the counts of all chunks are merged into
    /// one table, by one thread. It is serial like Amdahl's *s*, but the split itself adds it: even one
    /// worker is slower than the sequential version, which merges nothing. The law starts at 1 and cannot
    /// know that, so its *s* is too large here. Compare the curve with that of the primes.
    var words = lab.workloads().wordCount();
    var merging = lab.scaling("scaling", words, words::compute,
            n -> () -> dynamicChunks(words, n, chunks));
    lab.show(Figures.scaling("scaling-words", "Counting words with more workers",
            merging, lab.machine()));

    /// ## Gustafson: a larger job instead of a shorter wait
    /// Amdahl keeps the job and wants it done sooner. Gustafson (1988) keeps the time and lets the job
    /// grow with the cores: *N* cores then get *N* − *s*(*N* − 1) times as much done, *s* being the serial
    /// share of that time. What makes *s* small is that to start threads costs the same for any job. Here
    /// the cores stay, and the job grows fourfold from point to point.
    var growing = new ArrayList<Comparison>();
    for (int part : List.of(64, 16, 4, 1)) {
        var job = lab.workloads().primes(work.items() / part);
        growing.add(lab.compare("job size, 1/" + part, job, List.of(
                new Variant<>("sequential", 1, job::compute),
                new Variant<>("dynamic chunks", cores, () -> dynamicChunks(job, cores, chunks)))));
    }

    /// ## Small jobs, large jobs
    /// The smallest job is too short to pay for its threads, and the line
    /// climbs towards the number of cores from there. On one core it climbs towards one.
    var large = growing.stream().map(c -> c.of("dynamic chunks").speedup()).toList();
    lab.show(Figures.lines("job-size", "Speedup against the size of the job",
            "sequential time, ms", "speedup", true, List.of(new Line("dynamic chunks",
                    growing.stream().mapToDouble(c -> c.of("sequential").medianMillis()).toArray(),
                    large)), lab.machine()));
    lab.claimAbove("a larger job makes more of the cores",
            large.getLast(), large.getFirst().estimate());

    /// ## How small may a task be?
    /// Back to the choice of the chunks. Here the work is always the same, but it is handed out in tasks
    /// that get larger from row to row, beginning with a single number. What changes is only the price
    /// of handing it out.
    var fine = lab.workloads().primes(lab.size() == Size.QUICK ? 1 << 16 : 1 << 19);
    var ways = new ArrayList<Variant<Long>>();
    ways.add(new Variant<>("sequential", 1, fine::compute));
    for (int size = 1; size <= fine.items() / (8 * cores); size *= 4) {
        int tasks = fine.items() / size;
        ways.add(new Variant<>("tasks of " + size, cores, () -> poolTasks(fine, cores, tasks)));
    }
    var grains = lab.compare("task size", fine, ways);
    lab.show(grains);

    /// ## Granularity
    /// The same against the time that a task takes. Left of the place where the line passes 1, going
    /// parallel makes the program slower: to start threads and to hand out tasks costs more than they
    /// save. On one core nothing is saved, and the line stays below.
    double item = grains.of("sequential").medianMillis() * 1_000 / fine.items();
    var grain = grains.measurements().stream().skip(1).map(Measurement::speedup).toList();
    var micros = IntStream.range(0, grain.size()).mapToDouble(i -> item * Math.pow(4, i)).toArray();
    lab.show(Figures.lines("task-size", "Speedup against the size of a task",
            "time of a task, µs", "speedup", true,
            List.of(new Line("pool tasks", micros, grain)), lab.machine()));

    /// ## The break-even point
    /// Where about does the line pass 1? The error bars say how sure that is, and the figure holds for this
    /// job and this pool: starting the threads is in it too. Well to the right of it the price of handing
    /// out no longer shows. Most chunks above are there.
    var even = BreakEven.between(micros, grain);
    lab.say(even.isPresent()
            ? "it pays to hand out tasks of about %.1f µs or more".formatted(even.getAsDouble())
            : "no size that was tried paid here");
    lab.claimAtMost("a task too small is slower in parallel", grain.getFirst(), 1);

    /// ## The answer
    /// How much faster do all the cores make it? For each job the best way, or the ways that the
    /// intervals cannot tell apart. *Efficiency* is speedup over cores. What is missing from one was
    /// eaten by what you have seen (uneven parts, small tasks, merging) and by what you have not: memory,
    /// clock speed and caches that the cores share.
    ///
    /// **When not to go parallel**: when tasks are shorter than the break-even point; when the other
    /// cores have work of their own, as on a busy server; when the program waits rather than computes,
    /// which the lessons on concurrency are about; and before you have made the sequential version good: a
    /// sieve needs no division at all.
    lab.show("answer", Tables.best(results, cores));
    lab.close();

    /// ## What next?
    /// Change the `32` chunks to 1 (one claim will fail: why?) or to 1,000, and run the page again. Count
    /// the words of a folder of `.txt` files with `lab.workloads().wordCount(Path.of("..."))`. All workers
    /// here share hardly more than a counter; what happens when they share more is the question of
    /// [Race conditions](07-race-conditions.ipynb). Next: what happens when there are more jobs than
    /// processors, in [Concurrency](02-concurrency.ipynb). Before: [Start here](00-start-here.ipynb).
    ///
    /// Sources: G. Amdahl, *Validity of the single processor approach to achieving large scale computing
    /// capabilities*, 1967; J. Gustafson, *Reevaluating Amdahl's law*, 1988; N. Gunther, *Guerrilla
    /// Capacity Planning*, 2007; B. Goetz and others, *Java Concurrency in Practice*, 2006, chapters 8
    /// and 11; D. Lea, *A Java fork/join framework*, 2000.
}
