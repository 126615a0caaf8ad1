///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES lab/Lab.java
//NOTEBOOK 03-cpu-scheduling.ipynb

import module java.base;
import lab.*;
import lab.measure.*;
import lab.schedule.*;
import lab.view.*;
import lab.work.*;

/// # CPU scheduling
/// **Who runs next, and who waits?**
///
/// *You will* let six policies schedule the same jobs, write a seventh in a line, find the best length for
/// a turn, and hold all of it against what the scheduler of this machine does. *You will learn* what
/// waiting, turnaround and response time are, why a short job may wait for long, and why no policy is
/// right for everyone. *It takes* fifteen minutes to read and a quarter of a minute to run. You need to
/// know Java, and that threads take turns.
///
/// Change any cell and run it again. Before: [Concurrency](02-concurrency.ipynb). Next:
/// [The GIL](04-the-gil.ipynb).

/// ## A stream of urgent jobs
/// This and the next two cells are for later; you may begin at *Five jobs*. A patient job meets urgent
/// ones, which arrive as fast as a processor can do them, and we note how long it waits. `new Job`
/// takes a name, an arrival, a *burst* (how long it computes) and a priority; a smaller number is more
/// urgent.
List<Job> stream(int urgent) {
    var jobs = new ArrayList<>(List.of(new Job("patient", 0, 1, 9)));
    for (int i = 0; i < urgent; i++) jobs.add(new Job("urgent " + i, 2 * i, 2, 1));
    return jobs;
}

Line patience(Policy policy, double... lengths) {
    var waits = DoubleStream.of(lengths).mapToObj(length -> Interval.exactly(
            Simulation.run(stream((int) length), policy).of("patient").waiting()));
    return new Line(policy.name(), lengths, waits.toList());
}

/// ## An example from a textbook
/// And this: a policy, some jobs, and the mean waiting or turnaround time that a book prints for them. It
/// agrees if the simulator gives the same to a hundredth. (A book may cut 17/3 short where we round.)
record Example(String book, Policy policy, List<Job> jobs, String mean, double printed) {
    double simulated() {
        var schedule = Simulation.run(jobs, policy);
        return mean.equals("waiting") ? schedule.meanWaiting() : schedule.meanTurnaround();
    }

    boolean agrees() {
        return Math.abs(simulated() - printed) < 0.01;
    }
}

/// ## Five jobs that compute
/// And real work for the end: a fifth of it is a job. One thread does them first come, first served; with
/// five threads, the scheduler of the machine deals out turns.
<A> A fiveJobs(Workload<A> work, int threads) throws Exception {
    var jobs = new ArrayList<Callable<A>>();
    for (int i = 0; i < 5; i++) {
        int from = work.items() / 5 * i, to = i == 4 ? work.items() : work.items() / 5 * (i + 1);
        jobs.add(() -> work.compute(from, to));
    }
    try (var pool = Executors.newFixedThreadPool(threads)) {
        var answers = new ArrayList<A>();
        for (var done : pool.invokeAll(jobs)) answers.add(done.get());
        return work.combine(answers);
    }
}

void main(String... args) throws Exception {
    /// ## Five jobs
    /// Each has a name, an arrival, a *burst* (how long it computes) and a priority, with times in
    /// milliseconds. The report is long and comes first; the key that somebody pressed takes hardly any
    /// time and comes last. They are numbers only: the processor is simulated, with no clock and no
    /// threads, and the result is the same on every machine.
    var lab = Lab.open("cpu-scheduling", args);
    var schedules = new Schedules(lab);
    var jobs = List.of(new Job("report", 0, 80, 3), new Job("build", 5, 30, 4),
            new Job("search", 10, 10, 2), new Job("mail", 20, 5, 2), new Job("key", 30, 2, 1));

    /// ## The naive policy: first come, first served
    /// Everyone queues, and whoever has the processor keeps it to the end. It is fair as a queue at a
    /// bakery is. Now look at the key: behind the report forms a *convoy* of jobs that could long be
    /// done.
    var first = schedules.simulate(jobs, Policy.firstComeFirstServed());
    lab.show(schedules.gantt("first-come-first-served", "First come, first served", first));

    /// ## Three ways to be late
    /// *Turnaround time* is from arrival to the end. *Response time* is from arrival to the first moment
    /// on the processor. *Waiting time* is all that was spent in the queue. A report may take its time;
    /// whoever pressed the key wants a response.
    lab.show("convoy", schedules.jobs("First come, first served", first));
    var key = first.of("key");
    lab.claim("in a convoy a short job waits for many times its burst",
            key.waiting() > 10 * key.job().work(),
            "a burst of %.0f ms waits for %.0f ms".formatted(key.job().work(), key.waiting()));

    /// ## Shortest job first
    /// Of those that wait, take the one with the shortest burst. It helps those at the back, and still all
    /// of them wait for the report: when it began, nobody else was there.
    var shortest = schedules.simulate(jobs, Policy.shortestJobFirst());
    lab.show(schedules.gantt("shortest-job-first", "Shortest job first", shortest));

    /// ## Shortest remaining time first
    /// One change: a job that has less left to do takes the processor from the one that runs. That is
    /// *preemption*. Now the key runs at once. Among all policies, on one processor that switches for
    /// free, this one has the least mean waiting time (Schrage 1968). It must know every burst beforehand,
    /// though. A real system can only guess from the past.
    var remaining = schedules.simulate(jobs, Policy.shortestRemainingTimeFirst());
    lab.show(schedules.gantt("shortest-remaining", "Shortest remaining time first", remaining));

    /// ## Round robin
    /// A policy that need not know anything: everyone in turn, for a *quantum* of at most 4 ms, then back
    /// to the end of the queue, behind whoever arrives at that moment. All go on together: a first answer
    /// comes soon, and the long jobs end late. With a quantum longer than any burst it is first come,
    /// first served again.
    var robin = schedules.simulate(jobs, Policy.roundRobin(4));
    lab.show(schedules.gantt("round-robin", "Round robin, quantum 4 ms", robin));
    var endless = schedules.simulate(jobs, Policy.roundRobin(1_000));
    lab.claim("with a huge quantum, round robin is first come, first served",
            endless.slices().equals(first.slices()), endless.slices().size() + " turns in both");

    /// ## Priority
    /// Now the owner of the machine says what is urgent: the smallest number first, with preemption. The
    /// build has the largest. Look how it waits for everybody, the report included. If urgent jobs kept
    /// coming, it would wait for ever.
    var urgent = Policy.priority().preemptive();
    var priority = schedules.simulate(jobs, urgent);
    lab.show(schedules.gantt("priority", "Priority, preemptive", priority));

    /// ## Starvation, and ageing
    /// The patient job against the stream: it *starves*, waiting until the stream ends. The cure is
    /// *ageing*. For every 5 ms of waiting, a job becomes more urgent by one; from 9 to 1 are eight steps.
    /// Each line shows how long the patient job waits as the stream gets longer. One grows with it, the
    /// other stops.
    double[] lengths = {5, 10, 20, 40, 80, 160};
    var starving = patience(urgent.named("priority"), lengths);
    var ageing = patience(urgent.withAgeing(5).named("with ageing"), lengths);
    lab.show(schedules.lines("ageing", "How long the patient job waits", "urgent jobs",
            "waiting, ms", List.of(starving, ageing)));
    var ever = starving.y().getLast().estimate();
    var atLast = ageing.y().getLast().estimate();
    lab.claim("ageing ends starvation",
            ever == 2 * lengths[5] && atLast == ageing.y().get(4).estimate(),
            "of %.0f ms it waits %.0f, with ageing %.0f".formatted(2 * lengths[5], ever, atLast));

    /// ## A multilevel feedback queue
    /// It wants to be as quick to respond as shortest remaining time first, without knowing the future.
    /// So it learns (Corbató and others, 1962): everyone begins at the top level, with a quantum of 4
    /// ms. Whoever uses it up falls to the next (8 ms), and then to the last (16 ms). Higher levels go
    /// first and preempt. Every 100 ms all return to the top, so that nobody starves.
    var feedback = schedules.simulate(jobs, Policy.multilevelFeedback(100, 4, 8, 16));
    lab.show(schedules.gantt("feedback", "Multilevel feedback queue", feedback));
    lab.claim("the feedback queue finds the short job without being told",
            feedback.of("key").turnaround() < robin.of("key").turnaround(),
            "the key takes %.0f ms, in round robin %.0f".formatted(
                    feedback.of("key").turnaround(), robin.of("key").turnaround()));

    /// ## A policy of your own
    /// A policy is a function that gives a job in the queue, a *task*, its rank; the lowest goes first.
    /// This one asks how many times its burst a job has been there (Brinch Hansen's *highest response
    /// ratio next*; hence the minus): short ones go first, and whoever waits long enough becomes urgent.
    /// Turns of 4 ms are added with a word. Change the formula.
    Policy ratio = task -> -(task.waited() + task.burst()) / task.burst();
    var own = schedules.simulate(jobs, ratio.withQuantum(4).named("highest response ratio"));
    lab.show(schedules.gantt("own-policy", "Highest response ratio, turns of 4 ms", own));

    /// ## All of them
    /// One lane for each policy, one colour for each job. The lanes all end at the same time: a policy
    /// does not make the work less. It decides whose bars come first. Follow the long report, then look
    /// for the key.
    ///
    /// In the table, jobs per second are the *throughput*, and the busy part is the *utilisation*.
    /// *Fairness* is Jain's index of the pace at which jobs went ahead (burst over turnaround time): 1
    /// if all had the same pace. The least waiting time belongs to the policy that knew all bursts
    /// beforehand.
    var all = List.of(first, shortest, remaining, robin, priority, feedback, own);
    lab.show(schedules.sideBySide("policies", "Seven policies, the same five jobs", all));
    lab.show("figures", schedules.figures("Seven policies, the same five jobs", all));
    double least = all.stream().mapToDouble(Schedule::meanWaiting).min().orElseThrow();
    lab.claim("shortest remaining time first waits least", remaining.meanWaiting() == least,
            "%.1f ms on average".formatted(remaining.meanWaiting()));

    /// ## Is the simulator right?
    /// Textbooks print examples with their figures, and a simulator that is right must give the same.
    /// Here are four from Silberschatz, Galvin and Gagne, *Operating System Concepts*, 10th edition. The
    /// pages are those of the sections that they stand in.
    var three = Job.together(24, 3, 3);
    var four = List.of(new Job("P1", 0, 8), new Job("P2", 1, 4), new Job("P3", 2, 9),
            new Job("P4", 3, 5));
    var served = Policy.firstComeFirstServed();
    var brief = Policy.shortestJobFirst();
    var soonest = Policy.shortestRemainingTimeFirst();
    var silberschatz = List.of(
            new Example("Silberschatz, p. 206", served, three, "waiting", 17),
            new Example("Silberschatz, p. 207-209", brief, Job.together(6, 8, 7, 3), "waiting", 7),
            new Example("Silberschatz, p. 207-209", soonest, four, "waiting", 6.5),
            new Example("Silberschatz, p. 209-211", Policy.roundRobin(4), three, "waiting", 5.66));

    /// ## Eight examples
    /// And four from R. and A. Arpaci-Dusseau, *Operating Systems: Three Easy Pieces*, version 0.80, with
    /// their pages. The claim holds only if all eight agree. The tests of this project hold the simulator
    /// to more than twenty examples, from four books.
    var convoy = Job.together(100, 10, 10);
    var late = List.of(new Job("A", 0, 100), new Job("B", 10, 10), new Job("C", 10, 10));
    var arpaci = List.of(new Example("Arpaci-Dusseau, p. 61", served, convoy, "turnaround", 110),
            new Example("Arpaci-Dusseau, p. 62", brief, convoy, "turnaround", 50),
            new Example("Arpaci-Dusseau, p. 63", brief, late, "turnaround", 103.33),
            new Example("Arpaci-Dusseau, p. 64", soonest, late, "turnaround", 50));
    var examples = Stream.of(silberschatz, arpaci).flatMap(List::stream).toList();
    lab.show("textbooks", Rows.table("Textbook examples",
            List.of("book and page", "policy", "mean time", "printed", "simulated"),
            examples.stream().map(e -> List.<Object>of(
                    e.book(), e.policy().name(), e.mean(), e.printed(), e.simulated())).toList()));
    lab.claim("the figures are those of the textbooks",
            examples.stream().allMatch(Example::agrees), examples.size() + " examples");

    /// ## How long should a turn be?
    /// To switch costs time: here 0.1 ms, far more than on a real machine, so that it shows. Loads of
    /// 200 jobs are drawn at random, most of them short (2 ms on average) and a few long; every quantum
    /// gets the same. Turns that are too short are eaten up by switching; with turns that are too long,
    /// the convoy is back. By a rule of thumb, four bursts of five should fit into a quantum
    /// (Silberschatz, section 5.3.3).
    var quanta = IntStream.rangeClosed(-3, 9).mapToDouble(i -> Math.pow(2, i)).toArray();
    var costly = Processors.one().withSwitchCost(0.1);
    var reading = new LinkedHashMap<String, ToDoubleFunction<Schedule>>();
    reading.put("turnaround time", Schedule::meanTurnaround);
    reading.put("switching for each job", s -> 0.1 * s.switches() / s.fates().size());
    var swept = schedules.sweep(0.7, quanta,
            quantum -> drawn -> Simulation.run(drawn, Policy.roundRobin(quantum), costly), reading);
    lab.show(schedules.lines("quantum", "Turnaround and switching against the quantum",
            "quantum, ms", "milliseconds", swept));
    double best = Schedules.lowest(swept.getFirst());
    lab.claim("the best quantum is neither the shortest nor the longest",
            best > quanta[0] && best < quanta[quanta.length - 1], "%.3g ms".formatted(best));

    /// ## Two processors
    /// They share one queue: whoever is free takes the next job. The policy is the naive one again. While
    /// the report keeps one processor busy, the others pass it by on the second.
    var two = schedules.simulate(jobs, Policy.firstComeFirstServed(), Processors.of(2));
    lab.show(schedules.processors("two-processors", "First come, first served, on two", two));

    /// ## More processors
    /// Drawn loads again, more than one processor can bear. With every processor added, all wait less,
    /// and less depends on the policy: mind the logarithmic axis. Where nobody queues, nobody need
    /// decide who runs next. (Where it runs may still matter.)
    double[] counts = {1, 2, 4};
    var waits = new ArrayList<Line>();
    for (var policy : List.of(Policy.firstComeFirstServed(), Policy.roundRobin(4), soonest))
        waits.addAll(schedules.sweep(1.8, counts,
                n -> drawn -> Simulation.run(drawn, policy, Processors.of((int) n)),
                Map.of(policy.name(), Schedule::meanWaiting)));
    lab.show(schedules.lines("processors", "Waiting against the number of processors",
            "processors", "waiting, ms", waits));
    var alone = schedules.simulate(jobs, Policy.firstComeFirstServed(), Processors.of(jobs.size()));
    lab.claim("with a processor for every job nobody waits", alone.meanWaiting() == 0,
            jobs.size() + " jobs");

    /// ## The real one
    /// Now the scheduler of this machine gets the same jobs: five threads that sleep until their
    /// arrival and then compute for their burst, pinned to one processor where that is possible. Each
    /// reads the clock all the time; where the clock jumps, it had lost the processor. The run shown
    /// ended first: the least disturbed. Runs differ, so the claims are modest: each job had its time,
    /// and in most runs the key was done before the report.
    var scheduler = new RealScheduler(lab);
    lab.say(scheduler.line());
    var runs = scheduler.run(jobs, lab.size() == Size.QUICK ? 5 : 15);
    var real = scheduler.leastDisturbed(runs);
    lab.show(scheduler.gantt("this-machine", "What this machine did", real));
    boolean had = runs.stream().allMatch(run -> jobs.stream()
            .allMatch(job -> run.ran(job.name()) > job.work() - 0.001));
    lab.claim("every job got its time", had, runs.size() + " runs of " + jobs.size() + " jobs");
    long sooner = runs.stream()
            .filter(run -> run.of("key").finish() < run.of("report").finish()).count();
    lab.claim("the short job did not wait for the long one", sooner > runs.size() / 2,
            "in %d of %d runs".formatted(sooner, runs.size()));

    /// ## Side by side
    /// The same jobs once more, simulated on as many processors, with turns as long as those seen above.
    /// Which is closest to this machine's? On Linux, and with one processor, expect round robin. In a gap
    /// of the first lane somebody else had the processor: another program, or the host.
    double turn = scheduler.turn(runs);
    double quantum = Double.isNaN(turn) ? 4 : turn;
    lab.say(Double.isNaN(turn) ? "this machine cut no turn short"
            : "turns cut short by this machine: %.2f ms (median)".formatted(turn));
    var room = Processors.of(scheduler.processors());
    var compared = new ArrayList<>(List.of(real));
    for (var policy : List.of(Policy.firstComeFirstServed(),
            Policy.roundRobin(quantum).named("round robin"), soonest))
        compared.add(schedules.simulate(jobs, policy, room));
    if (scheduler.processors() == 1)
        lab.show(scheduler.sideBySide("real-and-simulated", "Real and simulated", compared));
    lab.show("side-by-side", schedules.turnarounds("Turnaround times", compared));

    /// ## Where they differ
    /// The table takes each job's turnaround as a share of the whole run, which other programs may have
    /// stretched, and shows the mean difference. What is left has reasons. Linux has no queue to go to
    /// the end of: it keeps account of how far each thread is from its fair share, and among those that
    /// are owed something picks the one whose *virtual deadline* is earliest (EEVDF, since 6.6). Turns
    /// end at ticks of a timer, and who wakes up may have to await one. Other programs take their
    /// share, and so does the host of a virtual machine.
    var apart = new ArrayList<List<?>>();
    for (var s : compared.subList(1, compared.size()))
        apart.add(List.of(s.policy(), scheduler.difference(real, s)));
    lab.show("differences", Rows.table("How far each simulation is from this machine",
            List.of("simulation", "mean difference, % of the whole time"), apart));
    long closer = runs.stream().filter(run -> scheduler.difference(run, compared.get(2))
            < scheduler.difference(run, compared.get(1))).count();
    if (scheduler.processors() == 1)
        lab.claim("round robin is closer to it than first come, first served",
                closer > runs.size() / 2, "in %d of %d runs".formatted(closer, runs.size()));

    /// ## What turns cost here
    /// The simulated switch was dear. What is it on this machine? Five jobs count primes, on one processor
    /// where that is possible, one after the other and in turns. A switch takes microseconds and a turn
    /// milliseconds, so expect hardly any difference. The claim is modest again: to take turns, at least,
    /// is no gain.
    var primes = lab.workloads().primes();
    var cores = scheduler.cores();
    var cost = lab.compare("turns", primes, List.of(
            new Variant<>("first come, first served", 1,
                    () -> cores.onOne(() -> fiveJobs(primes, 1))),
            new Variant<>("in turns", 5, () -> cores.onOne(() -> fiveJobs(primes, 5)))));
    lab.show(cost);
    lab.claimAtMost("turns get no more out of a processor", cost.processorGain(
            cost.of("in turns"), cost.of("first come, first served")), 1.1);

    /// ## A load of your own
    /// Jobs from a CSV file: `name`, `arrival`, `burst`, and `priority` if you like. A burst of several
    /// numbers computes, waits for a device, computes. A file that is not here is looked for in the folder
    /// `data`. Put the path of yours in the place of `jobs.csv`, and run this cell again.
    var mine = schedules.read(Path.of("jobs.csv"));
    var results = schedules.simulate(mine, List.of(Policy.firstComeFirstServed(),
            soonest, Policy.roundRobin(4), urgent.named("priority"),
            Policy.multilevelFeedback(100, 4, 8, 16)));
    lab.show(schedules.gantt("own-load", "Your jobs, feedback queue", results.getLast()));
    lab.show("own-figures", schedules.figures("Your jobs", results));

    /// ## The answer
    /// Who runs next, and who waits? Somebody always waits: the work is the same under every policy. First
    /// come, first served lets the short wait for the long. If bursts were known, shortest remaining time
    /// first would wait least. Since they are not, real systems take turns, keep account, and let those
    /// that compute for long wait for those that do not.
    ///
    /// **When not to care**: when processors are idle. **When first come, first served is right**: for jobs
    /// of like length, and where only the end of all of them counts: every switch saved is time gained.
    lab.show("answer", schedules.turnarounds("Turnaround of each job",
            List.of(first, remaining, robin, feedback)));
    lab.close();

    /// ## What next?
    /// Give the build the priority 1. Make the switch cost 1 ms: where does the best quantum go? Write
    /// a policy that ranks by `task.used()`, with a quantum: whoever has had least goes first, which is
    /// close to what Linux did before 6.6. Before: [Concurrency](02-concurrency.ipynb). Next, a
    /// scheduler with a single key: [The GIL](04-the-gil.ipynb).
    ///
    /// Sources: A. Silberschatz, P. Galvin and G. Gagne, *Operating System Concepts*, 10th edition, 2018,
    /// chapter 5; R. and A. Arpaci-Dusseau, *Operating Systems: Three Easy Pieces*, version 0.80, 2014,
    /// chapters 7 and 8; W. Stallings, *Operating Systems: Internals and Design Principles*, section 9.2;
    /// A. Tanenbaum and H. Bos, *Modern Operating Systems*, 4th edition, 2014, section 2.4; L. Schrage, *A
    /// proof of the optimality of the shortest remaining processing time discipline*, 1968; F. Corbató,
    /// M. Merwin-Daggett and R. Daley, *An experimental time-sharing system*, 1962; R. Jain, D. Chiu and
    /// W. Hawe, *A quantitative measure of fairness and discrimination*, 1984; I. Stoica and H. Abdel-Wahab,
    /// *Earliest eligible virtual deadline first*, 1995; the Linux kernel's documentation, *EEVDF
    /// scheduler*.
}
