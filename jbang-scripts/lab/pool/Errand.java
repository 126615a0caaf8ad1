package lab.pool;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A task on its way to a worker and back.
///
/// [#cancel] with `true` stops the worker if it has the task, and the pool starts another one.
///
/// @param <T> the type of the answer
public final class Errand<T> extends FutureTask<T> {
    private final ProcessPool pool;
    private final Trip<T> trip;

    private Errand(ProcessPool pool, Trip<T> trip) {
        super(trip);
        this.pool = pool;
        this.trip = trip;
        trip.errand = this;
    }

    static <T> Errand<T> of(ProcessPool pool, Parcel parcel, Optional<T> answer) {
        return new Errand<>(pool, new Trip<>(parcel, answer));
    }

    /// What the lane that runs this does. Written before the errand is published, by the thread
    /// that makes it; then by the one lane that runs it.
    private static final class Trip<T> implements Callable<T> {
        private final Parcel parcel;
        private final Optional<T> answer;
        private Errand<T> errand;
        private volatile Costs costs;
        private final CountDownLatch left = new CountDownLatch(1); // for a worker, or for nowhere
        private volatile ProcessHandle worker; // null before it has begun

        Trip(Parcel parcel, Optional<T> answer) {
            this.parcel = parcel;
            this.answer = answer;
        }

        @Override
        @SuppressWarnings("unchecked") // the worker ran the task, which is a Callable of T
        public T call() throws Exception {
            try {
                var done = Lane.current().perform(parcel, errand);
                costs = done.costs();
                return answer.orElse((T) done.answer());
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new FailedThere(e.getClass().getName(), e.toString(), e);
            }
        }
    }

    /// What it took; empty before it is done, and if it failed.
    public Optional<Costs> costs() {
        return Optional.ofNullable(isDone() ? trip.costs : null);
    }

    /// The number of the process that has it, or had it; empty before it has begun.
    public OptionalLong process() {
        var worker = trip.worker;
        return worker == null ? OptionalLong.empty() : OptionalLong.of(worker.pid());
    }

    /// Waits until a worker has it.
    ///
    /// @return the worker's process, which may have gone since
    /// @throws IllegalStateException if it was cancelled, or failed, before a worker had it
    /// @throws InterruptedException if the calling thread is interrupted
    public ProcessHandle awaitBegin() throws InterruptedException {
        trip.left.await();
        var worker = trip.worker;
        if (worker == null) throw new IllegalStateException("no worker has ever had this errand");
        return worker;
    }

    /// Waits until it is done, whether it has an answer, has failed or was cancelled.
    ///
    /// @return this; its [#state()] says how it ended
    /// @throws InterruptedException if the calling thread is interrupted
    public Errand<T> awaitEnd() throws InterruptedException {
        try {
            get();
        } catch (ExecutionException | CancellationException e) {
            // The caller looks.
        }
        return this;
    }

    /// Takes a note of who has it.
    void begins(ProcessHandle worker) {
        trip.worker = worker;
        trip.left.countDown();
    }

    @Override
    protected void done() {
        trip.left.countDown();
        pool.done(this);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled && mayInterruptIfRunning) pool.stop(this);
        return cancelled;
    }
}
