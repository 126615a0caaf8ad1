///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES lab/Lab.java
//NOTEBOOK 02-concurrency.ipynb

import module java.base;
import lab.*;
import lab.measure.*;
import lab.observe.*;
import lab.view.*;
import lab.work.*;

/// # Concurrency
/// **What happens when there are more jobs than processors?**
///
/// *You will do* many jobs on a single core, watch them take turns, see them finish in different orders and
/// always with the same answer, and measure what it costs to change from one to the next. *You will learn*
/// how concurrency differs from parallelism, what a time slice and a context switch are, and for which
/// jobs a crowd of threads pays. *It takes* fifteen minutes to read and one to run. You need to know
/// Java, and what a thread is.
///
/// Change any cell and run it again. Before: [Parallelism](01-parallelism.ipynb). Next:
/// [CPU scheduling](03-cpu-scheduling.ipynb).

/// ## Jobs and threads
/// In lesson 01 we had a core for each thread. Now there are too few. This method does any number of jobs
/// with any number of threads: one thread does them one after the other, and with as many threads as jobs
/// all are under way *at once*.
<T> List<T> withThreads(int threads, List<Callable<T>> jobs) throws Exception {
    var named = Thread.ofPlatform().name("thread ", 1).factory();
    try (var pool = Executors.newFixedThreadPool(threads, named)) {
        var answers = new ArrayList<T>();
        for (var done : pool.invokeAll(jobs)) answers.add(done.get());
        return answers;
    }
}

/// ## The experiment
/// Eight equal jobs, which never change, and more and more of them at once. Each way is a *variant*;
/// the first, a thread for each core, is what the others are compared with. `cores.onOne` keeps the
/// threads on one core. Where a platform cannot do that, they get all cores (`cores.room()` says how
/// many), with eight jobs for each.
Comparison moreAtOnce(Lab lab, Cores cores, String kind, Callable<Long> job) throws Exception {
    int jobs = 8 * cores.room();
    var right = Answers.equalTo(Collections.nCopies(jobs, lab.run(job)));
    var ways = new ArrayList<Variant<List<Long>>>();
    for (int n = cores.room(); n <= jobs; n *= 2) {
        int threads = n;
        Callable<List<Long>> way = () -> withThreads(threads, Collections.nCopies(jobs, job));
        ways.add(new Variant<>(n + " at once", n, () -> cores.onOne(way)));
    }
    return lab.compare(lab.plan(), "at once", kind, right, ways);
}

/// ## A finish line
/// This and the next cell are for later, when jobs race. Each has a name, and crosses the line when it is
/// done. The queue keeps the order in which they came, and the sum of all answers is the outcome.
record Finish(Queue<String> order, LongAdder outcome) {
    Void cross(String name, long answer) {
        order.add(name);
        outcome.add(answer);
        return null;
    }
}

/// ## A race
/// All jobs start at the same time, each on a thread of its own, and the race is over when the last is
/// done.
Finish race(int jobs, Callable<Long> job) throws Exception {
    var finish = new Finish(new ConcurrentLinkedQueue<>(), new LongAdder());
    var runners = new ArrayList<Callable<Void>>();
    for (int i = 1; i <= jobs; i++) {
        var name = String.valueOf(i);
        runners.add(() -> finish.cross(name, job.call()));
    }
    withThreads(jobs, runners);
    return finish;
}

void main(String... args) throws Exception {
    /// ## One core
    /// Most machines have several cores, and this page wants one. So it *pins* its threads: it asks the
    /// system to run them on one processor and nowhere else. Threads inherit that from the thread that
    /// starts them. (A *processor* is what the system counts; it may be half of a core, if a core runs
    /// two threads.) On Linux this lab can pin; the line below says what it can do here.
    var lab = Lab.open("concurrency", args);
    var cores = new Cores(lab);
    lab.say(cores.line());

    /// ## A job that computes
    /// It counts primes and never waits for anything: it is *CPU-bound*. Its answer is checked by a sieve.
    /// We shall give one core more and more such jobs at once. What do you expect: will eight threads be
    /// faster than one, slower, or neither?
    var primes = lab.workloads().primes(lab.size() == Size.QUICK ? 100_000 : 300_000);
    lab.introduce(List.of(primes));

    /// ## More threads, the same core
    /// The same eight jobs, one at a time, then two, four and eight at once. *Busy cores* is processor time
    /// over elapsed time: one core was all they had. What it shows above one is the JVM, whose own threads
    /// run where they like. Compare the times.
    var computing = moreAtOnce(lab, cores, "computing", primes::compute);
    lab.show(computing);

    /// ## As long as one after the other
    /// A core does one thing at a time, so what counts is the sum of the work, and to begin everything at
    /// once does not make it less. The first claim is held against processor time: on a busy machine, many
    /// threads get a larger share of the core than one, but no more out of a second of it.
    var one = computing.measurements().getFirst();
    var all = computing.measurements().getLast();
    lab.claimAtMost("more jobs at once get no more out of a core",
            computing.processorGain(all, one), 1.1);
    if (cores.canPin()) lab.claimAtMost("they had no more than one core",
            Interval.exactly(all.cpuMillis() / all.medianMillis()), 1.25);

    /// ## Who ran when?
    /// A thread that computes can notice that it was put aside. It reads the clock again and again; if the
    /// clock jumps, somebody else had the core. What lies between two jumps is a *time slice*. Here two
    /// threads compute on one core and note their slices. Nothing in this picture is drawn by hand.
    var observations = new Observations(lab);
    int rivals = 2 * cores.room();
    var time = Duration.ofMillis(lab.size() == Size.QUICK ? 120 : 250);
    var slices = cores.onOne(() -> observations.slices(rivals, time));
    lab.show(observations.timeline("slices", rivals + " threads on " + cores.where(), slices));

    /// ## They take turns
    /// Where one bar ends, the other begins, or somebody else had the core: at no time do two threads
    /// run on one core. The system's *scheduler* takes it from one and gives it to the other, many
    /// times a second. That is *concurrency*: several jobs are under way in the same stretch of time.
    /// *Parallelism*, several at the same instant, takes several cores. (Pike: dealing with many things
    /// at once, or doing them.)
    long ran = slices.stream().mapToLong(Slice::nanos).sum();
    long wall = slices.stream().mapToLong(Slice::toNanos).max().orElseThrow();
    var sum = "%.0f ms in %.0f ms".formatted(ran / 1e6, wall / 1e6);
    if (cores.canPin()) {
        lab.claim("together they ran no longer than one core can", ran <= 1.1 * wall, sum);
        lab.claim("threads were put aside and came back", slices.size() > rivals,
                slices.size() + " slices of " + rivals + " threads");
    }

    /// ## How long is a turn?
    /// The lengths of the slices, and those of four times as many threads. The scheduler decides who
    /// goes on when its clock ticks (every 1 to 10 ms on Linux, as the kernel was built) or when
    /// somebody wakes up, so look for whole ticks. If the two medians are close, more threads do not
    /// get shorter turns; then each waits longer for its next one.
    var lengths = new LinkedHashMap<String, List<Slice>>();
    lengths.put(rivals + " threads", slices);
    lengths.put(4 * rivals + " threads", cores.onOne(() ->
            observations.slices(4 * rivals, time.multipliedBy(2))));
    lab.show(observations.lengths("slice-lengths",
            "How long a turn lasts on " + cores.where(), lengths));

    /// ## Who is done first?
    /// Three equal jobs start together on one core. Who is done first? The scheduler decides, and it
    /// looks at more than your program. One race says little, so we let them race many times, one race
    /// after the other, and count the orders in which they finish.
    var small = lab.workloads().primes(100_000);
    int times = lab.size() == Size.QUICK ? 40 : 200;
    Callable<Finish> once = () -> race(3, small::compute);
    var finishes = cores.onOne(() -> withThreads(1, Collections.nCopies(times, once)));
    var outcomes = finishes.stream().collect(Collectors.groupingBy(
            finish -> String.join(", ", finish.order()), TreeMap::new,
            Collectors.mapping(finish -> finish.outcome().sum(), Collectors.toList())));
    lab.show("finishes", Rows.table("Who finished first, second and third",
            List.of("order", "times", "all outcomes"), outcomes.entrySet().stream().map(order ->
                    List.of(order.getKey(), order.getValue().size(),
                            new TreeSet<>(order.getValue()))).toList()));

    /// ## Many orders, one answer
    /// Six orders are possible. How many of them a machine shows, and how often, is its own affair, and
    /// it will be different when you run the cell again. A program must not rely on any of them. This
    /// one does not: in any order the outcome is the same, because adding up does not mind. (Should a
    /// run show a single order, the second claim is undecided.)
    var answers = outcomes.values().stream().flatMap(List::stream).distinct().toList();
    lab.claim("the outcome never differs", answers.equals(List.of(3 * lab.run(small::compute))),
            "%d races, outcomes %s".formatted(times, answers));
    lab.claimAbove("there is more than one order of completion",
            new Interval(outcomes.size(), outcomes.size(), 6), 1);

    /// ## A job that waits
    /// Now a job of another kind. It asks for something, from a disk, a database or another machine, and
    /// waits for the answer. Here it sleeps for a few milliseconds, which looks the same to the core. Eight
    /// of those, one after the other and then more and more at once, on the same core.
    int nap = lab.size() == Size.QUICK ? 5 : 10;
    var waiting = moreAtOnce(lab, cores, "waiting", () -> {
        Thread.sleep(nap);
        return 1L;
    });
    lab.show(waiting);

    /// ## Concurrency without parallelism
    /// Eight waits take hardly longer than one. There is one core, and it is enough, because to wait takes
    /// no core at all. *Multiprogramming* was invented for this, when a computer had a single processor:
    /// while one job waits, another computes.
    lab.claimAbove("waits overlap on " + cores.where(),
            waiting.measurements().getLast().speedup(), 2);

    /// ## A job that does both
    /// Most programs compute a little and wait a little. This job counts the primes and then waits for as
    /// long as that takes alone. Before you look: how many times as fast can eight of them be, at once and on
    /// one core?
    double alone = one.medianMillis() / 8;
    var both = moreAtOnce(lab, cores, "both", () -> {
        long count = primes.compute();
        Thread.sleep(Duration.ofNanos((long) (alone * 1e6)));
        return count;
    });
    lab.show(both);
    lab.claimAbove("one computes while another waits",
            both.measurements().getLast().speedup(), 1.1);

    /// ## Seen from inside
    /// A longer job of this kind, three at once and two for each thread, as the JDK Flight Recorder saw
    /// it. A thread is *sleeping*; or *parked*, as `main` is, until others are done; or *running*; or
    /// *ready*: it could run, but another has the core. The last two are told apart by sampling, so two
    /// bars may seem to run at once. When has the core nothing to do?
    var longer = lab.workloads().primes(500_000);
    Callable<Long> longerBoth = () -> {
        long count = longer.compute();
        Thread.sleep(20);
        return count;
    };
    int team = 3 * cores.room();
    Callable<?> threeAtOnce = () -> withThreads(team, Collections.nCopies(2 * team, longerBoth));
    var inside = observations.watch(() -> cores.onOne(threeAtOnce));
    lab.show(observations.timeline("inside", "Jobs that compute and wait", inside));

    /// ## Three kinds of jobs
    /// Speedup against the number of jobs at once, on the same core. Computing stays at one. Waiting goes up
    /// with the jobs. And a job that computes for the share *u* of its time stops at 1/*u*: then the core is
    /// always busy, and there is nothing left to gain.
    lab.show(Figures.lines("kinds", "Speedup by having more jobs at once", "jobs at once",
            "speedup", true, Stream.of(computing, both, waiting).map(kind -> new Line(
                    kind.measurements().getFirst().workload(),
                    kind.measurements().stream().mapToDouble(Measurement::workers).toArray(),
                    kind.measurements().stream().map(Measurement::speedup).toList())).toList(),
            lab.machine()));

    /// ## What does it cost to change?
    /// To take turns is not free. The system stores the registers of one thread and loads those of
    /// another: a *context switch*. To measure it we play ping-pong: whoever has the baton hands it on,
    /// wakes the other with `LockSupport.unpark`, and parks. A thread alone shows what the Java calls
    /// cost. What a pass on one core costs beyond that is the switch, with the system calls that block
    /// one thread and wake the other. (*From* and *to*: a 95% interval.)
    var teams = new ArrayList<Cores.Team>();
    teams.addLast(new Cores.Team("one thread, alone", 1, cores.threadsOn(1)));
    teams.addLast(new Cores.Team("two on " + cores.where(), 2, cores.threadsOn(1)));
    if (cores.processors().size() > 1)
        teams.addLast(new Cores.Team("two on two cores", 2, cores.threadsOn(2)));
    teams.addLast(new Cores.Team("two virtual, anywhere", 2, Thread.ofVirtual().factory()));
    int passes = lab.size() == Size.QUICK ? 1_000 : 4_000;
    var pingPong = cores.relays(teams, passes);
    lab.show("ping-pong", cores.table("What it costs to hand over", pingPong));

    /// ## Is it switches that we count?
    /// The kernel keeps an account of the switches of every thread, so we need not guess. On one core each
    /// pass must be a switch: nobody can take the baton without running, and only one can run. A thread
    /// alone needs none. Across cores there is no such rule.
    lab.claim("no pass is lost", pingPong.stream().allMatch(pair -> pair.counted(passes)),
            pingPong.size() + " teams, " + passes + " passes in every round");
    double switches = pingPong.get(1).switches();
    if (cores.canPin() && !Double.isNaN(switches))
        lab.claim("on one core every pass is a switch", switches > 0.99,
                "%.2f switches a pass".formatted(switches));

    /// ## Why are two cores no help?
    /// Only one of the two threads ever has something to do, and a core that had gone to sleep must be
    /// woken first. What a pass costs depends on where the cores are: on a rented machine, it may
    /// change by a factor of ten from one hour to the next. So we measure how far apart they are just
    /// now, if two are free.
    lab.say(new Races(lab).hop());

    /// ## Virtual threads, on one core
    /// A *virtual thread* is switched by the JDK, which *unmounts* it from its *carrier*, a platform
    /// thread, and mounts another. The carriers of this JVM were never pinned, so above the two ran
    /// anywhere. Now we start a second JVM, which pins itself to one core and has one carrier. There,
    /// rings of two to some hundred threads pass the baton.
    var rings = lab.size() == Size.QUICK ? List.of(2, 16, 128) : List.of(2, 8, 64, 512);
    var ring = cores.relaysInOwnJvm(rings, 2 * passes);
    lab.show("ring", cores.table("A baton in a ring, on " + cores.where(), ring));
    lab.show(Figures.lines("rings", "What a pass costs", "threads in the ring",
            "nanoseconds a pass", true, cores.lines(ring), lab.machine()));

    /// ## Without the kernel
    /// A pass between virtual threads costs a fraction of one between platform threads, and the kernel
    /// sees next to no switch. Where a line rises with the number of threads, suspect the caches: by
    /// the time that a thread gets its turn again, the others have pushed its data out. This page does
    /// not measure that. Li, Ding and Shen did: such costs, which come after the switch, can be far
    /// larger than it.
    var platform = ring.getFirst();
    var virtual = ring.stream().filter(line -> line.name().startsWith("virtual")).toList();
    lab.claimAbove("virtual threads hand over faster than platform threads",
            virtual.getFirst().timesAsFastAs(platform), 1);
    double kernel = virtual.getFirst().switches();
    if (cores.canPin() && !Double.isNaN(kernel))
        lab.claim("virtual threads change without the kernel", kernel < 0.1,
                "%.3f switches a pass".formatted(kernel));

    /// ## A turn and a change
    /// Now hold the two against each other: how long a turn lasts when threads only compute, and what it
    /// costs to change between them. This is why a system can afford to share a core among many, and why,
    /// caches aside, hardly anything of a core is lost by it.
    var turns = slices.stream().filter(Slice::whole).mapToDouble(Slice::nanos).toArray();
    double turn = turns.length == 0 ? time.toNanos() : Statistics.median(turns);
    double change = pingPong.get(1).nanos().estimate() - pingPong.getFirst().nanos().estimate();
    lab.say("a turn of %.1f ms, a change of %.1f µs: %.2f%% of it"
            .formatted(turn / 1e6, change / 1e3, 100 * change / turn));

    /// ## The answer
    /// What happens when there are more jobs than processors? They take turns. Jobs that compute take
    /// as long as one after the other, jobs that wait take hardly longer than one of them, and in which
    /// order they finish is nobody's promise. A turn is long against what it costs to change, so
    /// sharing a core is cheap, until threads hand over all the time.
    ///
    /// **When not to**: more threads than cores are no help to a program that computes, and cost memory. For
    /// thousands of jobs that wait, take virtual threads. Two threads that hand every little thing to each
    /// other spend their time changing: let one do it.
    var answer = new ArrayList<List<?>>();
    for (var kind : List.of(computing, both, waiting)) {
        var most = kind.measurements().getLast();
        answer.add(List.of(most.workload(), most.workers(), most.speedup().toString()));
    }
    lab.show("answer", Rows.table("On " + cores.where() + ", against one after the other",
            List.of("jobs", "at once", "times as fast"), answer));
    lab.close();

    /// ## What next?
    /// Give the race jobs that are not equal, and see which orders vanish. Let the job that does both
    /// wait four times as long as it computes: how many at once keep the core busy? Run the script on
    /// one core, with `taskset -c 0 ./jbang-scripts/jbangw concurrency`, and look for what changes. Who
    /// decides whose turn it is, and by which rule, is the question of
    /// [CPU scheduling](03-cpu-scheduling.ipynb). Before: [Parallelism](01-parallelism.ipynb).
    ///
    /// Sources: A. Silberschatz, P. B. Galvin and G. Gagne, *Operating System Concepts*, 10th edition, 2018,
    /// chapters 1 and 3 to 5; R. Pike, *Concurrency is not parallelism*, 2012; C. Li, C. Ding and K. Shen,
    /// *Quantifying the cost of context switch*, 2007; R. Pressler and A. Bateman, *JEP 444: Virtual
    /// threads*, 2023; the Linux manual, sched_setaffinity(2), sched(7) and time(7).
}
