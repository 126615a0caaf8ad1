package lab.sheet;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import lab.cancel.Cancellation;
import lab.measure.Answers;
import lab.pool.Task;
import lab.work.Size;
import lab.work.Workload;
import lab.work.Workloads;

/// CPU-bound work of the lessons, in parts of about equally many items: several for each worker,
/// since not all cost the same.
///
/// @param work the job
/// @param which finds it among the workloads, here and in another process
/// @param size its size there
/// @param count how many parts
public record Computing<A>(Workload<A> work, Which<A> which, Size size, int count)
        implements Tasks<A, A> {
    private static final int FEWEST_WORKERS = 2;

    /// Finds a job among the workloads. It can travel.
    @FunctionalInterface
    public interface Which<A> extends Function<Workloads, Workload<A>>, Serializable {}

    /// The job as it is listed.
    ///
    /// @param partsAWorker how many parts there are for each worker: the more, the better they
    ///   share the work, and the more answers are to be combined
    public static <A> Job job(String name, int partsAWorker, Which<A> which) {
        return new Job(name, Kind.CPU_BOUND, bench -> on(bench, partsAWorker, which));
    }

    private static <A> Computing<A> on(Bench bench, int partsAWorker, Which<A> which) {
        var work = which.apply(bench.workloads());
        int parts = partsAWorker * Math.max(FEWEST_WORKERS, bench.workers());
        return new Computing<>(work, which, bench.size(), Math.min(work.items(), parts));
    }

    @Override
    public String input() {
        return work.input();
    }

    @Override
    public A call(int task) {
        return part(work, task, count);
    }

    private static <A> A part(Workload<A> work, int part, int parts) {
        long items = work.items();
        return work.compute((int) (items * part / parts), (int) (items * (part + 1) / parts));
    }

    @Override
    public List<A> inOnePiece() {
        return List.of(work.compute());
    }

    @Override
    public A whole(List<A> answers) {
        return answers.size() == 1 ? answers.getFirst() : work.combine(answers);
    }

    @Override
    public Answers<A> answers() {
        return new Answers<>(work::objection, work::same, work::describe);
    }

    @Override
    public Optional<String> staysHere() {
        return Optional.empty();
    }

    @Override
    public Task<A> parcel(int task) {
        return new Part<>(which, size, task, count);
    }

    /// What travels of a part: where to find it. The process that gets it reads the input by
    /// itself, once.
    private record Part<A>(Which<A> which, Size size, int part, int parts) implements Task<A> {
        /// The inputs of this process, which holds on to them as long as it lives.
        private static final Map<Size, Workloads> HERE = new ConcurrentHashMap<>();

        @Override
        public A call() {
            var all = HERE.computeIfAbsent(size, s -> new Workloads(s, new Cancellation()));
            return Computing.part(which.apply(all), part, parts);
        }
    }
}
