package lab.sheet;

import java.util.List;
import java.util.concurrent.Executors;

/// A virtual thread for each task.
public record VirtualThreads() implements Model {
    @Override
    public String name() {
        return "virtual threads";
    }

    @Override
    public String lesson() {
        return "virtual-threads";
    }

    @Override
    public int workers(Tasks<?, ?> tasks, Bench bench) {
        return tasks.count();
    }

    @Override
    public <T> List<T> run(Tasks<T, ?> tasks, Bench bench) throws Exception {
        return Handed.each(Executors.newVirtualThreadPerTaskExecutor(), tasks);
    }
}
