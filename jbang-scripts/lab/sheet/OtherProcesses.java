package lab.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import lab.pool.Task;

/// A pool of processes, each a JVM, which is there before the tasks come. What a task needs is sent
/// to them, and so is its answer back.
public record OtherProcesses() implements Model {
    @Override
    public String name() {
        return "process pool";
    }

    @Override
    public String lesson() {
        return "multiprocessing";
    }

    @Override
    public int workers(Tasks<?, ?> tasks, Bench bench) {
        return bench.processCount();
    }

    @Override
    public LongSupplier elsewhere(Bench bench) {
        return bench::processNanos;
    }

    @Override
    public Optional<String> noSense(Tasks<?, ?> tasks) {
        return tasks.staysHere();
    }

    @Override
    public <T> List<T> run(Tasks<T, ?> tasks, Bench bench) throws Exception {
        var parcels = new ArrayList<Task<T>>();
        for (int task = 0; task < tasks.count(); task++) parcels.add(tasks.parcel(task));
        return bench.processes().map(parcels);
    }
}
