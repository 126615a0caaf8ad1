package lab.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The tasks that wait for a processor, in the order in which they came, and the most urgent of
/// them.
final class ReadyQueue {
    private final Policy policy;
    private final Deque<Progress> tasks = new ArrayDeque<>();

    ReadyQueue(Policy policy) {
        this.policy = policy;
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    void toBack(Progress task, long now) {
        task.queued(now);
        tasks.addLast(task);
    }

    void toFront(Progress task, long now) {
        task.queued(now);
        tasks.addFirst(task);
    }

    void remove(Progress task) {
        tasks.remove(task);
    }

    /// The most urgent task; of equals, the one in front.
    Progress first(long now) {
        Progress first = null;
        double lowest = 0;
        for (var task : tasks) {
            double rank = task.rank(policy, now);
            if (first != null && rank >= lowest) continue;
            first = task;
            lowest = rank;
        }
        return first;
    }

    /// Takes the most urgent out, at most so many, the most urgent first.
    List<Progress> take(int most, long now) {
        var taken = new ArrayList<Progress>();
        while (taken.size() < most && !tasks.isEmpty()) {
            var next = first(now);
            tasks.remove(next);
            taken.add(next);
        }
        return taken;
    }
}
