package tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import lab.cancel.Supervisor;
import lab.measure.Answers;
import lab.measure.Comparison;
import lab.measure.Experiment;
import lab.measure.Listener;
import lab.measure.Measurement;
import lab.measure.Plan;
import lab.results.Note;
import lab.sheet.Bench;
import lab.sheet.Desk;
import lab.sheet.Input;
import lab.sheet.Job;
import lab.sheet.Kind;
import lab.sheet.Model;
import lab.sheet.Tasks;

/// A desk, a workload and models for tests of the sheet.
final class SheetParts {
    private SheetParts() {}

    /// A desk that keeps in mind what came, and has from before what it is told.
    static final class TestDesk implements Desk {
        final List<Comparison> measured = new ArrayList<>();
        final List<Comparison> fresh = new ArrayList<>();
        final List<Note> notes = new ArrayList<>();
        final List<Input> inputs = new ArrayList<>();
        final List<String> progress = new ArrayList<>();
        final Set<String> before = new HashSet<>();

        private final Supervisor supervisor;

        /// @param supervisor runs the work, which may outlast it
        TestDesk(Supervisor supervisor) {
            this.supervisor = supervisor;
        }

        @Override
        public <T> T run(Callable<T> body) throws Exception {
            return supervisor.run("test", body);
        }

        @Override
        public <A> Experiment<A> experiment(
                Plan plan, String name, String job, Answers<A> answers, Listener listener) {
            return new Experiment<>(name, job, answers, plan, 2, 2, 1, listener);
        }

        @Override
        public boolean has(String experiment, String workload, String model, IntPredicate workers) {
            return before.contains(experiment + "/" + workload + "/" + model)
                    || IntStream.rangeClosed(1, 9)
                            .filter(workers)
                            .mapToObj(n -> experiment + "/" + workload + "/" + model + "/" + n)
                            .anyMatch(before::contains);
        }

        @Override
        public void keep(Comparison all, Comparison some) {
            measured.add(all);
            fresh.add(some);
        }

        @Override
        public void keep(Input input) {
            inputs.add(input);
        }

        @Override
        public void keep(Note note) {
            notes.add(note);
        }

        @Override
        public void at(double fraction, String doing) {
            assertTrue(fraction >= 0 && fraction <= 1, "so much is done: " + fraction);
            progress.add(doing);
        }

        @Override
        public void done(String line) {
            progress.add(line);
        }

        List<String> variants(int which) {
            return fresh.get(which).measurements().stream().map(Measurement::variant).toList();
        }

        Note note(String model) {
            return notes.stream()
                    .filter(note -> note.model().equals(model))
                    .reduce((one, other) -> {
                        throw new AssertionError("two notes on " + model);
                    })
                    .orElseThrow(() -> new AssertionError("no note on " + model + ": " + notes));
        }
    }

    /// A workload of one's own, as the README shows one.
    record Squares(int count) implements Tasks<Integer, Integer> {
        static final Job JOB = new Job("squares", Kind.CPU_BOUND, bench -> new Squares(10));

        @Override
        public String input() {
            return "the first numbers";
        }

        @Override
        public Integer call(int task) {
            return task * task;
        }

        @Override
        public Integer whole(List<Integer> answers) {
            return answers.stream().mapToInt(square -> square).sum();
        }

        @Override
        public Answers<Integer> answers() {
            return Answers.equalTo(285);
        }
    }

    /// A model of one's own, as the README shows one.
    record Backwards() implements Model {
        @Override
        public String name() {
            return "backwards";
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
            var answers = new ArrayList<T>();
            for (int task = tasks.count() - 1; task >= 0; task--)
                answers.addFirst(tasks.call(task));
            return answers;
        }
    }

    /// Does as another model does, until it is to fail for the nth time that it is called.
    record Failing(String name, int calls, AtomicInteger called, Callable<?> failure)
            implements Model {
        Failing(String name, int calls, Callable<?> failure) {
            this(name, calls, new AtomicInteger(), failure);
        }

        @Override
        public String lesson() {
            return "threads";
        }

        @Override
        public int workers(Tasks<?, ?> tasks, Bench bench) {
            return 1;
        }

        @Override
        public <T> List<T> run(Tasks<T, ?> tasks, Bench bench) throws Exception {
            if (called.incrementAndGet() >= calls && failure.call() == null)
                return Collections.nCopies(tasks.count(), tasks.call(1));
            return tasks.inOnePiece();
        }
    }

    /// The same workload, if its tasks waited.
    record Waiting(Squares squares) implements Tasks<Integer, Integer> {
        static final Job JOB =
                new Job("waiting", Kind.IO_BOUND, bench -> new Waiting(new Squares(10)));

        @Override
        public String input() {
            return squares.input();
        }

        @Override
        public int count() {
            return squares.count();
        }

        @Override
        public Integer call(int task) {
            return squares.call(task);
        }

        @Override
        public boolean waits() {
            return true;
        }

        @Override
        public Integer whole(List<Integer> answers) {
            return squares.whole(answers);
        }

        @Override
        public Answers<Integer> answers() {
            return squares.answers();
        }
    }
}
