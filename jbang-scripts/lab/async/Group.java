package lab.async;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Asynchronous tasks that succeed together or not at all, as in asyncio's `TaskGroup`: when one
/// fails, the others are cancelled, and nobody goes on before all have ended.
///
/// To cancel a future only tells those who look at it. A task in the group has to look.
///
/// @param <T> what the tasks answer
public final class Group<T> {
    private final List<CompletableFuture<T>> members = new ArrayList<>(); // guarded by this
    private Throwable first; // guarded by this

    /// Adds a task that has been started. If another has already failed, it is cancelled at once.
    ///
    /// @return the same
    public CompletableFuture<T> add(CompletableFuture<T> task) {
        boolean late;
        synchronized (this) {
            late = first != null;
            members.add(task);
        }
        if (late) task.cancel(true);
        task.whenComplete((value, failure) -> {
            if (failure != null) fail(failure);
        });
        return task;
    }

    private void fail(Throwable failure) {
        List<CompletableFuture<T>> others;
        synchronized (this) {
            if (first != null) return;
            first = failure;
            others = List.copyOf(members);
        }
        others.forEach(task -> task.cancel(true));
    }

    private synchronized List<CompletableFuture<T>> members() {
        return List.copyOf(members);
    }

    private synchronized Throwable first() {
        return first;
    }

    /// All answers, in the order in which the tasks were added; or the failure that came first. It
    /// completes when all have ended that were added before the call.
    public CompletableFuture<List<T>> all() {
        var mine = members();
        return CompletableFuture.allOf(mine.toArray(CompletableFuture[]::new))
                .handle((nothing, failure) -> {
                    if (failure != null) throw new CompletionException(bare(first()));
                    return mine.stream().map(CompletableFuture::join).toList();
                });
    }

    private static Throwable bare(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }
}
