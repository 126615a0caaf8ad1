package lab.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// All tasks begun on an event loop, which never waits for one of them. What cannot be had without
/// blocking, the loop hands to a few threads beside it.
public record OnEventLoop() implements Model {
    @Override
    public String name() {
        return "event loop";
    }

    @Override
    public String lesson() {
        return "asynchronous-programming";
    }

    @Override
    public int workers(Tasks<?, ?> tasks, Bench bench) {
        return 1;
    }

    @Override
    public <T> List<T> run(Tasks<T, ?> tasks, Bench bench) throws Exception {
        var begun = new ArrayList<CompletableFuture<T>>();
        try {
            var loop = bench.loop();
            for (int task = 0; task < tasks.count(); task++) begun.add(tasks.begin(task, loop));
            var answers = new ArrayList<T>();
            for (var future : begun) answers.add(future.get());
            return answers;
        } catch (ExecutionException e) {
            throw Handed.cause(e);
        } finally {
            for (var future : begun) if (!future.isDone()) future.cancel(true);
        }
    }
}
