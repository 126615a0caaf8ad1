package lab.race;

import java.util.ArrayList;
import java.util.function.IntFunction;
import lab.cancel.Cancellation;

/// A fixed number of calls, divided over workers that make them at the same time, as fast as they
/// can.
///
/// @param workers how many threads
/// @param calls how many calls all of them make together, whatever the number of workers
/// @param cancellation polled every few dozen calls
public record Contention(int workers, int calls, Cancellation cancellation) {
    private static final int STRETCH = 64;

    public Contention {
        if (workers < 1) throw new IllegalArgumentException("workers must be at least 1");
        if (calls < 0) throw new IllegalArgumentException("calls must not be negative");
    }

    /// Makes all the calls, and returns when the last is done. What they wrote is visible then.
    ///
    /// @param calls gives worker 0, 1, ... the call that it makes; asked on the caller's thread,
    ///   before any worker starts
    /// @throws InterruptedException if the caller was interrupted; no thread is left by then
    /// @throws Exception what a call threw
    public void run(IntFunction<Runnable> calls) throws Exception {
        var crew = new Crew(cancellation);
        var bodies = new ArrayList<Crew.Body>();
        var start = new Rendezvous(workers);
        for (int w = 0; w < workers; w++) {
            var call = calls.apply(w);
            int worker = w;
            bodies.add(() -> {
                if (start.await(worker, 0, crew::stopping)) repeat(call, share(worker), crew);
            });
        }
        crew.run("worker", bodies);
    }

    /// How many of the calls this worker makes; the shares differ by one at most.
    public int share(int worker) {
        return (int) ((long) calls * (worker + 1) / workers - (long) calls * worker / workers);
    }

    private static void repeat(Runnable call, int times, Crew crew) {
        for (int done = 0; done < times && !crew.stopping(); ) {
            int end = Math.min(times, done + STRETCH);
            for (; done < end; done++) call.run();
        }
    }
}
