package lab.service;

import java.util.concurrent.CompletableFuture;

/// The future of a call. To cancel it stops the call, which a future that merely depends on another
/// does not do.
final class Call<A> extends CompletableFuture<A> {
    private volatile Runnable stop = () -> {};

    /// Sets what stops the call; it is stopped at once if it is not wanted any more.
    void stoppedBy(Runnable action) {
        stop = action;
        if (isCancelled()) action.run();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) stop.run();
        return cancelled;
    }

    @Override
    public <B> CompletableFuture<B> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
