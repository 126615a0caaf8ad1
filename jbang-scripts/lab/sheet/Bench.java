package lab.sheet;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lab.async.EventLoop;
import lab.cancel.Cancellation;
import lab.measure.ProcessorClock;
import lab.pool.ProcessPool;
import lab.pool.Settings;
import lab.service.Database;
import lab.service.FileWork;
import lab.service.Owner;
import lab.service.WebService;
import lab.work.Inputs;
import lab.work.Size;
import lab.work.Workloads;

/// What models and workloads use together: the inputs, the services, an event loop, a pool of
/// processes. Each is started when it is first asked for, belongs to the owner, and is started
/// again if it is asked for after the owner has closed it.
public final class Bench {
    private static final int WAITING_THREADS = 16;
    private static final int CONNECTIONS = 10;
    private static final int MOST_PROCESSES = 8;
    private static final int PROCESS_HEAP = 192;
    private static final int TO_END_SECONDS = 5;

    private final Size size;
    private final int workers;
    private final long seed;
    private final Cancellation cancellation;
    private final Owner owner;
    private final Workloads workloads;
    private final EventLoop loop;
    private final Map<ProcessHandle, ProcessorClock> clocks = new HashMap<>(); // guarded by this
    private ProcessPool processes; // guarded by this
    private WebService web; // guarded by this
    private FileWork files; // guarded by this
    private Database database; // guarded by this

    /// @param size how much work
    /// @param workers how many threads or processes compute at a time, where a model can be told
    /// @param seed draws what is drawn
    /// @param cancellation what all work polls
    /// @param owner closes what was started
    public Bench(Size size, int workers, long seed, Cancellation cancellation, Owner owner) {
        this.size = size;
        this.workers = workers;
        this.seed = seed;
        this.cancellation = cancellation;
        this.owner = owner;
        this.workloads = new Workloads(size, cancellation);
        this.loop = new EventLoop(WAITING_THREADS, owner::own);
    }

    /// How much work.
    public Size size() {
        return size;
    }

    /// How many threads or processes compute at a time, where a model can be told.
    public int workers() {
        return workers;
    }

    /// How many threads a pool should have for these tasks: one for each worker, or more where
    /// tasks wait.
    public int threadsFor(Tasks<?, ?> tasks) {
        return tasks.waits() ? Math.max(WAITING_THREADS, workers) : workers;
    }

    /// What draws start from.
    public long seed() {
        return seed;
    }

    /// What work polls, so that it can be stopped.
    public Cancellation cancellation() {
        return cancellation;
    }

    /// The CPU-bound work of the lessons.
    public Workloads workloads() {
        return workloads;
    }

    /// The event loop, with as many threads beside it as a pool has where tasks wait.
    public EventLoop loop() {
        return loop;
    }

    /// How many processes there are: as many as workers, but eight at most, since each is a JVM.
    public int processCount() {
        return Math.min(workers, MOST_PROCESSES);
    }

    /// The pool of processes, all of them ready.
    ///
    /// @throws InterruptedException if the caller is interrupted meanwhile
    public synchronized ProcessPool processes() throws InterruptedException {
        if (processes == null || processes.isShutdown()) {
            var pool = ProcessPool.open(Settings.of(processCount()).withHeap(PROCESS_HEAP));
            owner.own(() -> stop(pool));
            processes = pool;
        }
        return processes.awaitStart();
    }

    /// The processor time that the pool of processes has used so far, in nanoseconds.
    synchronized long processNanos() {
        if (processes != null)
            for (var process : processes.processes())
                clocks.computeIfAbsent(process, ProcessorClock::of);
        return clocks.values().stream().mapToLong(ProcessorClock::getAsLong).sum();
    }

    private static void stop(ProcessPool pool) throws InterruptedException {
        pool.shutdownNow();
        pool.awaitTermination(TO_END_SECONDS, TimeUnit.SECONDS);
    }

    /// A web service whose answers take so long.
    ///
    /// @throws IOException if the files that it sends are not found
    public synchronized WebService web(Duration latency) throws IOException {
        if (web == null) web = new WebService(owner, Inputs.find().addresses(), latency);
        return web.with(latency);
    }

    /// A database in this JVM, behind a pool of connections.
    public synchronized Database database() {
        if (database == null) database = new Database(owner, Optional.empty(), CONNECTIONS);
        return database;
    }

    /// The State of the Union addresses, as files.
    ///
    /// @throws IOException if they are not found
    public synchronized FileWork files() throws IOException {
        if (files == null) files = new FileWork(owner, Inputs.find().addresses());
        return files;
    }
}
