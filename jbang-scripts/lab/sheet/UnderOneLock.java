package lab.sheet;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import lab.interpreter.Interpreter;
import lab.interpreter.InterpreterLock;

/// The threads of a fixed pool under an interpreter lock, as CPython has one: the model to beat.
/// Only the thread that holds it computes; it offers the lock to others after each task, and waits
/// without it.
public record UnderOneLock() implements Model {
    @Override
    public String name() {
        return "interpreter lock";
    }

    @Override
    public String lesson() {
        return "the-gil";
    }

    @Override
    public int workers(Tasks<?, ?> tasks, Bench bench) {
        return bench.threadsFor(tasks);
    }

    @Override
    public <T> List<T> run(Tasks<T, ?> tasks, Bench bench) throws Exception {
        var lock = new InterpreterLock();
        var next = new AtomicInteger();
        var answers = new Object[tasks.count()]; // each place is written by one thread, once
        Callable<Void> worker =
                () -> {
                    lock.enter();
                    try {
                        for (int task = next.getAndIncrement();
                                task < answers.length;
                                task = next.getAndIncrement()) {
                            answers[task] = done(tasks, task, lock);
                            lock.safePoint();
                        }
                        return null;
                    } finally {
                        lock.leave();
                    }
                };
        int workers = workers(tasks, bench);
        Handed.all(Executors.newFixedThreadPool(workers), Collections.nCopies(workers, worker));
        @SuppressWarnings("unchecked") // it holds what the tasks answered
        var all = (List<T>) Arrays.asList(answers);
        return all;
    }

    private static <T> T done(Tasks<T, ?> tasks, int task, Interpreter lock) throws Exception {
        return tasks.waits() ? lock.released(() -> tasks.call(task)) : tasks.call(task);
    }
}
