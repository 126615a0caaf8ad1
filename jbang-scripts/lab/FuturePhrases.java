package lab;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import lab.executor.Gate;

/// The phrases of Python's `concurrent.futures` and their twins in `java.util.concurrent`, said in
/// both languages: tasks that square numbers are handed in, asked for, waited for and cancelled.
///
/// @param lab where they are said
public record FuturePhrases(Lab lab) {
    private static final String PREAMBLE =
            """
            import threading, time
            from concurrent.futures import *

            def square(n):
                if n < 0: raise ValueError("below zero")
                return n * n

            gate = threading.Event()
            pool, one = ThreadPoolExecutor(2), ThreadPoolExecutor(1)
            first, second = pool.submit(square, 1), pool.submit(square, 2)
            busy, queued = one.submit(gate.wait), one.submit(square, 6)
            while not busy.running(): time.sleep(0.001)
            """;
    private static final String BEFORE_THE_LAST = "gate.set(); one.shutdown()";

    /// Says them in Java, and in a CPython if there is one.
    ///
    /// @throws Exception if the calling thread is interrupted, or the CPython fails
    public Translation say(Pythons pythons) throws Exception {
        var phrases = new Phrases(lab);
        lab.run(() -> {
            try (var pool = Executors.newFixedThreadPool(2);
                    var one = Executors.newFixedThreadPool(1)) {
                ask(phrases, pool);
                end(phrases, one);
                return null;
            }
        });
        return phrases.inPython(pythons, PREAMBLE, BEFORE_THE_LAST);
    }

    private static long square(long n) {
        if (n < 0) throw new IllegalArgumentException("below zero");
        return n * n;
    }

    /// Hands tasks in and asks for answers.
    private static void ask(Phrases phrases, ExecutorService pool) throws InterruptedException {
        var tasks = Stream.of(1, 2, 3).map(n -> (Callable<Long>) () -> square(n)).toList();
        var service = new ExecutorCompletionService<Long>(pool);
        service.submit(tasks.getFirst());
        phrases.add(
                "pool.submit(square, 3).result()",
                "pool.submit(() -> square(3)).get()",
                () -> pool.submit(() -> square(3)).get());
        phrases.add(
                "list(pool.map(square, [1, 2, 3]))",
                "pool.invokeAll(tasks), and get() of each",
                () -> pool.invokeAll(tasks).stream().map(Future::resultNow).toList());
        phrases.add(
                "str(pool.submit(square, -1).exception())",
                "getCause() of what get() throws",
                () -> cause(pool.submit(() -> square(-1))));
        phrases.add(
                "next(as_completed([first])).result()",
                "completionService.take().get()",
                () -> service.take().get());
        phrases.add(
                "len(wait([first, second]).done)",
                "pool.invokeAll(tasks), and isDone() of each",
                () -> pool.invokeAll(tasks.subList(0, 2)).stream().filter(Future::isDone).count());
    }

    private static String cause(Future<?> future) throws InterruptedException {
        try {
            return "answered " + future.get();
        } catch (ExecutionException e) {
            return e.getCause().getMessage();
        }
    }

    /// Waits and ends. The only worker of this pool is busy: its task waits at a [Gate] until that
    /// is opened, and a second task is in the queue.
    private static void end(Phrases phrases, ExecutorService one) throws InterruptedException {
        var gate = new Gate();
        var busy = one.submit(gate);
        gate.awaitArrival();
        var queued = one.submit(() -> square(6));
        phrases.add(
                "busy.result(timeout=0.01)",
                "busy.get(10, MILLISECONDS)",
                () -> busy.get(10, MILLISECONDS));
        phrases.add(
                "queued.running()",
                "queued.state() == RUNNING",
                () -> queued.state() == Future.State.RUNNING);
        phrases.add("queued.cancel()", "queued.cancel(false)", () -> queued.cancel(false));
        phrases.add("queued.result()", "queued.get()", queued::get);
        phrases.add("busy.cancel()", "busy.cancel(false)", () -> busy.cancel(false));
        gate.open();
        one.close();
        phrases.add(
                "one.submit(square, 7)",
                "one.submit(() -> square(7))",
                () -> one.submit(() -> square(7)));
    }
}
