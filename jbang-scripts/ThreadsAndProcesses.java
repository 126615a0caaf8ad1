///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//SOURCES lab/Lab.java
//NOTEBOOK 05-threads-and-processes.ipynb

import module java.base;

import lab.Children;
import lab.Lab;
import lab.Talks;
import lab.system.*;
import lab.view.*;
import lab.work.Size;

/// # Threads and processes
/// **What does a process have that a thread does not, and what does it cost?**
///
/// *You will do* the same job in a thread and in a process, crash a process on purpose, start things of
/// six kinds, and send messages in four ways. *You will learn* what a process is made of, what its walls
/// keep out, and what they cost in time, in memory and in talking. *It takes* fifteen minutes to read
/// and a minute to run. You need to know Java, and nothing of operating systems.
///
/// Change any cell and run it again. Before: [The GIL](04-the-gil.ipynb). Next:
/// [Threads](06-threads.ipynb).

/// ## A program
/// A *program* is a file with instructions. It does nothing until a processor runs it. This one is small:
/// whoever visits is counted, and told where it was. Further down, the same code runs in two threads here,
/// and in a process of its own.
interface Visit {
    AtomicInteger COUNT = new AtomicInteger();

    static List<Object> here() {
        var greeting = System.getenv().getOrDefault("GREETING", "none");
        return List.of(Thread.currentThread().getName(), ProcessHandle.current().pid(),
                greeting, COUNT.incrementAndGet());
    }

    static void main(String... args) {
        if (System.getenv("GREETING") == null) throw new IllegalStateException("no greeting");
        for (var word : here()) IO.println(word);
    }
}

void main(String... args) throws Exception {
    /// ## This process
    /// A *process* is a program that runs: the system gives it memory, and notes what it may use. The page
    /// that you read is run by one, a JVM. The system knows it by a number, and keeps books on it.
    var lab = Lab.open("threads-and-processes", args);
    var children = new Children(lab);
    long me = ProcessHandle.current().pid();
    lab.say("this is process %d: %s".formatted(me, JavaProgram.java().getFileName()));

    /// ## Program and data
    /// The first two things that a process has: its *program*, which it may run and not write, and its
    /// *data*, which it may write and not run. Both lie in its *address space*, the numbers that mean a
    /// place in memory to this process, and to no other. Much of it is only reserved: a number, and no
    /// memory behind it. (A JVM bends the rule. What its compilers produce it writes and runs, and that
    /// counts as program below.)
    var parts = Children.parts("The address space of this process", me);
    if (parts.isPresent()) lab.show("address-space", parts.get());
    else lab.say("this system does not show address spaces; Linux does, in /proc");

    /// ## Context
    /// The third thing is the *context*: all that must be kept for going on later. A thread has little of
    /// it: where it is in the program, what the processor's registers held, and a *stack* of the calls that
    /// it is in. The rest belongs to the process, and its threads share it: open files, *environment* (words
    /// that it was given at its start), rights. Beside this process you see a *child* that it has started, a
    /// small program of the system that waits for input. Only three *pipes* are open there: bytes that one
    /// process writes into a pipe, another reads from it. They lead here.
    try (var child = children.start(Children.waiter())) {
        lab.show("context", Children.context("Context", child));
    }

    /// ## Two visits by thread
    /// Now the first program, in two threads of this process, one after the other. A thread starts at the
    /// method that it is given, and finds all that is there already.
    var visits = new ArrayList<List<?>>();
    for (var name : List.of("ann", "bob")) {
        Runnable visit = () -> visits.add(Visit.here());
        Thread.ofPlatform().name(name).start(visit).join();
    }

    /// ## One visit by process
    /// And in a *child process*, a second JVM. It starts at the beginning of its program, in memory of its
    /// own. It gets a copy of our environment, to which we add a greeting. What it has to say it prints,
    /// and a pipe carries that here.
    var greeting = "hello from " + me;
    var visit = children.java(Visit.class, List.of("-Xmx32m")).with("GREETING", greeting);
    var ended = children.run(visit);
    visits.add(ended.out().lines().toList());
    lab.show("visits", Rows.table("Three visits",
            List.of("thread", "process", "GREETING", "visits counted"), visits));

    /// ## A write that one sees and the other does not
    /// Read the last column. Bob saw what Ann wrote: one variable, in one address space. The child counted
    /// too, from the start, in a variable of its own at the same place of the same program. Ours did not
    /// change. The greeting was added to the child's copy of the environment, and is not in ours either.
    int ann = (int) visits.get(0).getLast(), bob = (int) visits.get(1).getLast();
    var there = visits.get(2);
    lab.claim("a thread sees what another thread wrote", bob == ann + 1,
            "ann counted %d, then bob %d".formatted(ann, bob));
    lab.claim("a process does not see what another wrote to its own memory",
            there.getLast().equals("1") && Visit.COUNT.get() == bob,
            "the child counted %s, and here it is still %d".formatted(there.getLast(), bob));
    lab.claim("the environment is a copy", there.get(2).equals(greeting)
            && !greeting.equals(System.getenv("GREETING")), "GREETING was added there only");

    /// ## Its last words
    /// A process leaves a number behind, its *exit status*, and the system keeps it until the parent has
    /// asked. Zero means that all went well. A visitor who does not greet gets an exception, and a JVM
    /// whose main thread ends so makes that a 1. A Java thread leaves nothing of the kind: whoever joins it
    /// learns that it is over, and no more.
    var rude = children.run(children.java(Visit.class, List.of("-Xmx32m")).without("GREETING"));
    lab.say("last words: " + rude.err().lines().findFirst().orElse("none"));
    lab.claim("a process leaves its exit status", ended.exit() == 0 && rude.exit() == 1,
            "%s with a greeting, %s without".formatted(ended.how(), rude.how()));

    /// ## A program with a fault
    /// Two threads in one program. The first repeats every line that it reads. The second, started by the
    /// line `crash`, writes to address 0, where a process has no memory. Java itself never does that, but
    /// native code does, when it has a bug. The Foreign Function and Memory API lets us play native code.
    interface Faulty {
        static void main(String... args) {
            while (true) {
                var line = IO.readln();
                if (line == null) return;
                if (line.equals("crash")) Thread.ofPlatform().start(Faulty::crash);
                else IO.println(line);
            }
        }

        static void crash() {
            MemorySegment.NULL.reinterpret(8).set(ValueLayout.JAVA_LONG, 0, 42);
        }
    }

    /// ## A crash
    /// Two processes run the program with the fault. Both answer. Then one of them is told to crash. The
    /// system tells the JVM of such a write, on Unix by a *signal*. The JVM then writes a report and ends
    /// itself, with an exit status that is not zero. The options send the report to a folder that is deleted,
    /// and prevent a copy of the memory.
    var options = List.of("-Xmx32m", "--enable-native-access=ALL-UNNAMED",
            "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + children.folder().resolve("crash"));
    var patience = Duration.ofSeconds(20);
    var victim = children.start(children.java(Faulty.class, options).within(patience));
    var neighbour = children.start(children.java(Faulty.class, options));
    for (var child : List.of(victim, neighbour)) {
        child.send("are you there?");
        lab.say("process %d: %s".formatted(child.pid(), child.readLine(patience).orElse("gone")));
    }
    victim.send("crash");
    var crash = victim.await();
    neighbour.send("and now?");
    var answer = neighbour.readLine(patience).orElse("gone");
    neighbour.close();

    /// ## Who is still there?
    /// The fault was in the second thread of the victim. Its first thread had done nothing wrong, and is
    /// gone too: all threads of a process live in one house. The neighbour runs the same program and
    /// answered after the crash, and this page goes on, too. That is what the walls between processes are for.
    var report = crash.out().lines().filter(line -> line.startsWith("#  ")).findFirst();
    lab.say("process %d: %s, %s".formatted(victim.pid(), crash.how(),
            report.orElse("#  no report").substring(3)));
    lab.claim("a crash ends the process with all of its threads",
            !victim.isAlive() && crash.exit() != 0 && !crash.timedOut(), crash.how());
    lab.claim("a crash does not reach the neighbour", answer.equals("and now?"), answer);

    /// ## A program that greets
    /// What do the walls cost? First the start. What is started must show that it ran: everything below says
    /// `hello`. A JVM runs this program. It finds the word that is most frequent, with a pattern and a stream,
    /// so that it needs a few hundred classes of the JDK, as real programs do. A thread just stores the word
    /// where we can read it.
    interface Greeter {
        static void main(String... args) {
            var words = Pattern.compile(", ").splitAsStream("hello, world, hello");
            var counts = words.collect(Collectors.groupingBy(w -> w, Collectors.counting()));
            IO.println(Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey());
        }

        static String in(Thread.Builder kind) throws InterruptedException {
            var said = new AtomicReference<String>();
            kind.start(() -> said.set("hello")).join();
            return said.get();
        }
    }

    /// ## Getting ready to start
    /// A JVM can be helped. *Class data sharing* takes the classes of the JDK, parsed already, from an archive
    /// that it maps into its memory, and is on by default. An *AOT cache* (ahead of time) goes further, and
    /// keeps what a training run of this very program loaded and linked. Here is that run.
    var jvms = new LinkedHashMap<String, List<String>>();
    jvms.put("JVM without sharing", List.of("-Xshare:off"));
    jvms.put("JVM with shared classes", List.of("-Xshare:auto"));
    var cache = children.folder().resolve("greeter.aot");
    var training = children.run(
            children.java(Greeter.class, List.of("-XX:AOTCacheOutput=" + cache)));
    if (Files.exists(cache)) jvms.put("JVM with an AOT cache", List.of("-XX:AOTCache=" + cache));
    else lab.say("this JVM makes no AOT cache: " + training.err().lines().findFirst().orElse(""));

    /// ## Six ways to say hello
    /// Each starts something, waits for its `hello` and for its end. The native process is a program that the
    /// system brings along, or its shell. What our library does to be sure that a process has ended is
    /// included in its time.
    var ways = new LinkedHashMap<String, Callable<String>>();
    ways.put("virtual thread", () -> Greeter.in(Thread.ofVirtual()));
    ways.put("platform thread", () -> Greeter.in(Thread.ofPlatform()));
    ways.put("native process", () -> children.run(Children.hello()).out().strip());
    for (var jvm : jvms.entrySet()) {
        var greeter = children.java(Greeter.class, jvm.getValue());
        ways.put(jvm.getKey(), () -> children.run(greeter).out().strip());
    }
    var times = children.times(ways, "hello");
    lab.show("starts", Children.table("From the start to the end of a hello", times));

    /// ## Not only the median
    /// A start does not always take as long. Each ridge below shows how often which time came. The axis is
    /// logarithmic: each line to the right is ten times as much.
    lab.show(Figures.histogram("start-times", "What it takes to start and say hello",
            "milliseconds", times.all(), lab.machine()));
    lab.claimAbove("a process takes longer to start than a thread",
            times.ratio("native process", "platform thread"), 1);
    lab.claimAbove("a JVM takes longer to start than a native process",
            times.ratio("JVM with shared classes", "native process"), 1);
    lab.claimAbove("sharing class data makes a JVM start faster",
            times.ratio("JVM without sharing", "JVM with shared classes"), 1);

    /// ## A program full of threads
    /// Next the memory. This program says `ready`, waits for a line, starts as many threads as it was told,
    /// and says `ready` again once all of them run. They do nothing. When its input ends, it ends.
    interface Crowd {
        static void main(String... args) throws Exception {
            var threads = args[0].equals("virtual")
                    ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
            int count = Integer.parseInt(args[1]);
            var running = new CountDownLatch(count);
            IO.println("ready");
            IO.readln();
            for (int i = 0; i < count; i++)
                threads.start(() -> {
                    running.countDown();
                    LockSupport.park();
                });
            running.await();
            IO.println("ready");
            IO.readln();
        }
    }

    /// ## Memory of each
    /// By the system's own accounts. A process says when it is ready, and its account is read. For threads,
    /// what the account has grown by is divided by their number; their heap has room enough that no
    /// collection comes between. *Resident* is all memory that a process has in use. Of what it shares with
    /// others, such as the code of the JVM, *its share* counts a part only, and *its own* nothing: that is
    /// what its end gives back.
    ///
    /// Of its stack, a platform thread that does nothing has used only a few pages. A virtual one keeps its
    /// stack on the heap, no larger than it is. What the system itself notes of each thread and process is
    /// not in the account.
    var room = List.of("-Xms200m", "-Xmn150m", "-Xmx300m", "-XX:+UseSerialGC");
    var virtual = children.memoryOfEach(10_000,
            children.java(Crowd.class, room, "virtual", "10000"));
    var platform = children.memoryOfEach(200,
            children.java(Crowd.class, room, "platform", "200"));
    var memory = new LinkedHashMap<String, Footprint>();
    virtual.ifPresent(each -> memory.put("virtual thread", each));
    platform.ifPresent(each -> memory.put("platform thread", each));
    children.memoryOfNative().ifPresent(each -> memory.put("native process", each));
    for (var jvm : jvms.entrySet())
        children.memoryOf(children.java(Crowd.class, jvm.getValue(), "virtual", "0"))
                .ifPresent(each -> memory.put(jvm.getKey(), each));
    if (memory.isEmpty()) lab.say("this system does not tell how much memory a process has");
    else lab.show("memory", Children.footprints("Memory of each", memory));

    /// ## Helpers that cost memory
    /// Look at the last rows again. An archive of classes saves time. Whether it also saves memory is another
    /// matter: its pages are shared only as long as nobody writes to them, and a JVM that places the
    /// archive at an address of its own has to correct the addresses in it.
    if (virtual.isPresent() && platform.isPresent() && memory.containsKey("JVM without sharing")) {
        double small = virtual.get().bytes() / 1e3, middle = platform.get().bytes() / 1e3;
        double large = memory.get("JVM without sharing").bytes() / 1e3;
        lab.claim("a virtual thread takes less memory than a platform thread", small < middle,
                "%.1f KB against %.1f KB".formatted(small, middle));
        lab.claim("a platform thread takes a tenth of a JVM at most", 10 * middle < large,
                "%.1f KB against %.0f KB".formatted(middle, large));
    }

    /// ## Talking
    /// Last the talking. We send a message, the other side reads every byte of it and answers with a
    /// checksum, which is compared. To a thread: through a *shared field*, which says where the message
    /// is. To a process: through a *pipe*, through a *socket* on loopback (the network of a machine with
    /// itself), or through a *mapped file*, whose pages both have in their address spaces: a hole in the wall.
    ///
    /// Latency is the time from sending to having the answer. On the left, for small messages, you see what it
    /// takes to reach the other side at all. Field and file are watched by a loop: the fastest way if there is
    /// a core to burn, and on a busy machine a slow one, since who watches keeps the core from who answers.
    /// Pipe and socket sleep, and are woken by the system: soon on the core that runs already, later if it
    /// wakes up another one for it. So their lines may jump.
    int[] sizes = lab.size() == Size.QUICK
            ? new int[] {8, 1 << 10, 1 << 15, 1 << 20}
            : new int[] {8, 1 << 7, 1 << 10, 1 << 12, 1 << 15, 1 << 17, 1 << 20};
    var trips = new Talks(children).all(sizes);
    lab.show(Figures.lines("latency", "There and back, against the size of the message",
            "bytes", "microseconds", true, Talks.latencies(trips), lab.machine()));

    /// ## Throughput
    /// The same figures as bytes a second, and above all the claim that no answer was wrong. To the right,
    /// the fixed price of a message no longer matters. What counts there is how often each byte is copied
    /// (never, once, or into the system and out again), and how many go at a time: a pipe of Linux holds
    /// 64 KB, so a megabyte has to wait again and again.
    var throughputs = Talks.throughputs(trips);
    lab.show(Figures.lines("throughput", "Throughput, against the size of the message",
            "bytes", "MB a second", true, throughputs, lab.machine()));
    var all = trips.values().stream().flatMap(List::stream).toList();
    int wrong = all.stream().mapToInt(RoundTrips::wrong).sum();
    int sent = all.stream().mapToInt(size -> size.micros().length).sum();
    lab.claim("every answer was right", wrong == 0, sent + " messages timed, " + wrong + " wrong");
    for (var line : throughputs)
        lab.claimAbove(line.name() + ": a megabyte at a time is faster than 8 bytes at a time",
                line.y().getLast(), line.y().getFirst().high());

    /// ## The answer
    /// What does a process have that a thread does not? An address space, an environment, open files and
    /// an exit status of its own: walls that no write and no crash gets through. What do they cost? The
    /// table has the start and the own memory of a native process and of a JVM as multiples of those of a
    /// platform thread, and a small message by pipe and by socket as a multiple of one by a field.
    ///
    /// **When not to use a process**: for small pieces of work, for data that all need, or because threads
    /// seem hard; the talking then costs more than the walls are worth. **When not to use a thread**: for
    /// code that may crash or that you do not trust, for what must be stopped by force, or for what has
    /// to go on when you end. Some browsers have a process for each site, and threads in each of them.
    var dear = new ArrayList<List<?>>();
    var walled = List.of("native process", "JVM with shared classes");
    for (var what : walled) dear.add(List.of("start of a " + what,
            times.ratio(what, "platform thread").estimate()));
    for (var what : walled)
        if (memory.containsKey(what) && platform.isPresent()) dear.add(List.of(
                "memory of a " + what,
                1.0 * memory.get(what).bytes() / Math.max(1, platform.get().bytes())));
    for (var what : List.of("pipe", "socket"))
        dear.add(List.of("8 bytes by " + what, Talks.ratio(trips, what, "shared field")));
    lab.show("answer", Rows.table("What the walls cost", List.of("what", "times a thread"), dear));
    lab.close();

    /// ## What next?
    /// Give the child of the third visit `-Xmx1k` and see what its exit status says. Let `Faulty.crash`
    /// throw an exception instead: who is still there? Add a seventh way to say hello, such as your
    /// shell or Python. Then look at what threads do all day: [Threads](06-threads.ipynb). Before:
    /// [The GIL](04-the-gil.ipynb).
    ///
    /// Sources: A. Tanenbaum and H. Bos, *Modern Operating Systems*, 4th edition, 2015, chapter 2, on
    /// processes and threads; R. and A. Arpaci-Dusseau, *Operating Systems: Three Easy Pieces*, 2018,
    /// chapters 4, 13 and 26; M. Kerrisk, *The Linux Programming Interface*, 2010, chapters 6, 24 and 44;
    /// C. Reis and others, 'Site Isolation: Process Separation for Web Sites within the Browser', USENIX
    /// Security 2019; JEP 341, JEP 483 and JEP 514 on class data sharing and the AOT cache.
}
