package lab.executor;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import lab.cancel.Cancellation;
import lab.load.Caller;
import lab.load.ClosedLoop;
import lab.load.Load;

/// What came of a load that a pool served, and what its calls took of the workers.
///
/// @param load what callers saw: waiting in the queue is in their latencies
/// @param serviceMillis how long a worker had a call, on average
/// @param processorMillis the processor time of that, on average
/// @param latencyMillis how long a call took from when it was handed in, on average; without the
///   first calls, as many as there are callers, which find a shorter queue. NaN if there are no
///   others
public record Served(
        Load load, double serviceMillis, double processorMillis, double latencyMillis) {
    /// Puts a closed loop on a pool whose workers are platform threads.
    ///
    /// @param expected the right answer to each call
    /// @throws InterruptedException if the calling thread is interrupted
    public static <A> Served by(
            ExecutorService pool,
            ClosedLoop loop,
            Caller.Blocking<A> call,
            IntFunction<? extends A> expected,
            Cancellation cancellation)
            throws InterruptedException {
        var meter = new Meter<A>(call, loop);
        var load = loop.run(meter.on(pool), expected, cancellation);
        return new Served(
                load,
                meter.service.sum() / 1e6 / load.calls(),
                meter.processor.sum() / 1e6 / load.calls(),
                meter.latency.sum() / 1e6 / (load.calls() - loop.callers()));
    }

    /// Adds up what calls take of the threads that make them.
    private static final class Meter<A> implements Caller.Blocking<A> {
        private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

        private final Caller.Blocking<A> call;
        private final int callers;
        private final long[] handedIn; // each is written before the pool is given the call
        private final LongAdder latency = new LongAdder();
        private final LongAdder service = new LongAdder();
        private final LongAdder processor = new LongAdder();

        Meter(Caller.Blocking<A> call, ClosedLoop loop) {
            this.call = call;
            callers = loop.callers();
            handedIn = new long[loop.calls()];
        }

        Caller<A> on(ExecutorService pool) {
            var caller = Caller.on(pool, this);
            return (id, done) -> {
                handedIn[id] = System.nanoTime();
                return caller.begin(id, done);
            };
        }

        @Override
        public A call(int id) throws Exception {
            long from = System.nanoTime();
            long before = CLOCK.getCurrentThreadCpuTime();
            try {
                return call.call(id);
            } finally {
                processor.add(CLOCK.getCurrentThreadCpuTime() - before);
                long now = System.nanoTime();
                service.add(now - from);
                if (id >= callers) latency.add(now - handedIn[id]);
            }
        }
    }
}
