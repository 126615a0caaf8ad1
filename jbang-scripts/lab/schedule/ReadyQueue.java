package lab.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
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
        return inOrder(now).getFirst().task();
    }

    /// Takes the most urgent out, at most so many, the most urgent first.
    List<Progress> take(int most, long now) {
        if (most == 0 || tasks.isEmpty()) return List.of();
        var taken = inOrder(now).stream().limit(most).map(Ranked::task).toList();
        tasks.removeAll(taken);
        return taken;
    }

    private record Ranked(Progress task, double rank) {}

    private List<Ranked> inOrder(long now) {
        var ranked = new ArrayList<Ranked>();
        for (var task : tasks) ranked.add(new Ranked(task, task.rank(policy, now)));
        ranked.sort(Comparator.comparingDouble(Ranked::rank)); // stable: equals keep their order
        return ranked;
    }
}
