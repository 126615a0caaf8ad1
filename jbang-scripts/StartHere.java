///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES lab/Lab.java
//NOTEBOOK 00-start-here.ipynb

import module java.base;
import lab.Lab;
import lab.Sheets;
import lab.results.*;
import lab.sheet.*;
import lab.view.*;
import lab.work.*;

/// # Start here
/// **Which way of doing several things at once is the right one for your program?**
///
/// *You will* let several ways do the same work on this machine, and read from one picture which of them
/// pays for what. *You will learn* the six words that everything here is about, how to read the figures
/// on these pages, and which lesson answers which question. *It takes* ten minutes to read and a minute
/// to run. You need to know Java, and nothing of threads.
///
/// This is a notebook with live Java: change any cell and run it again. Next:
/// [Parallelism](01-parallelism.ipynb).

/// ## What this is
/// A cheat sheet for concurrency usually says 'for computing take processes, for waiting take async', and
/// you have to believe it. This one measures. Every figure comes from the run just made, on the machine
/// that the page runs on, and every answer was checked. Behind each *model*, which is a way to get many
/// tasks done, stands a lesson of its own.

/// ## Six words
/// **Process**: a running program, with memory of its own that the system keeps from all others. A pool of
/// processes can use all cores, but what one sends another has to be copied:
/// [Threads and processes](05-threads-and-processes.ipynb).
///
/// **Thread**: one sequence of steps within a process. All threads of a process see the same memory, which
/// makes sharing easy, and easy to get wrong: [Threads](06-threads.ipynb).
///
/// **Concurrency**: several tasks are under way in the same stretch of time. A single core is enough for
/// that, if they take turns: [Concurrency](02-concurrency.ipynb).
///
/// **Parallelism**: several tasks run at the same instant. That takes several cores, and its aim is to be
/// done sooner: [Parallelism](01-parallelism.ipynb).
///
/// **CPU-bound**: work that keeps a processor busy until it is done, such as a search for primes. Only more
/// cores, or a better algorithm, make it faster: [The GIL](04-the-gil.ipynb) has threads that may not use
/// them.
///
/// **I/O-bound**: work that mostly waits for something outside, such as a network or a disk. It gets faster
/// when the waits overlap, on one core too: [Asynchronous programming](11-asynchronous-programming.ipynb).

void main(String... args) throws Exception {
    /// ## The machine card
    /// What is fast depends on what it runs on. So every page begins with a card of its machine, and every
    /// chart repeats it. A *core* is what Java counts as a processor: two may be halves of one real core. If
    /// Java may use fewer cores than the system has, somebody limited it.
    var lab = Lab.open("start-here", args);
    var card = lab.machine();
    lab.show("machine", Rows.table("This machine", List.of("", "here"), List.of(
            List.of("processor", card.cpu()),
            List.of("cores, for Java", String.valueOf(card.cores())),
            List.of("cores of the system", String.valueOf(card.onlineCores())),
            List.of("memory for Java, MiB", String.valueOf(card.heapMegabytes())),
            List.of("Java", card.jdk()),
            List.of("system", card.os()))));

    /// ## The models
    /// *Sequential* is one thread that does one task after the other; all others are compared with it.
    /// *Threads* starts one for each task, and so do *virtual threads*, which are cheap. A *fixed pool* has
    /// few threads that take tasks from a queue: one for each core, and some more where tasks wait.
    /// *Fork/join* and *parallel stream* split the work again and again, and idle threads take over what
    /// others have not begun. An *event loop* is a single thread that never waits for an answer, but goes on
    /// when it comes; what can only be waited for, it hands to threads beside it. A *process pool* hands
    /// tasks to other JVMs. And the *interpreter lock* is a pool whose threads compute only one at a time, as
    /// in CPython's default build.
    boolean quick = lab.size() == Size.QUICK;
    var few = Set.of("sequential", "fixed pool", "virtual threads", "event loop",
            "interpreter lock");
    var models = Models.all().stream().filter(m -> !quick || few.contains(m.name())).toList();
    lab.show("models", Rows.table("The models", List.of("model", "its lesson"),
            models.stream().map(m -> List.of(m.name(), m.lesson())).toList()));

    /// ## Work that computes
    /// Counting primes, in many parts, by every model. The library compares the answers first, then it
    /// measures in rounds: in each round every model has its turn, so whatever slows the machine down slows
    /// them all. In the table, *speedup* is how many times as fast as sequential. It is a median, and the
    /// brackets hold its 95% interval: if that includes 1, nothing is proven. *Busy cores* is processor time
    /// over elapsed time, that of Java's own threads included. *MB allocated* is per run, and *peak threads*
    /// are platform threads beyond those that were there already, such as carriers and the common pool.
    var sheets = new Sheets(lab).inSize(lab.size() == Size.FULL ? Size.STANDARD : Size.QUICK);
    Function<String, List<Job>> named = name ->
            Jobs.all().stream().filter(job -> job.name().equals(name)).toList();
    var computing = sheets.measure(models, named.apply("count primes"));

    /// ## What helps computing
    /// More cores do, if a model lets several threads compute at the same time. Under the interpreter lock
    /// they take turns: its busy cores stay near one. Virtual threads are threads like others here. A run is
    /// short, so starting threads and sending tasks to other processes takes a good part of what it gains.
    /// With one core, no model can be faster than sequential, and that, too, is a result.
    lab.claimAtMost("the interpreter lock does not speed up a computation",
            computing.row("count primes", "interpreter lock").orElseThrow().speedup(), 1.1);

    /// ## Work that waits
    /// Calls of a web service, which runs on this machine and takes a few milliseconds for each answer. The
    /// same table, for other work: look at the speedups first, and then at the busy cores. Of one thread that
    /// calls, waits and calls again, nearly all the time is waiting.
    var waiting = sheets.measure(models, named.apply("web calls"));

    /// ## What helps waiting
    /// To wait for many answers at the same time. That needs no second core. A pool can wait for as many
    /// answers as it has threads, and that is its limit; the others are limited by what it takes to send a
    /// call and to read its answer. The interpreter lock is no hindrance here, since a thread that waits
    /// has put it down.
    var virtual = waiting.row("web calls", "virtual threads").orElseThrow();
    var locked = waiting.row("web calls", "interpreter lock").orElseThrow();
    lab.claimAbove("waiting overlaps", virtual.speedup(), 2);
    lab.claimAbove("it does so under the interpreter lock, too", locked.speedup(), 1.2);

    /// ## Work that shares
    /// All tasks count up one and the same counter. There is nothing to wait for and hardly anything to
    /// compute, and whoever counts has to have the counter alone for a moment.
    var sharing = sheets.measure(models, named.apply("shared counter"));

    /// ## What helps sharing
    /// Nothing here: a crowd around one counter is no faster than one thread alone, and as a rule much
    /// slower, since the cores keep taking the counter from each other. The cure is to share less, which is
    /// what [Race conditions](07-race-conditions.ipynb) and
    /// [Locks and deadlock](08-locks-and-deadlock.ipynb) are about.
    lab.claimAtMost("a crowd counts no faster than one",
            sharing.row("shared counter", "fixed pool").orElseThrow().speedup(), 1.1);

    /// ## The rest of the sheet
    /// In a quick run that was all. Otherwise the other workloads follow: string operations, search and
    /// graphics, which compute; a database in this process and files; and a bank, where each transfer locks
    /// two accounts. It takes most of the minute. The work is that of a quick run: what it costs to hand it
    /// out shows more than it would in a large program.
    var done = sharing.workloads();
    var rest = Jobs.all().stream().filter(job -> !quick && !done.contains(job.name())).toList();
    var grid = sheets.measure(models, rest);

    /// ## The heatmap
    /// The whole sheet in a picture. A row is a model, a column a workload, and the number is the speedup:
    /// **1 is as fast as sequential**. Blue is faster, orange is slower, the darker the more. Where the
    /// interval includes 1, the cell stays white, whatever its number: this run cannot tell it from 1. A
    /// dash is a pair that makes no sense, or failed.
    var names = models.stream().map(Model::name).toList();
    lab.show(grid.heatmap("sheet", names, lab.machine()));

    /// ## How to read it
    /// Go down a column first: which model to take for this work? Then compare columns. Work that computes
    /// ends near the number of cores at best, whatever the model, and below where it is as small as here;
    /// calls go far beyond it. Then look for orange, where a model costs more than it brings: small tasks in
    /// other processes, a crowd around one place. Two numbers that are close may be the same: the picture has
    /// no room for intervals, `results.csv` has them all. And for each dash there is a reason.
    var why = grid.notes().stream().map(n -> List.of(n.workload(), n.model(), n.why())).toList();
    if (why.isEmpty()) lab.say("no cell has a dash");
    else lab.show("dashes",
            Rows.table("Cells with a dash", List.of("workload", "model", "why"), why));

    /// ## Is it right?
    /// A model that is fast and wrong is no model. Each answer was compared with sequential's, and that with
    /// what is known by other means: a sieve for the primes, the service's own numbers for the calls, the sum
    /// of all accounts for the bank.
    long cells = grid.rows().stream().filter(row -> row.experiment().equals("models")).count();
    lab.claim("every model gave the right answer",
            grid.failed().isEmpty() && grid.rows().stream().allMatch(ResultRow::answerOk),
            cells + " cells, " + grid.failed().size() + " failed");

    /// ## The answer
    /// Which way is the right one for your program? For each work, of the models whose whole interval lies
    /// above 1, the one with the highest speedup, or the simplest of those that the intervals cannot tell
    /// from it. If there is none, stay sequential. The table is derived from the figures: on another machine,
    /// or with larger work, it may say something else.
    ///
    /// **When not to**: a program that is fast enough needs no concurrency. It costs something to write, more
    /// to test, and a program that shares data without care is wrong.
    lab.show("answer", Rows.table("Which model to use",
            List.of("workload", "the fastest", "cannot be told from it"),
            grid.recommendations().stream().map(r -> List.of(r.workload(), r.text().split(";")[0],
                    r.best().stream().skip(1).map(ResultRow::variant)
                            .collect(Collectors.joining(", ")))).toList()));
    lab.close();

    /// ## Which lesson answers which question
    /// | lesson | asks |
    /// |---|---|
    /// | [01 Parallelism](01-parallelism.ipynb) | How much faster do all the cores make it, and why not N times, with N cores? |
    /// | [02 Concurrency](02-concurrency.ipynb) | What happens when there are more jobs than processors? |
    /// | [03 CPU scheduling](03-cpu-scheduling.ipynb) | Who runs next, and who waits? |
    /// | [04 The GIL](04-the-gil.ipynb) | Why do Python threads not speed up a computation, and why do they speed up waiting? |
    /// | [05 Threads and processes](05-threads-and-processes.ipynb) | What does a process have that a thread does not, and what does it cost? |
    /// | [06 Threads](06-threads.ipynb) | What is a thread doing when it does nothing? |
    /// | [07 Race conditions](07-race-conditions.ipynb) | Two tellers deposit into one account. How much money goes missing? |
    /// | [08 Locks and deadlock](08-locks-and-deadlock.ipynb) | How can taking care to lock stop a program for ever? |
    /// | [09 Multiprocessing](09-multiprocessing.ipynb) | When is a whole process worth its price? |
    /// | [10 Executors and futures](10-executors-and-futures.ipynb) | One interface: what changes when the engine does? |
    /// | [11 Asynchronous programming](11-asynchronous-programming.ipynb) | How does one thread serve ten thousand callers? |
    /// | [12 Virtual threads](12-virtual-threads.ipynb) | Can blocking code have the speed of asynchronous code? |

    /// ## What next?
    /// Run the page again: which numbers move, and do they stay within their intervals? What becomes of the
    /// columns with one worker, `./jbang-scripts/jbangw start-here --workers 1`? The whole cheat sheet, with
    /// larger work, scaling curves, CPython beside Java, and a report to keep, is a command, too:
    /// `./jbang-scripts/jbangw cheatsheet`. A model or a workload of your own is one small class; the README
    /// shows how. Next: [Parallelism](01-parallelism.ipynb).
    ///
    /// Sources: R. Pike, *Concurrency is not parallelism*, 2012; B. Goetz and others, *Java Concurrency in
    /// Practice*, 2006, chapters 1 and 11; A. Silberschatz, P. B. Galvin and G. Gagne, *Operating System
    /// Concepts*, 10th edition, 2018, chapters 3 and 4; A. Georges, D. Buytaert and L. Eeckhout,
    /// *Statistically rigorous Java performance evaluation*, 2007.
}
