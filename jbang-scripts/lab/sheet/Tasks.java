package lab.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import lab.async.EventLoop;
import lab.measure.Answers;
import lab.pool.Task;

/// A workload, ready to be done any number of times: tasks of which none waits for another, and
/// what becomes of their answers. Any thread may do any task at any time, once in a run.
///
/// A new workload implements this in one small class and is listed in [Jobs].
///
/// @param <T> the answer of a task
/// @param <A> the answer of the whole
public interface Tasks<T, A> {
    /// What is worked on, for a caption: `the numbers below 2,000,000`.
    String input();

    /// How many tasks there are; they are numbered from 0.
    int count();

    /// Does a task on the calling thread, which waits where there is something to wait for.
    ///
    /// @throws java.util.concurrent.CancellationException if a stop was asked for
    /// @throws Exception if it fails
    T call(int task) throws Exception;

    /// Whether a task spends its time waiting for something outside: a network, a disk.
    default boolean waits() {
        return false;
    }

    /// Does all tasks on the calling thread, as a program without a thought of concurrency would:
    /// in one piece, if that is quicker.
    ///
    /// @return answers that [#whole] understands
    default List<T> inOnePiece() throws Exception {
        var answers = new ArrayList<T>();
        for (int task = 0; task < count(); task++) answers.add(call(task));
        return answers;
    }

    /// Begins a task on an event loop, and returns before it is done. Unless there is a form of it
    /// that does not block, the loop does it, and nothing else meanwhile.
    default CompletableFuture<T> begin(int task, EventLoop loop) {
        var answer = new CompletableFuture<T>();
        loop.execute(() -> {
            try {
                answer.complete(call(task));
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /// Why no other process can do a task, in a sentence; empty if one can.
    default Optional<String> staysHere() {
        return Optional.of("its tasks are written for this process only");
    }

    /// A task as another process can do it.
    ///
    /// @throws UnsupportedOperationException if none can, see [#staysHere]
    /// @throws Exception if what it needs cannot be had
    default Task<T> parcel(int task) throws Exception {
        throw new UnsupportedOperationException(staysHere().orElse("no parcel"));
    }

    /// The answer of the whole.
    ///
    /// @param answers those of the tasks, in their order, or those of [#inOnePiece]
    /// @throws Exception if it cannot be told
    A whole(List<T> answers) throws Exception;

    /// How the answer of the whole is judged.
    Answers<A> answers();

    /// The same tasks for another run; where they change something, it is as it was at first.
    default Tasks<T, A> fresh() throws Exception {
        return this;
    }
}
