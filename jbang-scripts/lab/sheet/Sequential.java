package lab.sheet;

import java.util.List;

/// One task after the other, on the thread that calls: what the other models are compared with.
public record Sequential() implements Model {
    @Override
    public String name() {
        return "sequential";
    }

    @Override
    public String lesson() {
        return "parallelism";
    }

    @Override
    public int workers(Tasks<?, ?> tasks, Bench bench) {
        return 1;
    }

    @Override
    public <T> List<T> run(Tasks<T, ?> tasks, Bench bench) throws Exception {
        return tasks.inOnePiece();
    }
}
