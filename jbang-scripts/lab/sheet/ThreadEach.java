package lab.sheet;

import java.util.List;
import java.util.concurrent.Executors;

/// A platform thread for each task, started for it.
public record ThreadEach() implements Model {
    @Override
    public String name() {
        return "threads";
    }

    @Override
    public String lesson() {
        return "threads";
    }

    @Override
    public int workers(Tasks<?, ?> tasks, Bench bench) {
        return tasks.count();
    }

    @Override
    public <T> List<T> run(Tasks<T, ?> tasks, Bench bench) throws Exception {
        return Handed.each(
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory()), tasks);
    }
}
