package lab.coordination;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;

/// The tree of tasks as tasks of a fork/join pool, which are no threads: a worker that waits for a
/// child does the child's work meanwhile.
///
/// @param pool does them
public record ForkJoinTree(ForkJoinPool pool) implements Skynet.Model {
    @Override
    public long sum(Skynet.Node node) {
        return pool.invoke(new Branch(node));
    }

    private static final class Branch extends RecursiveTask<Long> {
        private static final long serialVersionUID = 1;

        private final transient Skynet.Node node;

        Branch(Skynet.Node node) {
            this.node = node;
        }

        @Override
        protected Long compute() {
            if (node.isLeaf()) return node.number();
            var below = node.children().stream().map(Branch::new).toList();
            return invokeAll(below).stream().mapToLong(Branch::join).sum();
        }
    }
}
