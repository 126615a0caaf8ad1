package lab;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import lab.pool.ProcessPool;
import lab.pool.Settings;

/// Pools of worker processes in a lab: they end when it does, or is stopped.
///
/// @param lab where they work
/// @param pools those that are open, by how they were started
public record Workers(Lab lab, ConcurrentMap<Settings, ProcessPool> pools) {
    private static final int TO_END_SECONDS = 5;

    /// Pools of a lab.
    public Workers(Lab lab) {
        this(lab, new ConcurrentHashMap<>());
    }

    /// A pool with so many workers, all of them ready: the one that was opened before, if it is
    /// still open. A run that is interrupted closes it, so ask for it where it is used.
    public ProcessPool pool(int workers) throws InterruptedException {
        return pool(Settings.of(workers));
    }

    /// A pool with such workers; likewise.
    public ProcessPool pool(Settings settings) throws InterruptedException {
        var pool =
                pools.compute(
                        settings,
                        (key, open) -> open == null || open.isShutdown() ? open(key) : open);
        return pool.awaitStart();
    }

    private ProcessPool open(Settings settings) {
        var pool = ProcessPool.open(settings);
        lab.own(() -> stop(pool));
        return pool;
    }

    private static void stop(ProcessPool pool) throws InterruptedException {
        pool.shutdownNow();
        pool.awaitTermination(TO_END_SECONDS, TimeUnit.SECONDS);
    }
}
